"""What is known of a place stands beside the call that comes from there, with keys only."""

from pathlib import Path

from PySide6.QtCore import Qt

from tests.journeys.seat import store_in, take_seat
from tests.journeys.test_recommended import import_streets

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_hazard_stands_in_call_entry_and_on_the_call_and_a_code_is_asked_for(qtbot, tmp_path: Path) -> None:
    store = store_in(tmp_path)
    import_streets(store)
    with take_seat(qtbot, store) as seat:
        main = seat.window.main
        seat.wait(lambda: main.panels.map.canvas.city is not None)
        seat.enter("PM 8300 SANTA MONICA BL; HAZARD, <b>dog</b> in the yard", "Hazard noted")
        seat.enter("PM 8300 SANTA MONICA BLVD; GATE, 4711#", "Gate noted")
        seat.press(Qt.Key.Key_F2)
        seat.wait(lambda: not seat.has_line)
        seat.type("8300 Santa Monica Bl Apt 3")
        entry = main.writing.open_panel
        seat.wait(lambda: entry.premises.isVisible())
        assert (
            said(entry.premises)
            == "Hazard: <b>dog</b> in the yard. 1 restricted record: Shift+F9 shows them,"
            " on the record"
        )
        seat.press(Qt.Key.Key_Tab)
        seat.type("586")
        seat.press(Qt.Key.Key_Return, CTRL)
        seat.wait_row(lambda: seat.calls, "Call 1,", "waiting")
        seat.wait(lambda: seat.has_line)
        seat.press(Qt.Key.Key_1, CTRL)
        seat.press(Qt.Key.Key_Down)
        notes = main.panels.detail.premises
        seat.wait(lambda: notes.isVisible())
        assert "4711" not in said(notes)
        seat.press(Qt.Key.Key_F9, SHIFT)
        seat.wait(lambda: "Gate code: 4711#" in said(notes))
        entries = seat.station.desk.order(lambda desk: desk.journal()).result(10)
        assert [entry.verb for entry in entries].count("record_viewed") == 1
        seat.press(Qt.Key.Key_Escape)
        seat.wait(lambda: seat.has_line)
        seat.enter("PX 1, dog has gone", "ended")
        seat.wait(lambda: "dog" not in said(notes))


def said(notes) -> str:
    """What a screen reader says of the records."""
    return str(notes.accessibleDescription())
