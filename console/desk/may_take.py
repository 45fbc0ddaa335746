"""Which unit may take which call: what nobody can override, and what a reason can."""

from collections.abc import Iterator

from sqlalchemy import select

from console.desk.work import Work
from console.errors import Refused
from console.models import Call, Planned, Unit

SWORN = ("sworn", "deputy")
"""Kinds of unit that may take anything."""
AMBASSADOR = "ambassador"


def stops_of(work: Work, call: Call) -> list[str]:
    """The codes of a call's stop-conditions, those of the calls merged into it among them."""
    merged = work.session.execute(select(Call.stops).where(Call.merged_into == call.number))
    found = [*call.stops, *(stop for (stops,) in merged for stop in stops)]
    return list(dict.fromkeys(found))


def names_of(work: Work, stops: list[str]) -> str:
    """Stop-conditions in a sentence."""
    known = work.duty.codes.floor.stops
    return " and ".join((known[stop].name if stop in known else stop).lower() for stop in stops)


def is_eligible(work: Work, call: Call) -> bool:
    """Whether the call's type is one that non-sworn staff take."""
    kind = work.duty.codes.call_types.get(call.type_code)
    return kind is None or kind.eligible


def must_be_allowed(work: Work, unit: Unit, call: Call) -> None:
    """Refused for what no reason can change: stop-conditions, and what only staff may take."""
    if unit.kind in SWORN:
        return
    if stops := stops_of(work, call):
        raise Refused(
            f"Call {work.short(call)} has a stop-condition: {names_of(work, stops)}."
            " Only deputies may take it. Refer it to them.",
            word=unit.call_sign,
        )
    kind = work.duty.codes.call_types.get(call.type_code)
    if unit.kind == AMBASSADOR and (kind is None or kind.staff_only or not kind.eligible):
        name = kind.name if kind else call.type_code
        raise Refused(
            f"{unit.call_sign} is a contracted ambassador; {name} is for the city's own staff.",
            word=unit.call_sign,
        )


def obstacles(work: Work, unit: Unit, call: Call) -> Iterator[str]:
    """What speaks against sending the unit and can be overridden with a reason; follows `the unit is`."""
    if unit.status != "available":
        yield f"not available: {work.duty.codes.statuses[unit.status].name.lower()}"
    if unit.kind not in SWORN and not is_eligible(work, call):
        name = work.duty.codes.call_types[call.type_code].name
        yield f"not sworn, and calls of the type {name} are for deputies"
    least = work.duty.codes.floor.least_charge.get(unit.kind, 0)
    if unit.charge is not None and unit.charge < least:
        yield f"at {unit.charge} % of its charge, and {least} % is the least"
    kept = reserved_for(work, unit)
    if kept is not None and kept.id != call.id:
        yield f"kept for call {work.short(kept)}"


def reserved_for(work: Work, unit: Unit) -> Call | None:
    """The call that a unit is kept for."""
    query = (
        select(Call)
        .join(Planned, Planned.call_id == Call.id)
        .where(Planned.unit_id == unit.id, Planned.reserved, Planned.ended_at.is_(None))
    )
    return work.session.scalar(query)
