"""The whole window as a dispatcher meets it: its keys, what it remembers, and text from strangers."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QWidget

from console.board.views import CallView, LinkView, Picture, RadioLine, TimelineLine
from console.clock import ManualClock
from console.desk.command import Answer
from console.desk.grammar import Explanation
from console.geo.city_file import training_city
from console.widgets.main_window import MainWindow, WindowFrame
from console.widgets.pieces import KeyCap, KeyHints
from console.widgets.row_list import RowList
from console.widgets.theme import Theme
from tests.widgets.list_pictures import NOW, call, fix, picture, traffic, unit

FRAME = WindowFrame("West Hollywood", "R. Okafor", "Position 2", False, ZoneInfo("America/Los_Angeles"))
# Qt's offscreen platform says so of every window; it is no fault of ours.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def explain(line: str) -> Explanation:
    if line.startswith("?"):
        return Explanation(True, "N  Takes a new call.\nD  Dispatches.", "")
    ghost = "cso-11"[len(line) - 2 :] if line and "d cso-11".startswith(line) and len(line) > 1 else ""
    return Explanation(True, "Dispatch CSO-11." if line else "", ghost)


def open_window(qapp: QApplication, qtbot, memory: QSettings | None = None, width: int = 1920) -> MainWindow:
    theme = Theme()
    theme.apply(qapp)
    window = MainWindow(frame=FRAME, theme=theme, memory=memory)
    window.furnish(ManualClock(NOW), explain)
    qtbot.addWidget(window)
    window.resize(width, 1080 if width > 1600 else 768)
    window.show()
    qtbot.waitActive(window)
    return window


@pytest.fixture
def window(qapp: QApplication, qtbot) -> Iterator[MainWindow]:
    window = open_window(qapp, qtbot)
    yield window
    window.close()


@pytest.fixture
def memory(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def show(qtbot, window: MainWindow, shown: Picture) -> None:
    window.show_picture(shown)
    qtbot.waitUntil(lambda: window.picture is shown, timeout=2000)


def press(qtbot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def holds_focus(part: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (part is focused or part.isAncestorOf(focused))


def said(window: MainWindow) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def dock(window: MainWindow, name: str) -> QDockWidget:
    return window.docks.findChild(QDockWidget, name)


def test_f6_walks_every_panel_there_and_back_with_the_call_entry_open(window: MainWindow, qtbot) -> None:
    show(qtbot, window, picture(call(1), unit("CSO-11")))
    press(qtbot, Qt.Key.Key_F2)
    there = []
    for _ in range(7):
        press(qtbot, Qt.Key.Key_F6)
        there.append(QApplication.focusWidget())
    assert len(set(there)) == 7
    back = []
    for _ in range(7):
        press(qtbot, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        back.append(QApplication.focusWidget())
    assert back == [*there[-2::-1], there[-1]]


def test_tab_takes_the_ghost_and_then_walks_on(window: MainWindow, qtbot) -> None:
    qtbot.keyClicks(window.bar.line, "d cso")
    press(qtbot, Qt.Key.Key_Tab)
    assert window.bar.line.text() == "d cso-11"
    assert holds_focus(window.bar)


PICTURES = st.lists(
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 4), st.booleans()), unique_by=lambda one: one[0]),
    min_size=1,
    max_size=4,
)


def drawn(entry: int, entries: list[tuple[int, int, bool]]) -> Picture:
    calls = [
        call(number, priority, 60.0, *(("CSO-1",) if busy else ())) for number, priority, busy in entries
    ]
    units = [unit(f"CSO-{number}", "onscene" if busy else "available") for number, _, busy in entries]
    radio = [traffic(number, until=None) for number, _, _ in entries[:3]]
    return replace(picture(*calls, *units, *radio), entry=entry)


@given(PICTURES, st.lists(st.sampled_from("d 11n,"), max_size=6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_typing_goes_on_while_pictures_and_answers_come(
    window: MainWindow, qtbot, steps: list, keys: list[str]
) -> None:
    line = window.bar.line
    line.clear()
    line.setFocus()
    typed = ""
    for number, entries in enumerate(steps):
        show(qtbot, window, drawn(window.picture.entry + 1, entries))
        window.show_answer(Answer(f"e {number}", "done", "CSO-11 is en route."))
        for key in keys:
            qtbot.keyClicks(QApplication.focusWidget(), key)
        typed += "".join(keys)
        assert line.text() == typed
        assert line.hasFocus()


def test_every_key_that_is_shown_works(window: MainWindow, qtbot) -> None:
    show(qtbot, window, picture(call(1), unit("CSO-11")))
    press(qtbot, Qt.Key.Key_F2)
    shown = {cap.key for cap in window.findChildren(KeyCap)}
    for hints in window.findChildren(KeyHints):
        parts = [part.split(" ")[0] for part in hints.accessibleName().split(", ") if part]
        shown |= {part.replace("PgDn", "PgDown") for part in parts}
    bound = {short.key().toString() for short in window.findChildren(QShortcut)}
    for rows in window.findChildren(RowList):
        bound |= {QKeySequence(key).toString() for key in rows.keys}
    of_fields = {"Tab", "Enter", "↑", "↓", "?", "Ctrl+Enter"}
    of_the_map = {"L", "0", "X"}
    assert shown - bound <= of_fields | of_the_map


def test_help_is_answered_without_the_desk(window: MainWindow, qtbot) -> None:
    qtbot.keyClicks(window.bar.line, "?")
    with qtbot.assertNotEmitted(window.line_entered):
        press(qtbot, Qt.Key.Key_Return)
    assert window.help.isVisible()
    assert window.bar.line.text() == ""


def test_the_window_says_what_it_is_doing_from_its_first_moment(window: MainWindow, qtbot) -> None:
    assert window.bar.response.text == "Starting. You can type already."
    assert window.panels.calls.list.empty_text == "The store is being opened."
    show(qtbot, window, picture(call(1), call(2), unit("CSO-11")))
    assert window.bar.response.text == "Ready. 2 calls wait, 1 unit is available."


def test_f7_signs_a_unit_on_when_none_is_on_shift(window: MainWindow, qtbot) -> None:
    show(qtbot, window, picture(unit("CSO-11", "off")))
    press(qtbot, Qt.Key.Key_F7)
    assert window.bar.line.text() == "ON "


def test_theme_and_sizes_are_there_at_the_next_start(qapp: QApplication, qtbot, memory: QSettings) -> None:
    first = open_window(qapp, qtbot, memory)
    qtbot.waitUntil(lambda: first.panels.calls.width() == 456, timeout=1000)
    next(one for one in first.strip.menu().actions() if one.text() == "Light theme").trigger()
    first.docks.resizeDocks([dock(first, "calls")], [520], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: first.panels.calls.width() == 520, timeout=1000)
    first.close()
    second = open_window(qapp, qtbot, memory)
    qtbot.waitUntil(lambda: second.panels.calls.width() == 520, timeout=1000)
    assert [one.text() for one in second.strip.menu().actions() if one.isChecked()] == ["Light theme"]
    second.reset_layout()
    qtbot.waitUntil(lambda: second.panels.calls.width() == 456, timeout=1000)
    second.close()
    third = open_window(qapp, qtbot, memory)
    qtbot.waitUntil(lambda: third.panels.calls.width() == 456, timeout=1000)


@pytest.mark.parametrize(
    "kept", ["calls=-5 units=0", "calls=99999999999", "a b c", "calls", "=7", "٣=٣", "calls=١٢"]
)
def test_a_spoilt_memory_gives_the_design(qapp: QApplication, qtbot, memory: QSettings, kept: str) -> None:
    memory.setValue("sizes/regular", kept)
    memory.setValue("theme", "<b>pink</b>")
    window = open_window(qapp, qtbot, memory)
    qtbot.waitUntil(lambda: window.panels.calls.width() == 456, timeout=1000)


def test_call_entry_squeezes_the_panels_and_gives_their_room_back(window: MainWindow, qtbot) -> None:
    radio, detail = window.panels.radio, window.panels.detail
    qtbot.waitUntil(lambda: window.panels.calls.width() == 456, timeout=1000)
    window.docks.resizeDocks([dock(window, "calls")], [520], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: window.panels.calls.width() == 520, timeout=1000)
    press(qtbot, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: window.panels.calls.width() == 380, timeout=1000)
    press(qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.panels.calls.width() == 520, timeout=1000)
    qtbot.waitUntil(lambda: radio.isVisible() and detail.isVisible(), timeout=1000)


def test_a_window_that_becomes_narrow_takes_the_narrow_sizes(window: MainWindow, qtbot) -> None:
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: window.panels.calls.width() == 348, timeout=1000)
    assert window.panels.units.width() == 344


HOSTILE = {
    "markup": "<b>x</b>",
    "control": "a\nb\tc\x00\x1b[31md\u202e",
    "long": "W" * 2000,
    "image": "<img src=/etc/passwd> " * 90,
    "empty": "",
    "marks": "\u0301" * 300,
}


def hostile_picture(text: str) -> Picture:
    lines = tuple(TimelineLine(NOW, kind, text, text) for kind in ("remark", "status", "system"))
    waits: CallView = call(1, type_name=text, place=text, timeline=lines, flags=(text,))
    active = call(2, 2, 60, text or "X", type_name=text, place=text)
    odd = unit(
        text or "X", "onscene", calls=("20261122-0002", text), crew=(text,), skills=(text,), location=text
    )
    spoken: RadioLine = traffic(1, text, "talk", text=text, radio_id=text, until=None)
    shown = picture(waits, active, odd, fix(text or "X"), spoken)
    return replace(shown, links={"x": LinkView(text, "radio", "degraded", text)})


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("width", [1920, 1366])
def test_text_from_strangers_is_text(qapp: QApplication, qtbot, text: str, width: int) -> None:
    window = open_window(qapp, qtbot, width=width)
    window.set_city(training_city(), lambda lat, lon: text)
    show(qtbot, window, hostile_picture(text))
    window.panels.calls.select("20261122-0001")
    window.show_answer(Answer("x", "refused", text, text, text))
    for page in range(4):
        window.panels.detail.turn_page(page)
        assert not window.grab().isNull()
    assert (window.width(), window.strip.height()) == (width, 52 if width > 1600 else 46)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in window.findChildren(QLabel))
    assert not any("\n" in words or "\x1b" in words for words in said(window))


def test_markup_in_an_answer_stays_markup(window: MainWindow) -> None:
    window.show_answer(Answer("x", "refused", "There is no unit <b>x</b>."))
    assert window.bar.response.text == "There is no unit <b>x</b>."


def test_help_asked_twice_takes_the_room_of_once(window: MainWindow, qtbot) -> None:
    window.help.show_help("N  Takes a new call.\nD  Dispatches.")
    qtbot.waitUntil(lambda: window.help.height() > 30, timeout=1000)
    once = window.help.height()
    window.help.show_help("N  Takes a new call.\nD  Dispatches.")
    qtbot.waitUntil(lambda: window.help.height() == once, timeout=1000)
    assert once < 80
