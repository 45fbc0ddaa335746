"""The status strip: the mode, calls over target, the links in words, the time and the menu."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from console.board.views import AssignmentView, CallView, LinkView, Picture
from console.clock import ManualClock
from console.widgets.icons import Icons
from console.widgets.pieces import Chip
from console.widgets.strip import LinkChip, StatusStrip
from console.widgets.theme import Theme
from console.widgets.window_frame import WindowFrame

NOW = datetime(2026, 3, 15, 2, 42, 18, tzinfo=UTC)
FRAME = WindowFrame("West Hollywood", "R. Okafor", "Position 2", False, ZoneInfo("America/Los_Angeles"))
CALL = CallView(
    number="20260314-0031",
    type_code="SIG",
    type_name="Signal dark",
    priority=1,
    state="waiting",
    place="Melrose Ave / N Robertson Blvd",
    lat=None,
    lon=None,
    received_at=NOW - timedelta(minutes=9),
    due_at=NOW + timedelta(minutes=1),
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def strip(qapp: QApplication, qtbot, clock: ManualClock) -> StatusStrip:
    return make_strip(qapp, qtbot, clock, FRAME)


def make_strip(qapp: QApplication, qtbot, clock: ManualClock, frame: WindowFrame) -> StatusStrip:
    theme = Theme()
    theme.apply(qapp)
    strip = StatusStrip(frame, theme, Icons(theme), clock)
    qtbot.addWidget(strip)
    strip.resize(1920, 52)
    strip.show()
    return strip


def words(strip: StatusStrip) -> list[str]:
    """All that the strip says, chips included."""
    labels = [label.text() for label in strip.findChildren(QLabel) if label.isVisible()]
    return labels + [chip.text for chip in strip.findChildren(Chip) if chip.isVisible()]


def picture_with(*links: LinkView, call: CallView = CALL) -> Picture:
    return Picture(
        calls=MappingProxyType({call.number: call}),
        links=MappingProxyType({link.name: link for link in links}),
    )


def test_the_time_is_the_stations(strip: StatusStrip) -> None:
    assert {"19:42:18", "Sat 14 Mar 2026", "LIVE", "R. Okafor"} <= set(words(strip))


def test_training_says_so(qapp: QApplication, qtbot, clock: ManualClock) -> None:
    strip = make_strip(qapp, qtbot, clock, FRAME._replace(training=True))
    assert "TRAINING" in words(strip) and "LIVE" not in words(strip)


def test_a_call_over_target_is_told_from_the_second_it_is(strip: StatusStrip, clock: ManualClock) -> None:
    strip.show_picture(picture_with())
    assert not any("target" in said for said in words(strip))
    clock.advance(161)
    strip.tick()
    assert {"1 over target", "Call 31 is over target by 01:41"} <= set(words(strip))


@pytest.mark.parametrize(("state", "late"), [("assigned", True), ("enroute", True), ("onscene", False)])
def test_a_call_is_over_target_until_somebody_is_on_scene(
    strip: StatusStrip, clock: ManualClock, state: str, late: bool
) -> None:
    clock.advance(600)
    attended = AssignmentView(CALL.number, "CSO-11", state, NOW)
    strip.show_picture(picture_with(call=replace(CALL, state="active", assignments=(attended,))))
    assert any("target" in said for said in words(strip)) is late


def test_a_link_without_anything_to_say_is_ready(strip: StatusStrip) -> None:
    strip.show_picture(picture_with(LinkView("Database", "database", "good", "")))
    assert "Ready" in words(strip)


def test_each_link_tells_its_state_in_words(strip: StatusStrip, clock: ManualClock) -> None:
    good = LinkView("Radio 1", "radio", "good", "", NOW - timedelta(seconds=2))
    poor = LinkView("GPS", "gps", "degraded", "1 of 12 stale", NOW)
    lost = LinkView("Database", "database", "lost", "gone", NOW - timedelta(seconds=372))
    strip.show_picture(picture_with(good, poor, lost))
    assert {"2 s", "1 of 12 stale", "Lost 06:12"} <= set(words(strip))
    clock.advance(3)
    strip.tick()
    assert {"5 s", "Lost 06:15"} <= set(words(strip))


def test_of_many_links_those_in_trouble_are_all_shown(strip: StatusStrip) -> None:
    links = [LinkView(f"Good {number}", "gps", "good", "", NOW) for number in range(8)]
    links.append(LinkView("Radio 9", "radio", "lost", ""))
    strip.show_picture(picture_with(*links))
    shown = [chip.accessibleName() for chip in strip.findChildren(LinkChip) if chip.isVisible()]
    assert len(shown) == 5 and shown[-1] == "Radio 9 lost, Lost"


def test_markup_in_a_links_words_is_shown_as_it_is(strip: StatusStrip) -> None:
    strip.show_picture(picture_with(LinkView("<b>GPS</b>", "gps", "degraded", "<img src=x>")))
    assert {"<b>GPS</b>", "<img src=x>"} <= set(words(strip))
    assert all(label.textFormat() == label.textFormat().PlainText for label in strip.findChildren(QLabel))


def test_the_menu_chooses_the_theme(strip: StatusStrip, qtbot) -> None:
    actions = {action.text(): action for action in strip.menu().actions()}
    assert actions["Dark theme"].isChecked()
    with qtbot.waitSignal(strip.theme_chosen, timeout=1000) as chosen:
        actions["Light theme"].trigger()
    assert chosen.args == ["light"]
    with qtbot.waitSignal(strip.reset_chosen, timeout=1000):
        actions["Reset layout"].trigger()
