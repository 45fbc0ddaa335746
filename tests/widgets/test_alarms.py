"""Alarms in the window: banner, list, sound and keys, with a real desk behind the picture."""

import wave
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from console.board.alarm_views import LEVELS, AlarmView
from console.board.views import FixView
from console.desk.grammar import explain, parse
from console.errors import Refused
from console.settings import AlarmSettings, load_settings
from console.widgets.alarms.chips import GLYPHS
from console.widgets.alarms.hearing import Hearing
from console.widgets.alarms.rows import make_rows
from console.widgets.alarms.sounds import NO_SOUND, Sounds
from console.widgets.keyed import Section
from console.widgets.main_window import MainWindow, WindowFrame
from console.widgets.theme import Theme
from tests.desk.stations import ZONE, Bench, bench
from tools.make_sounds import TONES, write

FRAME = WindowFrame("West Hollywood", "R. Okafor", "Position 2", False, ZONE)
EMERGENCY = {"link": "Radio 1", "radio_id": "100-4012"}


class Position:
    """A window over a desk: what it asks for is done, and its picture is the desk's."""

    def __init__(self, here: Bench, window: MainWindow, bot) -> None:
        self.here, self.window, self.bot = here, window, bot
        self.asked: list[str] = []
        window.line_entered.connect(self._run)
        self.show()

    def show(self) -> None:
        self.window.show_picture(self.here.board.picture)
        self.bot.waitUntil(lambda: self.window.picture.entry == self.here.board.picture.entry)
        self.window.alarms.tick()

    def do(self, verb: str, **args) -> None:
        self.here.do(verb, **args)
        self.show()

    def press(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.show()

    def _run(self, line: str) -> None:
        self.asked.append(line)
        command = parse(line, self.here.board.picture, self.here.clock.now().astimezone(ZONE).date())
        try:
            self.here.do(command.verb, **command.args)
        except Refused as refused:
            self.asked.append(refused.reason)

    @property
    def faces(self):
        return self.window.alarms.banner.faces

    @property
    def line(self) -> str:
        return self.window.bar.line.text()


@pytest.fixture
def frame() -> WindowFrame:
    return FRAME


@pytest.fixture
def position(qapp: QApplication, qtbot, tmp_path: Path, frame: WindowFrame) -> Iterator[Position]:
    with bench(tmp_path / "s.sqlite3") as here:
        theme = Theme()
        theme.apply(qapp)
        window = MainWindow(frame=frame, theme=theme)
        qtbot.addWidget(window)
        today = here.clock.now().astimezone(ZONE).date()
        window.furnish(here.clock, lambda line: explain(line, here.board.picture, today))
        window.resize(1366, 768)
        window.show()
        qtbot.waitActive(window)
        yield Position(here, window, qtbot)
        window.close()


def test_an_emergency_says_who_where_how_old_and_who_is_near(position: Position) -> None:
    here = position.here
    number = here.take()
    here.do("dispatch", units=("CSO-12",), call=number, then="onscene")
    at = here.clock.now()
    here.board.move(
        [
            FixView("CSO-12", 34.0900, -118.3700, at - timedelta(seconds=70)),
            FixView("CSO-11", 34.0910, -118.3700, at),
            FixView("UTV-1", 34.0990, -118.3700, at),
            FixView("AMB-2", 34.0900, -118.3700, at),
        ]
    )
    position.do("radio_emergency", **EMERGENCY)
    (shown,) = position.faces
    assert (shown.who, shown.head, shown.state) == ("CSO-12", "Emergency", "Not acknowledged")
    assert shown.about == "J. Hale, alone, call 1"
    assert shown.place == "8300 SANTA MONICA BL"
    assert shown.fix == "Fix 1:10 old"
    assert [(each.unit, each.distance) for each in shown.near] == [("CSO-11", "110 m"), ("UTV-1", "1.0 km")]
    assert position.window.alarms.banner.isVisible()
    assert "CSO-12" in position.window.alarms.banner.accessibleName()


def test_radiolog_354_356_726_no_alarm_takes_the_keyboard_focus(position: Position) -> None:
    position.window.open_call_entry()
    field = QApplication.focusWidget()
    position.bot.keyClicks(field, "586")
    for number in range(3):
        position.do("radio_emergency", link="Radio 1", radio_id=f"100-401{number + 1}")
        position.do("radio_trouble", link=f"Radio {number}", words="No answer")
        position.here.clock.advance(40)
        position.window.alarms.tick()
    assert QApplication.focusWidget() is field
    assert field.text() == "586"
    # Taking notice is a key of its own, and leaves what is being typed where it is.
    position.press(Qt.Key.Key_F8)
    assert QApplication.focusWidget() is field
    assert field.text() == "586"
    assert position.asked == ["K 5"]


def test_radiolog_722_744_752_repeats_pop_nothing_up(position: Position) -> None:
    def windows() -> set[QWidget]:
        return {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}

    before = windows()
    for _ in range(20):
        position.do("radio_emergency", **EMERGENCY)
    (shown,) = position.faces
    assert "20 times" in shown.pressed
    assert windows() == before
    assert QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None


def test_snailycad_816_an_alarm_is_there_and_gone_without_a_refresh(position: Position) -> None:
    position.do("radio_trouble", link="Radio 1", words="No answer")
    assert position.window.picture.alarms
    position.do("clear_alarm", number=1, reason="mended")
    assert not position.window.picture.alarms


def test_police_cad_347_an_emergency_is_its_own_units_and_no_others(position: Position) -> None:
    position.do("radio_emergency", **EMERGENCY)
    shown = {sign for sign, unit in position.window.picture.units.items() if unit.status == "emergency"}
    assert shown == {"CSO-12"}
    assert position.here.unit("CSO-12").status == "available"


def test_an_emergency_stays_until_it_is_cleared_with_a_reason_by_keys(position: Position) -> None:
    position.do("radio_emergency", **EMERGENCY)
    position.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert "F8" in position.window.bar.response.text and position.line == ""
    position.press(Qt.Key.Key_F8)
    assert position.faces[0].state.startswith("Acknowledged by R. Okafor")
    position.window.pages.turn_to(0)
    assert position.window.alarms.banner.isVisible()
    position.do("radio_status", **EMERGENCY, code=88)
    assert position.faces[0].over == "The radio says that the emergency is over"
    position.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert position.line == "KX 1, "
    position.bot.keyClicks(QApplication.focusWidget(), "contact made")
    position.press(Qt.Key.Key_Return)
    assert position.faces == [] and not position.window.alarms.banner.isVisible()


def test_a_second_emergency_stacks_and_never_replaces_the_first(position: Position) -> None:
    position.do("radio_emergency", **EMERGENCY)
    height = position.window.alarms.banner.height()
    position.here.clock.advance(1)
    position.do("radio_emergency", link="Radio 1", radio_id="100-4011")
    assert [shown.who for shown in position.faces] == ["CSO-12", "CSO-11"]
    assert position.window.alarms.banner.height() == height + 44


def test_escalation_is_told_in_words(position: Position) -> None:
    position.do("radio_emergency", **EMERGENCY)
    for step, words in enumerate(("Watch commander told", "Every position told")):
        position.do("escalate_alarm", number=1, step=step)
        assert position.faces[0].state == words


def test_the_map_stays_where_it_is_until_somebody_asks(position: Position) -> None:
    asked: list[str] = []
    position.window.alarms.map_requested.connect(asked.append)
    position.do("radio_emergency", **EMERGENCY)
    assert asked == []
    position.press(Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["CSO-12"]


@pytest.mark.parametrize("frame", [FRAME._replace(alarms=AlarmSettings(follow_emergency=True))])
def test_a_station_may_choose_that_the_map_follows(position: Position) -> None:
    asked: list[str] = []
    position.window.alarms.map_requested.connect(asked.append)
    position.do("radio_emergency", **EMERGENCY)
    position.do("radio_emergency", **EMERGENCY)
    assert asked == ["CSO-12"]


def test_the_list_is_worked_with_keys(position: Position) -> None:
    for number in range(1, 4):
        position.do("radio_trouble", link=f"Radio {number}", words="No answer")
    position.press(Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    panel = position.window.alarms.panel
    assert panel.isVisible() and QApplication.focusWidget() is panel.list
    position.press(Qt.Key.Key_K)
    assert position.asked == ["K 1"]
    panel.list.select("2")
    position.press(Qt.Key.Key_S)
    assert position.line == "KS 2 30, "
    position.bot.keyClicks(QApplication.focusWidget(), "technician asked")
    position.press(Qt.Key.Key_Return)
    assert position.here.board.picture.alarms[2].shelved
    panel.list.setFocus()
    panel.list.select("2")
    position.press(Qt.Key.Key_U)
    assert not position.here.board.picture.alarms[2].shelved
    panel.list.select("3")
    position.press(Qt.Key.Key_X)
    assert position.line == "KX 3, "
    panel.list.setFocus()
    position.press(Qt.Key.Key_Escape)
    assert not panel.isVisible() and QApplication.focusWidget() is position.window.bar.line


def test_level_and_state_are_words_in_every_row(position: Position) -> None:
    position.do("radio_emergency", **EMERGENCY)
    position.do("radio_trouble", link="Radio 1", words="No answer")
    position.press(Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    rows = [row for row in position.window.alarms.panel.list.model().rows if not isinstance(row, Section)]
    said = [row.sentence(position.here.clock.now()) for row in rows]
    assert "Alarm 1, critical, CSO-12: Emergency button" in said[0] and "Not acknowledged" in said[0]
    assert "Alarm 2, high, Radio 1: No answer" in said[1]


def test_more_than_ten_in_ten_minutes_are_grouped_by_place(position: Position) -> None:
    here = position.here
    for number in range(10):
        here.do(
            "raise_alarm", kind="facility", about=str(number), place="City Hall" if number % 2 else "Library"
        )

    def titles() -> list[str]:
        rows = make_rows(here.board.picture, here.clock.now(), ZONE)
        return [row.title for row in rows if isinstance(row, Section)]

    assert titles() == ["High"]
    here.do("raise_alarm", kind="panic", about="1", place="City Hall")
    assert titles() == ["City Hall", "Library"]
    here.clock.advance(601)
    assert titles() == ["Critical", "High"]


def view(number: int = 1, level: str = "critical", **fields) -> AlarmView:
    at = Bench.__init__.__defaults__[0]
    made = AlarmView(number, number, "emergency", "Emergency", level, "Emergency button", at, at)
    return replace(made, **fields)


def test_each_level_has_one_word_in_the_table_in_the_window_and_in_every_kind(position: Position) -> None:
    codes = position.here.board.picture.codes
    assert LEVELS == ("critical", "high", "low") == tuple(codes.alarm_levels)
    assert [level.name.lower() for level in codes.alarm_levels.values()] == list(LEVELS)
    kinds = list(codes.alarm_kinds.values())
    steps = [step.level for kind in kinds for step in kind.steps if step.level]
    assert {kind.level for kind in kinds} | set(steps) == set(LEVELS) == set(GLYPHS)


def test_sounds_by_level_repeat_until_somebody_takes_notice(position: Position) -> None:
    levels, now = position.here.board.picture.codes.alarm_levels, position.here.clock.now()
    heard = Hearing()

    def due(seconds: float, *alarms: AlarmView) -> str:
        return heard.due(alarms, levels, now + timedelta(seconds=seconds))

    assert due(0, view()) == "critical"
    assert due(1, view()) == ""
    assert due(2, view()) == "critical"
    assert due(5, view(acknowledged_at=now)) == ""
    assert [due(at, view(2, "high")) for at in (6, 65, 66)] == ["high", "", "high"]
    assert [due(at, view(3, "low")) for at in (70, 71, 7000)] == ["low", "", ""], "once and never again"
    calm = Hearing(low_tone=False)
    assert calm.due([view(3, "low")], levels, now) == ""
    assert calm.due([view(3, "low"), view(2, "high")], levels, now) == "high"
    assert due(80, view(2, "high"), view(1)) == "critical"


def test_a_mute_ends_by_itself(position: Position) -> None:
    levels, now = position.here.board.picture.codes.alarm_levels, position.here.clock.now()
    heard = Hearing()
    heard.mute(now, 10)
    assert heard.due([view()], levels, now + timedelta(minutes=9)) == ""
    assert heard.due([view()], levels, now + timedelta(minutes=10)) == "critical"
    heard.mute(now, 10)
    assert not heard.is_muted(now), "muted twice is heard again"


def test_muting_hushes_no_emergency_that_begins_after_it(position: Position) -> None:
    levels, now = position.here.board.picture.codes.alarm_levels, position.here.clock.now()
    before, after = view(1, emergency=True), view(2, emergency=True)
    heard = Hearing()
    assert heard.due([before], levels, now) == "critical"
    heard.mute(now, 10)
    assert heard.due([before, view(3)], levels, now + timedelta(seconds=2)) == ""
    assert [
        heard.due([before, after], levels, now + timedelta(seconds=seconds)) for seconds in (4, 5, 6)
    ] == ["critical", "", "critical"]


@pytest.mark.parametrize(
    ("role", "told"), [("", ""), ("dispatcher", ""), ("lead", "commander"), ("viewer", "everyone")]
)
def test_who_hears_an_alarm_from_when(position: Position, role: str, told: str) -> None:
    levels, now = position.here.board.picture.codes.alarm_levels, position.here.clock.now()
    first = None
    for step in ("", "commander", "everyone"):
        heard = Hearing()
        heard.role = role
        if heard.due([view(told=step)], levels, now) and first is None:
            first = step
    assert first == told


def test_without_a_sound_device_that_is_said_and_nothing_fails(qapp: QApplication) -> None:
    silent = Sounds(0)
    silent.play("critical")
    assert silent.trouble == NO_SOUND
    sounds = Sounds(70)
    sounds.play("critical")
    assert sounds.played or sounds.trouble == NO_SOUND


def test_every_tone_of_the_table_is_there_and_is_what_its_maker_makes(
    position: Position, tmp_path: Path
) -> None:
    wanted = {level.sound for level in position.here.board.picture.codes.alarm_levels.values()} - {""}
    assert wanted == set(TONES)
    for name in wanted:
        shipped = files("resources") / "sounds" / f"{name}.wav"
        assert shipped.read_bytes() == write(name, TONES[name], tmp_path).read_bytes()
        with wave.open(str(shipped)) as tone:
            assert 0.1 < tone.getnframes() / tone.getframerate() < 1.0


def test_muting_stands_in_the_strip(position: Position) -> None:
    position.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ControlModifier)
    assert "muted for 10 min" in position.window.bar.response.text
    assert position.window.strip.alarms._heard.text == "Muted until 19:30"


def test_the_settings_of_alarms_are_bounded(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[alarms]\nvolume = 30\nlow_tone = false\nsilent_first = false\n")
    assert load_settings(file).alarms == AlarmSettings(volume=30, low_tone=False, silent_first=False)
    file.write_text("[alarms]\nvolume = 130\n")
    with pytest.raises(ValueError, match="0 to 100"):
        load_settings(file)
