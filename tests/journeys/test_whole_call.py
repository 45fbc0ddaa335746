"""The main job with keys only: a call comes in, a unit goes, and the call is closed."""

from pathlib import Path

from PySide6.QtCore import Qt

from tests.journeys.seat import Seat, row, sign_on, store_in, take_seat

LINE = "N 586 8300 SANTA MONICA BL; blue van in the red"


def test_a_call_is_worked_from_ring_to_close_with_five_commands(qtbot, tmp_path: Path) -> None:
    store = store_in(tmp_path)
    sign_on(qtbot, store, "CSO-11")
    with take_seat(qtbot, store) as seat:
        seat.enter(LINE, "Call 1 taken")
        seat.wait_row(lambda: seat.calls, "Call 1,", "8300 SANTA MONICA BL", "waiting")
        assert seat.typed == ""
        seat.enter("D 11 1", "CSO-11 sent to 1")
        seat.wait_row(lambda: seat.calls, "Call 1,", "CSO-11 assigned")
        seat.enter("E 11", "CSO-11 is en route to 1")
        seat.wait_row(lambda: seat.units, "CSO-11", "En route", "call 1")
        seat.enter("O 11", "CSO-11 is on scene at 1")
        seat.wait_row(lambda: seat.units, "CSO-11", "On scene", "call 1")
        seat.enter("C 11 05", "Call 1 is closed")
        seat.wait(lambda: seat.calls == [])
        assert row(seat.units, "CSO-11", "Available")
        assert seat.has_line
        assert_closed(seat, "05")


def test_the_same_call_through_call_entry_and_f5(qtbot, tmp_path: Path) -> None:
    store = store_in(tmp_path)
    sign_on(qtbot, store, "CSO-11")
    with take_seat(qtbot, store) as seat:
        seat.press(Qt.Key.Key_F2)
        seat.wait(lambda: not seat.has_line)
        seat.type("8300 Santa Monica Bl")
        seat.press(Qt.Key.Key_Tab)
        seat.type("586")
        seat.press(Qt.Key.Key_F5)
        seat.wait_row(lambda: seat.calls, "Call 1,", "CSO-11 assigned")
        seat.wait(lambda: seat.has_line)
        seat.enter("O 11", "CSO-11 is on scene at 1")
        seat.enter("C 11 01", "Call 1 is closed")
        seat.wait(lambda: seat.calls == [])
        assert_closed(seat, "01")


def test_a_call_saved_to_waiting_is_sent_with_f5_from_the_queue(qtbot, tmp_path: Path) -> None:
    store = store_in(tmp_path)
    sign_on(qtbot, store, "CSO-11")
    with take_seat(qtbot, store) as seat:
        seat.enter(LINE, "Call 1 taken")
        seat.wait_row(lambda: seat.calls, "Call 1,", "waiting")
        seat.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        seat.press(Qt.Key.Key_Down)
        seat.press(Qt.Key.Key_F5)
        seat.wait_row(lambda: seat.calls, "Call 1,", "CSO-11 assigned")


def test_a_refused_line_stays_with_what_is_wrong_and_the_nearest_right_form(qtbot, tmp_path: Path) -> None:
    store = store_in(tmp_path)
    sign_on(qtbot, store, "CSO-11")
    with take_seat(qtbot, store) as seat:
        seat.enter(LINE, "Call 1 taken")
        before = seat.station.board.picture.entry
        for line, wrong, instead in (
            ("D CSO-19 1", "There is no unit CSO-19.", "D CSO-11 1"),
            ("D 11 9", "There is no call 9.", "D 11 1"),
            ("N 587 8300 SUNSET BL", "There is no type 587.", "N 586 8300 SUNSET BL"),
            ("CX 1 99", "There is no disposition 99.", "CX 1 "),
            ("DD 11 1", "DD is not a verb.", "D 11 1"),
            ("O 11", "CSO-11 is not on any call.", ""),
        ):
            seat.enter(line, wrong)
            assert instead in seat.response
            assert seat.typed == line
            seat.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert seat.station.board.picture.entry == before
        seat.wait_row(lambda: seat.calls, "Call 1,", "waiting")


def test_rich_text_from_outside_is_shown_as_it_was_typed(qtbot, tmp_path: Path) -> None:
    with take_seat(qtbot, store_in(tmp_path)) as seat:
        seat.enter("N 586 <b>x</b> & <img src=x>; <h1>big</h1>", "<b>x</b> & <img src=x>")
        seat.wait_row(lambda: seat.calls, "<b>x</b> & <img src=x>")


def assert_closed(seat: Seat, disposition: str) -> None:
    """The store, read anew, has the one call closed with that disposition and a journal that holds."""
    changes, verdict = seat.station.desk.order(lambda desk: (desk.load(), desk.verify())).result(10)
    (call,) = changes.calls
    assert (call.state, call.disposition, call.assignments) == ("closed", disposition, ())
    assert call.closed_at is not None
    assert not verdict.broken
