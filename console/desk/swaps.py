"""Verbs that move units between calls in one transaction: pre-empt, exchange, on-view."""

from collections.abc import Iterable

from sqlalchemy import select

from console.desk.assigning import advance, begun, leave, make_ready, pick, send
from console.desk.calls import call_type, new_call, note, system_line
from console.desk.stops import hold_back
from console.desk.takers import SWORN, Asked, Taker, barred
from console.desk.work import Work
from console.errors import Refused
from console.models import Assignment, Call, Unit

ON_CALLS = (
    select(Call.number).join(Assignment, Assignment.call_id == Call.id).where(Assignment.ended_at.is_(None))
)


def pre_empt(work: Work, *, unit: str, call: str, text: str = "") -> None:
    """Off its call, which waits again with the time it was received, and onto that one.

    A call that deputies have accepted does not wait for us: it closes when its last unit has left.
    """
    row = work.unit(unit)
    _hold_calls(work, [*_calls_of(work, row), call])
    to = work.call(call)
    if not work.open_of_unit(row):
        raise Refused(f"{unit} is not on any call.", instead=f"D {unit} {work.short(to)}", word=unit)
    assignment, on = pick(work, row, "", "")
    if on is to:
        raise Refused(f"{unit} is on call {work.short(to)} already.", word=unit)
    make_ready(work, to, unit)
    assignment.free(work.duty.at, "preempted")
    leave(work, row, assignment, on, left="pre_empt")
    system_line(work, on, f"{unit} was needed on {work.short(to)}")
    send(work, row, to, "", "")
    note(work, to, text)
    said = {"waiting": "waits again", "closed": "is closed"}.get(on.state)
    then = f" Call {work.short(on)} {said}." if said else ""
    work.say(f"{unit} is off {work.short(on)} and sent to {work.short(to)}, {to.place}.{then}")


def exchange(work: Work, *, unit: str, other: str, text: str = "") -> None:
    """Each of two units takes the other's call; one that has none only takes over."""
    if unit == other:
        raise Refused("A unit is exchanged with another.", word=unit)
    rows = {name: work.unit(name) for name in sorted((unit, other))}
    one, two = rows[unit], rows[other]
    _hold_calls(work, {*_calls_of(work, one), *_calls_of(work, two)})
    first, second = _only(work, one), _only(work, two)
    if first is None and second is None:
        raise Refused(f"Neither {unit} nor {other} is on a call.", word=unit)
    if first and second and first.call_id == second.call_id:
        raise Refused(f"{unit} and {other} are on the same call.", word=other)
    calls = [work.call_of(each) if each else None for each in (first, second)]
    for row, assignment, call in ((one, first, calls[0]), (two, second, calls[1])):
        if assignment and call:
            assignment.free(work.duty.at, "exchanged")
            leave(work, row, assignment, call, left="exchange")
    for row, to in ((two, calls[0]), (one, calls[1])):
        if to is not None:
            send(work, row, to, "", "")
            note(work, to, text)
            work.say(f"{row.call_sign} has taken over {work.short(to)}, {to.place}.")


def on_view(
    work: Work, *, unit: str, type: str, place: str, text: str = "", priority: int | None = None
) -> None:
    """A call that a unit came upon: taken, and the unit on scene, in one transaction."""
    row = work.unit(unit)
    row.must_be_on_duty()
    if work.open_of_unit(row):
        calls = " and ".join(map(work.short, map(work.call_of, work.open_of_unit(row))))
        raise Refused(f"{unit} is on {calls}. Free or clear it first.", instead=f"F {unit}", word=unit)
    kind = call_type(work, type)
    call = work.call(new_call(work, kind, place, priority, owner=work.duty.seat, source="onview").number)
    work.write(Assignment.begin(call_id=call.id, unit_id=row.id, at=work.duty.at))
    work.change_status(row, row.status, "assigned", call)
    call.take_state([assignment := begun(work, row, call)], work.duty.at)
    advance(work, row, assignment, call, "onscene")
    system_line(work, call, f"Observed by {unit}")
    note(work, call, text)
    work.say(f"Call {work.short(call)} taken: {kind.name}, {call.place}, {unit} on scene.")
    itself = Taker(row.call_sign, row.kind, "available")
    if (row.kind not in SWORN and not kind.eligible) or barred(itself, Asked(call.number, kind)):
        hold_back(work, call, f"{kind.name} is not for {unit}")


def _only(work: Work, unit: Unit) -> Assignment | None:
    held = work.open_of_unit(unit)
    if len(held) > 1:
        calls = " and ".join(work.short(work.call_of(a)) for a in held)
        raise Refused(
            f"{unit.call_sign} is on calls {calls}. Free it from all but one first.",
            instead=f"F {unit.call_sign} {work.short(work.call_of(held[0]))}",
        )
    return held[0] if held else None


def _calls_of(work: Work, unit: Unit) -> list[str]:
    work.flush()
    return list(work.session.scalars(ON_CALLS.where(Assignment.unit_id == unit.id)))


def _hold_calls(work: Work, numbers: Iterable[str]) -> None:
    """Hold calls in the order of their numbers, as every verb does that needs several."""
    for number in sorted(set(numbers)):
        work.call(number)
