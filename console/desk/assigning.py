"""What all verbs that put units on calls and take them off have in common."""

from console.desk import plans
from console.desk.calls import back_line, disposition_of, note, system_line
from console.desk.due_times import aim
from console.desk.ending import HANDED_OVER, is_with_deputies, settle_referral, waits_for_deputies
from console.desk.may_take import must_be_allowed, obstacles, pair
from console.desk.work import Work
from console.errors import Refused
from console.models import Assignment, Call, Unit
from console.models.assignment import SAID

# No line says which call a report is about: where a unit is at two, it has to leave one first.
TYPED = {"": "F", "acknowledged": "A", "enroute": "E", "onscene": "O", "report": "F", "cleared": "C"}
OPENED = {
    "closed": "Reopened",
    "cancelled": "Reopened",
    "held": "No longer held",
    "scheduled": "Sooner than scheduled",
}


def make_ready(work: Work, call: Call, units: str) -> None:
    """A call that units are sent to is off the shelf: ended ones are reopened, and that is said."""
    if call.state == "merged":
        into = work.call(call.merged_into)
        raise Refused(
            f"Call {work.short(call)} is merged into {work.short(into)}.",
            instead=f"D {units} {work.short(into)}",
        )
    if call.state not in OPENED:
        return
    was = call.state
    back_line(work, call, OPENED[was])
    if not call.open:
        call.reopen()
    if was == "scheduled":
        aim(work, call, since=work.duty.at)
    work.say(f"Call {work.short(call)} was {was} and is open again.")


def send(work: Work, unit: Unit, call: Call, override: str, forced: str, why: str = "") -> Assignment:
    """Begin a unit's part in a call; `forced` is the line that sends it with a reason, "" where none does.

    `why` is the reason for this unit and not the recommended one.
    """
    name = unit.call_sign
    both = pair(work, unit, call)
    if call.number in both.on:
        raise Refused(f"{name} is on call {work.short(call)} already.", word=name)
    unit.must_be_on_duty()
    must_be_allowed(work, both)
    against = obstacles(work, both)
    if against and not override:
        how = " To send it all the same, give the reason." if forced else ""
        raise Refused(f"{name} is {against[0]}.{how}", instead=forced, word=name)
    overridden = override if against else ""
    held = work.open_of_unit(unit) if both.on else []
    assignment = Assignment.begin(
        call_id=call.id, unit_id=unit.id, at=work.duty.at, override=overridden, why=why
    )
    work.write(assignment)
    work.change_status(unit, unit.status, "assigned", call)
    unit.take_status([*held, assignment])
    call.take_state([assignment], work.duty.at)
    if call.number in both.planned:
        plans.taken(work, unit, call)
    if overridden:
        system_line(work, call, f"{name} sent although it is {'; '.join(against)}. Reason: {overridden}")
    return assignment


def advance(work: Work, unit: Unit, assignment: Assignment, call: Call, state: str) -> None:
    """The unit is one step further on the call."""
    before = assignment.state
    assignment.advance(state, work.duty.at)
    work.change_status(unit, before, state, call)
    unit.take_status(work.open_of_unit(unit))


def begun(work: Work, unit: Unit, call: Call) -> Assignment:
    """The open assignment of a unit that was sent to the call in this verb."""
    (found,) = [a for a in work.open_of_unit(unit) if a.call_id == call.id]
    return found


def leave(
    work: Work, unit: Unit, assignment: Assignment, call: Call, text: str = "", left: str = "free"
) -> None:
    """After an assignment ended: what unit and call are now."""
    before = assignment.state
    still = work.open_of_unit(unit)
    if not still:
        unit.renew_duty(work.duty.at)
    unit.take_status(still)
    work.change_status(unit, before, assignment.ended_how, call)
    has_lost(work, call, left)
    note(work, call, text)


def has_lost(work: Work, call: Call, left: str = "free") -> None:
    """A unit is not on the call any more: what the call is now, and what ends with it."""
    others = work.open_of_call(call)
    if not others:
        left = _without_units(work, call, left)
    call.take_state(others, work.duty.at, left)
    if not call.open:
        plans.over(work, call)
        settle_referral(work, call)


def step(work: Work, name: str, number: str, state: str, text: str, words: str) -> None:
    """Move a unit along on the call that is meant; `words` stand between unit and call in the answer."""
    unit = work.unit(name)
    assignment, call = pick(work, unit, number, state)
    if not assignment.may_become(state):
        raise Refused(
            f"{name} is {SAID[assignment.state]} {work.short(call)};"
            f" '{work.duty.codes.statuses[state].name}' cannot follow.",
            word=name,
        )
    advance(work, unit, assignment, call, state)
    note(work, call, text)
    work.say(f"{name} {words} {work.short(call)}.")


def pick(work: Work, unit: Unit, number: str, state: str, ending: str = "") -> tuple[Assignment, Call]:
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


def call_now(work: Work, call: Call) -> str:
    """What became of a call that a unit has left."""
    if call.state == "active":
        return "Other units are still on it."
    return f"Call {work.short(call)} is {'waiting again' if call.state == 'waiting' else call.state}."


def _without_units(work: Work, call: Call, left: str) -> str:
    """What is settled about a call when its last unit leaves; how it is left then."""
    if left != "exchange" and is_with_deputies(work, call):
        if not call.disposition:
            how = disposition_of(work, HANDED_OVER)
            call.disposition = how.code
            system_line(work, call, f"Closed: {how.name}")
        return "free"
    if call.disposition and waits_for_deputies(work, call):
        # What one of its units has said at its end does not end it for those who are to end it.
        call.disposition = ""
    return left


def _fits(assignment: Assignment, state: str) -> bool:
    if state == "cleared":
        return assignment.reached
    return not state or assignment.may_become(state)
