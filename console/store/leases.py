"""Seats and leases in a store: who is there and who holds what, by the store's own clock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import (
    ColumnElement,
    Integer,
    Interval,
    String,
    case,
    delete,
    func,
    literal,
    literal_column,
    or_,
    select,
    type_coerce,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from console.models import Lease, Seat
from console.models.base import Moment

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

TERM = timedelta(seconds=3.5)
"""How long a lease lasts without being renewed: with a beat a second, another seat has it within 5 s."""
ALIVE = timedelta(seconds=5)
"""A seat that has not said anything for longer than this is not there."""
SLACK = timedelta(seconds=1)
NOW = timedelta()
UTC_ZONE: ColumnElement[str] = literal_column("'UTC'", String)


@dataclass(frozen=True, slots=True)
class Attending:
    """A seat as the store has it; `program` tells one run of the program from every other."""

    name: str
    program: str
    beat_at: datetime
    editing: str


@dataclass(frozen=True, slots=True)
class Grant:
    """Who holds a lease, until when, and the token that each new holder makes one more."""

    holder: str
    until: datetime
    token: int


@dataclass(frozen=True, slots=True)
class Look:
    """All seats and leases at one moment of the store's clock."""

    now: datetime
    seats: Mapping[str, Attending]
    leases: Mapping[str, Grant]

    def alive(self, name: str) -> bool:
        """Whether a seat has said something lately; a moment in the future is from before a clock was set."""
        seat = self.seats.get(name)
        return seat is not None and abs(self.now - seat.beat_at) <= ALIVE

    def holder(self, lease: str) -> str:
        """The seat that holds a lease now, "" for none."""
        grant = self.leases.get(lease)
        return grant.holder if grant and self.now < grant.until <= self.now + TERM + SLACK else ""


def look(session: Session, at: datetime) -> Look:
    """Read all there is; `at` is the machine's time, which is a file's own and of no interest to a server."""
    now = _now(session, at).label("now")
    seats = select(
        now,
        literal_column("'seat'", String).label("kind"),
        Seat.name,
        Seat.program,
        type_coerce(Seat.beat_at, Moment).label("at"),
        Seat.editing,
        literal_column("0", Integer).label("token"),
    )
    leases = select(
        now,
        literal_column("'lease'", String),
        Lease.name,
        Lease.holder,
        type_coerce(Lease.until, Moment),
        literal_column("''", String),
        Lease.token,
    )
    rows = session.connection().execute(union_all(seats, leases)).all()
    return Look(
        rows[0].now if rows else at,
        {
            row.name: Attending(row.name, row.program, row.at, row.editing)
            for row in rows
            if row.kind == "seat"
        },
        {row.name: Grant(row.program, row.at, row.token) for row in rows if row.kind == "lease"},
    )


def attend(session: Session, at: datetime, name: str, program: str, editing: str) -> bool:
    """Say that this run of the program is there under a name; False when another run is, and alive."""
    now, oldest, newest = (_now(session, at, plus) for plus in (NOW, -ALIVE, ALIVE))
    row = _insert(session, Seat).values(name=name, program=program, beat_at=now, editing=editing)
    said = row.on_conflict_do_update(
        index_elements=[Seat.name],
        set_={"program": program, "beat_at": now, "editing": editing},
        where=or_(Seat.program == program, Seat.beat_at < oldest, Seat.beat_at > newest),
    )
    return session.connection().execute(said.returning(Seat.name)).scalar() is not None


def leave(session: Session, at: datetime, name: str, program: str) -> None:
    """Give everything back: whoever wants it need not wait."""
    mine = (Seat.name == name, Seat.program == program)
    if session.connection().execute(delete(Seat).where(*mine).returning(Seat.name)).scalar() is not None:
        disown(session, at, name)


def disown(session: Session, at: datetime, holder: str) -> None:
    """Nobody holds any more what that seat held; the next to have it is a new holder, whoever it is."""
    ended = update(Lease).where(Lease.holder == holder).values(holder="", until=_now(session, at))
    session.connection().execute(ended)


def acquire(session: Session, at: datetime, names: Collection[str], holder: str) -> dict[str, int]:
    """Renew those leases or take those that are free; answers the tokens of the ones that are held now.

    A lease that lasts longer than any was given for is from before the store's clock was set back, and free.
    """
    held = _renew(session, at, names, holder) if names else {}
    # Each seat takes the rows in the same order: two that took them crosswise would wait for each other.
    for name in sorted(set(names) - set(held)):
        token = _take(session, at, name, holder)
        if token is not None:
            held[name] = token
    return held


def _renew(session: Session, at: datetime, names: Collection[str], holder: str) -> dict[str, int]:
    mine = update(Lease).where(Lease.holder == holder, Lease.name.in_(sorted(names)))
    renewed = mine.values(until=_now(session, at, TERM)).returning(Lease.name, Lease.token)
    return {row.name: row.token for row in session.connection().execute(renewed)}


def _take(session: Session, at: datetime, name: str, holder: str) -> int | None:
    now, until, beyond = (_now(session, at, plus) for plus in (NOW, TERM, TERM + SLACK))
    row = _insert(session, Lease).values(name=name, holder=holder, until=until, token=1)
    taken = row.on_conflict_do_update(
        index_elements=[Lease.name],
        set_={"holder": holder, "until": until, "token": _next_token(holder)},
        where=or_(Lease.holder == holder, Lease.until <= now, Lease.until > beyond),
    )
    return session.connection().execute(taken.returning(Lease.token)).scalar()


def _next_token(holder: str) -> ColumnElement[int]:
    return case((Lease.holder == holder, Lease.token), else_=Lease.token + 1)


def release(session: Session, at: datetime, names: Sequence[str], holder: str) -> None:
    """Give those leases back."""
    if names:
        mine = (Lease.name.in_(names), Lease.holder == holder)
        session.connection().execute(update(Lease).where(*mine).values(until=_now(session, at)))


def present(session: Session, name: str) -> tuple[str, int] | None:
    """A lease's holder and token, which stay so until this transaction ends."""
    query = select(Lease.holder, Lease.token).where(Lease.name == name).with_for_update(read=True)
    row = session.connection().execute(query).one_or_none()
    return (row.holder, row.token) if row else None


def _now(session: Session, at: datetime, plus: timedelta = NOW) -> ColumnElement[datetime]:
    if _is_server(session):
        # Of the beginning of the transaction, so never later than what the seat counts from.
        return type_coerce(func.timezone(UTC_ZONE, func.now()) + literal(plus, Interval), Moment)
    return literal(at + plus, Moment)


def _insert(session: Session, table: type[Seat] | type[Lease]) -> "postgresql.Insert | sqlite.Insert":
    # A seat on a file never needs the server's dialect, and its window waits for every import.
    if _is_server(session):
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def _is_server(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
