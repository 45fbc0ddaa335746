"""A facility's alarm in the window: where it is beside the call, keys on request, and the register itself."""

from pathlib import Path

from PySide6.QtCore import Qt

from console.clock import ManualClock
from console.widgets.premise.link import PremiseLink
from console.widgets.premise.register_sheet import RegisterSheet
from tests.desk.account_seats import account_seat
from tests.journeys.doors import ALT, NOON, door_seat, everything_said, is_covered, log_on
from tests.journeys.doors import SHIFT as SHIFT_CTRL
from tests.journeys.seat import Seat, store_in, take_seat

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALARM = {
    "link": "Alarms",
    "account": "1001",
    "event": "130",
    "qualifier": "E",
    "partition": "01",
    "zone": "001",
    "family": "burglary",
    "words": "Burglary alarm",
}


def test_an_alarm_s_call_says_where_it_is_and_keys_stay_in_sight_once_asked_for(
    qtbot, tmp_path: Path
) -> None:
    with take_seat(qtbot, store_in(tmp_path)) as seat:
        main = seat.window.main
        seat.enter("FAL WEST-HOLLYWOOD", "4 facilities loaded")
        seat.station.desk.do("alarm_received", ALARM, actor="Alarms").result(10)
        seat.wait_row(lambda: seat.calls, "Call 1,", "8300 Santa Monica Bl")
        seat.press(Qt.Key.Key_1, CTRL)
        seat.press(Qt.Key.Key_Down)
        notes = main.panels.detail.premises
        seat.wait(lambda: "City Hall, Lobby and counters (tested)" in said(notes))
        assert "ring 1" not in said(notes)
        seat.press(Qt.Key.Key_F9, SHIFT)
        seat.wait(lambda: "Key: Safe at the security desk, ring 1" in said(notes))
        assert "UL 752 level 3" in said(notes)
        seat.press(Qt.Key.Key_Escape)
        seat.enter("PM 8300 Santa Monica Bl; HAZARD, wet floor", "Hazard noted")
        seat.wait(lambda: "wet floor" in said(notes))
        assert "ring 1" in said(notes)


def test_the_register_opens_on_its_key_and_is_gone_with_escape(qtbot, tmp_path: Path) -> None:
    with take_seat(qtbot, store_in(tmp_path)) as seat:
        main = seat.window.main
        seat.wait(lambda: main.findChildren(PremiseLink))
        seat.enter("FAL WEST-HOLLYWOOD", "4 facilities loaded")
        seat.press(Qt.Key.Key_7, CTRL)
        seat.wait(lambda: isinstance(main.help.content, RegisterSheet))
        model = main.help.content.list.model()
        labels = [row.label for row in model.rows]
        assert any("Council chambers" in label and "UL 752 level 3" in label for label in labels)
        assert any(label.startswith("City Hall. 8300 Santa Monica Bl") for label in labels)
        seat.press(Qt.Key.Key_7, CTRL)
        seat.wait(lambda: main.help.content.list.hasFocus())
        seat.press(Qt.Key.Key_Escape)
        seat.wait(lambda: main.help.content is None)
        seat.wait(lambda: seat.has_line)
        entries = seat.station.desk.order(lambda desk: desk.journal()).result(10)
        looks = [entry for entry in entries if entry.verb == "record_viewed"]
        assert len(looks) == 1
        assert '"facilities"' in looks[0].args


def said(notes) -> str:
    """What a screen reader says of the records."""
    return str(notes.accessibleDescription())


def test_a_locked_screen_keeps_no_word_of_the_register_and_each_role_sees_its_own(
    qtbot, tmp_path: Path
) -> None:
    store = store_in(tmp_path)
    with account_seat(store, ManualClock(NOON)) as made:
        for name, role in (("bo", "dispatcher"), ("cy", "call_taker"), ("vic", "viewer")):
            made.add(name, role, made.administrator())
        made.do("load_facilities", made.session_of("lead"), file="west-hollywood")
    with door_seat(qtbot, store) as seat:
        main = seat.window.main
        log_on(seat, "bo")
        assert "ring 1" in register_of(seat)
        seat.press(Qt.Key.Key_L, CTRL)
        seat.wait(lambda: is_covered(seat))
        seat.wait(lambda: not any(word in everything_said(main) for word in ("ring 1", "City Hall")))
        seat.press(Qt.Key.Key_7, CTRL)
        seat.press(Qt.Key.Key_O, ALT)
        log_on(seat, "cy")
        found = register_of(seat)
        assert "City Hall" in found
        assert "Restricted" in found
        assert "ring 1" not in found
        seat.press(Qt.Key.Key_L, SHIFT_CTRL)
        seat.wait(lambda: is_covered(seat))
        log_on(seat, "vic")
        seat.press(Qt.Key.Key_7, CTRL)
        seat.wait_said("does not have the right view_facilities")
        assert main.help.content is None


def register_of(seat: Seat) -> str:
    """Open the register, and say what stands in it."""
    help_sheet = seat.window.main.help
    seat.press(Qt.Key.Key_7, CTRL)
    seat.wait(lambda: isinstance(help_sheet.content, RegisterSheet))
    return "\n".join(row.label for row in help_sheet.content.list.model().rows)
