"""Verbs that put units on calls, move them along and take them off."""

from collections.abc import Sequence

from console.desk import plans
from console.desk.assigning import advance, begun, call_now, leave, make_ready, pick, send, step
from console.desk.calls import bounded, disposition_of, note, system_line
from console.desk.ending import must_be_ours_to_end
from console.desk.work import Work, named
from console.errors import Refused
from console.models import Unit

OVERRIDE_LENGTH = 200
CALL_SIGN_LENGTH = 16
FORCED = {"": "D!", "enroute": "DE!", "onscene": "DO!"}


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
    """Send units to a call; one that has ended is reopened, and that is said.

    `then` may be enroute or onscene. `override` is the reason for sending a unit against what the desk
    has to say: that it is not available, or not meant for such a call. `instead_of` is the unit that was
    recommended, when it is none of these, and `why` the reason for it, which may be left out.
    """
    reason = bounded(override, "reason", OVERRIDE_LENGTH)
    if not units:
        raise Refused("No unit was named.")
    held = {name: work.unit(name) for name in sorted(set(units))}
    named_units = [held[name] for name in dict.fromkeys(units)]
    row = work.call(call)
    make_ready(work, row, ",".join(units))
    forced = f"{FORCED.get(then, 'D!')} {', '.join(units)} {work.short(row)}, reason"
    because = bounded(why, "reason", OVERRIDE_LENGTH)
    sent = [send(work, unit, row, reason, forced, because) for unit in named_units]
    for unit in named_units if then else ():
        advance(work, unit, begun(work, unit, row), row, then)
    if recommended := bounded(instead_of, "unit", CALL_SIGN_LENGTH):
        told = f": {because}" if because else ""
        system_line(work, row, f"{named(named_units)} sent instead of {recommended}{told}")
    # A reason that turns out not to be needed is still something a person wanted to say.
    note(work, row, text if any(each.override for each in sent) else text or reason)
    work.say(f"{named(named_units)} sent to {work.short(row)}, {row.place}.")


def acknowledge(work: Work, *, unit: str, call: str = "", text: str = "") -> None:
    """The unit has taken its assignment."""
    step(work, unit, call, "acknowledged", text, "acknowledged")


def en_route(work: Work, *, unit: str, call: str = "", text: str = "") -> None:
    """The unit is travelling to the call."""
    step(work, unit, call, "enroute", text, "is en route to")


def on_scene(work: Work, *, unit: str, call: str = "", text: str = "") -> None:
    """The unit has arrived."""
    step(work, unit, call, "onscene", text, "is on scene at")


def write_report(work: Work, *, unit: str, call: str = "", text: str = "") -> None:
    """The unit stays on the call it reached, writing its report."""
    step(work, unit, call, "report", text, "writes the report on")


def free(work: Work, *, unit: str, call: str = "", text: str = "") -> None:
    """Take a unit off a call without a disposition."""
    row = work.unit(unit)
    assignment, on = pick(work, row, call, "")
    assignment.free(work.duty.at)
    leave(work, row, assignment, on, text)
    work.say(f"{row.call_sign} is off {work.short(on)}. {call_now(work, on)}")
    _say_next(work, row)


def clear(work: Work, *, unit: str, disposition: str, call: str = "", text: str = "") -> None:
    """A unit that reached the call ends its part with a disposition."""
    how = disposition_of(work, disposition)
    row = work.unit(unit)
    assignment, on = pick(work, row, call, "cleared", how.code)
    if not assignment.reached:
        raise Refused(
            f"{row.call_sign} never reached call {work.short(on)}, so it cannot clear it.",
            instead=f"F {row.call_sign} {work.short(on)}",
        )
    if work.open_of_call(on) == [assignment]:
        must_be_ours_to_end(work, on)
    assignment.clear(how.code, work.duty.at)
    on.disposition = how.code
    leave(work, row, assignment, on, text)
    work.say(f"{row.call_sign} cleared {work.short(on)}: {how.name}. {call_now(work, on)}")
    _say_next(work, row)


def _say_next(work: Work, unit: Unit) -> None:
    if unit.status == "available":
        plans.say_next(work, unit)
