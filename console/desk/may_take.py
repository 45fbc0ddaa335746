"""The rule of who may take a call, asked of rows within a verb."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from console.desk import takers
from console.desk.work import Work
from console.errors import Refused
from console.models import Call, Planned, Unit


def stops_of(work: Work, call: Call) -> list[str]:
    """The codes of a call's stop-conditions, those of the calls merged into it among them."""
    merged = work.session.execute(select(Call.stops).where(Call.merged_into == call.number))
    found = [*call.stops, *(stop for (stops,) in merged for stop in stops)]
    return list(dict.fromkeys(found))


def names_of(work: Work, stops: Iterable[str]) -> tuple[str, ...]:
    """Stop-conditions as they are said."""
    known = work.duty.codes.floor.stops
    return tuple(known[stop].name if stop in known else stop for stop in stops)


def is_eligible(work: Work, call: Call) -> bool:
    """Whether the call's type is one that non-sworn staff take."""
    kind = work.duty.codes.call_types.get(call.type_code)
    return kind is None or kind.eligible


def must_be_allowed(work: Work, unit: Unit, call: Call) -> None:
    """Refused for what no reason can change: stop-conditions, and what only staff may take."""
    if why := takers.barred(_taker(work, unit), _asked(work, call), f"Call {work.short(call)}"):
        raise Refused(why, word=unit.call_sign)


def obstacles(work: Work, unit: Unit, call: Call) -> Iterator[str]:
    """What speaks against sending the unit and can be overridden with a reason; follows `the unit is`."""
    return takers.against(_taker(work, unit), _asked(work, call), work.duty.codes, work.short_of)


def reserved_for(work: Work, unit: Unit) -> Call | None:
    """The call that a unit is kept for."""
    query = (
        select(Call)
        .join(Planned, Planned.call_id == Call.id)
        .where(Planned.unit_id == unit.id, Planned.reserved, Planned.ended_at.is_(None))
    )
    return work.session.scalar(query)


def _taker(work: Work, unit: Unit) -> takers.Taker:
    kept = reserved_for(work, unit)
    return takers.Taker(unit.call_sign, unit.kind, unit.status, unit.charge, kept.number if kept else "")


def _asked(work: Work, call: Call) -> takers.Asked:
    kind = work.duty.codes.call_types.get(call.type_code)
    return takers.Asked(call.number, kind, names_of(work, stops_of(work, call)))
