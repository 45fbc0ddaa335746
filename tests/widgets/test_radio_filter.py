"""The radio panel's filter: opened by a key, closed by Esc, and traffic goes on meanwhile."""

from datetime import UTC

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QVBoxLayout, QWidget

from console.clock import ManualClock
from console.widgets.icons import Icons
from console.widgets.radio import RadioPanel
from console.widgets.theme import Theme
from tests.widgets.list_pictures import NOW, picture, traffic

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LINES = [
    traffic(5, "CSO-11", "status", text="Status 13, On scene"),
    traffic(4, "CSO-12", "text", text="Gate code 1122", radio_id="100-4012"),
    traffic(3, "", "undecoded", text="Not decoded: bad checksum", radio_id=""),
    traffic(2, "", "talk", radio_id="100-4999"),
    traffic(1, "CSO-12", "emergency", text="Emergency button", radio_id="100-4012"),
]


@pytest.fixture
def window(qtbot) -> QWidget:
    """A window that, as the console's does, has shortcuts of its own on Esc and /."""
    window = QWidget()
    qtbot.addWidget(window)
    theme = Theme("dark")
    panel = RadioPanel(theme, Icons(theme), ManualClock(NOW), UTC)
    column = QVBoxLayout(window)
    column.addWidget(panel)
    column.addWidget(QLineEdit())
    window.resize(420, 340)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    return window


@pytest.fixture
def panel(window: QWidget) -> RadioPanel:
    panel = window.findChild(RadioPanel)
    panel.show_picture(picture(*LINES))
    panel.list.setFocus()
    return panel


def filtered(qtbot, panel: RadioPanel, words: str = "") -> None:
    """Open the filter by its key and type."""
    qtbot.keyClick(panel.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(panel.filter, words)


def shown(panel: RadioPanel) -> list[int]:
    return [row.line.id for row in panel.list.model().rows]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("cso-12", [4, 1]),
        ("4012", [4, 1]),
        ("UNDECODED", [3]),
        ("emergency", [1]),
        ("gate 1122", [4]),
        ("cso-12 scene", []),
        ("talked", [2]),
        ("radio 1", [5, 4, 3, 2, 1]),
        ("  ", [5, 4, 3, 2, 1]),
    ],
)
def test_it_filters_by_unit_radio_kind_and_words(
    qtbot, panel: RadioPanel, words: str, ids: list[int]
) -> None:
    filtered(qtbot, panel, words)
    assert shown(panel) == ids


def test_it_says_when_nothing_is_found(qtbot, panel: RadioPanel) -> None:
    filtered(qtbot, panel, "nothing like it")
    assert panel.list.empty_text == "None of the newest lines has these words. Esc shows all."


def test_the_key_works_in_the_panel_only(qtbot, window: QWidget, panel: RadioPanel) -> None:
    outside = next(each for each in window.findChildren(QLineEdit) if each is not panel.filter)
    outside.setFocus()
    qtbot.keyClick(outside, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert not panel.filter.isVisible()
    panel.list.setFocus()
    filtered(qtbot, panel)
    assert QApplication.focusWidget() is panel.filter


def test_esc_closes_it_although_the_window_has_a_use_for_esc(
    qtbot, window: QWidget, panel: RadioPanel
) -> None:
    pressed: list[str] = []
    for key in ("Esc", "/"):
        QShortcut(QKeySequence(key), window).activated.connect(lambda key=key: pressed.append(key))
    filtered(qtbot, panel, "a/b")
    assert panel.filter.text() == "a/b"
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert (panel.filter.isVisible(), panel.filter.text(), pressed) == (False, "", [])
    assert QApplication.focusWidget() is panel.list
    assert shown(panel) == [5, 4, 3, 2, 1]
    qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    assert pressed == ["Esc"]


def test_esc_closes_it_from_the_list_too(qtbot, panel: RadioPanel) -> None:
    filtered(qtbot, panel, "cso-12")
    qtbot.keyClick(panel.filter, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is panel.list
    qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not panel.filter.isVisible()


def test_new_lines_go_on_arriving_and_only_fitting_ones_show(qtbot, panel: RadioPanel) -> None:
    filtered(qtbot, panel, "cso-12")
    panel.list.select("1")
    more = [traffic(7, "CSO-12", "text", text="done"), traffic(6, "CSO-11", "text", text="done")]
    panel.show_picture(picture(*more, *LINES))
    assert shown(panel) == [7, 4, 1]
    assert panel.list.selected() == "1"
    assert QApplication.focusWidget() is panel.filter


def test_what_was_chosen_in_the_filtered_list_is_in_view_in_the_whole_one(qtbot, panel: RadioPanel) -> None:
    many = [traffic(number, text=f"line {number}", kind="text") for number in range(90, 5, -1)]
    panel.show_picture(picture(*many, *LINES))
    filtered(qtbot, panel, "emergency")
    panel.list.select("1")
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert panel.list.selected() == "1"
    place = panel.list.visualRect(panel.list.model().index(len(many) + 4, 0))
    assert panel.list.viewport().rect().contains(place)


def test_where_nothing_was_chosen_place_and_selection_come_back(qtbot, panel: RadioPanel) -> None:
    many = [traffic(number, text=f"line {number}", kind="text") for number in range(90, 5, -1)]
    panel.show_picture(picture(*many, *LINES))
    panel.list.select("68")
    panel.list.scrollTo(panel.list.model().index(20, 0), QListView.ScrollHint.PositionAtTop)
    top = panel.list.indexAt(QPoint(1, 1)).data()
    filtered(qtbot, panel, "emergency")
    assert panel.list.selected() == ""
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert (panel.list.selected(), panel.list.indexAt(QPoint(1, 1)).data()) == ("68", top)


def test_pressing_the_key_again_keeps_what_was_typed(qtbot, panel: RadioPanel) -> None:
    filtered(qtbot, panel, "cso-12")
    qtbot.keyClick(panel.filter, Qt.Key.Key_Return)
    filtered(qtbot, panel)
    assert (panel.filter.text(), panel.filter.selectedText()) == ("cso-12", "cso-12")


def test_the_header_makes_room_for_it_and_says_the_air_again_afterwards(qtbot, panel: RadioPanel) -> None:
    before = panel.air_text
    filtered(qtbot, panel, "x")
    assert panel.filter.width() > 100
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert panel.air_text == before
