"""Verbs that put units on calls, move them along and take them off."""

from collections.abc import Sequence

from console.desk.calls import bounded, disposition_of, note, system_line
from console.desk.work import Work, named
from console.errors import Refused
from console.models import Assignment, Call, Unit
from console.models.assignment import SAID

OVERRIDE_LENGTH = 200
CALL_SIGN_LENGTH = 16
# No line says which call a report is about: where a unit is at two, it has to leave one first.
TYPED = {"": "F", "acknowledged": "A", "enroute": "E", "onscene": "O", "report": "F", "cleared": "C"}
FORCED = {"": "D!", "enroute": "DE!", "onscene": "DO!"}
STATE_NAMES = {
    "acknowledged": "acknowledged",
    "enroute": "is en route to",
    "onscene": "is on scene at",
    "report": "writes the report on",
}


def dispatch(
    work: Work,
    *,
    units: Sequence[str],
    call: str,
    then: str = "",
    text: str = "",
    override: str = "",
    instead_of: str = "",
    why: str = "",
) -> None:
    """Send units to a call; a closed call is reopened, and that is said.

    `then` may be enroute or onscene. `override` is the reason for sending a unit that is not
    available. `instead_of` is the unit that was recommended, when it is none of these, and `why` the
    reason for it, which may be left out.
    """
    reason = bounded(override, "reason", OVERRIDE_LENGTH)
    if not units:
        raise Refused("No unit was named.")
    held = {name: work.unit(name) for name in sorted(set(units))}
    named_units = [held[name] for name in dict.fromkeys(units)]
    row = work.call(call)
    if row.state == "closed":
        _reopen(work, row)
    # A reason that turns out not to be needed is still something a person wanted to say.
    words = text if any(unit.status != "available" for unit in named_units) else text or reason
    forced = f"{FORCED.get(then, 'D!')} {', '.join(units)} {work.short(row)}, reason"
    because = bounded(why, "reason", OVERRIDE_LENGTH)
    for unit in named_units:
        _send(work, unit, row, reason, forced, because)
    for unit in named_units if then else ():
        (begun,) = [a for a in work.open_of_unit(unit) if a.call_id == row.id]
        _advance(work, unit, begun, row, then)
    if recommended := bounded(instead_of, "unit", CALL_SIGN_LENGTH):
        told = f": {because}" if because else ""
        system_line(work, row, f"{named(named_units)} sent instead of {recommended}{told}")
    note(work, row, words)
    work.say(f"{named(named_units)} sent to {work.short(row)}, {row.place}.")


def acknowledge(work: Work, *, unit: str, call: str = "", text: str = "") -> None:
    """The unit has taken its assignment."""
    _step(work, unit, call, "acknowledged", text)


def en_route(work: Work, *, unit: str, call: str = "", text: str = "") -> None:
    """The unit is travelling to the call."""
    _step(work, unit, call, "enroute", text)


def on_scene(work: Work, *, unit: str, call: str = "", text: str = "") -> None:
    """The unit has arrived."""
    _step(work, unit, call, "onscene", text)


def write_report(work: Work, *, unit: str, call: str = "", text: str = "") -> None:
    """The unit stays on the call it reached, writing its report."""
    _step(work, unit, call, "report", text)


def free(work: Work, *, unit: str, call: str = "", text: str = "") -> None:
    """Take a unit off a call without a disposition."""
    row = work.unit(unit)
    assignment, on = _pick(work, row, call, "")
    assignment.free(work.duty.at)
    _leave(work, row, assignment, on, text)
    work.say(f"{row.call_sign} is off {work.short(on)}. {_call_now(work, on)}")


def clear(work: Work, *, unit: str, disposition: str, call: str = "", text: str = "") -> None:
    """A unit that reached the call ends its part with a disposition."""
    how = disposition_of(work, disposition)
    row = work.unit(unit)
    assignment, on = _pick(work, row, call, "cleared", how.code)
    if not assignment.reached:
        raise Refused(
            f"{row.call_sign} never reached call {work.short(on)}, so it cannot clear it.",
            instead=f"F {row.call_sign} {work.short(on)}",
        )
    assignment.clear(how.code, work.duty.at)
    on.disposition = how.code
    _leave(work, row, assignment, on, text)
    work.say(f"{row.call_sign} cleared {work.short(on)}: {how.name}. {_call_now(work, on)}")


