"""Callers are taken out by schedule, and only by the position that leads."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from console.board.holder import Board
from console.desk.thread import DeskThread
from console.station.retention import Retention
from tests.desk.stations import EVENING, Bench

DAYS = 30
LONGEST_S = 20.0


class Kept:
    """A desk on which a call was closed longer ago than callers are kept, and one lately."""

    def __init__(self, store_url: str) -> None:
        before = Bench(store_url, EVENING)
        self.old, self.new = self._closed(before, "A. Lee"), ""
        before.clock.advance(timedelta(days=DAYS + 1).total_seconds())
        self.new = self._closed(before, "B. Ortiz")
        before.desk.close()
        self.thread = DeskThread(lambda: Bench(store_url, before.clock.now()).desk, Board())
        self.thread.start()
        self.thread.opened.result(LONGEST_S)

    def caller(self, number: str) -> str:
        return str(self.thread.order(lambda desk: desk.view_caller(number).name).result(LONGEST_S))

    def retention(self, *, leads: bool) -> Retention:
        return Retention(desk=self.thread, due={"redact": DAYS}, leads=lambda: leads)

    @staticmethod
    def _closed(here: Bench, caller: str) -> str:
        number = here.take(caller=caller, phone="555-0100")
        here.do("close_call", call=number, disposition="22")
        return number


@pytest.fixture
def kept(store_url: str) -> Iterator[Kept]:
    made = Kept(store_url)
    yield made
    made.thread.stop()


def test_who_called_long_ago_is_taken_out_and_the_chain_holds(kept: Kept) -> None:
    assert kept.retention(leads=True).look() == 1
    assert (kept.caller(kept.old), kept.caller(kept.new)) == ("", "B. Ortiz")
    assert not kept.thread.order(lambda desk: desk.verify()).result(LONGEST_S).broken
    assert kept.retention(leads=True).look() == 0


def test_a_position_that_does_not_lead_takes_nothing_out(kept: Kept) -> None:
    assert kept.retention(leads=False).look() == 0
    assert kept.caller(kept.old) == "A. Lee"
