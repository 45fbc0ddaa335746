"""Verbs on what a unit is to do next: calls in order, and the one call that it is kept for."""

from collections.abc import Sequence

from sqlalchemy import select

from console.desk.calls import system_line
from console.desk.may_take import kept_for, must_be_allowed, pair
from console.desk.work import Work
from console.errors import Refused
from console.models import Call, Planned, Unit

MOST = 8


def stack_call(work: Work, *, unit: str, call: str) -> None:
    """The call is the last of those that the unit is to take next; nobody is sent by it."""
    row, on = _both(work, unit, call)
    held = open_plans(work, unit=row)
    if any(plan.call_id == on.id and not plan.reserved for plan in held):
        raise Refused(
            f"Call {work.short(on)} is among its next calls already.", instead=f"DROP {unit} {work.short(on)}"
        )
    if len(held) >= MOST:
        raise Refused(f"{unit} has {MOST} calls before it already.", word=unit)
    _plan(work, row, on, reserved=False)
    system_line(work, on, f"{unit} is to take it next")
    before = [work.short(work.session.get_one(Call, plan.call_id)) for plan in held if not plan.reserved]
    after = f", after {' and '.join(before)}" if before else ""
    work.say(f"{work.short(on)} is next for {unit}{after}.")


def reserve_unit(work: Work, *, unit: str, call: str) -> None:
    """Keep a unit for a call: whoever wants to send it elsewhere has to say why."""
    row, on = _both(work, unit, call)
    if number := kept_for(work, row):
        kept = work.short_of(number)
        raise Refused(f"{unit} is kept for call {kept} already.", instead=f"DROP {unit} {kept}")
    _plan(work, row, on, reserved=True)
    system_line(work, on, f"{unit} is kept for it")
    work.say(f"{unit} is kept for {work.short(on)}.")


def drop_plan(work: Work, *, unit: str, call: str) -> None:
    """The unit is not to take that call next any more, nor kept for it."""
    row, on = work.unit(unit), work.call(call)
    plans = [plan for plan in open_plans(work, unit=row) if plan.call_id == on.id]
    if not plans:
        raise Refused(f"{unit} is neither kept for call {work.short(on)} nor to take it next.", word=unit)
    for plan in plans:
        plan.end("dropped", work.duty.at)
    system_line(work, on, f"{unit} is not planned for it any more")
    work.say(f"{unit} is not planned for {work.short(on)} any more.")


def open_plans(work: Work, *, unit: Unit | None = None, call: Call | None = None) -> Sequence[Planned]:
    """What is planned for a unit, or with a call, in order."""
    work.flush()
    query = select(Planned).where(Planned.ended_at.is_(None)).order_by(Planned.id)
    if unit is not None:
        query = query.where(Planned.unit_id == unit.id)
    if call is not None:
        query = query.where(Planned.call_id == call.id)
    return work.session.scalars(query).all()


def taken(work: Work, unit: Unit, call: Call) -> None:
    """The unit goes to the call: what was planned with the two has come about."""
    for plan in open_plans(work, unit=unit, call=call):
        plan.end("taken", work.duty.at)


def over(work: Work, call: Call, how: str = "over") -> None:
    """The call has ended: nobody is to take it next."""
    for plan in open_plans(work, call=call):
        plan.end(how, work.duty.at)
        work.touch(f"unit:{work.session.get_one(Unit, plan.unit_id).call_sign}")


def forget(work: Work, unit: Unit) -> None:
    """The unit goes off duty: its calls are for others."""
    for plan in open_plans(work, unit=unit):
        plan.end("dropped", work.duty.at)
        work.touch(f"call:{work.session.get_one(Call, plan.call_id).number}")


def say_next(work: Work, unit: Unit) -> None:
    """Tell which call the unit is to take now that it has none."""
    plans = [plan for plan in open_plans(work, unit=unit) if not plan.reserved]
    if plans:
        call = work.session.get_one(Call, plans[0].call_id)
        work.say(f"Next for {unit.call_sign}: {work.short(call)}, {call.place}.")


def _both(work: Work, unit: str, call: str) -> tuple[Unit, Call]:
    row, on = work.unit(unit), work.call(call)
    row.must_be_on_duty()
    if not on.open:
        raise Refused(f"Call {work.short(on)} is {on.state}.", word=call)
    must_be_allowed(work, pair(work, row, on))
    return row, on


def _plan(work: Work, unit: Unit, call: Call, *, reserved: bool) -> None:
    work.add(Planned(unit_id=unit.id, call_id=call.id, reserved=reserved, at=work.duty.at, ended_how=""))
