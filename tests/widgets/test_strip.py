"""The status strip: the mode, the alarms, the links in words, the time and the menu."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from console.board.alarm_views import AlarmView
from console.board.views import CallView, LinkView, Picture
from console.clock import ManualClock
from console.widgets.icons import Icons
from console.widgets.links import LinkChip
from console.widgets.pieces import Chip
from console.widgets.strip import StatusStrip
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


def alarm(number: int, level: str, kind: str = "device", **fields) -> AlarmView:
    shown = {"text": f"Something {number}", "raised_at": NOW, "last_at": NOW} | fields
    return AlarmView(id=number, number=number, kind=kind, name=kind, level=level, **shown)


def with_alarms(*alarms: AlarmView, call: CallView = CALL) -> Picture:
    return replace(picture_with(call=call), alarms=MappingProxyType({each.id: each for each in alarms}))


def test_each_level_is_counted_with_its_word_and_the_worst_is_told(strip: StatusStrip) -> None:
    assert not any("high" in said for said in words(strip))
    strip.alarms.show_picture(
        with_alarms(alarm(1, "low"), alarm(2, "high"), alarm(3, "critical"), alarm(4, "low"))
    )
    assert {"1 critical", "1 high", "2 low", "Something 3"} <= set(words(strip))


def test_a_shelved_alarm_does_not_count(strip: StatusStrip) -> None:
    strip.alarms.show_picture(with_alarms(alarm(1, "high", shelved_until=NOW + timedelta(minutes=5))))
    assert not any("high" in said or "Something" in said for said in words(strip))


def test_a_call_over_target_is_told_with_the_second_it_is(strip: StatusStrip, clock: ManualClock) -> None:
    clock.advance(160)
    strip.alarms.show_picture(with_alarms(alarm(1, "high", "overdue", call=CALL.number)))
    clock.advance(1)
    strip.alarms.tick()
    assert {"1 high", "Call 31 is over target by 01:41"} <= set(words(strip))


def test_why_nothing_is_heard_stands_in_the_strip(strip: StatusStrip) -> None:
    strip.alarms.show_sound("No sound")
    assert "No sound" in words(strip)


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


def test_in_a_narrow_window_alarms_keep_their_figures_and_trouble_stands_together(strip: StatusStrip) -> None:
    troubled = [LinkView(name, "gps", "lost", "") for name in ("Mobile data 1", "Mobile data 2")]
    well = LinkView("Database", "database", "good", "")
    alarms = with_alarms(alarm(1, "critical"), alarm(2, "high"), alarm(3, "low")).alarms
    shown = replace(picture_with(well, *troubled), alarms=alarms)
    strip.show_picture(shown)
    strip.alarms.show_picture(shown)
    assert {"1 critical", "1 high", "1 low", "Database", "Mobile data 2"} <= set(words(strip))
    strip.alarms.show_sound("No sound")
    strip.resize(600, 46)
    assert {"1", "2 links", "In trouble"} <= set(words(strip))
    assert "Database" not in words(strip)
    chips = [chip for chip in strip.findChildren(Chip) if chip.isVisible() and chip.text == "1"]
    assert [chip.accessibleName() for chip in chips] == ["1 critical", "1 high", "1 low"]
    assert all(chip.accessibleName() in chip.toolTip() for chip in chips)
    together = next(chip for chip in strip.findChildren(LinkChip) if chip.isVisible())
    assert "Mobile data 1" in together.toolTip() and "Mobile data 2" in together.toolTip()
