"""A desk on a real SQLite file with a clock that moves when told, and what a test asks of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from console.board.holder import Board
from console.board.views import CallView, UnitView
from console.clock import ManualClock
from console.desk.command import Command, Receipt
from console.desk.desk import Desk
from console.desk.grammar import parse
from console.errors import Refused
from console.store.store import Store

ZONE = ZoneInfo("America/Los_Angeles")
EVENING = datetime(2026, 3, 15, 2, 20, tzinfo=UTC)


class Bench:
    """One desk, its clock, and a board that is kept as the desk's thread keeps it."""

    def __init__(
        self,
        store: Path | str,
        at: datetime = EVENING,
        seat: str = "Position 1",
        place: tuple[float, float] = (34.09, -118.37),
    ) -> None:
        """`store` is a SQLite file, or the address of any store; `place` is where every address is."""
        self.clock = ManualClock(at)
        self.desk = Desk(
            Store.open(store if isinstance(store, str) else f"sqlite:///{store}"),
            clock=self.clock,
            zone=ZONE,
            locate=lambda text: place if text[0].isdigit() else None,
            seat=seat,
            station="west-hollywood",
        )
        self.board = Board()
        self.board.apply(self.desk.load())

    def do(self, verb: str, **args: Any) -> Receipt:
        """Do a verb and bring the board up to date; raises what the desk raises."""
        receipt = self.desk.do(verb, args, actor="R. Okafor")
        self.board.apply(self.desk.news())
        return receipt

    def take(self, **args: Any) -> str:
        """Take a call and return its number."""
        return self.do("take_call", **({"type": "586", "place": "8300 SANTA MONICA BL"} | args)).calls[0]

    def refused(self, verb: str, **args: Any) -> Refused:
        """The refusal of a verb, after making sure that it changed nothing."""
        before = self.board.picture
        with pytest.raises(Refused) as caught:
            self.do(verb, **args)
        self.board.apply(self.desk.load())
        assert self.board.picture == before
        return caught.value

    def read(self, line: str) -> Command:
        """What the desk's own command line makes of a line; raises Refused where it makes nothing of it."""
        return parse(line, self.board.picture, self.clock.now().astimezone(ZONE).date())

    def call(self, number: str) -> CallView:
        return self.board.picture.calls[number]

    def unit(self, call_sign: str) -> UnitView:
        return self.board.picture.units[call_sign]


@contextmanager
def bench(
    store: Path | str,
    at: datetime = EVENING,
    seat: str = "Position 1",
    place: tuple[float, float] = (34.09, -118.37),
) -> Iterator[Bench]:
    """A desk that is closed in the end."""
    opened = Bench(store, at, seat, place)
    try:
        yield opened
    finally:
        opened.desk.close()
