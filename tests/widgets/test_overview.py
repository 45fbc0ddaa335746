"""The watch commander's overview: what asks for somebody, its keys, and that it keeps its place."""

from dataclasses import replace
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.board.views import Picture
from console.clock import ManualClock
from console.station.seating import IN, Seating
from console.widgets.icons import Icons
from console.widgets.overview import OverviewPage
from console.widgets.theme import Theme
from tests.widgets.list_pictures import NOW, call, picture, said
from tests.widgets.overview_pictures import busy, recurring, sent, turn


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def page(qtbot, clock: ManualClock) -> OverviewPage:
    theme = Theme("dark")
    page = OverviewPage(theme, Icons(theme), clock, UTC)
    qtbot.addWidget(page)
    page.resize(1908, 860)
    page.show()
    qtbot.waitActive(page)
    return page


def lines(page: OverviewPage, part: str) -> list[str]:
    return said(page.panels[part].list)


def test_breaches_are_those_over_target_and_those_near_it(page: OverviewPage) -> None:
    page.show_picture(busy())
    assert lines(page, "breaches") == [
        "231, Illegal parking, 8300 Santa Monica Bl · nobody assigned, "
        "waiting 11 minutes 40 seconds, over target",
        "232, Illegal parking, 906 Hammond St · nobody assigned, waiting 8 minutes, near its target",
    ]


def test_a_call_becomes_a_breach_by_time_alone(page: OverviewPage, clock: ManualClock) -> None:
    page.show_picture(picture(call(1, 2, 400)))
    assert lines(page, "breaches") == []
    clock.advance(60)
    page.tick()
    assert len(lines(page, "breaches")) == 1
    assert page.figures.value("Over target") == "0"
    clock.advance(200)
    page.tick()
    assert page.figures.value("Over target") == "1"


def test_only_what_nobody_has_acknowledged_is_listed_the_worst_first(page: OverviewPage) -> None:
    page.show_picture(busy())
    assert [line.split(", ")[0] for line in lines(page, "alarms")] == ["2", "1", "3"]


def test_referrals_say_how_long_they_wait_and_why(page: OverviewPage) -> None:
    page.show_picture(busy())
    assert lines(page, "referrals") == [
        "234, Weapon, Sent, not answered yet · 8300 Santa Monica Bl, 03:10",
        "235, Injury, No answer, 00:30",
    ]


def test_staffing_says_who_is_missing_and_which_beats_have_nobody(page: OverviewPage) -> None:
    page.show_picture(busy())
    told = lines(page, "staff")
    assert "Community safety officers, 5 there, 4 needed" in told
    assert "Beat 2, 0 there, 1 needed, nobody there" in told
    assert "Beat 1, 1 there, 1 needed" in told
    assert page.figures.value("Short") == "2"


def test_idle_units_are_free_and_kept_for_nothing(page: OverviewPage) -> None:
    page.show_picture(busy())
    assert lines(page, "idle") == ["CSO-11, Beat 1, Plummer Park, 33:20", "CSO-15, No beat, 05:00"]


def test_a_unit_sent_with_a_reason_says_instead_of_whom_and_by_whom(page: OverviewPage) -> None:
    page.show_picture(busy())
    first, second = lines(page, "overrides")
    assert first.startswith(
        "CSO-12, closest to her home, knows the caller, Call 236 · CSO-12 sent instead of CSO-11"
    )
    assert "Rivera" in first
    assert second.endswith("Approved by M. Chen")
    assert page.figures.value("To approve") == "1"


def test_recurring_tasks_of_the_day_are_listed_and_what_was_not_done_stands_out(page: OverviewPage) -> None:
    page.show_picture(busy())
    told = lines(page, "recurring")
    assert [line.split(", ")[0] for line in told] == ["02:00", "23:00", "23:30", "07:45", "09:30"]
    assert told[0].endswith("Plummer Park, not done, not done: the console was not running")
    assert told[2] == "23:30, Lock-up, West Hollywood Park, north gate \N{MIDDLE DOT} CSO-12, Coming"


def test_a_call_of_a_recurring_task_opens_and_says_how_far_it_is(page: OverviewPage, qtbot) -> None:
    opened: list[str] = []
    page.call_opened.connect(opened.append)
    made = replace(recurring()[0], turns=(turn("0745", "call", call="20261122-0231"),))
    page.show_picture(replace(picture(call(231, 1, 700)), recurring=(made,)))
    assert lines(page, "recurring") == ["07:45, School crossing, N Kings Rd, Overdue"]
    qtbot.keyClick(page.panels["recurring"].list, Qt.Key.Key_Down)
    qtbot.keyClick(page.panels["recurring"].list, Qt.Key.Key_Return)
    assert opened == ["20261122-0231"]


def test_a_approves_k_acknowledges_and_enter_opens(page: OverviewPage, qtbot) -> None:
    typed: list[str] = []
    opened: list[str] = []
    page.line_entered.connect(typed.append)
    page.call_opened.connect(opened.append)
    page.show_picture(busy())
    for part, key in (("overrides", Qt.Key.Key_A), ("alarms", Qt.Key.Key_K), ("breaches", Qt.Key.Key_Return)):
        rows = page.panels[part].list
        rows.setFocus()
        qtbot.keyClick(rows, key)
        qtbot.keyClick(rows, Qt.Key.Key_Down)
        qtbot.keyClick(rows, key)
    assert typed == ["AO CSO-12 236", "K 2"]
    assert opened == ["20261122-0231"]


def test_new_data_moves_neither_focus_nor_selection(page: OverviewPage, qtbot) -> None:
    page.show_picture(busy())
    page.focus_first()
    qtbot.keyClick(page.panels["breaches"].list, Qt.Key.Key_Down)
    before = page.panels["breaches"].list.selected()
    more = busy()
    page.show_picture(replace(more, calls={**more.calls, **picture(call(9, 1, 5000)).calls}))
    assert page.panels["breaches"].list.selected() == before
    assert QApplication.focusWidget() is page.panels["breaches"].list


def test_a_hand_over_that_waits_stands_in_the_page_bar(page: OverviewPage) -> None:
    page.show_picture(busy())
    assert page.summary == "Hand-over 7 waits for the signature of whoever comes"
    page.show_picture(Picture(loaded=True))
    assert page.summary == ""


def test_hostile_words_are_only_shown(page: OverviewPage) -> None:
    page.show_picture(picture(sent(1, "CSO-12", "<b>x</b>\u202e\n=1+1")))
    assert "<b>x</b>" in lines(page, "overrides")[0]


@pytest.mark.parametrize(
    ("seating", "theirs"),
    [
        (Seating(), True),
        (Seating(state=IN, account="d", role="Dispatcher"), False),
        (Seating(state=IN, account="m", role="Watch commander", commander=True), True),
        (
            Seating(state=IN, account="d", role="Dispatcher", raised_to="Watch commander", commander=True),
            True,
        ),
    ],
)
def test_it_is_the_watch_commanders_or_where_nobody_logs_on_everybodys(
    seating: Seating, theirs: bool
) -> None:
    assert seating.oversees == theirs
