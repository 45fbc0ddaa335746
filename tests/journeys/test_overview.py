"""The watch commander's overview in the real window: a unit that was sent with a reason is approved there."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from console.widgets.pages import OVERVIEW
from tests.journeys.seat import live, store_in, take_seat

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_reason_is_approved_with_a_key_and_the_page_goes_with_the_role(qtbot, tmp_path: Path) -> None:
    with take_seat(qtbot, store_in(tmp_path), live()) as seat:
        seat.enter("N 586 8300 SANTA MONICA BL", "Call 1 taken")
        seat.enter("ON 11 4411", "CSO-11")
        seat.enter("S 11 MEAL", "CSO-11: Break")
        seat.enter("D! 11 1, the only one near", "CSO-11 sent to 1")
        seat.press(Qt.Key.Key_PageDown, CTRL)
        pages = seat.window.main.pages
        assert pages.page == OVERVIEW
        overview = pages.overview
        seat.wait(lambda: overview.figures.value("To approve") == "1")
        overview.panels["overrides"].list.setFocus()
        seat.press(Qt.Key.Key_Down)
        seat.press(Qt.Key.Key_A)
        seat.wait(lambda: overview.figures.value("To approve") == "0")
        pages.oversee(allowed=False)
        assert pages.on_console
        assert pages.bar.names == ("Console", "Devices")
