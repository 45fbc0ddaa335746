"""Stop-conditions: what ends at once that non-sworn staff may take a call, and the words that hint at one."""

import re
from collections.abc import Iterable, Mapping

from console.board.floor_codes import StopView
from console.desk.alarms_raised import raise_alarm
from console.desk.calls import TEXT_LENGTH, bounded, note, system_line
from console.desk.may_take import is_eligible, stops_of
from console.desk.work import Work
from console.errors import Refused
from console.models import Call, Unit

STOP_ALARM = "stop_condition"


def flag_call(work: Work, *, call: str, stop: str, text: str = "") -> None:
    """Set a stop-condition: nobody but deputies may take the call, and units on it are told to hold back."""
    row = work.call(call)
    view = stop_of(work, stop)
    if view.code in row.stops:
        raise Refused(f"Call {work.short(row)} has that stop-condition already.", word=stop)
    row.stops = [*row.stops, view.code]
    note(work, row, text)
    set_stops(work, row, [view])


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
    need_not_hold_back(work, work.call(row.merged_into) if row.merged_into else row)
    work.say(f"Call {work.short(row)}: {view.name} taken back.")


def set_stops(work: Work, call: Call, stops: Iterable[StopView]) -> None:
    """What follows from stop-conditions that a call has got just now."""
    names = " and ".join(stop.name.lower() for stop in stops)
    system_line(work, call, f"Stop-condition: {names}. Only deputies may take it.")
    target = work.call(call.merged_into) if call.merged_into else call
    hold_back(work, target, names.capitalize())


def hold_back(work: Work, call: Call, why: str) -> None:
    """Tell the units on a call to keep away from it, and raise the alarm."""
    told = []
    for assignment in work.open_of_call(call):
        unit = work.session.get_one(Unit, assignment.unit_id)
        work.touch(f"unit:{unit.call_sign}")
        if assignment.hold_back_at is None:
            assignment.hold_back_at = work.duty.at
            system_line(work, call, f"{unit.call_sign}: hold back")
        told.append(unit.call_sign)
    units = f" {', '.join(told)}: hold back." if told else ""
    raise_alarm(
        work, STOP_ALARM, f"call:{call.number}", f"{why}: call {work.short(call)} is for deputies.{units}"
    )


def need_not_hold_back(work: Work, call: Call) -> None:
    """Where nothing stops a call any more, its units need not keep away from it."""
    if stops_of(work, call) or not is_eligible(work, call):
        return
    for assignment in work.open_of_call(call):
        if assignment.hold_back_at is not None:
            assignment.hold_back_at = None
            sign = work.session.get_one(Unit, assignment.unit_id).call_sign
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
