"""The rule of who may take a call, asked of rows within a verb."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Boolean, CompoundSelect, bindparam, literal_column, select, union_all

from console.desk import takers
from console.desk.work import Work
from console.errors import Refused
from console.models import Assignment, Call, Planned, Unit

STOPS_OF_MERGED = select(Call.stops).where(Call.merged_into == bindparam("number"))
KEPT_FOR = (
    select(Call.number)
    .join(Planned, Planned.call_id == Call.id)
    .where(Planned.unit_id == bindparam("unit"), Planned.reserved, Planned.ended_at.is_(None))
)
PLANNED, ON, MERGED = "planned", "on", "merged"
# The calls that a unit is to take, or is on, and those merged into a call, in one question: a server takes as
# long for each of three as for all.
AROUND: CompoundSelect[tuple[str, str, list[str], bool | None]] = union_all(
    select(literal_column(f"'{PLANNED}'"), Call.number, Call.stops, Planned.reserved)
    .join(Planned, Planned.call_id == Call.id)
    .where(Planned.unit_id == bindparam("unit"), Planned.ended_at.is_(None)),
    select(literal_column(f"'{ON}'"), Call.number, Call.stops, literal_column("NULL", Boolean))
    .join(Assignment, Assignment.call_id == Call.id)
    .where(Assignment.unit_id == bindparam("unit"), Assignment.ended_at.is_(None)),
    select(literal_column(f"'{MERGED}'"), Call.number, Call.stops, literal_column("NULL", Boolean)).where(
        Call.merged_into == bindparam("number")
    ),
)


class Pair(NamedTuple):
    """A unit and a call as the rule sees them, with the calls that the unit is to take, and is on."""

    taker: takers.Taker
    asked: takers.Asked
    planned: frozenset[str]
    on: frozenset[str]


def stops_of(work: Work, call: Call) -> list[str]:
    """The codes of a call's stop-conditions, those of the calls merged into it among them."""
    work.flush()
    merged = work.rows(STOPS_OF_MERGED, number=call.number)
    return _all_stops(call, (stops for (stops,) in merged))


def names_of(work: Work, stops: Iterable[str]) -> tuple[str, ...]:
    """Stop-conditions as they are said."""
    known = work.duty.codes.floor.stops
    return tuple(known[stop].name if stop in known else stop for stop in stops)


def is_eligible(work: Work, call: Call) -> bool:
    """Whether the call's type is one that non-sworn staff take."""
    kind = work.duty.codes.call_types.get(call.type_code)
    return kind is None or kind.eligible


def pair(work: Work, unit: Unit, call: Call) -> Pair:
    """The unit and the call, with what is planned for the one and merged into the other."""
    work.flush()
    around = work.rows(AROUND, unit=unit.id, number=call.number)
    kept_for = next((number for _, number, _, reserved in around if reserved), "")
    stops = _all_stops(call, (stops for what, _, stops, _ in around if what == MERGED))
    planned, on = (
        frozenset(number for what, number, _, _ in around if what == which) for which in (PLANNED, ON)
    )
    return Pair(
        takers.Taker(unit.call_sign, unit.kind, unit.status, unit.charge, kept_for),
        takers.Asked(call.number, work.duty.codes.call_types.get(call.type_code), names_of(work, stops)),
        planned,
        on,
    )


def must_be_allowed(work: Work, both: Pair) -> None:
    """Refused for what no reason can change: stop-conditions, and what only staff may take."""
    if why := takers.barred(both.taker, both.asked, f"Call {work.short_of(both.asked.number)}"):
        raise Refused(why, word=both.taker.call_sign)


def obstacles(work: Work, both: Pair) -> list[str]:
    """What speaks against sending the unit and can be overridden with a reason; follows `the unit is`."""
    return list(takers.against(both.taker, both.asked, work.duty.codes, work.short_of))


def kept_for(work: Work, unit: Unit) -> str:
    """The number of the call that a unit is kept for, "" for none."""
    work.flush()
    return work.value(KEPT_FOR, unit=unit.id) or ""


def _all_stops(call: Call, of_merged: Iterable[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys([*call.stops, *(stop for stops in of_merged for stop in stops)]))
