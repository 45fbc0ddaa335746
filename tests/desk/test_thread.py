"""The database thread: in order, never in anybody's way, and the board hears of every change."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from console.board.holder import Board
from console.board.views import FixView
from console.desk.desk import Desk
from console.desk.thread import DeskThread
from console.errors import Refused, Unavailable
from console.store.engine import make_engine
from tests.desk.stations import EVENING, Bench, bench

LONGEST_S = 10.0
SCREEN_S = 0.5


class Running:
    """A desk thread on a store, and the board it fills."""

    def __init__(self, store: Path | str) -> None:
        self.board = Board()
        self.changed = threading.Condition()
        self.board.watch(self._notify)
        self.thread = DeskThread(lambda: Bench(store).desk, self.board)
        self.thread.start()

    def wait(self, true: Callable[[], object]) -> None:
        """Return when `true()` is, as soon as a change makes it so."""
        with self.changed:
            assert self.changed.wait_for(true, LONGEST_S)

    def _notify(self) -> None:
        with self.changed:
            self.changed.notify_all()


@pytest.fixture
def running(store_url: str) -> Iterator[Running]:
    made = Running(store_url)
    made.thread.opened.result(LONGEST_S)
    yield made
    made.thread.stop()


def change(store_url: str, statement: str) -> None:
    """Change the store behind the program's back."""
    engine = make_engine(store_url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def take(running: Running, place: str = "8300 SANTA MONICA BL") -> str:
    receipt = running.thread.do("take_call", {"type": "586", "place": place}, actor="me").result(LONGEST_S)
    return receipt.calls[0]


def test_an_own_change_reaches_the_board(running: Running) -> None:
    number = take(running)
    running.wait(lambda: number in running.board.picture.calls)


def test_a_refusal_reaches_who_asked(running: Running) -> None:
    future = running.thread.do("remark", {"call": "20200101-0001", "text": "x"}, actor="me")
    with pytest.raises(Refused):
        future.result(LONGEST_S)


def test_a_mistake_of_ours_is_told_with_a_reference_and_the_thread_lives_on(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Unavailable, match="reference"):
        running.thread.order(lambda _: 1 // 0).result(LONGEST_S)
    assert "ZeroDivisionError" in caplog.text
    assert take(running)


def test_another_seat_s_change_is_on_the_board_in_half_a_second(running: Running, store_url: str) -> None:
    with bench(store_url) as other:
        number = other.take()
        began = time.monotonic()
        running.wait(lambda: number in running.board.picture.calls)
    assert time.monotonic() - began < SCREEN_S


def test_another_seat_s_positions_reach_the_board(running: Running, store_url: str) -> None:
    with bench(store_url) as other:
        other.desk.keep_fixes(
            [FixView("CSO-11", 34.1, -118.3, EVENING), FixView("NOBODY", 1.0, 1.0, EVENING)]
        )
        running.wait(lambda: "CSO-11" in running.board.picture.fixes)
    assert "NOBODY" not in running.board.picture.fixes


def test_what_is_ordered_while_the_store_is_busy_is_done_in_order(running: Running) -> None:
    go_on = threading.Event()
    running.thread.order(lambda _: go_on.wait(LONGEST_S))
    futures = [
        running.thread.do("take_call", {"type": "586", "place": f"{n} FOUNTAIN AV"}, actor="me")
        for n in range(7000, 7020)
    ]
    assert not any(future.done() for future in futures)
    go_on.set()
    calls = [future.result(LONGEST_S).calls[0] for future in futures]
    assert calls == sorted(calls)
    running.wait(lambda: all(number in running.board.picture.calls for number in calls))


def test_a_store_that_another_holds_is_unavailable_for_a_while_and_then_works_again(tmp_path: Path) -> None:
    file = tmp_path / "station.sqlite3"
    running = Running(file)
    running.thread.opened.result(LONGEST_S)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match=r"locked\. Nothing was changed"):
        take(running)
    running.wait(lambda: running.board.picture.links["Database"].state == "degraded")
    holder.execute("ROLLBACK")
    holder.close()
    assert take(running).endswith("-0001")
    running.wait(lambda: running.board.picture.links["Database"].state == "good")
    running.thread.stop()


def test_a_change_that_could_not_be_read_is_read_later(running: Running, store_url: str) -> None:
    go_on = threading.Event()
    running.thread.order(lambda _: go_on.wait(LONGEST_S))
    with bench(store_url) as other:
        number = other.take(text="blue van")
    change(store_url, "ALTER TABLE remark RENAME TO hidden")
    go_on.set()
    running.wait(lambda: running.board.picture.links["Database"].state == "lost")
    assert number not in running.board.picture.calls
    change(store_url, "ALTER TABLE hidden RENAME TO remark")
    running.wait(lambda: number in running.board.picture.calls)
    running.wait(lambda: running.board.picture.links["Database"].state == "good")


def test_an_order_that_was_taken_back_is_not_done(running: Running) -> None:
    go_on = threading.Event()
    running.thread.order(lambda _: go_on.wait(LONGEST_S))
    regretted = running.thread.do("take_call", {"type": "586", "place": "x"}, actor="me")
    assert regretted.cancel()
    go_on.set()
    assert take(running).endswith("-0001")


def test_what_is_ordered_after_the_end_is_answered(store_url: str) -> None:
    made = Running(store_url)
    made.thread.opened.result(LONGEST_S)
    made.thread.stop()
    with pytest.raises(Unavailable, match="closing"):
        made.thread.do("take_call", {"type": "586", "place": "x"}, actor="me").result(LONGEST_S)


def test_stopping_finishes_what_was_ordered(store_url: str) -> None:
    made = Running(store_url)
    futures = [made.thread.do("take_call", {"type": "586", "place": "x"}, actor="me") for _ in range(10)]
    made.thread.stop()
    assert len({future.result(0).calls[0] for future in futures}) == 10


def test_without_a_store_everything_is_unavailable_and_the_link_says_so(tmp_path: Path) -> None:
    made = Running(tmp_path / "none" / "station.sqlite3")
    with pytest.raises(Unavailable):
        made.thread.opened.result(LONGEST_S)
    with pytest.raises(Unavailable):
        made.thread.do("take_call", {}, actor="me").result(LONGEST_S)
    assert made.board.picture.links["Database"].state == "lost"
    made.thread.stop()


def test_the_desk_is_closed_by_its_own_thread(store_url: str) -> None:
    made = Running(store_url)
    desk: Desk = made.thread.order(lambda desk: desk).result(LONGEST_S)
    made.thread.stop()
    assert desk is not None
    assert not [t for t in threading.enumerate() if t.name == "desk"]
