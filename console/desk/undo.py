"""Undo and redo: the same person's last status or assignment, within half a minute, from the journal."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import select

from console.desk.calls import system_line
from console.desk.work import Work
from console.errors import Refused
from console.models import Assignment, Call, JournalEntry, Planned, Referral, Row, Unit
from console.models.base import Moment

WITHIN = timedelta(seconds=30)
LOOKED_THROUGH = 1000
UNDOABLE = frozenset(
    {
        "dispatch",
        "acknowledge",
        "en_route",
        "on_scene",
        "free",
        "clear",
        "set_status",
        "move",
        "pre_empt",
        "exchange",
        "stack_call",
        "reserve_unit",
        "drop_plan",
    }
)
TURNS = ("undo", "redo")
ROWS: Mapping[str, type[Row]] = {
    "call": Call,
    "unit": Unit,
    "assignment": Assignment,
    "planned": Planned,
    "referral": Referral,
}
ENDS = {"assignment", "planned"}
"""Rows that a verb may begin: taken back they end, for nothing is deleted."""
UNDONE = "undone"
MATTERS = ("call:", "unit:")
TAKES_BACK = "entry:"
Changes = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Entry:
    """A verb that was done of late."""

    number: int
    at: datetime
    actor: str
    seat: str
    verb: str
    said: str
    touched_text: str
    changes_text: str

    @cached_property
    def touched(self) -> frozenset[str]:
        return frozenset(json.loads(self.touched_text))

    @cached_property
    def changes(self) -> Changes:
        """Changes of rows that can be taken back."""
        found: Changes = json.loads(self.changes_text)
        return {name: fields for name, fields in found.items() if name.partition(":")[0] in ROWS}

    @property
    def goes_on(self) -> bool:
        """Whether it went on with the work; a referral on its way keeps nobody from taking a slip back.

        One that deputies have accepted does: the call is theirs once our units have left it.
        """
        on_its_way = self.verb != "accept_referral"
        return not (on_its_way and all(name.startswith("referral:") for name in self.changes))

    @property
    def takes_back(self) -> int:
        """The number of the entry that this one took back, 0 for none."""
        if self.verb not in TURNS:
            return 0
        return next((int(n.removeprefix(TAKES_BACK)) for n in self.touched if n.startswith(TAKES_BACK)), 0)


def undo(work: Work) -> None:
    """Take back this person's last status or assignment, as the journal says that all was before."""
    _take_back(work, UNDOABLE, "Undone", "Nothing of yours of the last 30 s can be undone.")


def redo(work: Work) -> None:
    """Do again what this person has just undone."""
    _take_back(work, frozenset({"undo"}), "Done again", "You have undone nothing in the last 30 s.")


def _take_back(work: Work, verbs: frozenset[str], words: str, nothing: str) -> None:
    recent = _recent(work)
    standing = list(_standing(recent))
    mine = [e for e in standing if (e.actor, e.seat) == (work.duty.actor, work.duty.seat) and e.verb in verbs]
    if not mine:
        raise Refused(nothing)
    last = mine[0]
    if work.duty.at - last.at > WITHIN:
        raise Refused(f"It is longer than 30 s ago: {last.said}")
    held = {name: _held(work, name) for name in _in_order(last.touched)}
    _must_be_untouched(work, last, [e for e in standing if e.number > last.number])
    for name, fields in last.changes.items():
        _restore(work, name, fields)
    work.touch(f"{TAKES_BACK}{last.number}")
    said = _origin(last, recent).said
    for row in held.values():
        if isinstance(row, Call):
            system_line(work, row, f"{words}: {said}"[:400])
    work.say(f"{words}: {said}")


def _recent(work: Work) -> list[Entry]:
    """The newest entries, newest first."""
    columns = [
        getattr(JournalEntry, name)
        for name in ("number", "at", "actor", "seat", "verb", "said", "touched", "changes")
    ]
    query = select(*columns).order_by(JournalEntry.number.desc()).limit(LOOKED_THROUGH)
    oldest = work.duty.at - 2 * WITHIN
    return [Entry(*row) for row in work.session.execute(query) if row.at >= oldest]


def _standing(recent: Iterable[Entry]) -> Iterator[Entry]:
    """What has not been taken back, newest first; what undid and was done again has come to nothing."""
    void: set[int] = set()
    for entry in recent:
        if entry.number in void:
            continue
        if entry.takes_back:
            void.add(entry.takes_back)
        if entry.verb != "redo":
            yield entry


def _must_be_untouched(work: Work, last: Entry, later: Iterable[Entry]) -> None:
    about = {name for name in last.touched if name.startswith(MATTERS)}
    for entry in later:
        if entry.goes_on and not entry.takes_back and about & entry.touched:
            who = "You have" if entry.actor == work.duty.actor else f"{entry.actor} has"
            at = entry.at.astimezone(work.duty.zone)
            raise Refused(f"{who} gone on with it at {at:%H:%M:%S}: {entry.said}")


def _origin(entry: Entry, recent: Iterable[Entry]) -> Entry:
    """What was done in the first place."""
    known = {each.number: each for each in recent}
    while entry.takes_back and entry.takes_back in known:
        entry = known[entry.takes_back]
    return entry


def _in_order(touched: Iterable[str]) -> list[str]:
    """Units before calls, each in the order of their names, as every verb holds them."""
    return sorted((n for n in touched if n.startswith(MATTERS)), key=lambda n: (n.startswith("call:"), n))


def _held(work: Work, name: str) -> Call | Unit:
    table, _, key = name.partition(":")
    return work.call(key) if table == "call" else work.unit(key)


def _restore(work: Work, name: str, fields: Mapping[str, Any]) -> None:
    """Give a row back what it had before; one that was new then ends."""
    table, _, key = name.partition(":")
    row = _row(work, table, key)
    if "id" in fields:
        if table in ENDS:
            row.ended_at, row.ended_how = work.duty.at, UNDONE
        return
    for field, (before, after) in fields.items():
        if getattr(row, field) != _value(row, field, after):
            raise Refused("It was changed meanwhile. Nothing was taken back.")
        setattr(row, field, _value(row, field, before))


def _row(work: Work, table: str, key: str) -> Any:
    if table == "call":
        return work.call(key)
    if table == "unit":
        return work.unit(key)
    return work.session.get_one(ROWS[table], int(key))


def _value(row: Any, field: str, value: Any) -> Any:
    """A value from the journal as the row holds it."""
    column = row.__table__.columns[field]
    if isinstance(column.type, Moment) and value is not None:
        return datetime.fromisoformat(value)
    return value
