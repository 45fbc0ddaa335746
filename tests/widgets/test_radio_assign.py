"""Lines of radios that nobody knows: they say so, and begin the command that gives the radio to a unit."""

from datetime import UTC

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from console.clock import ManualClock
from console.widgets.icons import Icons
from console.widgets.radio import RadioPanel
from console.widgets.theme import Theme
from tests.widgets.list_pictures import NOW, picture, pixels, said, traffic, unit

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
STRANGER = {"radio_id": "100-4999", "kind": "status", "text": "Status 12"}


@pytest.fixture
def panel(qtbot) -> RadioPanel:
    theme = Theme("dark")
    panel = RadioPanel(theme, Icons(theme), ManualClock(NOW), UTC)
    qtbot.addWidget(panel)
    panel.resize(400, 262)
    panel.show()
    return panel


@pytest.fixture
def asked(panel: RadioPanel) -> list[str]:
    """The command lines that the panel asked for."""
    lines: list[str] = []
    panel.command_requested.connect(lines.append)
    return lines


def area(panel: RadioPanel, row: int) -> QRect:
    return panel.list.visualRect(panel.list.model().index(row, 0))


def click(qtbot, panel: RadioPanel, at: QPoint) -> None:
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)


@pytest.mark.parametrize(
    ("kind", "radio_id", "offered"),
    [
        ("talk", "100-4999", True),
        ("status", "100-4999", True),
        ("emergency", "100-4999", True),
        ("text", "100-4999", True),
        ("position", "100-4999", True),
        ("position", "many others", False),
        ("position", "", False),
        ("alarm", "1234", False),
        ("phone", "3105550188", False),
        ("outgoing", "100-4999", False),
        ("trouble", "100-4999", False),
        ("other", "100-4999", False),
        ("undecoded", "", False),
        ("talk", "", False),
        ("talk", "two words", False),
        ("talk", "\u202e12", False),
    ],
)
def test_a_unit_can_be_given_what_a_radio_of_nobody_sent(
    panel: RadioPanel, kind: str, radio_id: str, offered: bool
) -> None:
    panel.show_picture(picture(traffic(1, "", kind, radio_id=radio_id, text="words")))
    assert said(panel.list)[0].endswith("assign…") is offered


def test_a_known_radio_is_not_offered(panel: RadioPanel) -> None:
    panel.show_picture(picture(traffic(1, "CSO-11", **STRANGER)))
    assert not said(panel.list)[0].endswith("assign…")


def test_once_a_unit_has_the_radio_its_older_lines_no_longer_ask(panel: RadioPanel) -> None:
    line = traffic(1, "", **STRANGER)
    panel.show_picture(picture(line, unit("CSO-11")))
    assert said(panel.list)[0].endswith("assign…")
    panel.show_picture(picture(line, unit("CSO-11", radio_id="100-4999")))
    assert not said(panel.list)[0].endswith("assign…")


def test_enter_asks_for_the_unit_of_the_selected_line(qtbot, panel: RadioPanel, asked: list[str]) -> None:
    panel.show_picture(picture(traffic(2, "CSO-11", "talk"), traffic(1, "", **STRANGER)))
    for row in ("2", "1"):
        panel.list.select(row)
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert asked == ["RID 100-4999 "]


def test_enter_with_nothing_selected_asks_for_nothing(qtbot, panel: RadioPanel, asked: list[str]) -> None:
    panel.show_picture(picture(traffic(1, "", **STRANGER)))
    qtbot.keyClick(panel.list, Qt.Key.Key_Enter)
    assert asked == []


def test_a_click_on_the_word_asks_and_one_beside_it_only_selects(
    qtbot, panel: RadioPanel, asked: list[str]
) -> None:
    panel.show_picture(picture(traffic(2, "CSO-11", "talk"), traffic(1, "", **STRANGER)))
    place = area(panel, 1)
    click(qtbot, panel, QPoint(place.left() + 40, place.center().y()))
    click(qtbot, panel, QPoint(area(panel, 0).right() - 20, area(panel, 0).center().y()))
    assert asked == []
    click(qtbot, panel, QPoint(place.right() - 20, place.center().y()))
    assert asked == ["RID 100-4999 "]


def test_the_word_is_painted_in_the_accent_colour(panel: RadioPanel) -> None:
    panel.show_picture(picture(traffic(1, "", **STRANGER)))
    image = panel.list.viewport().grab(area(panel, 0)).toImage()
    accent = panel.theme.color("accent").rgb()
    columns = [x for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) == accent]
    assert columns
    assert min(columns) > image.width() // 2


def test_every_kind_has_words_and_a_look_of_its_own(panel: RadioPanel) -> None:
    lines = [
        traffic(9, "", "alarm", radio_id="1234", text="Burglary, zone 3", link="Alarms"),
        traffic(8, "", "phone", radio_id="3105550188", text="T. Alvarez", link="Line 1"),
        traffic(7, "", "phone", radio_id="", text="Private caller", link="Line 1"),
        traffic(6, "CSO-11", "outgoing", text="call in", link=""),
        traffic(5, "", "trouble", radio_id="", text="Mains power lost", link="Alarms"),
        traffic(4, "CSO-11", "text", text="code 4"),
        traffic(3, "CSO-11", "other", text="Message 3 arrived"),
        traffic(2, "CSO-11", "something new", text=""),
    ]
    panel.show_picture(picture(*lines))
    assert [sentence.partition(" ")[2] for sentence in said(panel.list)] == [
        "Account 1234 Burglary, zone 3",
        "3105550188 T. Alvarez rings",
        "Line 1 Private caller rings",
        "CSO-11 Text out: call in",
        "Alarms Mains power lost",
        "CSO-11 code 4",
        "CSO-11 Message 3 arrived",
        "CSO-11 Something new",
    ]
    rows = panel.list.model().rows
    assert [row.glyph for row in rows[:6]] == [
        "bell",
        "caller",
        "caller",
        "dispatch",
        "link-degraded",
        "note",
    ]
    assert [row.token for row in rows[:5]] == ["text1", "text1", "text2", "text2", "amber"]
    assert len(set(pixels(panel))) > 10


def test_the_tip_has_the_whole_line_and_no_markup_from_the_air(panel: RadioPanel) -> None:
    panel.show_picture(picture(traffic(1, "", "text", radio_id="<b>7</b>", text="<img src=x> code 4")))
    tip = panel.list.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img src=x&gt; code 4" in tip
    assert "No unit has radio &lt;b&gt;7&lt;/b&gt;." in tip


def test_asking_is_the_only_thing_that_ever_leaves_the_panel(
    qtbot, panel: RadioPanel, asked: list[str]
) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    line.setFocus()
    focused = QApplication.focusWidget()
    panel.show_picture(picture(traffic(1, "", **STRANGER)))
    panel.show_picture(picture(traffic(2, "", age=1), traffic(1, "", **STRANGER)))
    assert asked == []
    assert QApplication.focusWidget() is focused
