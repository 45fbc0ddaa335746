"""The catch-up page: conflicts side by side, settled by keys and by nothing else."""

from dataclasses import replace
from datetime import UTC

import pytest
from PySide6.QtCore import Qt

from console.board.views import TheirEntry
from console.clock import ManualClock
from console.widgets.catch_up import CatchUpPage
from console.widgets.icons import Icons
from console.widgets.theme import Theme
from tests.widgets.downtime_pictures import HERE, LONG, NASTY, THERE, conflict, returned
from tests.widgets.list_pictures import NOW, ago, pixels, said


@pytest.fixture
def theme() -> Theme:
    return Theme("dark")


@pytest.fixture
def page(qtbot, theme: Theme) -> CatchUpPage:
    page = CatchUpPage(theme, Icons(theme), ManualClock(NOW), UTC, HERE)
    qtbot.addWidget(page)
    page.resize(1908, 860)
    page.show()
    qtbot.waitActive(page)
    return page


def settled(page: CatchUpPage) -> list[tuple[str, bool]]:
    asked: list[tuple[str, bool]] = []
    page.settle_requested.connect(lambda key, take: asked.append((key, take)))
    return asked


def test_a_conflict_says_both_sides_with_time_person_and_position(page: CatchUpPage) -> None:
    page.show_picture(returned(conflict()))
    assert said(page.list) == [
        "Call 41. Another position changed it meanwhile. "
        "Here: 19:33:58 R. Okafor, Position 2: Call 41 is closed. "
        "There: 19:36:58 D. Park, Position 1: CSO-17 is dispatched to call 41."
    ]


def test_the_figures_say_from_when_to_when_and_how_much(page: CatchUpPage) -> None:
    page.show_picture(returned(conflict()))
    names = ("Server away from", "Back at", "Away for", "Brought over", "Conflicts")
    assert [page.figures.value(name) for name in names] == [
        "19:32:58",
        "19:41:58",
        "09:00",
        "14 entries",
        "1",
    ]


def test_closed_calls_stand_apart_from_active_ones(page: CatchUpPage) -> None:
    page.show_picture(returned())
    assert said(page.closed.list) == ["8000, Illegal parking, RPT, 8300 Santa Monica Bl"]
    assert said(page.active.list) == [
        "8001, Illegal parking, CSO-17, 8300 Santa Monica Bl",
        "41, Illegal parking, CSO-12, 8300 Santa Monica Bl",
    ]


@pytest.mark.parametrize(("key", "take"), [(Qt.Key.Key_T, True), (Qt.Key.Key_L, False)])
def test_a_key_settles_the_selected_conflict_only(page: CatchUpPage, qtbot, key: Qt.Key, take: bool) -> None:
    asked = settled(page)
    page.show_picture(returned(conflict("k1"), conflict("k2")))
    page.focus_first()
    qtbot.keyClick(page.list, key)
    assert asked == []
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, key)
    assert asked == [("k2", take)]


def test_once_one_is_settled_the_next_waits_to_be_chosen(page: CatchUpPage, qtbot) -> None:
    asked = settled(page)
    page.show_picture(returned(conflict("k1"), conflict("k2")))
    page.focus_first()
    page.list.select("k1")
    qtbot.keyClick(page.list, Qt.Key.Key_T)
    page.show_picture(returned(conflict("k2")))
    qtbot.keyClick(page.list, Qt.Key.Key_T)
    assert asked == [("k1", True)]
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_L)
    assert asked == [("k1", True), ("k2", False)]


def test_it_is_put_away_only_when_nothing_is_left_to_settle(page: CatchUpPage, qtbot) -> None:
    page.show_picture(returned(conflict()))
    page.focus_first()
    with qtbot.assertNotEmitted(page.put_away_requested):
        qtbot.keyClick(page.list, Qt.Key.Key_P)
    page.show_picture(returned())
    assert page.list.empty_text.startswith("No conflicts")
    with qtbot.waitSignal(page.put_away_requested, timeout=1000):
        qtbot.keyClick(page.list, Qt.Key.Key_P)


def test_new_data_keep_the_selection(page: CatchUpPage) -> None:
    page.show_picture(returned(conflict("k1"), conflict("k2")))
    page.list.select("k2")
    page.show_picture(returned(conflict("k2", "Call 41 is closed again.")))
    assert page.list.selected() == "k2"


def test_a_conflict_with_a_rule_has_nothing_on_the_other_side(page: CatchUpPage) -> None:
    page.show_picture(returned(replace(conflict(), theirs=(), why="CSO-11 is on call 35 already.")))
    assert "There: Nobody changed it there." in said(page.list)[0]


def test_text_from_other_positions_is_shown_as_typed(page: CatchUpPage) -> None:
    theirs = TheirEntry(ago(100), NASTY, f"{THERE}\n{NASTY}", NASTY)
    page.show_picture(returned(conflict("k1", NASTY, theirs)))
    index = page.list.model().index(0, 0)
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip and "<img" not in tip and "&lt;b&gt;bold&lt;/b&gt;" in tip
    assert NASTY in said(page.list)[0]


def test_a_long_sentence_is_cut_in_the_row_and_whole_in_its_tip(page: CatchUpPage) -> None:
    many = tuple(TheirEntry(ago(200 - n), f"P{n}", THERE, LONG) for n in range(40))
    page.show_picture(returned(conflict("k1", LONG, *many), conflict("k2")))
    row = page.list.visualRect(page.list.model().index(0, 0))
    assert (row.width(), row.height() < 200) == (page.list.viewport().width(), True)
    tip = page.list.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.count(LONG.strip()) == 41


def test_what_was_done_yesterday_has_its_date(page: CatchUpPage) -> None:
    page.show_picture(returned(replace(conflict(), at=ago(24 * 3600))))
    assert "Here: 21 Nov 19:42:18 R. Okafor" in said(page.list)[0]


def test_it_paints_in_both_themes_and_both_sizes(page: CatchUpPage, theme: Theme) -> None:
    page.show_picture(returned(conflict("k1"), conflict("k2", LONG)))
    page.list.select("k1")
    shots = set()
    for name in ("dark", "light"):
        for compact in (False, True):
            theme.switch(name)
            theme.compact = compact
            shots.add(pixels(page))
    assert len(shots) == 4
