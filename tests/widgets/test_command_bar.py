"""The command bar with keys only: ghost, history, answers, and nothing typed is ever lost."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.clock import ManualClock
from console.desk.command import Answer
from console.desk.grammar import Explanation
from console.widgets.command_bar import WAITING, CommandBar
from console.widgets.icons import Icons
from console.widgets.theme import Theme

UNITS = ("cso-11", "cso-17")
WORDS = "Dispatch CSO-17 to call 31, Melrose Ave / N Robertson Blvd"


def explain(line: str) -> Explanation:
    """A grammar of one verb: `d 31 <unit>`."""
    if line == "?":
        return Explanation(True, "N new call, D dispatch, F free.", "")
    if not line.startswith("d 31 c"):
        return Explanation(False, "No such verb." if line else "", "")
    unit = next((unit for unit in reversed(UNITS) if unit.startswith(line[5:])), line[5:])
    return Explanation(True, WORDS, unit[len(line) - 5 :])


@pytest.fixture
def bar(qapp: QApplication, qtbot) -> CommandBar:
    theme = Theme()
    theme.apply(qapp)
    clock = ManualClock(datetime(2026, 3, 15, 2, 42, 18, tzinfo=UTC))
    bar = CommandBar(theme, Icons(theme), clock, ZoneInfo("America/Los_Angeles"), explain)
    qtbot.addWidget(bar)
    bar.resize(1366, 84)
    bar.show()
    qtbot.waitExposed(bar)
    bar.line.setFocus()
    return bar


def enter(qtbot, bar: CommandBar, line: str) -> None:
    bar.line.clear()
    qtbot.keyClicks(bar.line, line)
    qtbot.keyClick(bar.line, Qt.Key.Key_Return)


def test_tab_takes_the_ghost(bar: CommandBar, qtbot) -> None:
    qtbot.keyClicks(bar.line, "d 31 cs")
    assert bar.line.ghost == "o-17"
    qtbot.keyClick(bar.line, Qt.Key.Key_Tab)
    assert bar.line.text() == "d 31 cso-17"
    assert bar.line.ghost == ""


def test_there_is_no_ghost_while_the_caret_is_inside_the_line(bar: CommandBar, qtbot) -> None:
    qtbot.keyClicks(bar.line, "d 31 cs")
    qtbot.keyClick(bar.line, Qt.Key.Key_Left)
    assert bar.line.ghost == ""


def test_enter_hands_the_line_over_once(bar: CommandBar, qtbot) -> None:
    entered: list[str] = []
    bar.entered.connect(entered.append)
    enter(qtbot, bar, "  d 31 cso-17 ")
    qtbot.keyClick(bar.line, Qt.Key.Key_Return)
    assert entered == ["d 31 cso-17"]


def test_an_empty_line_is_not_handed_over(bar: CommandBar, qtbot) -> None:
    with qtbot.assertNotEmitted(bar.entered):
        enter(qtbot, bar, "   ")


def test_a_line_that_was_done_leaves(bar: CommandBar, qtbot) -> None:
    enter(qtbot, bar, "d 31 cso-17")
    bar.show_answer(Answer("d 31 cso-17", "done", "CSO-17 is dispatched to call 31."))
    assert bar.line.text() == ""
    assert bar.response.text == "CSO-17 is dispatched to call 31."


def test_what_was_typed_meanwhile_stays(bar: CommandBar, qtbot) -> None:
    enter(qtbot, bar, "d 31 cso-17")
    qtbot.keyClicks(bar.line, "e 11")
    bar.show_answer(Answer("d 31 cso-17", "done", "CSO-17 is dispatched to call 31."))
    assert bar.line.text() == "e 11"


def test_a_refused_line_stays_with_the_wrong_word_selected(bar: CommandBar, qtbot) -> None:
    enter(qtbot, bar, "d 71 cso-71")
    bar.show_answer(Answer("d 71 cso-71", "refused", "There is no unit CSO-71.", "D CSO-17 31", "cso-71"))
    assert bar.line.text() == "d 71 cso-71"
    assert bar.line.selectedText() == "cso-71"
    assert bar.response.text == "There is no unit CSO-71. Try: D CSO-17 31"


def test_the_wrong_word_is_found_as_a_word(bar: CommandBar, qtbot) -> None:
    enter(qtbot, bar, "d 471 47")
    bar.show_answer(Answer("d 471 47", "refused", "Call 47 is closed.", word="47"))
    assert bar.line.selectionStart() == 6


def test_a_refused_line_comes_back_into_an_empty_field(bar: CommandBar, qtbot) -> None:
    enter(qtbot, bar, "d 71")
    bar.line.clear()
    bar.show_answer(Answer("d 71", "refused", "Which unit?", word=""))
    assert bar.line.text() == "d 71"


def test_a_refusal_does_not_overwrite_the_next_line(bar: CommandBar, qtbot) -> None:
    enter(qtbot, bar, "d 71")
    qtbot.keyClicks(bar.line, "e 11")
    bar.show_answer(Answer("d 71", "refused", "Which unit?"))
    assert bar.line.text() == "e 11"
    qtbot.keyClick(bar.line, Qt.Key.Key_Up)
    assert bar.line.text() == "d 71"
    qtbot.keyClick(bar.line, Qt.Key.Key_Down)
    assert bar.line.text() == "e 11"


def test_a_slow_store_is_told_and_typing_goes_on(bar: CommandBar, qtbot) -> None:
    enter(qtbot, bar, "d 31 cso-17")
    qtbot.waitUntil(lambda: bar.response.text == WAITING, timeout=2000)
    qtbot.keyClicks(bar.line, "f 11")
    assert bar.line.text() == "f 11"
    bar.show_answer(Answer("d 31 cso-17", "unavailable", "The store does not answer."))
    assert bar.response.text == "The store does not answer."
    assert bar.line.text() == "f 11"


def test_new_data_does_not_touch_the_line(bar: CommandBar, qtbot) -> None:
    qtbot.keyClicks(bar.line, "d 31 cs")
    qtbot.keyClick(bar.line, Qt.Key.Key_Left)
    bar.line.refresh()
    assert (bar.line.text(), bar.line.cursorPosition()) == ("d 31 cs", 6)


def test_a_sentence_without_room_beside_the_line_moves_above_it(bar: CommandBar, qtbot) -> None:
    bar.show_answer(Answer("x", "done", "Call 30 is closed."))
    bar.line.setText("d 31 cso-17" + " " * 120)
    qtbot.waitUntil(lambda: bar.response.text == WORDS, timeout=1000)
    bar.line.setText("d 31 cs")
    qtbot.waitUntil(lambda: bar.response.text == "Call 30 is closed.", timeout=1000)


def test_help_leaves_the_line_as_it_is(bar: CommandBar, qtbot) -> None:
    qtbot.keyClicks(bar.line, "d 31 ")
    bar.show_help()
    assert bar.response.text == "N new call, D dispatch, F free."
    assert bar.line.text() == "d 31 "


def test_a_line_put_in_keeps_what_stood_there(bar: CommandBar, qtbot) -> None:
    qtbot.keyClicks(bar.line, "n 586 mel")
    bar.put("S CSO-11 ")
    assert bar.line.text() == "S CSO-11 "
    qtbot.keyClick(bar.line, Qt.Key.Key_Up)
    assert bar.line.text() == "n 586 mel"


def test_a_very_long_line_is_bounded(bar: CommandBar) -> None:
    bar.line.setText("n 586 " + "x" * 10_000)
    assert len(bar.line.text()) == 2000
