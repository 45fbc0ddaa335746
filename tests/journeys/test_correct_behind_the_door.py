"""A correction on a station with accounts: put away with its person, and callers are for some eyes only."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from console.clock import ManualClock
from console.widgets.correction import CorrectionPanel
from tests.desk.account_seats import account_seat
from tests.journeys.doors import CTRL, NOON, door_seat, everything_said, is_covered, log_on
from tests.journeys.doors import SHIFT as CTRL_SHIFT
from tests.journeys.seat import Seat

PLACE, OTHER = "8300 SANTA MONICA BL", "900 N SAN VICENTE BL"
SHIFT = Qt.KeyboardModifier.ShiftModifier
CALLER, PHONE = "Dolores Quimby", "3105550142"


@pytest.fixture
def store(store_url: str) -> str:
    """A store with a call, its caller, and a person of three roles."""
    with account_seat(store_url, ManualClock(NOON)) as made:
        for name, role in (("bo", "dispatcher"), ("tom", "trainee"), ("vic", "viewer")):
            made.add(name, role, made.administrator())
        taker = made.session_of("call_taker")
        made.do("take_call", taker, type="586", place=PLACE, caller=CALLER, phone=PHONE)
    return store_url


@pytest.fixture
def seat(qtbot: Any, store: str) -> Iterator[Seat]:
    with door_seat(qtbot, store, ManualClock(NOON)) as made:
        yield made


def correct(seat: Seat) -> CorrectionPanel:
    seat.wait(lambda: seat.calls)
    seat.press(Qt.Key.Key_1, CTRL)
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_F2, SHIFT)
    return seat.window.main.findChild(CorrectionPanel)


def leave(seat: Seat) -> None:
    seat.press(Qt.Key.Key_L, CTRL_SHIFT)
    seat.wait(lambda: is_covered(seat))


def test_what_is_being_corrected_is_hidden_with_its_person_and_given_back_to_nobody_else(seat: Seat) -> None:
    log_on(seat, "bo")
    panel = correct(seat)
    seat.wait(lambda: panel.form.lines["phone"].text() == PHONE)
    seat.press(Qt.Key.Key_A, CTRL)
    seat.type(OTHER)
    leave(seat)
    told = everything_said(seat.window.main)
    assert [word for word in (OTHER, PLACE, CALLER, PHONE) if word in told] == []
    log_on(seat, "vic")
    assert not panel.isVisible()
    assert OTHER not in everything_said(seat.window.main)
    leave(seat)
    type_and_wait(seat, "bo", panel)
    assert panel.form.lines["place"].text() == OTHER
    assert panel.accessibleName() == "Call 1"
    seat.press(Qt.Key.Key_Return)
    seat.wait_said("place changed")


def type_and_wait(seat: Seat, name: str, panel: CorrectionPanel) -> None:
    """Log on, to go on in the field that was left."""
    seat.type(name)
    seat.press(Qt.Key.Key_Tab)
    seat.type("gravel-otter-41")
    seat.press(Qt.Key.Key_Return)
    seat.wait(lambda: panel.isVisible() and panel.form.lines["place"].hasFocus())


def test_who_called_is_in_no_field_of_somebody_who_may_not_see_it(seat: Seat) -> None:
    log_on(seat, "tom")
    panel = correct(seat)
    seat.wait(lambda: not panel.form.lines["phone"].isVisible())
    told = everything_said(panel)
    assert CALLER not in told
    assert PHONE not in told
    assert "Trainee" in panel.form.notes["caller"].text
    seat.press(Qt.Key.Key_A, CTRL)
    seat.type(OTHER)
    seat.press(Qt.Key.Key_Return)
    seat.wait_said("place changed")


def test_a_viewer_is_refused_and_told_why_and_keeps_what_was_typed(seat: Seat) -> None:
    log_on(seat, "vic")
    panel = correct(seat)
    seat.press(Qt.Key.Key_A, CTRL)
    seat.type(OTHER)
    seat.press(Qt.Key.Key_Return)
    seat.wait_said("Viewer")
    assert panel.form.lines["place"].text() == OTHER
    assert panel.isVisible()
