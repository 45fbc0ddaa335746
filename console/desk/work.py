"""One verb's unit of work: the rows it reads and changes, what it says, and its journal entry."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Executable, Table, Update, bindparam, insert, inspect, select, update
from sqlalchemy.orm import LoaderCallableStatus, Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.selectable import ForUpdateArg, FromClause

from console.board.views import Codes
from console.desk.command import Receipt
from console.desk.numbers import short_number
from console.errors import Refused
from console.models import Assignment, Call, Remark, Row, StatusChange, Unit
from console.store import journal

Locate = Callable[[str], tuple[float, float] | None]

# What decides a verb stays as it is until the commit: another seat's verb on the same row waits, and then
# sees what this one did. New rows that only refer to it need not wait. SQLite has one writer and no clause.
HELD = ForUpdateArg(key_share=True)
# Made once: a statement that is put together anew for each verb costs more than it takes to run.
UNIT = (
    select(Unit)
    .where(Unit.call_sign == bindparam("call_sign"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
CALL = (
    select(Call)
    .where(Call.number == bindparam("number"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
OPEN = select(Assignment).where(Assignment.ended_at.is_(None)).order_by(Assignment.id)
OPEN_OF_UNIT = OPEN.where(Assignment.unit_id == bindparam("unit"))
OPEN_OF_CALL = OPEN.where(Assignment.call_id == bindparam("call"))
LEFT_OUT = ("_sa_instance_state", "raw", "sheet")
WRITE = {kind: insert(kind) for kind in (Assignment, Call, Remark, StatusChange)}


@dataclass(frozen=True, slots=True)
class Past:
    """When something happened that is entered only now, and the number its call was given then."""

    at: datetime
    number: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Who works where and when: what every verb is given beside its arguments.

    `key` tells this order of a verb from every other, `source` is what it was ordered from. What happened
    before it could be entered has `entered_at`, and the number that its call was given then. `reserved` are
    the numbers that this seat gives while it is without its server; `station` is whose code tables they are.
    With `silent_first` nothing is sent to a unit while its emergency is open.
    """

    actor: str
    seat: str
    at: datetime
    zone: tzinfo
    codes: Codes
    locate: Locate
    key: str | None = None
    source: str = ""
    entered_at: datetime | None = None
    number: str = ""
    reserved: range | None = None
    station: str = ""
    silent_first: bool = True

    @property
    def today(self) -> date:
        """The station's date."""
        return self.at.astimezone(self.zone).date()


