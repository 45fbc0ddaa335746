"""An event's own queue: V shows its calls only and says so, until it is pressed again or the event ends."""

from dataclasses import replace
from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from console.board.event_view import EventView
from console.clock import ManualClock
from console.widgets.calls import CallsPanel
from console.widgets.icons import Icons
from console.widgets.theme import Theme
from tests.widgets.list_pictures import NOW, ago, call, picture, said

PRIDE = EventView(1, "k", "PRIDE", "Pride", "", ago(60), NOW, calls=("20261122-0002",))


@pytest.fixture
def panel(qtbot) -> CallsPanel:
    theme = Theme("dark")
    panel = CallsPanel(theme, Icons(theme), ManualClock(NOW), UTC)
    qtbot.addWidget(panel)
    panel.resize(456, 600)
    panel.show()
    qtbot.waitActive(panel)
    panel.list.setFocus()
    return panel


def shown(panel: CallsPanel) -> list[str]:
    return [line.split(",")[0] for line in said(panel.list) if line.startswith("Call ")]


def header(panel: CallsPanel) -> list[str]:
    return [label.text() for label in panel.header_bar.findChildren(QLabel)]


def test_v_shows_the_calls_of_the_event_and_then_all_again(panel: CallsPanel, qtbot) -> None:
    panel.show_picture(replace(picture(call(1), call(2), call(3)), events=(PRIDE,)))
    assert shown(panel) == ["Call 1", "Call 2", "Call 3"]
    qtbot.keyClick(panel.list, Qt.Key.Key_V)
    assert shown(panel) == ["Call 2"]
    assert "Only Pride" in header(panel)
    qtbot.keyClick(panel.list, Qt.Key.Key_V)
    assert shown(panel) == ["Call 1", "Call 2", "Call 3"]
    assert "Only Pride" not in header(panel)


def test_no_call_stays_hidden_when_the_event_is_over(panel: CallsPanel, qtbot) -> None:
    calls = picture(call(1), call(2))
    panel.show_picture(replace(calls, events=(PRIDE,)))
    qtbot.keyClick(panel.list, Qt.Key.Key_V)
    panel.show_picture(calls)
    assert shown(panel) == ["Call 1", "Call 2"]
    qtbot.keyClick(panel.list, Qt.Key.Key_V)
    assert shown(panel) == ["Call 1", "Call 2"]
