"""The calls panel: what its rows say, its keys, and that it keeps the dispatcher's place."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QListView

from console.board.views import Picture
from console.clock import ManualClock
from console.widgets.calls import CallsPanel
from console.widgets.icons import Icons
from console.widgets.theme import Theme
from tests.widgets.list_pictures import NOW, call, fix, picture, pixels, said, unit

# Qt's offscreen platform says so of every window; it is no fault of the panel.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def theme() -> Theme:
    return Theme("dark")


@pytest.fixture
def panel(qtbot, clock: ManualClock, theme: Theme) -> CallsPanel:
    panel = CallsPanel(theme, Icons(theme), clock)
    qtbot.addWidget(panel)
    panel.resize(456, 400)
    panel.show()
    return panel


def test_waiting_and_active_calls_stand_under_their_bars(panel: CallsPanel) -> None:
    panel.show_picture(picture(call(231, 1, 701), call(236, 2, 60), call(7, 2, 60, "CSO-11", "CSO-12")))
    assert said(panel.list) == [
        "Waiting, 2",
        "Call 231, Illegal parking, 8300 Santa Monica Bl, priority 1, waiting 11 minutes 41 seconds, "
        "over target",
        "Call 236, Illegal parking, 8300 Santa Monica Bl, priority 2, waiting 1 minute",
        "Active, 1",
        "Call 7, Illegal parking, 8300 Santa Monica Bl, priority 2, "
        "CSO-11 and 1 more on scene for 30 seconds",
    ]


def test_closed_calls_vanish_and_the_empty_list_names_the_next_key(panel: CallsPanel) -> None:
    panel.show_picture(picture(call(1)))
    panel.show_picture(picture(call(1, state="closed")))
    assert said(panel.list) == []
    assert panel.list.empty_text == "No calls waiting. F2 starts one."


def test_a_call_of_yesterday_keeps_its_day(panel: CallsPanel) -> None:
    panel.show_picture(picture(replace(call(47), number="20261121-0047")))
    assert said(panel.list)[1].startswith("Call 1121-47, ")


def test_at_the_stations_midnight_the_numbers_take_their_day(qtbot, clock: ManualClock, theme: Theme) -> None:
    panel = CallsPanel(theme, Icons(theme), clock, timezone(timedelta(hours=-8)))
    qtbot.addWidget(panel)
    panel.show_picture(picture(call(47)))
    assert said(panel.list)[1].startswith("Call 47, ")
    clock.advance(13 * 3600)
    panel.tick()
    assert said(panel.list)[1].startswith("Call 1122-47, ")


def test_markup_from_outside_is_shown_as_it_was_typed(panel: CallsPanel) -> None:
    panel.show_picture(picture(call(1, type_name="<b>x</b>", place="<i>y</i>\nz")))
    assert "<b>x</b>, <i>y</i>" in said(panel.list)[1]
    assert panel.list.model().index(1, 0).data() == "1 <b>x</b>"


def test_enter_opens_and_n_begins_a_note(qtbot, panel: CallsPanel) -> None:
    panel.show_picture(picture(call(47), call(48)))
    panel.select("20261122-0047")
    with qtbot.waitSignal(panel.call_opened) as opened:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    with qtbot.waitSignal(panel.command_requested) as asked:
        qtbot.keyClick(panel.list, Qt.Key.Key_N)
    assert (opened.args, asked.args) == (["20261122-0047"], ["R 47, "])


def test_keys_do_nothing_without_a_selection(qtbot, panel: CallsPanel) -> None:
    panel.show_picture(picture(call(47)))
    with qtbot.assertNotEmitted(panel.call_opened), qtbot.assertNotEmitted(panel.command_requested):
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
        qtbot.keyClick(panel.list, Qt.Key.Key_N)


def test_the_arrow_keys_step_over_the_section_bars(qtbot, panel: CallsPanel) -> None:
    panel.show_picture(picture(call(1, 1), call(2, 2), call(3, 1, 60, "CSO-11")))
    panel.select("20261122-0002")
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert panel.selected() == "20261122-0003"
    qtbot.keyClick(panel.list, Qt.Key.Key_Home)
    assert panel.selected() == "20261122-0001"


def test_a_selected_call_that_closes_leaves_nothing_selected(qtbot, panel: CallsPanel) -> None:
    panel.show_picture(picture(call(1), call(2)))
    panel.select("20261122-0001")
    with qtbot.waitSignal(panel.call_selected) as told:
        panel.show_picture(picture(call(2)))
    assert told.args == [""]
    assert panel.selected() == ""


def test_the_nearest_free_unit_is_offered_and_never_an_ambassador(panel: CallsPanel) -> None:
    units = [unit("CSO-11"), unit("CSO-12"), unit("CSO-13", "enroute"), unit("AMB-4", kind="ambassador")]
    fixes = [fix("CSO-11", lat=34.10), fix("CSO-12", lat=34.095), fix("CSO-13"), fix("AMB-4")]
    panel.show_picture(picture(call(1), *units, *fixes))
    panel.select("20261122-0001")
    assert panel.offered() == "CSO-12"


def test_without_a_place_the_unit_free_longest_is_offered(panel: CallsPanel) -> None:
    units = [unit("CSO-11", age=60), unit("CSO-12", age=900)]
    panel.show_picture(picture(call(1, lat=None, lon=None), *units, fix("CSO-11")))
    panel.select("20261122-0001")
    assert panel.offered() == "CSO-12"


def test_no_unit_is_offered_for_a_call_that_is_not_for_a_cso(panel: CallsPanel) -> None:
    panel.show_picture(picture(call(1, eligible=False), unit("CSO-11")))
    panel.select("20261122-0001")
    assert panel.offered() == ""


def test_the_selected_waiting_row_is_higher(panel: CallsPanel) -> None:
    panel.show_picture(picture(call(1), call(2)))
    panel.select("20261122-0002")
    heights = [panel.list.visualRect(panel.list.model().index(place, 0)).height() for place in (0, 1, 2)]
    assert heights == [26, 54, 82]


def test_a_narrow_window_has_lower_rows(panel: CallsPanel, theme: Theme) -> None:
    panel.show_picture(picture(call(1), call(2, 2, 60, "CSO-11")))
    theme.compact = True
    heights = [panel.list.visualRect(panel.list.model().index(place, 0)).height() for place in (1, 3)]
    assert heights == [42, 28]


def test_new_calls_above_do_not_move_what_is_read(panel: CallsPanel) -> None:
    calls = [call(number, 3, 1000 - number) for number in range(1, 40)]
    panel.show_picture(picture(*calls))
    panel.list.scrollTo(panel.list.model().index(15, 0), QListView.ScrollHint.PositionAtTop)
    top = panel.list.indexAt(QPoint(5, 5)).data()
    panel.show_picture(picture(*calls, call(90, 1), call(91, 1)))
    assert panel.list.indexAt(QPoint(5, 5)).data() == top


def test_the_view_follows_the_selected_call_when_it_moves(panel: CallsPanel) -> None:
    calls = [call(number, 3, 1000 - number) for number in range(1, 40)]
    panel.show_picture(picture(*calls))
    panel.select("20261122-0001")
    panel.show_picture(picture(call(1, 4), *calls[1:]))
    row = panel.list.visualRect(panel.list.model().index(39, 0))
    assert panel.list.viewport().rect().contains(row.center())


PICTURES = st.lists(
    st.lists(st.tuples(st.integers(1, 25), st.integers(1, 4), st.booleans()), unique_by=lambda each: each[0]),
    min_size=1,
    max_size=4,
)


def drawn(entries: list[tuple[int, int, bool]]) -> Picture:
    made = [call(number, priority, 60.0, *(("CSO-1",) if busy else ())) for number, priority, busy in entries]
    return picture(call(99, 2), *made)


@given(PICTURES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_changes_never_move_selection_or_focus(panel: CallsPanel, steps: list) -> None:
    panel.show_picture(drawn([]))
    panel.select("20261122-0099")
    focused = QApplication.focusWidget()
    for entries in steps:
        panel.show_picture(drawn(entries))
        assert panel.selected() == "20261122-0099"
        assert panel.list.currentIndex().data().startswith("99 ")
        assert panel.list.viewport().rect().intersects(panel.list.visualRect(panel.list.currentIndex()))
        assert QApplication.focusWidget() is focused


def test_every_row_paints_in_both_looks(panel: CallsPanel, theme: Theme) -> None:
    flagged = call(3, 3, 500, flags=("prints", "unheard of"))
    active = call(5, 1, 60, "CSO-11", "CSO-12")
    late = call(6, 4, 9000, "CSO-13")
    panel.show_picture(
        picture(call(1, 1, 700), call(2, 2), flagged, active, late, call(7, state="active", assignments=()))
    )
    panel.select("20261122-0001")
    pictures = set()
    for name in ("dark", "light"):
        for compact in (False, True):
            theme.switch(name)
            theme.compact = compact
            pictures.add(pixels(panel))
    assert len(pictures) == 4


def test_a_call_whose_unit_is_late_says_so_until_it_arrives(panel: CallsPanel) -> None:
    late = call(1, 1, 700, "CSO-11")
    on_its_way = replace(late, assignments=tuple(replace(one, state="enroute") for one in late.assignments))
    panel.show_picture(picture(on_its_way))
    assert said(panel.list)[-1].endswith(", over target")
    panel.show_picture(picture(late))
    assert not said(panel.list)[-1].endswith(", over target")
