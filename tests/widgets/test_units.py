"""The units panel: groups, sentences, talk, and the keys that begin commands."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from console.clock import ManualClock
from console.widgets.icons import Icons
from console.widgets.theme import Theme
from console.widgets.units import UnitsPanel
from tests.widgets.list_pictures import NOW, call, fix, picture, pixels, said, traffic, unit

# Qt's offscreen platform says so of every window; it is no fault of the panel.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def theme() -> Theme:
    return Theme("dark")


@pytest.fixture
def panel(qtbot, clock: ManualClock, theme: Theme) -> UnitsPanel:
    panel = UnitsPanel(theme, Icons(theme), clock)
    qtbot.addWidget(panel)
    panel.resize(524, 400)
    panel.show()
    return panel


def test_units_stand_in_groups_and_those_off_shift_in_none(panel: UnitsPanel) -> None:
    job = call(47)
    busy = unit("CSO-12", "onscene", 1830, calls=(job.number, "20261122-0052"))
    panel.show_picture(
        picture(
            job,
            unit("CSO-11"),
            busy,
            unit("CSO-13", "break", note="Back at 19:50"),
            unit("X", "off"),
            fix("CSO-11"),
        )
    )
    assert said(panel.list) == [
        "Available, 1",
        "CSO-11, Available for 1 minute, fix 2 seconds old",
        "On calls, 1",
        "CSO-12, On scene for 30 minutes 30 seconds, over its limit, call 47, Illegal parking, "
        "also call 52, no fix",
        "Not available, 1",
        "CSO-13, Break for 1 minute, Back at 19:50, no fix",
    ]


def test_an_empty_board_names_the_next_key(panel: UnitsPanel) -> None:
    panel.show_picture(picture(unit("CSO-11", "off")))
    assert panel.list.empty_text == "No units on shift. F7 signs one on."


def test_a_second_call_is_shown_beside_the_first(panel: UnitsPanel) -> None:
    panel.show_picture(picture(unit("CSO-12", "onscene", calls=("20261122-0047", "20261121-0052"))))
    assert panel.list.model().rows[1].assignment == "47 +1121-52"


def test_who_talks_is_marked_until_the_end_or_for_a_minute(panel: UnitsPanel, clock: ManualClock) -> None:
    live = traffic(1, "CSO-11", until=None)
    panel.show_picture(picture(unit("CSO-11"), unit("CSO-12"), live))
    assert [text.endswith(", talking") for text in said(panel.list)[1:]] == [True, False]
    clock.advance(60)
    panel.tick()
    assert not said(panel.list)[1].endswith(", talking")


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (Qt.Key.Key_A, "D CSO-11 47"),
        (Qt.Key.Key_E, "E CSO-11"),
        (Qt.Key.Key_S, "O CSO-11"),
        (Qt.Key.Key_C, "C CSO-11 "),
    ],
)
def test_single_keys_begin_commands(qtbot, panel: UnitsPanel, key: Qt.Key, line: str) -> None:
    panel.show_picture(picture(unit("CSO-11")))
    panel.select("CSO-11")
    panel.set_call("20261122-0047")
    with qtbot.waitSignal(panel.command_requested) as asked:
        qtbot.keyClick(panel.list, key)
    assert asked.args == [line]


def test_assigning_without_a_call_in_hand_leaves_it_open(qtbot, panel: UnitsPanel) -> None:
    panel.show_picture(picture(unit("CSO-11")))
    panel.select("CSO-11")
    with qtbot.waitSignal(panel.command_requested) as asked:
        qtbot.keyClick(panel.list, Qt.Key.Key_A)
    assert asked.args == ["D CSO-11 "]


def test_m_shows_the_unit_on_the_map(qtbot, panel: UnitsPanel) -> None:
    panel.show_picture(picture(unit("CSO-11")))
    panel.select("CSO-11")
    with qtbot.waitSignal(panel.map_requested) as asked:
        qtbot.keyClick(panel.list, Qt.Key.Key_M)
    assert asked.args == ["CSO-11"]


def test_letters_never_search_the_list(qtbot, panel: UnitsPanel) -> None:
    panel.show_picture(picture(unit("CSO-11"), unit("UTV-1", kind="utv")))
    panel.select("CSO-11")
    qtbot.keyClick(panel.list, Qt.Key.Key_U)
    assert panel.selected() == "CSO-11"


def test_the_tip_shows_markup_as_it_was_typed(panel: UnitsPanel) -> None:
    panel.show_picture(picture(unit("CSO-11", crew=("<b>x</b>",))))
    tip = panel.list.model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;x&lt;/b&gt;" in tip


STATUSES = st.lists(
    st.dictionaries(st.integers(1, 20), st.sampled_from(["available", "enroute", "break", "off"])), max_size=5
)


@given(STATUSES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_selected_unit_stays_selected_through_any_status(panel: UnitsPanel, steps: list) -> None:
    panel.show_picture(picture(unit("UTV-1", kind="utv")))
    panel.select("UTV-1")
    for place, statuses in enumerate(steps):
        own = unit("UTV-1", ["enroute", "break", "available"][place % 3], kind="utv")
        panel.show_picture(picture(own, *(unit(f"CSO-{n}", status) for n, status in statuses.items())))
        assert panel.selected() == "UTV-1"
        assert panel.list.currentIndex().data().startswith("UTV-1 ")


def test_every_row_paints_in_both_looks(panel: UnitsPanel, theme: Theme) -> None:
    job = call(47)
    busy = unit(
        "CSO-12", "onscene", 1830, calls=(job.number, "20261122-0052"), skills=("report", "utv", "odd")
    )
    views = (
        unit("CSO-11"),
        busy,
        unit("CSO-13", "oos"),
        unit("CSO-14", "strange"),
        unit("CSO-15", "emergency"),
    )
    panel.show_picture(picture(job, *views, fix("CSO-12", 252), fix("CSO-13", 70), traffic(1, until=None)))
    pictures = set()
    for name in ("dark", "light"):
        for compact in (False, True):
            theme.switch(name)
            theme.compact = compact
            pictures.add(pixels(panel))
    assert len(pictures) == 4
