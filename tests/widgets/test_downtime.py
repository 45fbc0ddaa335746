"""The server goes and comes back under a window: it is told at once, and nobody is disturbed in typing."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from console.board.views import Picture
from console.clock import ManualClock
from console.desk.grammar import Explanation
from console.widgets.call_entry import CallEntryPanel
from console.widgets.main_window import MainWindow, WindowFrame
from console.widgets.pages import OVERVIEW
from console.widgets.theme import Theme
from tests.widgets.downtime_pictures import CALL, HERE, LONG, NASTY, conflict, database, returned, station
from tests.widgets.list_pictures import NOW, ago, call

FRAME = WindowFrame("West Hollywood", "R. Okafor", HERE, False, UTC, "/data/printed", True)
CTRL = Qt.KeyboardModifier.ControlModifier
SLOW = database("degraded", "The server has not answered for a second.")
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture(params=[1920, 1366])
def window(
    request: pytest.FixtureRequest, qapp: QApplication, qtbot, clock: ManualClock
) -> Iterator[MainWindow]:
    made = open_window(qapp, qtbot, clock, FRAME, request.param)
    yield made
    made.close()


def open_window(
    qapp: QApplication, qtbot, clock: ManualClock, frame: WindowFrame, width: int = 1366
) -> MainWindow:
    theme = Theme()
    theme.apply(qapp)
    window = MainWindow(frame=frame, theme=theme)
    window.furnish(clock, lambda line: Explanation(True, "", ""))
    qtbot.addWidget(window)
    window.resize(width, 1080 if width > 1600 else 768)
    window.show()
    qtbot.waitActive(window)
    show(qtbot, window, station())
    return window


def show(qtbot, window: MainWindow, shown: Picture) -> None:
    window.show_picture(shown)
    qtbot.waitUntil(lambda: window.picture is shown, timeout=2000)


def down(age: float = 194) -> Picture:
    return station(link=database("lost", "No answer."), downtime_since=ago(age))


def press(qtbot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def holds_focus(part: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (part is focused or part.isAncestorOf(focused))


def test_the_band_says_what_happened_and_what_still_works(window: MainWindow, qtbot, clock) -> None:
    assert not window.band.isVisible()
    show(qtbot, window, down())
    told = window.band.told
    assert window.band.isVisible() and window.band.width() == window.width()
    assert told.head == "Working without the server since 19:39:04"
    assert told.words == (
        "Calls, statuses and remarks are taken here and brought to the server when it is back. "
        "Call numbers begin at 8000. Printed board: /data/printed"
    )
    assert told.age == "03:14"
    show(qtbot, window, station())
    assert not window.band.isVisible()


def test_its_age_runs_with_the_other_clocks(window: MainWindow, qtbot, clock: ManualClock) -> None:
    show(qtbot, window, down(59))
    clock.advance(1)
    qtbot.waitUntil(lambda: window.band.told.age == "01:00", timeout=2500)


def test_it_is_on_every_page(window: MainWindow, qtbot) -> None:
    show(qtbot, window, down())
    press(qtbot, Qt.Key.Key_PageDown, CTRL)
    assert window.pages.page == OVERVIEW and window.band.isVisible()
    press(qtbot, Qt.Key.Key_PageDown, CTRL)
    qtbot.waitUntil(lambda: window.pages.page == 1, timeout=5000)
    assert window.band.isVisible()


def test_a_server_that_is_slow_is_told_in_one_thin_line(window: MainWindow, qtbot) -> None:
    show(qtbot, window, down())
    tall = window.band.height()
    show(qtbot, window, station(link=SLOW))
    assert window.band.told.head == "The server does not answer"
    assert window.band.height() < tall
    assert "not answered for a second" in window.band.toolTip()


def test_the_band_does_not_wait_for_the_pace_of_positions(window: MainWindow, qtbot) -> None:
    for shown in (station(link=SLOW), down(), station(), returned(conflict())):
        began = time.monotonic()
        show(qtbot, window, shown)
        assert time.monotonic() - began < 0.4


def test_a_store_of_ones_own_is_called_a_store(qapp: QApplication, qtbot, clock: ManualClock) -> None:
    window = open_window(qapp, qtbot, clock, FRAME._replace(shared=False, printed=""))
    show(qtbot, window, station(link=database("degraded", NASTY)))
    assert window.band.told.head == "The store does not answer"
    assert "<b>" not in window.band.toolTip()


def test_what_is_typed_keeps_focus_cursor_and_size(window: MainWindow, qtbot) -> None:
    press(qtbot, Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "906 Hammond")
    field.setCursorPosition(3)
    entry = window.findChild(CallEntryPanel)
    qtbot.waitUntil(lambda: entry.width() == (540 if window.width() == 1920 else 404), timeout=1000)
    fields = [*entry.findChildren(QLineEdit), *entry.findChildren(QPlainTextEdit)]
    assert len(fields) == 6
    sizes = [child.size() for child in fields]
    for shown in (down(), station(link=SLOW), returned(conflict()), returned()):
        show(qtbot, window, shown)
        assert QApplication.focusWidget() is field
        assert (field.text(), field.cursorPosition()) == ("906 Hammond", 3)
        assert [child.size() for child in fields] == sizes


def test_a_line_that_is_typed_and_a_list_keep_their_place(window: MainWindow, qtbot) -> None:
    full = replace(station(), calls={c.number: c for c in (call(n, 2, 60 * n) for n in range(1, 60))})
    show(qtbot, window, full)
    calls = window.panels.calls.list
    qtbot.waitUntil(lambda: calls.verticalScrollBar().maximum() >= 200, timeout=2000)
    calls.verticalScrollBar().setValue(200)
    qtbot.keyClicks(window.bar.line, "r 41 van")
    line = (window.bar.line.size(), window.bar.line.mapTo(window, window.bar.line.rect().topLeft()))
    show(qtbot, window, replace(full, entry=6, downtime_since=ago(3)))
    assert holds_focus(window.bar) and window.bar.line.text() == "r 41 van"
    assert line == (window.bar.line.size(), window.bar.line.mapTo(window, window.bar.line.rect().topLeft()))
    assert calls.verticalScrollBar().value() == 200


def test_conflicts_open_by_themselves_where_nothing_is_typed(window: MainWindow, qtbot) -> None:
    show(qtbot, window, returned(conflict()))
    assert window.pages.on_catch_up and window.pages.catch_up.isVisible()
    assert holds_focus(window.bar)
    qtbot.keyClicks(QApplication.focusWidget(), "tlp")
    assert window.bar.line.text() == "tlp"
    assert not window.band.isVisible()


@pytest.mark.parametrize("busy", ["line", "entry", "list"])
def test_conflicts_only_announce_themselves_to_who_is_busy(window: MainWindow, qtbot, busy: str) -> None:
    if busy == "line":
        qtbot.keyClicks(window.bar.line, "d 41")
    else:
        press(qtbot, *((Qt.Key.Key_F2,) if busy == "entry" else (Qt.Key.Key_3, CTRL)))
    focused = QApplication.focusWidget()
    show(qtbot, window, returned(conflict()))
    assert window.pages.on_console and QApplication.focusWidget() is focused
    assert window.band.told.head == "The server is back"
    assert window.band.told.words.endswith("1 conflict waits for you: nothing is settled by itself.")
    press(qtbot, Qt.Key.Key_6, CTRL)
    assert holds_focus(window.pages.catch_up)


def test_without_conflicts_one_quiet_line_is_enough(window: MainWindow, qtbot) -> None:
    show(qtbot, window, returned())
    assert window.pages.on_console
    assert window.band.told.words == "14 entries were brought over, of the time from 19:32:58 to 19:41:58."
    assert not window.band.told.urgent


def test_keys_alone_settle_put_away_and_come_back(window: MainWindow, qtbot) -> None:
    settled: list[tuple[str, bool]] = []
    window.settle_requested.connect(lambda key, take: settled.append((key, take)))
    show(qtbot, window, returned(conflict()))
    press(qtbot, Qt.Key.Key_F6)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_L)
    assert settled == [("k1", False)]
    show(qtbot, window, returned())
    with qtbot.waitSignal(window.put_away_requested, timeout=1000):
        press(qtbot, Qt.Key.Key_P)
    show(qtbot, window, station())
    assert window.pages.on_console and holds_focus(window.bar)
    assert not window.band.isVisible()


def test_the_tab_counts_the_conflicts_and_goes_with_them(window: MainWindow, qtbot) -> None:
    show(qtbot, window, returned(conflict("k1"), conflict("k2")))
    assert window.pages.bar.names == ("Console", "Overview", "Devices", "Catch-up 2")
    press(qtbot, Qt.Key.Key_PageDown, CTRL)
    assert window.pages.on_console
    press(qtbot, Qt.Key.Key_PageUp, CTRL)
    assert window.pages.on_catch_up and holds_focus(window.pages.catch_up)
    show(qtbot, window, station())
    assert window.pages.bar.names == ("Console", "Overview", "Devices")
    press(qtbot, Qt.Key.Key_6, CTRL)
    assert window.bar.response.text == "There is nothing to catch up with."


def test_a_new_call_and_the_panels_are_a_key_away_from_it(window: MainWindow, qtbot) -> None:
    show(qtbot, window, returned(conflict()))
    press(qtbot, Qt.Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), "906 Hammond")
    assert window.pages.on_console and QApplication.focusWidget().text() == "906 Hammond"
    press(qtbot, Qt.Key.Key_6, CTRL)
    press(qtbot, Qt.Key.Key_1, CTRL)
    assert window.pages.on_console and holds_focus(window.panels.calls)


def test_the_server_may_go_again_while_it_is_read(window: MainWindow, qtbot) -> None:
    show(qtbot, window, returned(conflict("k1", LONG)))
    press(qtbot, Qt.Key.Key_6, CTRL)
    show(qtbot, window, down(1))
    assert window.pages.on_console and window.band.told.tall
    assert window.picture.calls[CALL].state == "active"
