"""Who else is on: named beside the call that they change, and listed from the strip by keys."""

from dataclasses import replace
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from console.board.views import Picture, SeatView
from console.clock import ManualClock
from console.widgets.detail import CallDetailPanel
from console.widgets.icons import Icons
from console.widgets.strip import StatusStrip
from console.widgets.theme import Theme
from console.widgets.window_frame import WindowFrame
from tests.widgets.downtime_pictures import CALL, HERE, NASTY, THERE, station
from tests.widgets.list_pictures import NOW, ago, pixels

FRAME = WindowFrame("West Hollywood", "R. Okafor", HERE, False, UTC)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def editing(*names: str, number: str = CALL) -> Picture:
    return replace(station(), seats=tuple(SeatView(name, ago(1), number) for name in names))


@pytest.fixture
def panel(qtbot) -> CallDetailPanel:
    theme = Theme("dark")
    panel = CallDetailPanel(theme, Icons(theme), ManualClock(NOW), UTC, HERE)
    qtbot.addWidget(panel)
    panel.resize(336, 178)
    panel.show()
    panel.show_call(CALL)
    return panel


@pytest.fixture
def strip(qapp: QApplication, qtbot) -> StatusStrip:
    theme = Theme()
    theme.apply(qapp)
    strip = StatusStrip(FRAME, theme, Icons(theme), ManualClock(NOW))
    qtbot.addWidget(strip)
    strip.resize(1366, 46)
    strip.show()
    return strip


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((THERE,), "Position 1 is editing"),
        ((THERE, HERE), "Position 1 is editing"),
        (("Position 3", THERE), "Position 1 and Position 3 are editing"),
        ((HERE,), ""),
    ],
)
def test_other_positions_that_edit_the_call_are_named(
    panel: CallDetailPanel, names: tuple[str, ...], words: str
) -> None:
    panel.show_picture(editing(*names))
    sentence = panel.call_header.sentence()
    assert words in sentence and ("editing" in sentence) == bool(words)


def test_only_who_edits_this_call_is_named(panel: CallDetailPanel) -> None:
    panel.show_picture(editing(THERE, number="20261122-0042"))
    assert "editing" not in panel.call_header.sentence()


def test_it_shows_as_soon_as_they_begin_and_goes_when_they_end(panel: CallDetailPanel) -> None:
    panel.show_picture(station())
    quiet = pixels(panel.call_header)
    panel.show_picture(editing(THERE))
    assert pixels(panel.call_header) != quiet
    panel.show_picture(station())
    assert pixels(panel.call_header) == quiet


def test_without_the_server_nobody_is_known_to_edit(panel: CallDetailPanel) -> None:
    panel.show_picture(replace(editing(THERE), downtime_since=ago(10)))
    assert "editing" not in panel.call_header.sentence()


def test_a_name_like_markup_is_shown_as_typed(panel: CallDetailPanel) -> None:
    panel.show_picture(editing(NASTY))
    assert f"{NASTY} is editing" in panel.call_header.sentence()
    assert "<b>" not in panel.call_header.toolTip()
    assert "&lt;b&gt;bold&lt;/b&gt;" in panel.call_header.toolTip()


def labels(strip: StatusStrip) -> list[str]:
    return [label.text() for label in strip.findChildren(QLabel) if label.isVisible()]


def listed(strip: StatusStrip) -> list[str]:
    """What the menu lists, opened by the keys alone."""
    strip.open_menu()
    menu = strip.menu()
    entry = next(action for action in menu.actions() if action.text() == "Positions")
    menu.setActiveAction(entry)
    found: QMenu = entry.menu()
    found.aboutToShow.emit()
    lines: list[QAction] = found.actions()
    menu.close()
    return [line.text() for line in lines]


def test_the_strip_says_how_many_positions_are_on(strip: StatusStrip) -> None:
    strip.show_picture(station())
    assert "Position 2, 3 positions on" in labels(strip)
    strip.show_picture(replace(station(), seats=(SeatView(HERE, ago(1)),)))
    assert "Position 2" in labels(strip)
    strip.show_picture(replace(station(), downtime_since=ago(5)))
    assert "Position 2" in labels(strip)


def test_the_menu_lists_them_with_what_they_do(strip: StatusStrip) -> None:
    seats = (SeatView(THERE, ago(1), CALL), SeatView(HERE, ago(1)), SeatView("A & B", ago(75)))
    strip.show_picture(replace(station(), seats=seats))
    assert listed(strip) == [
        "Position 2 (this one)",
        "A && B, silent for 01:15",
        "Position 1, editing call 41",
    ]
    strip.show_picture(replace(station(), seats=()))
    assert listed(strip) == ["No other position is known"]


def test_the_list_opens_from_the_menu_by_keys(strip: StatusStrip, qtbot) -> None:
    strip.show_picture(station())
    strip.open_menu()
    menu = strip.menu()
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    assert menu.activeAction().text() == "Positions"
    qtbot.keyClick(menu, Qt.Key.Key_Right)
    inner = menu.activeAction().menu()
    qtbot.waitUntil(inner.isVisible, timeout=1000)
    assert next(line.text() for line in inner.actions()) == "Position 2 (this one)"
    menu.close()
