"""A seat on a store with accounts: an administrator and a person of each role, and their log-ons."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from console.board.entry_view import EntryView
from console.board.holder import Board
from console.board.views import Picture
from console.clock import ManualClock
from console.desk.command import Receipt
from console.desk.desk import Desk
from console.desk.rights import load_roles
from console.desk.session import Actor, Session
from console.errors import Refused
from console.settings import LogOnPolicy
from console.store.store import Store

ZONE = ZoneInfo("America/Los_Angeles")
NEW_YEARS_EVE = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
# The least that a hash may cost, so that tests do not wait for what the setting makes slow.
POLICY = LogOnPolicy(hash_kib=19_456)
ADMIN = "ann"
PASSWORD = "gravel-otter-41"
ROLES = load_roles()


class AccountSeat:
    """A desk, its clock, and the person who is logged on."""

    def __init__(self, url: str, clock: ManualClock, seat: str) -> None:
        self.clock = clock
        self.desk = Desk(
            Store.open(url),
            clock=clock,
            zone=ZONE,
            locate=lambda text: None,
            seat=seat,
            station="west-hollywood",
            policy=POLICY,
        )
        self._secret = ""

    def add(self, name: str, role: str, by: Session | None = None) -> None:
        """An account with the one password of these tests, hashed once."""
        admin = self.desk.account_admin
        self._secret = self._secret or admin.hashed(name, PASSWORD)
        admin.add(name, role=role, secret=self._secret, person=name.title(), badge="C-1", by=by)

    def log_on(self, name: str = ADMIN, password: str = PASSWORD, code: str = "") -> Session:
        """Log on and sit down."""
        session = self.desk.accounts.log_on(name, password, code, source="window")
        self.desk.sit(session)
        return session

    def session_of(self, role: str) -> Session:
        """A session of somebody with that role, as a log-on gives it; the account is made for it."""
        name = f"{role}-1"
        if all(each.name != name for each in self.desk.account_admin.list(self.administrator())):
            self.add(name, role, self.administrator())
        return Session(name, name.title(), "C-1", role, self.clock.now(), "window")

    def administrator(self) -> Session:
        return Session(ADMIN, ADMIN.title(), "C-1", "administrator", self.clock.now(), "window")

    def do(self, verb: str, actor: Actor, **args: Any) -> Receipt:
        return self.desk.do(verb, args, actor=actor)

    def entries(self) -> list[EntryView]:
        """The journal, as an administrator reads it; nobody sits here afterwards."""
        self.desk.sit(self.administrator())
        found = self.desk.journal()
        self.desk.sit(None)
        return [entry for entry in found if entry.verb != "right_used"]

    def last(self) -> EntryView:
        return self.entries()[-1]

    def picture(self) -> Picture:
        """What a board shows that is filled now."""
        board = Board()
        board.apply(self.desk.load())
        return board.picture

    def refused(self, name: str, password: str, code: str = "") -> str:
        """The sentence that a log-on is refused with."""
        with pytest.raises(Refused) as caught:
            self.log_on(name, password, code)
        return caught.value.reason


@contextmanager
def account_seat(
    store: Path | str, clock: ManualClock | None = None, seat: str = "Position 1", *, first: bool = True
) -> Iterator[AccountSeat]:
    """A seat whose store has an administrator, unless it is not the `first` seat there."""
    url = store if isinstance(store, str) else f"sqlite:///{store}"
    opened = AccountSeat(url, clock or ManualClock(NEW_YEARS_EVE), seat)
    try:
        if first:
            opened.add(ADMIN, "administrator")
        yield opened
    finally:
        opened.desk.close()
