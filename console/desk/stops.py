"""Stop-conditions: what ends at once that non-sworn staff may take a call, and the words that hint at one."""

import re
from collections.abc import Mapping, Sequence

from console.board.floor_codes import StopView
from console.desk import alarms
from console.desk.calls import TEXT_LENGTH, bounded, note, system_line
from console.desk.may_take import is_eligible, stops_of
from console.desk.referral_drafts import draft, newest, write_sheet
from console.desk.work import Work
from console.errors import Refused
from console.models import Assignment, Call, Unit
from console.models.referral import OPEN

STOPPED, HELD_BACK = "stop_condition", "hold_back"
"""Kinds of alarms."""


def flag_call(work: Work, *, call: str, stop: str, text: str = "") -> None:
    """Set a stop-condition: nobody but deputies may take the call, and units on it are told to hold back."""
    row = work.call(call)
    view = stop_of(work, stop)
    if view.code in row.stops:
        raise Refused(f"Call {work.short(row)} has that stop-condition already.", word=stop)
    note(work, row, text)
    add_stop(work, row, view.code)


def add_stop(work: Work, call: Call, code: str) -> None:
    """Set a stop-condition within another verb; nothing where the call has it already."""
    view = stop_of(work, code)
    if view.code not in call.stops:
        call.stops = [*call.stops, view.code]
        set_stops(work, call, [view])


def unflag_call(work: Work, *, call: str, stop: str, text: str) -> None:
    """Take a stop-condition back that was a mistake, with the reason; units are sent again by a person."""
    row = work.call(call)
    view = stop_of(work, stop)
    if view.code not in row.stops:
        raise Refused(f"Call {work.short(row)} does not have that stop-condition.", word=stop)
    reason = bounded(text, "reason", TEXT_LENGTH, needed=True)
    row.stops = [each for each in row.stops if each != view.code]
    system_line(work, row, f"Stop-condition taken back: {view.name}")
    note(work, row, reason)
    target = work.call(row.merged_into) if row.merged_into else row
    need_not_hold_back(work, target)
    work.say(f"Call {work.short(row)}: {view.name} taken back.")
    referral = newest(work, target)
    if referral is not None and referral.state in OPEN and not stops_of(work, target):
        work.say(f"Its referral stands: REF {work.short(target)} WITHDRAWN, reason.")


def set_stops(work: Work, call: Call, stops: Sequence[StopView]) -> None:
    """What follows from stop-conditions that a call has got just now: units hold back, deputies are asked."""
    names = " and ".join(stop.name.lower() for stop in stops)
    system_line(work, call, f"Stop-condition: {names}. Only deputies may take it.")
    target = work.call(call.merged_into) if call.merged_into else call
    hold_back(work, target, names.capitalize())
    refer_for(work, target, stops[0])


def refer_for(work: Work, call: Call, stop: StopView) -> None:
    """The hand-over is drafted at once, unless there is one; the station sends it."""
    before = newest(work, call)
    if call.open and (before is None or before.state not in OPEN):
        draft(work, call, stop.code.upper(), "")
        system_line(work, call, f"Referred to deputies, {stop.name.lower()}")
        work.say(f"Call {work.short(call)} is referred to deputies. Ours until they accept.")
    elif before is not None and before.state == "drafted":
        write_sheet(work, call, before)


def hold_back(work: Work, call: Call, why: str) -> None:
    """Tell the units on a call to keep away from it, and raise the alarms."""
    there = {_sign(work, assignment): assignment for assignment in work.open_of_call(call)}
    # All that are open already are held before one is begun, which waits for its turn at the journal.
    alarms.hold(work, [(STOPPED, call.number), *((HELD_BACK, sign) for sign in sorted(there))])
    units = f". {', '.join(there)}: hold back" if there else ""
    text = f"{why}: call {work.short(call)} is for deputies{units}"
    alarms.sound(work, STOPPED, call.number, text, call=call.number, place=call.place)
    for sign in sorted(there):
        _tell_to_hold_back(work, call, sign, there[sign])


def _tell_to_hold_back(work: Work, call: Call, sign: str, assignment: Assignment) -> None:
    work.touch(f"unit:{sign}")
    if assignment.hold_back_at is None:
        assignment.hold_back_at = work.duty.at
        system_line(work, call, f"{sign}: hold back")
        text = f"{sign} is to hold back from call {work.short(call)}"
        alarms.sound(work, HELD_BACK, sign, text, call=call.number, unit=sign, place=call.place)


def _sign(work: Work, assignment: Assignment) -> str:
    return work.session.get_one(Unit, assignment.unit_id).call_sign


def need_not_hold_back(work: Work, call: Call) -> None:
    """Where nothing stops a call any more, its units need not keep away from it."""
    if stops_of(work, call) or not is_eligible(work, call):
        return
    for assignment in work.open_of_call(call):
        if assignment.hold_back_at is not None:
            assignment.hold_back_at = None
            sign = _sign(work, assignment)
            work.touch(f"unit:{sign}")
            system_line(work, call, f"{sign}: need not hold back")


def stop_of(work: Work, code: str) -> StopView:
    """The stop-condition of that code; Refused with those that there are."""
    known = work.duty.codes.floor.stops
    try:
        return known[code]
    except KeyError:
        there = ", ".join(stop.upper() for stop in known)
        raise Refused(f"There is no stop-condition {code[:40]}. There are {there}.", word=code) from None


def offered(text: str, stops: Mapping[str, StopView]) -> tuple[StopView, ...]:
    """The stop-conditions that somebody's words hint at: whole words, whatever their case."""
    plain = " ".join(re.findall(r"\w+", text.casefold()))
    return tuple(stop for stop in stops.values() if any(f" {word} " in f" {plain} " for word in stop.offers))


def say_offered(work: Work, call: Call, text: str) -> None:
    """Ask for the stop-conditions that the words hint at and the call does not have."""
    hinted = [stop for stop in offered(text, work.duty.codes.floor.stops) if stop.code not in call.stops]
    for stop in hinted:
        work.say(f"{stop.name}? FLAG {work.short(call)} {stop.code.upper()}.")
