"""A shift on a station with accounts, with keys only: who comes in, what they leave, and what others see."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.clock import ManualClock
from console.widgets.call_entry import CallEntryPanel
from tests.desk.account_seats import account_seat
from tests.journeys.doors import (
    ADMIN,
    ALT,
    CTRL,
    NOON,
    PASSWORD,
    SHIFT,
    WRONG,
    add_account,
    door_seat,
    everything_said,
    guarded,
    is_covered,
    log_on,
    refusal,
    type_log_on,
)
from tests.journeys.seat import Seat, focused, store_in, take_seat

LINE = "N 586 8300 SANTA MONICA BL; blue van"
DRAFT = "N 928 PLUMMER PARK; keys han"
CONTENT = ("PLUMMER", "7377", "8300", "SANTA MONICA", "Call 1")


@pytest.fixture
def store(store_url: str) -> str:
    """A store with an administrator, two dispatchers and a viewer."""
    with account_seat(store_url, ManualClock(NOON)) as made:
        for name, role in (("bo", "dispatcher"), ("cy", "dispatcher"), ("vic", "viewer")):
            made.add(name, role, made.administrator())
    return store_url


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def no_caret(qapp: QApplication) -> Iterator[None]:
    """A caret that does not blink."""
    before = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(before)


@pytest.fixture
def seat(qtbot: Any, store: str, clock: ManualClock) -> Iterator[Seat]:
    with door_seat(qtbot, store, clock) as made:
        yield made


def test_the_first_administrator_is_made_and_everybody_logs_on_from_then_on(qtbot, store_url: str) -> None:
    with take_seat(qtbot, store_url, guarded(), ManualClock(NOON)) as seat:
        guard = offering(seat)
        seat.enter(LINE, "Call 1 taken")
        seat.press(Qt.Key.Key_A, SHIFT)
        seat.wait(lambda: focused() is guard.first.name)
        for words in (ADMIN, "Ann Li", PASSWORD, WRONG):
            seat.type(words)
            seat.press(Qt.Key.Key_Return)
        seat.wait(lambda: "differ" in guard.first.trouble)
        for words in ("ann", "ann"):
            seat.type(words)
            seat.press(Qt.Key.Key_Return)
        seat.wait(lambda: "8 to 256" in guard.first.trouble)
        assert guard.first.name.text() == ADMIN
        for words in (PASSWORD, PASSWORD):
            seat.type(words)
            seat.press(Qt.Key.Key_Return)
        seat.wait_said("You are the administrator")
        assert seat.window.main.strip.person == ("Ann Li", "Administrator, Position 1")
        assert PASSWORD not in everything_said(seat.window.main)
        seat.enter(LINE, "The role Administrator does not have the right take_call")
        assert seat.typed == LINE
        add_account(seat, "bo", "dispatcher")
        seat.press(Qt.Key.Key_L, SHIFT)
        seat.wait(lambda: is_covered(seat))
        type_log_on(seat, "bo", WRONG)
        assert "is wrong" in refusal(seat)
        sheet = guard.log_on
        assert (sheet.name.text(), sheet.password.text()) == ("bo", "")
        assert focused() is sheet.password
        seat.type(PASSWORD)
        seat.press(Qt.Key.Key_Return)
        seat.wait_said("Ready. 1 call waits")
        assert seat.typed == ""
        seat.enter(LINE, "Call 2 taken")
        assert seat.window.main.strip.person == ("Bo", "Dispatcher, Position 1")
        (taken,) = [e for e in journal(seat) if e.verb == "take_call" and e.actor == "bo"]
        assert taken.source == "window"


def test_going_on_without_accounts_leaves_everything_as_it_was(qtbot, tmp_path: Path) -> None:
    with take_seat(qtbot, store_in(tmp_path), guarded()) as seat:
        guard = offering(seat)
        assert "whoever sits down can do everything" in guard.offer.accessibleName()
        assert seat.has_line
        seat.press(Qt.Key.Key_W, SHIFT)
        seat.wait(lambda: not guard.offer.isVisible())
        seat.press(Qt.Key.Key_L, CTRL)
        seat.enter(LINE, "Call 1 taken")
        assert seat.window.main.strip.person == ("R. Okafor", "Position 1")


def test_what_was_typed_outlives_the_lock_and_twelve_hours(seat: Seat, clock: ManualClock) -> None:
    log_on(seat, "bo")
    seat.enter(LINE, "Call 1 taken")
    seat.press(Qt.Key.Key_F2)
    seat.wait(lambda: not seat.has_line)
    seat.type("7377 Santa Monica")
    seat.press(Qt.Key.Key_Tab)
    seat.type("928")
    while not seat.has_line:
        seat.press(Qt.Key.Key_F6)
    seat.type(DRAFT)
    entry = seat.window.main.findChild(CallEntryPanel)
    for seconds in (30 * 60, 12 * 3600):
        clock.advance(seconds)
        seat.wait(lambda: is_covered(seat))
        said = everything_said(seat.window.main)
        told = [line for line in said.splitlines() if any(word in line for word in CONTENT)]
        assert told == []
        assert "Log on again" in said if seconds > 30 * 60 else "30 minutes" in said
        assert "1 call waits" in seat.window.main.guard.cover.words
        seat.type(WRONG)
        seat.press(Qt.Key.Key_Return)
        assert "is wrong" in refusal(seat)
        seat.type(PASSWORD)
        seat.press(Qt.Key.Key_Return)
        seat.wait(lambda: not is_covered(seat))
        seat.wait(lambda: seat.has_line)
        assert (seat.typed, entry.place.text(), entry.kind.text()) == (DRAFT, "7377 Santa Monica", "928")
        assert entry.isVisible()
    seat.type("ded in")
    seat.press(Qt.Key.Key_Return)
    seat.wait_said("taken: Found property, PLUMMER PARK")


def test_a_locked_screen_tells_that_a_call_came_and_not_which(
    qtbot, seat: Seat, store: str, clock: ManualClock
) -> None:
    log_on(seat, "bo")
    seat.press(Qt.Key.Key_L, CTRL)
    seat.wait(lambda: is_covered(seat))
    cover = seat.window.main.guard.cover
    assert cover.words == "No call waits"
    with (
        account_seat(store, clock, "Position 2", first=False) as other,
        qtbot.waitSignal(cover.rang, timeout=9000),
    ):
        other.do("take_call", other.log_on("cy"), type="586", place="900 FOUNTAIN AV", text="<b>red van</b>")
    seat.wait(lambda: cover.words == "1 call waits")
    said = everything_said(seat.window.main)
    assert "FOUNTAIN" not in said
    assert "red van" not in said
    clock.advance(3 * 3600)
    seat.wait(lambda: "1 over target" in cover.words)
    seat.type(PASSWORD)
    seat.press(Qt.Key.Key_Return)
    seat.wait_row(lambda: seat.calls, "900 FOUNTAIN AV")


def test_a_locked_screen_sounds_an_alarm_and_does_not_show_it(
    seat: Seat, store: str, clock: ManualClock
) -> None:
    log_on(seat, "bo")
    seat.press(Qt.Key.Key_L, CTRL)
    seat.wait(lambda: is_covered(seat))
    with account_seat(store, clock, "Position 2", first=False) as other:
        other.do("raise_alarm", "Alarms", kind="device", about="Radio 1")
    board, alarms = seat.station.board, seat.window.main.alarms
    seat.wait(lambda: bool(board.picture.alarms) and alarms.heard_last() != "")
    assert "Radio 1" not in everything_said(seat.window.main)


def test_what_is_hidden_leaves_no_trace_in_the_picture_of_the_window(
    seat: Seat, store: str, clock: ManualClock, no_caret: None
) -> None:
    log_on(seat, "bo")
    seat.enter(LINE, "Call 1 taken")
    seat.press(Qt.Key.Key_L, CTRL)
    seat.wait(lambda: is_covered(seat))
    before = still(seat)
    with account_seat(store, clock, "Position 2", first=False) as other:
        other.do("remark", other.log_on("cy"), call="20261120-0001", text="gate code 1122")
    seat.wait(lambda: "1122" in repr(seat.station.board.picture.calls))
    seat.wait(lambda: seat.window.main.picture.entry == seat.station.board.picture.entry)
    assert still(seat) == before


def test_somebody_else_ends_the_first_session_and_sees_none_of_its_drafts(seat: Seat) -> None:
    log_on(seat, "bo")
    seat.enter(LINE, "Call 1 taken")
    seat.type(DRAFT)
    seat.press(Qt.Key.Key_L, CTRL)
    seat.wait(lambda: is_covered(seat))
    seat.press(Qt.Key.Key_O, ALT)
    type_log_on(seat, "cy", WRONG)
    refusal(seat)
    assert seat.window.sitting.session.account == "bo"
    seat.type(PASSWORD)
    seat.press(Qt.Key.Key_Return)
    seat.wait(lambda: not is_covered(seat))
    assert seat.window.sitting.session.account == "cy"
    assert seat.typed == ""
    seat.press(Qt.Key.Key_Up)
    assert seat.typed == ""
    seat.press(Qt.Key.Key_Z, CTRL)
    assert seat.typed == ""
    seat.press(Qt.Key.Key_L, SHIFT)
    seat.wait(lambda: is_covered(seat))
    log_on(seat, "bo")
    assert seat.typed == DRAFT
    ended = [entry.actor for entry in journal(seat) if entry.verb == "session_closed"]
    assert ended == ["bo", "cy"]


def test_an_account_that_is_disabled_elsewhere_ends_at_once_and_says_why(
    seat: Seat, store: str, clock: ManualClock
) -> None:
    log_on(seat, "bo")
    seat.type(DRAFT)
    with account_seat(store, clock, "Position 2", first=False) as other:
        other.desk.account_admin.disable("bo", by=other.administrator())
        seat.wait(lambda: is_covered(seat))
        assert "bo is disabled" in everything_said(seat.window.main)
        type_log_on(seat, "bo", PASSWORD)
        refusal(seat)
        other.desk.account_admin.unlock("bo", by=other.administrator())
    seat.type(PASSWORD)
    seat.press(Qt.Key.Key_Return)
    seat.wait(lambda: not is_covered(seat))
    assert seat.typed == DRAFT


def test_a_verb_that_was_on_its_way_is_answered_to_whoever_ordered_it(seat: Seat) -> None:
    log_on(seat, "vic")
    seat.type(LINE)
    seat.press(Qt.Key.Key_Return)
    seat.press(Qt.Key.Key_L, CTRL)
    seat.wait(lambda: is_covered(seat))
    seat.type(PASSWORD)
    seat.press(Qt.Key.Key_Return)
    seat.wait_said("The role Viewer does not have the right take_call")
    assert seat.typed == LINE


def test_break_glass_gives_a_role_for_a_while_and_says_so(seat: Seat, clock: ManualClock) -> None:
    log_on(seat, "bo")
    strip = seat.window.main.strip
    save = "The role Dispatcher does not have the right save_device"
    assert save in refused_device(seat)
    seat.press(Qt.Key.Key_R, SHIFT)
    seat.press(Qt.Key.Key_Return)
    assert seat.window.main.guard.raising.trouble == "Say why."
    seat.type("radio 1 is dead")
    seat.press(Qt.Key.Key_Return)
    seat.wait_said("You are Watch commander for 60 minutes")
    assert seat.has_line
    assert strip.person == ("Bo", "Raised: Watch commander, 1:00:00 left")
    assert refused_device(seat) == ""
    clock.advance(25 * 60)
    seat.wait(lambda: "35:00 left" in strip.person[1])
    seat.window.sitting.touch()
    clock.advance(25 * 60)
    seat.window.sitting.touch()
    clock.advance(10 * 60)
    seat.wait(lambda: strip.person[1] == "Dispatcher, Position 1")
    assert save in refused_device(seat)
    assert "radio 1 is dead" in next(e.args for e in journal(seat) if e.verb == "role_raised")


def test_a_role_that_cannot_be_raised_is_told_so_and_refused_what_it_may_not(seat: Seat) -> None:
    log_on(seat, "vic")
    seat.press(Qt.Key.Key_R, SHIFT)
    seat.wait_said("cannot be raised")
    seat.enter(LINE, "The role Viewer does not have the right take_call")
    assert seat.typed == LINE


def test_keys_and_mouse_put_the_lock_off_and_a_secured_room_has_none(
    qtbot: Any, seat: Seat, store: str, clock: ManualClock
) -> None:
    log_on(seat, "bo")
    handle = seat.window.main.windowHandle()
    for touch in (
        lambda: QTest.keyClick(handle, Qt.Key.Key_Shift),
        lambda: QTest.mouseMove(handle, QPoint(300, 300)),
    ):
        clock.advance(29 * 60)
        touch()
        seat.window.sitting.tick()
        assert not is_covered(seat)
    clock.advance(30 * 60)
    seat.window.sitting.tick()
    assert is_covered(seat)
    secured = guarded(exempt_positions=("Position 1",))
    seat.window.main.hide()
    with door_seat(qtbot, store, clock, secured) as other:
        log_on(other, "cy")
        clock.advance(5 * 3600)
        other.window.sitting.tick()
        assert not is_covered(other)
        assert "Log on again" not in other.window.main.strip.person[1]
        clock.advance(6 * 3600 + 55 * 60)
        other.wait(lambda: other.window.main.strip.person[1] == "Log on again within 05:00 (Ctrl+L)")
        other.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        other.wait(lambda: is_covered(other))
        other.type(PASSWORD)
        other.press(Qt.Key.Key_Return)
        other.wait(lambda: not is_covered(other))
        assert "Log on again" not in other.window.main.strip.person[1]


def offering(seat: Seat) -> Any:
    """The guard of a window that offers to make the first administrator."""
    seat.wait(lambda: seat.window.main.guard is not None and seat.window.main.guard.offer.isVisible())
    return seat.window.main.guard


def still(seat: Seat) -> QImage:
    """What the window looks like below its strip once nothing there moves any more."""

    def below_the_strip() -> QImage:
        image = seat.window.main.grab().toImage()
        top = seat.window.main.strip.height()
        return image.copy(0, top, image.width(), image.height() - top)

    grabbed = below_the_strip()

    def stands() -> bool:
        nonlocal grabbed
        QApplication.processEvents()
        before, grabbed = grabbed, below_the_strip()
        return before == grabbed

    seat.wait(stands)
    return grabbed


def refused_device(seat: Seat) -> str:
    """Why whoever sits here may not save a device, "" when they may."""
    args = {
        "name": "R",
        "url": "sim://kenwood",
        "driver": "kenwood",
        "line": "",
        "unit": "",
        "was": "",
        "options": "",
    }
    done = seat.station.desk.do("save_device", args, actor=seat.window.sitting.actor)
    error = done.exception(20)
    return str(error) if error is not None else ""


def journal(seat: Seat) -> list[Any]:
    """The journal, read by somebody who may."""
    return seat.station.desk.order(_read).result(20)


def _read(desk: Any) -> list[Any]:
    from console.desk import queries

    with desk._store.read() as session:
        return queries.journal_after(session, 0)
