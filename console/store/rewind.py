"""Brings rows to another entry of their journal: back by undoing entries, on by doing them again."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Date, LargeBinary, delete, func, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from console.errors import Unavailable
from console.models import Fix, JournalEntry, Row
from console.models.base import Moment
from console.store.journal import as_text

# An account that was closed since stays closed, and a password that was changed stays changed.
AS_THEY_ARE = ("account",)
KEYS = {"call": "number", "unit": "call_sign"}
JOURNAL = Row.metadata.tables["journal"]
ENTERED = func.coalesce(JournalEntry.entered_at, JournalEntry.at)


def newest_until(session: Session, moment: datetime) -> int:
    """The last entry that was written by then, 0 for none; of a clock that was set back, the later one."""
    return session.scalar(select(func.max(JournalEntry.number)).where(moment >= ENTERED)) or 0


def go_back(session: Session, number: int, moment: datetime) -> None:
    """Undo every entry after `number`, newest first, and drop the positions after the moment.

    Raises Unavailable where the journal does not say enough; whoever called rolls back.
    """
    after = JournalEntry.number > number
    entries = session.execute(
        select(JournalEntry.number, JournalEntry.changes, JournalEntry.redacted_by)
        .where(after)
        .order_by(JournalEntry.number.desc())
    ).all()
    for entry in entries:
        if entry.redacted_by is not None:
            raise Unavailable(
                f"Entry {entry.number} was redacted since, so nothing before it can be reached from there."
                " Restore an older backup."
            )
        for change in reversed(_changes(entry.number, entry.changes)):
            change.undo(session)
    session.execute(delete(JournalEntry).where(after))
    session.execute(delete(Fix).where(Fix.at > moment))


def go_on(session: Session, entries: Iterable[Mapping[str, Any]]) -> None:
    """Do again what these entries did, and take them into the journal as they are.

    `entries` are rows of another store's journal in order. Raises Unavailable as `go_back` does.
    """
    for entry in entries:
        for change in _changes(entry["number"], entry["changes"]):
            change.redo(session)
        session.execute(insert(JOURNAL), dict(entry))


class _Change:
    """What one entry did to one row: it made it, or changed fields of it."""

    def __init__(self, entry: int, name: str, fields: Mapping[str, Any]) -> None:
        kind, _, key = name.partition(":")
        table = Row.metadata.tables.get(kind)
        if table is None or not fields.keys() <= {column.name for column in table.columns}:
            raise Unavailable(f"Entry {entry} changed {name}, which this version does not know.")
        self._entry, self._name, self._fields = entry, name, fields
        self._table = table
        column = table.columns[KEYS.get(kind, "id")]
        self._key = column == (key if kind in KEYS else int(key))
        # A row that is there keeps its id, so only a new one's is among what changed.
        self._made = "id" in fields

    def undo(self, session: Session) -> None:
        if self._made:
            self._one(session.execute(delete(self._table).where(self._key)))
        else:
            self._change(session, before=1, after=0)

    def redo(self, session: Session) -> None:
        if self._made:
            session.execute(insert(self._table), self._whole())
        else:
            self._change(session, before=0, after=1)

    def _change(self, session: Session, *, before: int, after: int) -> None:
        """From one of the two values of each field to the other; what is there must be the first."""
        columns = [self._table.columns[name] for name in self._fields]
        row = session.execute(select(*columns).where(self._key)).one_or_none()
        found = None if row is None else json.loads(as_text(dict(row._mapping)))
        if found != {name: values[before] for name, values in self._fields.items()}:
            self._disagree()
        values = {c.name: _value(c, self._fields[c.name][after]) for c in columns}
        session.execute(update(self._table).where(self._key).values(values))

    def _whole(self) -> dict[str, Any]:
        """The new row: the journal leaves out what was empty, lists among it, and bytes."""
        return {column.name: self._first(column) for column in self._table.columns}

    def _first(self, column: Column[Any]) -> Any:
        if column.name in self._fields:
            value = self._fields[column.name]
            # What was set again in the same verb has both values.
            changed = isinstance(value, list) and not isinstance(column.type, JSON)
            return _value(column, value[1] if changed else value)
        if column.nullable:
            return None
        if isinstance(column.type, JSON):
            return []
        default = column.default
        return default.arg if isinstance(default, ScalarElementColumnDefault) else column.type.python_type()

    def _one(self, done: Any) -> None:
        if done.rowcount != 1:
            self._disagree()

    def _disagree(self) -> None:
        raise Unavailable(
            f"Entry {self._entry} and what is stored of {self._name} do not agree, so the moment cannot be"
            " reached from there. Restore a backup as it is, without a moment."
        )


def _changes(entry: int, changes: str) -> list[_Change]:
    """What an entry changed, a row before those that refer to it."""
    order = {table.name: place for place, table in enumerate(Row.metadata.sorted_tables)}
    named: dict[str, dict[str, Any]] = json.loads(changes)
    kept = [(name, f) for name, f in named.items() if name.partition(":")[0] not in AS_THEY_ARE]
    kept.sort(key=lambda change: order.get(change[0].partition(":")[0], 0))
    return [_Change(entry, name, fields) for name, fields in kept]


def _value(column: Column[Any], value: Any) -> Any:
    """What the journal's JSON stands for in that column."""
    if not isinstance(value, str):
        return value
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return bytes.fromhex(value) if isinstance(column.type, LargeBinary) else value
