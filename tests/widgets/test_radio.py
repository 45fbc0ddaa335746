"""The radio panel: newest first, who is on the air, and what nobody could decode."""

from datetime import timedelta, timezone

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from console.clock import ManualClock
from console.widgets.icons import Icons
from console.widgets.radio import RadioPanel
from console.widgets.theme import Theme
from tests.widgets.list_pictures import NOW, picture, said, traffic

ZONE = timezone(timedelta(hours=-8))

# Qt's offscreen platform says so of every window; it is no fault of the panel.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def panel(qtbot, clock: ManualClock) -> RadioPanel:
    theme = Theme("dark")
    panel = RadioPanel(theme, Icons(theme), clock, ZONE)
    qtbot.addWidget(panel)
    panel.resize(400, 262)
    panel.show()
    return panel


def test_lines_are_said_newest_first_at_the_stations_time(panel: RadioPanel) -> None:
    panel.show_picture(
        picture(
            traffic(3, kind="status", text="Status 2"),
            traffic(2, "", kind="undecoded", text="<b>bad</b>", radio_id="", age=60),
            traffic(1, "", age=90),
        )
    )
    assert said(panel.list) == [
        "11:42:14 CSO-11 Status 2",
        "11:41:18 Radio 1 <b>bad</b>",
        "11:40:48 1001 Talked 2 s, assign…",
    ]


def test_the_header_says_who_is_talking_and_how_long_it_has_been_quiet(
    panel: RadioPanel, clock: ManualClock
) -> None:
    panel.show_picture(picture(traffic(1, until=None)))
    assert panel.air_text == "Radio 1: CSO-11 talking 4 s"
    panel.show_picture(picture(traffic(1, until=NOW)))
    clock.advance(9)
    panel.tick()
    assert panel.air_text == "Radio 1 quiet 9 s"


def test_a_transmission_that_never_ended_is_not_said_for_ever(panel: RadioPanel) -> None:
    panel.show_picture(picture(traffic(1, until=None, age=61)))
    assert panel.air_text == "Radio 1 quiet 01:01"


def test_an_emergency_is_red_even_when_nobody_knows_whose_it_is(panel: RadioPanel) -> None:
    panel.show_picture(picture(traffic(2, "", "emergency"), traffic(1, "", "talk")))
    assert [row.token for row in panel.list.model().rows] == ["red", "text2"]
    assert [row.glyph for row in panel.list.model().rows] == ["status-emergency", "sound"]


def test_traffic_takes_neither_focus_nor_place(qtbot, panel: RadioPanel) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    line.setFocus()
    focused = QApplication.focusWidget()
    lines = [traffic(number, text=f"line {number}") for number in range(60, 0, -1)]
    panel.show_picture(picture(*lines))
    panel.list.scrollTo(panel.list.model().index(20, 0), QListView.ScrollHint.PositionAtTop)
    top = panel.list.indexAt(QPoint(5, 5)).data()
    panel.show_picture(picture(traffic(61), *lines))
    assert panel.list.indexAt(QPoint(5, 5)).data() == top
    assert QApplication.focusWidget() is focused


def test_an_empty_log_says_so(panel: RadioPanel) -> None:
    panel.show_picture(picture())
    assert panel.list.empty_text == "No radio traffic yet. It shows here by itself."
    assert panel.air_text == "Quiet"


def test_who_talks_now_stands_out_until_something_else_is_heard(
    panel: RadioPanel, clock: ManualClock
) -> None:
    talk = traffic(1, until=None)
    panel.show_picture(picture(talk))
    assert [(row.live, row.text) for row in panel.list.model().rows] == [(True, "Talking")]
    panel.show_picture(picture(traffic(2, "CSO-11", "status", text="Status 13"), talk))
    assert [(row.live, row.text) for row in panel.list.model().rows] == [
        (False, "Status 13"),
        (False, "Talked"),
    ]
    assert panel.air_text.startswith("Radio 1 quiet")


def test_a_voice_on_one_radio_goes_on_while_another_radio_is_heard(panel: RadioPanel) -> None:
    other = traffic(2, "CSO-12", "status", text="Status 13", link="Radio 2")
    panel.show_picture(picture(other, traffic(1, until=None)))
    assert [row.live for row in panel.list.model().rows] == [False, True]


def test_a_talk_given_up_after_a_minute_no_longer_stands_out(panel: RadioPanel, clock: ManualClock) -> None:
    panel.show_picture(picture(traffic(1, until=None)))
    clock.advance(57)
    panel.tick()
    assert [row.live for row in panel.list.model().rows] == [False]