def _send(work: Work, unit: Unit, call: Call, override: str, forced: str, why: str) -> None:
    name = unit.call_sign
    held = work.open_of_unit(unit)
    if any(a.call_id == call.id for a in held):
        raise Refused(f"{name} is on call {work.short(call)} already.", word=name)
    _must_be_available(work, unit, override, forced)
    overridden = override if unit.status != "available" else ""
    assignment = Assignment.begin(
        call_id=call.id, unit_id=unit.id, at=work.duty.at, override=overridden, why=why
    )
    work.write(assignment)
    work.change_status(unit, unit.status, "assigned", call)
    unit.take_status([*held, assignment])
    call.take_state([assignment], work.duty.at)
    if overridden:
        system_line(work, call, f"{name} sent although not available: {overridden}")


def _must_be_available(work: Work, unit: Unit, override: str, forced: str) -> None:
    try:
        unit.must_be_available(override)
    except Refused as refused:
        if refused.instead:
            raise
        status = work.duty.codes.statuses[unit.status].name.lower()
        raise Refused(
            f"{unit.call_sign} is not available: {status}. To send it all the same, give the reason.",
            instead=forced,
            word=unit.call_sign,
        ) from refused


def _reopen(work: Work, call: Call) -> None:
    call.reopen()
    system_line(work, call, "Reopened")
    work.say(f"Call {work.short(call)} was closed and is open again.")


def _step(work: Work, name: str, number: str, state: str, text: str) -> None:
    unit = work.unit(name)
    assignment, call = _pick(work, unit, number, state)
    if not assignment.may_become(state):
        raise Refused(
            f"{name} is {SAID[assignment.state]} {work.short(call)};"
            f" '{work.duty.codes.statuses[state].name}' cannot follow.",
            word=name,
        )
    _advance(work, unit, assignment, call, state)
    note(work, call, text)
    work.say(f"{name} {STATE_NAMES[state]} {work.short(call)}.")


def _advance(work: Work, unit: Unit, assignment: Assignment, call: Call, state: str) -> None:
    before = assignment.state
    assignment.advance(state, work.duty.at)
    work.change_status(unit, before, state, call)
    unit.take_status(work.open_of_unit(unit))


def _leave(work: Work, unit: Unit, assignment: Assignment, call: Call, text: str) -> None:
    before = assignment.state
    still = work.open_of_unit(unit)
    if not still:
        unit.renew_duty(work.duty.at)
    unit.take_status(still)
    work.change_status(unit, before, assignment.ended_how, call)
    call.take_state(work.open_of_call(call), work.duty.at)
    note(work, call, text)


def _pick(work: Work, unit: Unit, number: str, state: str, ending: str = "") -> tuple[Assignment, Call]:
    """The assignment that is meant: the call named, or else the only one that `state` fits."""
    held = [(a, work.call_of(a)) for a in work.open_of_unit(unit)]
    if number:
        held = [(a, call) for a, call in held if call.number == number]
    if not held:
        where = f"on call {work.short(work.call(number))}" if number else "on any call"
        raise Refused(f"{unit.call_sign} is not {where}.", word=unit.call_sign)
    fitting = [(a, call) for a, call in held if _fits(a, state)] or held
    # A status said twice must not move another call along: a unit is in one place only.
    repeated = state in ("enroute", "onscene") and any(a.state == state for a, _ in held)
    if len(fitting) > 1 or (repeated and len(held) > 1):
        calls = " and ".join(work.short(call) for _, call in held)
        raise Refused(
            f"{unit.call_sign} is on calls {calls}. Say which.",
            instead=f"{TYPED[state]} {unit.call_sign} {work.short(fitting[0][1])} {ending}".rstrip(),
        )
    assignment, call = fitting[0]
    work.touch(f"call:{call.number}")
    return assignment, call


def _fits(assignment: Assignment, state: str) -> bool:
    if state == "cleared":
        return assignment.reached
    return not state or assignment.may_become(state)


def _call_now(work: Work, call: Call) -> str:
    if call.state == "active":
        return "Other units are still on it."
    return f"Call {work.short(call)} is {'closed' if call.state == 'closed' else 'waiting again'}."
