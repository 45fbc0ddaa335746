"""The call entry panel with keys only: what it saves, refuses inline, parks and keeps."""

from datetime import UTC, datetime
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from console.board.views import CallerView, CallTypeView, Codes, Picture, PriorityView
from console.clock import ManualClock
from console.desk.command import Answer, Command
from console.desk.floor_codes import read_floor
from console.widgets.call_entry import CallEntryPanel
from console.widgets.call_types import find_type, nearest_type
from console.widgets.icons import Icons
from console.widgets.pieces import Text
from console.widgets.theme import Theme

CODES = Codes(
    call_types=MappingProxyType(
        {
            "586": CallTypeView("586", "Parking violation", ("parking", "blue van"), 3, "X", True),
            "459V": CallTypeView("459V", "Vehicle burglary, cold", ("burglary",), 2, "X", True),
            "242": CallTypeView("242", "Battery", ("fight",), 1, "X", False),
        }
    ),
    priorities=MappingProxyType({2: PriorityView(2, "Soon", 20), 3: PriorityView(3, "Routine", 60)}),
    floor=read_floor(),
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 3, 15, 2, 42, 18, tzinfo=UTC))


@pytest.fixture
def panel(qapp: QApplication, qtbot, clock: ManualClock) -> CallEntryPanel:
    theme = Theme()
    theme.apply(qapp)
    panel = CallEntryPanel(theme, Icons(theme), clock)
    qtbot.addWidget(panel)
    panel.resize(680, 900)
    panel.show_picture(Picture(codes=CODES))
    panel.open()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def handed_over(panel: CallEntryPanel) -> list[tuple[Command, bool]]:
    commands: list[tuple[Command, bool]] = []
    panel.command_ready.connect(lambda command, dispatch: commands.append((command, dispatch)))
    return commands


def fill(qtbot, panel: CallEntryPanel, place: str = "8921 Rangely Ave", kind: str = "459v") -> None:
    """Type the way a dispatcher does: Tab from field to field."""
    qtbot.keyClicks(panel.place, place)
    qtbot.keyClick(panel.place, Qt.Key.Key_Tab)
    qtbot.keyClicks(panel.kind, kind)


