"""Reads from a store, which may be damaged, what it did after a backup, as far as it can be read."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from console.errors import Unavailable
from console.models import JournalEntry, RadioEvent, Row
from console.store import journal
from console.store.engine import make_engine
from console.store.rewind import JOURNAL, go_on
from console.store.schema import HEAD, revision

UNREADABLE = (DBAPIError, sqlite3.DatabaseError)
NOT_JOURNALLED = ("fix", "number_block", "city_content", "file_content")


@contextmanager
def reading(store: Path) -> Iterator[Session]:
    """A session that only reads the file; raises Unavailable where it is not even a store of this version."""
    engine = make_engine(f"sqlite:///{store}")
    try:
        if revision(engine) != HEAD:
            raise Unavailable(
                f"{store} is of another version of this program, so its journal cannot be followed."
                " Restore the backup without a moment."
            )
        with Session(engine.execution_options(reading=True)) as session:
            yield session
    except UNREADABLE as error:
        raise Unavailable(f"{store} cannot be read. Restore the backup without a moment.") from error
    finally:
        engine.dispose()


def take_over(session: Session, later: Session, until: datetime) -> str:
    """Bring the backup behind `session` on to the moment; says what could not be read, "" for nothing.

    The journal is followed entry by entry, each checked; the bytes and positions that it leaves out are
    taken from their own tables.
    """
    held, tip = journal.tip(session)
    found = _read(later, held, tip)
    entries = found.until(until)
    newest = {name: _newest(session, name) for name in ("radio_event", *NOT_JOURNALLED)}
    go_on(session, ({c.name: getattr(entry, c.name) for c in JOURNAL.columns} for entry in entries))
    words = []
    if found.trouble and len(entries) == len(found.entries):
        words.append(f"Nothing after entry {held + len(entries)} can be read there. {found.trouble}")
    try:
        _take_the_rest(session, later, newest, until)
    except UNREADABLE:
        words.append("Positions and bytes of devices after the backup cannot all be read there.")
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class _Found:
    """The entries that can be read, in order, and why there is no more of them."""

    entries: list[JournalEntry]
    trouble: str

    def until(self, moment: datetime) -> list[JournalEntry]:
        """Those up to the last one that was written by then."""
        count = 0
        for place, entry in enumerate(self.entries, 1):
            if (entry.entered_at or entry.at) <= moment:
                count = place
        return self.entries[:count]


def _read(later: Session, held: int, tip: str) -> _Found:
    found: list[JournalEntry] = []
    try:
        for entry in journal.entries(later, held):
            if why := journal.fault(entry, held + len(found) + 1, tip):
                return _Found(found, why)
            found.append(entry)
            tip = entry.hash
    except (*UNREADABLE, ValueError):
        return _Found(found, "The file is damaged there.")
    return _Found(found, "")


def _newest(session: Session, name: str) -> int:
    key = Row.metadata.tables[name].columns["id"]
    return session.scalar(select(func.max(key))) or 0


def _take_the_rest(session: Session, later: Session, newest: dict[str, int], until: datetime) -> None:
    heard = select(RadioEvent.id, RadioEvent.raw).where(RadioEvent.id > newest["radio_event"])
    for row_id, raw in later.execute(heard):
        session.execute(update(RadioEvent).where(RadioEvent.id == row_id).values(raw=raw))
    for name in NOT_JOURNALLED:
        table = Row.metadata.tables[name]
        for row in later.execute(select(table).where(table.columns["id"] > newest[name])).mappings():
            if name != "fix" or row["at"] <= until:
                session.execute(insert(table), dict(row))
