"""Logging on at a running seat: the desk goes on meanwhile, and the board follows who sits there."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from console.board.holder import Board
from console.clock import ManualClock
from console.desk.thread import DeskThread
from console.errors import Refused
from console.station.entrance import Entrance
from tests.desk.account_seats import ADMIN, NEW_YEARS_EVE, PASSWORD, POLICY, AccountSeat, account_seat

LIMIT_S = 20


@dataclass(frozen=True, slots=True)
class Seat:
    thread: DeskThread
    board: Board
    entrance: Entrance


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    file = tmp_path / "s.sqlite3"
    with account_seat(file) as made:
        made.add("bo", "dispatcher", made.administrator())
        made.do("phone_rang", "Line 1", link="Line 1", number="+13105550142", name="Dolores Quimby")
    clock, board = ManualClock(NEW_YEARS_EVE), Board()
    thread = DeskThread(lambda: AccountSeat(f"sqlite:///{file}", clock, "Position 1").desk, board)
    thread.start()
    thread.opened.result(LIMIT_S)
    yield Seat(thread, board, Entrance(thread, clock, POLICY))
    thread.stop()


def test_the_board_shows_callers_to_who_may_see_them_and_to_nobody_afterwards(seat: Seat) -> None:
    assert seat.board.picture.caller is None
    session = seat.entrance.log_on("bo", PASSWORD).result(LIMIT_S)
    caller = seat.board.picture.caller
    assert caller is not None and caller.name == "Dolores Quimby"
    receipt = seat.thread.do("take_call", {"type": "586", "place": "Park"}, actor=session).result(LIMIT_S)
    assert receipt.calls[0] in seat.board.picture.calls
    seat.entrance.lock(session).result(LIMIT_S)
    again = seat.entrance.log_on("bo", PASSWORD, locked=session).result(LIMIT_S)
    seat.entrance.log_off(again).result(LIMIT_S)
    seat.thread.order(lambda desk: None).result(LIMIT_S)
    assert seat.board.picture.caller is None


def test_a_wrong_password_is_refused_and_the_seat_stays_nobodys(seat: Seat) -> None:
    with pytest.raises(Refused):
        seat.entrance.log_on(ADMIN, "gravel-otter-42").result(LIMIT_S)
    assert seat.board.picture.caller is None


def test_the_desk_answers_while_a_password_is_checked(seat: Seat) -> None:
    waiting = [seat.entrance.log_on("bo", PASSWORD) for _ in range(3)]
    order: list[str] = []
    for future in waiting:
        future.add_done_callback(lambda _: order.append("log-on"))
    heard = seat.thread.do("radio_heard", {"link": "R", "radio_id": "1"}, actor="R")
    heard.add_done_callback(lambda _: order.append("verb"))
    heard.result(LIMIT_S)
    for future in waiting:
        future.result(LIMIT_S)
    assert order[0] == "verb"
