"""The whole window with keys only, on the real panels."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QWidget

from console.board.views import (
    CallTypeView,
    CallView,
    Codes,
    FixView,
    Picture,
    StatusView,
    UnitView,
)
from console.clock import ManualClock
from console.desk.command import Answer
from console.desk.grammar import Explanation
from console.widgets.main_window import MainWindow, WindowFrame
from console.widgets.picture_pace import PicturePace
from console.widgets.theme import Theme

NOW = datetime(2026, 3, 15, 2, 42, 18, tzinfo=UTC)
FRAME = WindowFrame("West Hollywood", "R. Okafor", "Position 2", False, ZoneInfo("America/Los_Angeles"))
CODES = Codes(
    call_types=MappingProxyType({"586": CallTypeView("586", "Parking", ("parking",), 3, "X", True)}),
    statuses=MappingProxyType(
        {"available": StatusView("available", "Available", (), True, 0, 0, "", "")},
    ),
)
WAITING, SWORN, NEWER = "20260314-0031", "20260314-0032", "20260314-0033"


def call(number: str, *, eligible: bool = True, place: str = "Melrose Ave") -> CallView:
    received = NOW - timedelta(minutes=5)
    due = NOW + timedelta(minutes=5)
    return CallView(
        number, "586", "Parking", 3, "waiting", place, 34.0800, -118.3848, received, due, eligible=eligible
    )


def unit(call_sign: str, kind: str = "cso", minutes: int = 5) -> UnitView:
    return UnitView(call_sign, kind, "available", NOW - timedelta(minutes=minutes))


def picture(*calls: CallView, units: tuple[UnitView, ...] = (), fixes: tuple[FixView, ...] = ()) -> Picture:
    return Picture(
        entry=len(calls),
        loaded=True,
        calls=MappingProxyType({call.number: call for call in calls}),
        units=MappingProxyType({unit.call_sign: unit for unit in units}),
        fixes=MappingProxyType({fix.unit: fix for fix in fixes}),
        codes=CODES,
    )


NEAR = FixView("CSO-17", 34.0801, -118.3848, NOW)
FAR = FixView("CSO-11", 34.0900, -118.3848, NOW)
NEXT_DOOR = FixView("AMB-4", 34.0800, -118.3848, NOW)
STATION = picture(
    call(WAITING),
    call(SWORN, eligible=False),
    units=(unit("CSO-11", minutes=90), unit("CSO-17"), unit("AMB-4", "ambassador", 99)),
    fixes=(NEAR, FAR, NEXT_DOOR),
)


def explain(line: str) -> Explanation:
    return Explanation(True, "Verbs: N D F" if line == "?" else "", "")


@pytest.fixture
def window(qapp: QApplication, qtbot) -> Iterator[MainWindow]:
    window = make_window(qapp, qtbot, FRAME)
    yield window
    window.close()


def make_window(qapp: QApplication, qtbot, frame: WindowFrame, width: int = 1920) -> MainWindow:
    theme = Theme()
    theme.apply(qapp)
    window = MainWindow(frame=frame, theme=theme)
    window.furnish(ManualClock(NOW), explain)
    qtbot.addWidget(window)
    window.resize(width, 1080 if width > 1600 else 768)
    window.show()
    qtbot.waitActive(window)
    return window


def show(qtbot, window: MainWindow, shown: Picture) -> None:
    window.show_picture(shown)
    qtbot.waitUntil(lambda: window.picture is shown, timeout=2000)


def press(qtbot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def holds_focus(part: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (part is focused or part.isAncestorOf(focused))


def lines_of(window: MainWindow) -> list[str]:
    lines: list[str] = []
    window.line_entered.connect(lines.append)
    return lines


def test_f5_sends_the_nearest_free_unit_and_never_an_ambassador(window: MainWindow, qtbot) -> None:
    lines = lines_of(window)
    show(qtbot, window, STATION)
    window.panels.calls.select(WAITING)
    press(qtbot, Qt.Key.Key_F5)
    assert lines == [f"D CSO-17 {WAITING}"]


def test_f5_sends_whoever_is_free_the_longest_when_no_position_is_known(window: MainWindow, qtbot) -> None:
    lines = lines_of(window)
    show(qtbot, window, replace(STATION, fixes=MappingProxyType({})))
    window.panels.calls.select(WAITING)
    press(qtbot, Qt.Key.Key_F5)
    assert lines == [f"D CSO-11 {WAITING}"]


def test_f5_keeps_what_is_being_typed(window: MainWindow, qtbot) -> None:
    show(qtbot, window, STATION)
    window.panels.calls.select(WAITING)
    qtbot.keyClicks(window.bar.line, "n 586 mel")
    press(qtbot, Qt.Key.Key_F5)
    window.show_answer(Answer(f"D CSO-17 {WAITING}", "done", "CSO-17 is dispatched."))
    assert window.bar.line.text() == "n 586 mel"


@pytest.mark.parametrize(
    ("selected", "said"),
    [
        (SWORN, "Sworn only. Send to deputies."),
        ("", "Select a waiting call first. Ctrl+1 goes to the calls."),
    ],
)
def test_f5_says_why_nobody_is_sent(window: MainWindow, qtbot, selected: str, said: str) -> None:
    lines = lines_of(window)
    show(qtbot, window, STATION)
    if selected:
        window.panels.calls.select(selected)
    press(qtbot, Qt.Key.Key_F5)
    assert (lines, window.bar.response.text) == ([], said)


def test_f5_says_that_nobody_is_free(window: MainWindow, qtbot) -> None:
    show(qtbot, window, picture(call(WAITING), units=(unit("AMB-4", "ambassador"),)))
    window.panels.calls.select(WAITING)
    press(qtbot, Qt.Key.Key_F5)
    assert window.bar.response.text.startswith("Nobody can be sent to call 31. ")


def test_f6_walks_all_panels_and_comes_back(window: MainWindow, qtbot) -> None:
    show(qtbot, window, STATION)
    panels = window.panels
    order = [panels.calls, panels.map, panels.units, panels.radio, panels.detail, window.bar]
    for part in order:
        press(qtbot, Qt.Key.Key_F6)
        assert holds_focus(part), part.accessibleName()
    press(qtbot, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert holds_focus(panels.detail)


def test_numbers_go_to_panels_and_slash_and_escape_come_back(window: MainWindow, qtbot) -> None:
    show(qtbot, window, STATION)
    press(qtbot, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert holds_focus(window.panels.calls)
    press(qtbot, Qt.Key.Key_Slash)
    assert holds_focus(window.bar)
    press(qtbot, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert holds_focus(window.panels.units)
    press(qtbot, Qt.Key.Key_Escape)
    assert holds_focus(window.bar)


def test_a_slash_in_the_command_line_is_typed(window: MainWindow, qtbot) -> None:
    qtbot.keyClicks(window.bar.line, "n 586 melrose/robertson")
    assert window.bar.line.text() == "n 586 melrose/robertson"


def test_f7_starts_the_status_of_the_selected_unit(window: MainWindow, qtbot) -> None:
    show(qtbot, window, STATION)
    window.panels.units.select("CSO-17")
    press(qtbot, Qt.Key.Key_F7)
    assert window.bar.line.text() == "S CSO-17 "


def test_f1_tells_the_verbs(window: MainWindow, qtbot) -> None:
    press(qtbot, Qt.Key.Key_F1)
    assert window.bar.response.text == "Verbs: N D F"


def test_the_list_of_verbs_opens_above_the_line_and_escape_closes_it(window: MainWindow, qtbot) -> None:
    qtbot.keyClicks(window.bar.line, "d 31 ")
    window.show_answer(Answer("?", "done", "N   Takes a new call. N 586 PARK\nF   Frees a unit. F 11"))
    shown = [label.text() for label in window.help.findChildren(QLabel) if label.isVisible()]
    assert shown == ["N", "Takes a new call. N 586 PARK", "F", "Frees a unit. F 11"]
    assert window.bar.line.text() == "d 31 "
    press(qtbot, Qt.Key.Key_Escape)
    assert not window.help.isVisible()
    assert window.bar.line.text() == "d 31 "


def test_new_data_moves_neither_focus_nor_selection_nor_what_is_typed(window: MainWindow, qtbot) -> None:
    show(qtbot, window, STATION)
    window.panels.calls.select(SWORN)
    press(qtbot, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    window.bar.line.setText("d 31 ")
    show(
        qtbot,
        window,
        replace(STATION, entry=9, calls=MappingProxyType({**STATION.calls, NEWER: call(NEWER)})),
    )
    assert holds_focus(window.panels.units)
    assert window.panels.calls.selected() == SWORN
    assert window.bar.line.text() == "d 31 "


@pytest.fixture
def pace(qapp: QApplication) -> Iterator[PicturePace]:
    owner = QObject()
    yield PicturePace(owner)
    owner.deleteLater()


def test_the_first_picture_is_painted_at_once_and_then_the_newest_of_many(pace: PicturePace, qtbot) -> None:
    painted: list[Picture] = []
    pace.due.connect(painted.append)
    pictures = [replace(STATION, entry=number) for number in range(50)]
    for one in pictures:
        pace.take(one)
    assert painted == [pictures[0]]
    qtbot.waitUntil(lambda: len(painted) > 1, timeout=1000)
    assert painted == [pictures[0], pictures[-1]]


def test_moves_alone_are_painted_at_two_a_second_at_most_but_news_at_once(pace: PicturePace, qtbot) -> None:
    moved, news = replace(STATION, fixes=MappingProxyType({"CSO-17": NEAR})), replace(STATION, entry=99)
    with qtbot.waitSignal(pace.due, timeout=1000):
        pace.take(STATION)
    began = time.monotonic()
    with qtbot.waitSignal(pace.due, timeout=2000) as painted:
        pace.take(moved)
    assert (painted.args[0] is moved, time.monotonic() - began > 0.45) == (True, True)
    pace.take(moved)
    with qtbot.waitSignal(pace.due, timeout=400) as painted:
        pace.take(news)
    assert painted.args[0] is news


def test_a_new_call_is_typed_saved_and_the_panel_closes(window: MainWindow, qtbot) -> None:
    commands = []
    window.command_ready.connect(commands.append)
    show(qtbot, window, STATION)
    press(qtbot, Qt.Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), "906 Hammond St")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "parking")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [(command.args["place"], command.args["type"]) for command in commands] == [
        ("906 Hammond St", "586")
    ]
    window.show_answer(Answer(commands[0].words, "done", "Call 33 waits."))
    assert window.bar.response.text == "Call 33 waits."
    assert holds_focus(window.bar)
    press(qtbot, Qt.Key.Key_F2)
    assert QApplication.focusWidget().text() == ""


def test_save_and_dispatch_sends_a_unit_once_the_call_is_there(window: MainWindow, qtbot) -> None:
    lines, commands = lines_of(window), []
    window.command_ready.connect(commands.append)
    show(qtbot, window, STATION)
    press(qtbot, Qt.Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), "906 Hammond St")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "586")
    press(qtbot, Qt.Key.Key_F5)
    window.show_answer(Answer(commands[0].words, "done", "Call 33 waits.", calls=(NEWER,)))
    same = call("20260314-0034", place="906 Hammond St")
    taken = call(NEWER, place="906 Hammond St")
    show(
        qtbot,
        window,
        replace(STATION, entry=9, calls=MappingProxyType({**STATION.calls, same.number: same, NEWER: taken})),
    )
    assert lines == [f"D CSO-17 {NEWER}"]
    assert window.panels.calls.selected() == NEWER


def test_escape_parks_a_draft_and_f2_brings_it_back(window: MainWindow, qtbot) -> None:
    show(qtbot, window, STATION)
    press(qtbot, Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "906 Hammond")
    press(qtbot, Qt.Key.Key_Escape)
    assert holds_focus(window.bar)
    assert not field.isVisible()
    press(qtbot, Qt.Key.Key_F2)
    assert field.isVisible()
    assert field.text() == "906 Hammond"


def test_the_layout_is_the_designs_and_can_be_reset(window: MainWindow, qtbot) -> None:
    panels = window.panels
    assert (window.strip.height(), window.bar.height()) == (52, 84)
    qtbot.waitUntil(lambda: (panels.calls.width(), panels.units.width()) == (456, 524), timeout=1000)
    dock = window.docks.findChild(QDockWidget, "calls")
    window.docks.resizeDocks([dock], [600], Qt.Orientation.Horizontal)
    window.reset_layout()
    qtbot.waitUntil(lambda: panels.calls.width() == 456, timeout=1000)


def test_a_narrow_window_is_compact(qapp: QApplication, qtbot) -> None:
    window = make_window(qapp, qtbot, FRAME, width=1366)
    assert (window.strip.height(), window.bar.height()) == (46, 76)
    qtbot.waitUntil(lambda: window.panels.calls.width() == 348, timeout=1000)
    assert window.panels.units.width() == 344


def test_a_training_window_says_so_everywhere(qapp: QApplication, qtbot) -> None:
    window = make_window(qapp, qtbot, FRAME._replace(training=True))
    assert window.windowTitle() == "TRAINING - CSO Console"
    assert window.centralWidget().accessibleName().startswith("TRAINING.")
    assert not window.windowIcon().isNull()