def save(qtbot, panel: CallEntryPanel) -> None:
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def shown(panel: CallEntryPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_a_call_is_saved_with_all_that_was_typed(panel: CallEntryPanel, handed_over, qtbot) -> None:
    fill(qtbot, panel)
    qtbot.keyClicks(panel.caller, "Jordan Ames")
    qtbot.keyClicks(panel.phone, "(310) 555-0142")
    qtbot.keyClicks(panel.source.field, "at the")
    qtbot.keyClick(panel.source.contact, Qt.Key.Key_Space)
    qtbot.keyClicks(panel.notes, "Window broken")
    save(qtbot, panel)
    command, dispatch = handed_over[0]
    assert (command.verb, dispatch) == ("take_call", False)
    assert dict(command.args) == {
        "type": "459V",
        "place": "8921 Rangely Ave",
        "text": "Window broken",
        "priority": None,
        "caller": "Jordan Ames",
        "phone": "(310) 555-0142",
        "source": "walkin",
        "no_contact": True,
    }


def test_a_source_that_there_is_none_of_is_refused_in_place(
    panel: CallEntryPanel, handed_over, qtbot
) -> None:
    fill(qtbot, panel)
    qtbot.keyClicks(panel.source.field, "moon")
    save(qtbot, panel)
    assert handed_over == []
    assert "No source “moon”. Try: phone, radio, counter, online, city." in shown(panel)
    assert panel.source.field.selectedText() == "moon"


def test_the_type_suggests_the_priority_and_the_dispatcher_may_choose(
    panel: CallEntryPanel, handed_over, qtbot
) -> None:
    fill(qtbot, panel)
    assert (panel.priority.shown, panel.priority.chosen) == (2, None)
    assert "Priority 2 suggested, 20 min" in shown(panel)
    qtbot.keyClick(panel.priority, Qt.Key.Key_3)
    assert "Priority 3 chosen, 60 min" in shown(panel)
    qtbot.keyClick(panel.priority, Qt.Key.Key_Right)
    save(qtbot, panel)
    assert handed_over[0][0].args["priority"] == 4


def test_a_wrong_type_is_refused_in_place_and_everything_stays(
    panel: CallEntryPanel, handed_over, qtbot
) -> None:
    fill(qtbot, panel, kind="burgalry")
    qtbot.keyClicks(panel.notes, "Window broken")
    save(qtbot, panel)
    assert handed_over == []
    assert "No type “burgalry”. Try: 459V Vehicle burglary, cold" in shown(panel)
    assert panel.kind.selectedText() == "burgalry"
    assert panel.notes.toPlainText() == "Window broken"


def test_the_list_of_types_follows_what_is_typed_and_a_type_is_taken_with_keys(
    panel: CallEntryPanel, qtbot
) -> None:
    assert panel.types.model().rowCount() == 3
    qtbot.keyClicks(panel.kind, "v")
    assert panel.types.model().rowCount() == 2
    qtbot.keyClick(panel.kind, Qt.Key.Key_Down)
    qtbot.keyClick(panel.types, Qt.Key.Key_Down)
    qtbot.keyClick(panel.types, Qt.Key.Key_Return)
    assert panel.kind.text() == "586  Parking violation"
    assert panel.kind.hasFocus()


def test_a_call_needs_a_place(panel: CallEntryPanel, handed_over, qtbot) -> None:
    qtbot.keyClicks(panel.kind, "586")
    save(qtbot, panel)
    assert handed_over == []
    assert "Where is it? An address, a crossing or a place." in shown(panel)


def test_a_sworn_type_says_so_at_once(panel: CallEntryPanel, qtbot) -> None:
    fill(qtbot, panel, kind="fight")
    assert "Battery. Sworn only: send to deputies." in shown(panel)


def test_a_saved_call_leaves_an_empty_form(panel: CallEntryPanel, handed_over, qtbot) -> None:
    fill(qtbot, panel)
    save(qtbot, panel)
    with qtbot.waitSignal(panel.saved, timeout=1000):
        panel.show_answer(Answer(panel.pending, "done", "Call 47 waits."))
    assert (panel.place.text(), panel.kind.text(), panel.priority.shown) == ("", "", None)


def test_a_call_is_handed_over_once_until_it_is_answered(panel: CallEntryPanel, handed_over, qtbot) -> None:
    fill(qtbot, panel)
    save(qtbot, panel)
    save(qtbot, panel)
    assert len(handed_over) == 1


@pytest.mark.parametrize("outcome", ["refused", "unavailable"])
def test_a_call_that_was_not_taken_stays(panel: CallEntryPanel, handed_over, qtbot, outcome: str) -> None:
    fill(qtbot, panel)
    save(qtbot, panel)
    panel.show_answer(Answer(panel.pending, outcome, "The store does not answer."))
    assert "The store does not answer." in shown(panel)
    assert panel.place.text() == "8921 Rangely Ave"
    save(qtbot, panel)
    assert len(handed_over) == 2


def test_a_parked_draft_goes_on_later(panel: CallEntryPanel, clock: ManualClock, qtbot) -> None:
    fill(qtbot, panel, kind="58")
    with qtbot.waitSignal(panel.parked, timeout=1000):
        panel.park()
    panel.hide()
    clock.advance(75)
    panel.open()
    assert (panel.place.text(), panel.kind.text()) == ("8921 Rangely Ave", "58")
    assert "Opened 01:15 ago" in shown(panel)


def test_new_data_changes_nothing_that_was_typed(panel: CallEntryPanel, qtbot) -> None:
    fill(qtbot, panel)
    panel.kind.setCursorPosition(2)
    panel.show_picture(Picture(entry=9, codes=CODES))
    assert (panel.kind.text(), panel.kind.cursorPosition()) == ("459v", 2)


def test_codes_that_come_late_explain_what_is_typed_already(panel: CallEntryPanel, qtbot) -> None:
    panel.show_picture(Picture(codes=Codes()))
    fill(qtbot, panel, kind="parking")
    assert panel.priority.shown is None
    panel.show_picture(Picture(codes=CODES))
    assert panel.priority.shown == 3


@pytest.mark.parametrize(
    "typed", ["586", "parking", "PARKING  violation", "Blue Van", "586  Parking violation"]
)
def test_a_type_is_found_by_code_name_or_word(typed: str) -> None:
    assert find_type(typed, CODES) == CODES.call_types["586"]


@pytest.mark.parametrize("typed", ["", "  ", "5", "parkin", "586parking"])
def test_no_type_is_guessed(typed: str) -> None:
    assert find_type(typed, CODES) is None


@pytest.mark.parametrize(("typed", "code"), [("parkin", "586"), ("459", "459V"), ("batery", "242")])
def test_the_nearest_type_is_offered(typed: str, code: str) -> None:
    assert nearest_type(typed, CODES) == CODES.call_types[code]


def test_nothing_is_offered_for_what_is_like_nothing() -> None:
    assert nearest_type("zzzz", CODES) is None


def ringing(clock: ManualClock, number: str = "3105550142", name: str = "REYES A") -> Picture:
    caller = CallerView(1, clock.now(), "Desk line", number, name, ("20260314-0031",))
    return Picture(codes=CODES, caller=caller)


def test_who_rang_is_offered_and_taken_by_a_key(panel: CallEntryPanel, clock: ManualClock, qtbot) -> None:
    panel.show_picture(ringing(clock))
    words = [text.text() for text in panel.findChildren(Text)]
    assert "Alt+C takes REYES A, 3105550142. Called about 20260314-0031" in words
    qtbot.keyClick(panel.place, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert (panel.caller.text(), panel.phone.text()) == ("REYES A", "3105550142")


def test_a_caller_is_never_put_over_what_was_typed(panel: CallEntryPanel, clock: ManualClock, qtbot) -> None:
    qtbot.keyClicks(panel.caller, "A. Novak")
    panel.show_picture(ringing(clock))
    qtbot.keyClick(panel.place, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert (panel.caller.text(), panel.phone.text()) == ("A. Novak", "")


def test_a_withheld_number_and_a_caller_of_long_ago(panel: CallEntryPanel, clock: ManualClock) -> None:
    panel.show_picture(ringing(clock, "", "Private caller"))
    panel.take_caller()
    assert (panel.caller.text(), panel.phone.text()) == ("", "")
    panel.show_picture(ringing(clock))
    clock.advance(600)
    panel.tick()
    assert not any("Alt+C" in text.text() for text in panel.findChildren(Text))
