"""The journal: appended in the transaction of the rows, chained by hashes, checked from end to end."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from console.models.entry import FIRST, JournalEntry, entry_hash

TIP = select(JournalEntry.number, JournalEntry.hash).order_by(JournalEntry.number.desc()).limit(1)
APPEND = insert(JournalEntry)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking the chain found; `broken` is the first bad entry's number, 0 for none."""

    entries: int
    broken: int = 0
    why: str = ""


def append(
    session: Session,
    *,
    at: datetime,
    actor: str,
    seat: str,
    verb: str,
    touched: Sequence[str],
    args: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> int:
    """Write one entry behind the tip and return its number; the caller holds the write lock."""
    number, previous = tip(session)
    fields: dict[str, Any] = {
        "number": number + 1,
        "at": at,
        "actor": actor,
        "seat": seat,
        "verb": verb,
        "touched": as_text(sorted(touched)),
        "args": as_text(args),
        "changes": as_text(changes),
        "previous": previous,
    }
    session.connection().execute(APPEND, {**fields, "hash": entry_hash(**fields)})
    return number + 1


def tip(session: Session) -> tuple[int, str]:
    """The newest entry's number and hash."""
    row = session.connection().execute(TIP).one_or_none()
    return (row[0], row[1]) if row else (0, FIRST)


def touched_after(session: Session, number: int) -> tuple[int, set[str]]:
    """The newest entry's number, and all that was touched after entry `number`."""
    query = select(JournalEntry.number, JournalEntry.touched).where(JournalEntry.number > number)
    newest, touched = number, set[str]()
    for found, names in session.execute(query.order_by(JournalEntry.number)):
        newest = found
        touched.update(json.loads(names))
    return newest, touched


def entries(session: Session, after: int = 0) -> Iterator[JournalEntry]:
    """All entries in order, after number `after`, without holding them all."""
    query = select(JournalEntry).where(JournalEntry.number > after).order_by(JournalEntry.number)
    yield from session.scalars(query.execution_options(yield_per=1000))


def verify(session: Session) -> Verdict:
    """Check numbers and hashes of the whole chain, and stop at the first that is wrong."""
    expected, previous = 1, FIRST
    for entry in entries(session):
        why = _fault(entry, expected, previous)
        if why:
            return Verdict(expected - 1, broken=expected, why=why)
        expected, previous = expected + 1, entry.hash
        session.expunge(entry)
    return Verdict(expected - 1)


def as_text(value: Any) -> str:
    """JSON as the journal stores it; moments as ISO 8601."""
    return JSON.encode(value)


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value.isoformat()


JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_plain)


def _fault(entry: JournalEntry, expected: int, previous: str) -> str:
    if entry.number != expected:
        return f"Entry {expected} is missing; the next one found is {entry.number}."
    if entry.previous != previous:
        return f"Entry {entry.number} does not follow the entry before it."
    if entry.hash != _hash_of(entry):
        return f"Entry {entry.number} was altered after it was written."
    return ""


def _hash_of(entry: JournalEntry) -> str:
    return entry_hash(
        number=entry.number,
        at=entry.at,
        actor=entry.actor,
        seat=entry.seat,
        verb=entry.verb,
        touched=entry.touched,
        args=entry.args,
        changes=entry.changes,
        previous=entry.previous,
    )