@dataclass(slots=True)
class Work:
    """Rows inside one transaction; `said` collects the sentences of the receipt."""

    session: Session
    duty: Duty
    said: list[str] = field(default_factory=list)
    touched: dict[str, None] = field(default_factory=dict)
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    _connection: Connection = field(init=False)

    def __post_init__(self) -> None:
        self._connection = self.session.connection()

    def unit(self, call_sign: str) -> Unit:
        """The unit of that name, held until the commit; Refused when there is none.

        Whoever needs several takes them in the order of their names, and calls after units: two verbs that
        took them crosswise would wait for each other.
        """
        self.flush()
        row = self.session.scalar(UNIT, {"call_sign": call_sign})
        if row is None:
            raise Refused(f"There is no unit {call_sign}.", word=call_sign)
        self.touch(f"unit:{row.call_sign}")
        return row

    def call(self, number: str) -> Call:
        """The call of that number, held until the commit; Refused when there is none."""
        self.flush()
        row = self.session.scalar(CALL, {"number": number})
        if row is None:
            raise Refused(f"There is no call {number}.", word=number)
        self.touch(f"call:{row.number}")
        return row

    def call_of(self, assignment: Assignment) -> Call:
        """The call an assignment belongs to, held until the commit."""
        self.flush()
        return self.session.get_one(Call, assignment.call_id, with_for_update=HELD)

    def open_of_unit(self, unit: Unit) -> list[Assignment]:
        """The unit's open assignments, with what this verb has done to them so far."""
        self.flush()
        return list(self.session.scalars(OPEN_OF_UNIT, {"unit": unit.id}))

    def open_of_call(self, call: Call) -> list[Assignment]:
        """The call's open assignments, with what this verb has done to them so far."""
        self.flush()
        return list(self.session.scalars(OPEN_OF_CALL, {"call": call.id}))

    def add(self, row: Row) -> None:
        self.session.add(row)

    def value(self, query: Executable, **values: Any) -> Any:
        """The one value that a question about columns is answered with, None without an answer."""
        return self._connection.execute(query, values).scalar()

    def rows(self, query: Executable, **values: Any) -> Sequence[Any]:
        """The rows that a question about columns is answered with."""
        return self._connection.execute(query, values).all()

    def write(self, row: Assignment | Call | Remark | StatusChange) -> None:
        """Insert a row that this verb does not change again, at once and past the session's bookkeeping."""
        fields = {name: value for name, value in row.__dict__.items() if name != "_sa_instance_state"}
        written = self._connection.execute(WRITE[type(row)], fields)
        (row.id,) = written.inserted_primary_key or (0,)
        self._note(row, _filled(row.__dict__))

    def flush(self) -> None:
        """Write what is new or changed so far, which gives new rows ids, and note it for the journal."""
        new = list(self.session.new)
        for row in self.session.dirty:
            if changed := _differences(row):
                self._note(row, {name: pair for name, pair in changed.items() if name not in LEFT_OUT})
                self._update(row, changed)
        if new or self.session.deleted:
            self.session.flush()
        for row in new:
            self._note(row, _filled(row.__dict__))

    def _update(self, row: Any, changed: Iterable[str]) -> None:
        """Write those fields of a row, past the session's bookkeeping, which takes twice as long for it."""
        fields = {name: row.__dict__[name] for name in changed}
        self._connection.execute(_updating(row.__table__, tuple(fields)), {"row_id": row.id, **fields})
        for name, value in fields.items():
            set_committed_value(row, name, value)

    def change_status(self, unit: Unit, before: str, after: str, call: Call | None = None) -> None:
        """Record a unit's step from one status to another."""
        call_id = call.id if call else None
        self.write(
            StatusChange(
                unit_id=unit.id,
                call_id=call_id,
                at=self.duty.at,
                before=before,
                after=after,
                by=self.duty.actor,
            )
        )

    def short(self, call: Call) -> str:
        """The call's number as it is said today."""
        return short_number(call.number, self.duty.today)

    def short_of(self, number: str) -> str:
        """A call's number as it is said today, from the whole number."""
        return short_number(number, self.duty.today)

    def say(self, sentence: str) -> None:
        self.said.append(sentence)

    def touch(self, name: str) -> None:
        """Name something whose view has to be read again."""
        self.touched[name] = None

    def commit(self, verb: str, args: Mapping[str, Any]) -> Receipt:
        """Write rows and journal entry together; the receipt is good from then on."""
        self.flush()
        said = " ".join(self.said)
        entry = journal.append(
            self.session,
            at=self.duty.at,
            actor=self.duty.actor,
            seat=self.duty.seat,
            verb=verb,
            touched=list(self.touched),
            args=args,
            changes=self.changes,
            said=said,
            key=self.duty.key,
            source=self.duty.source,
            entered_at=self.duty.entered_at,
        )
        # All is written: the session need not look at each row again for what it may have missed.
        self.session.expunge_all()
        self.session.commit()
        return receipt(entry, said, self.touched)

    def _note(self, row: Any, fields: dict[str, Any]) -> None:
        """Keep a row's changes; of a field that changes twice, the first value before and the last after."""
        if not fields:
            return
        noted = self.changes.setdefault(f"{row.__tablename__}:{_key(row)}", {})
        for name, value in fields.items():
            earlier = noted.get(name)
            if isinstance(earlier, tuple) and isinstance(value, tuple):
                noted[name] = (earlier[0], value[1])
            else:
                noted[name] = value


@cache
def _updating(table: FromClause, fields: tuple[str, ...]) -> Update:
    """The statement that sets those fields of one row."""
    values: dict[str, Any] = {name: bindparam(name) for name in fields}
    return update(cast(Table, table)).where(table.c.id == bindparam("row_id")).values(values)


def receipt(entry: int, said: str, touched: Iterable[str]) -> Receipt:
    """What whoever ordered a verb is answered."""
    return Receipt(entry, said, tuple(_named(touched, "call:")), tuple(_named(touched, "unit:")))


def _named(touched: Iterable[str], prefix: str) -> Iterator[str]:
    return (name.removeprefix(prefix) for name in touched if name.startswith(prefix))


def _key(row: Any) -> str:
    if isinstance(row, Call):
        return row.number
    if isinstance(row, Unit):
        return row.call_sign
    return str(row.id)


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A new row's fields that have a value; what is long or binary stays in its own table."""
    return {
        name: value for name, value in fields.items() if name not in LEFT_OUT and value not in (None, "", [])
    }


def _differences(row: Any) -> dict[str, Any]:
    """Each changed field with its value before and after."""
    before = inspect(row).committed_state
    return {
        name: (None if isinstance(was, LoaderCallableStatus) else was, row.__dict__[name])
        for name, was in before.items()
        if was != row.__dict__[name]
    }


def named(rows: Iterable[Unit]) -> str:
    """Call signs in a sentence: `CSO-11 and UTV-1`."""
    names = [row.call_sign for row in rows]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
