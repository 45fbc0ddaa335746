"""The verb that takes a call, with what the console offers at once: duplicates and stop-conditions."""

from collections.abc import Sequence

from sqlalchemy import select

from console.desk.calls import bounded, call_type, new_call, note
from console.desk.duplicates import WITHIN_TIME, Known, alike
from console.desk.premise_rules import follow_rules
from console.desk.scripts import say_questions
from console.desk.stops import say_offered, set_stops, stop_of
from console.desk.work import Work
from console.models import Call

LIKE_IT = 3


def take_call(
    work: Work,
    *,
    type: str,
    place: str,
    text: str = "",
    priority: int | None = None,
    caller: str = "",
    phone: str = "",
    stops: Sequence[str] = (),
) -> None:
    """A new call waits in the queue, with the day's next number and its due time."""
    kind = call_type(work, type)
    flags = [stop_of(work, stop) for stop in dict.fromkeys(stops)]
    name = bounded(caller, "caller's name", 80)
    codes = [flag.code for flag in flags]
    row = new_call(work, kind, place, priority, name, phone, owner=work.duty.seat, stops=codes)
    note(work, row, text)
    work.say(f"Call {work.short(row)} taken: {kind.name}, {row.place}.")
    if flags:
        set_stops(work, row, flags)
    follow_rules(work, row)
    say_questions(work, row)
    say_offered(work, row, text)
    _say_alike(work, row)


def _say_alike(work: Work, row: Call) -> None:
    """Name the calls that may be about the same thing; they are not searched for where nobody knows where."""
    if row.lat is None or row.lon is None:
        return
    columns = (Call.number, Call.type_code, Call.state, Call.lat, Call.lon, Call.received_at)
    recent = select(*columns).where(
        Call.received_at >= row.received_at - WITHIN_TIME, Call.received_at <= row.received_at + WITHIN_TIME
    )
    known = [Known(*found) for found in work.session.execute(recent) if found.number != row.number]
    types = work.duty.codes.call_types
    for found in alike(known, types, row.type_code, row.lat, row.lon, row.received_at)[:LIKE_IT]:
        number = work.short_of(found.number)
        work.say(f"Like {number}, {found.distance_m:.0f} m away: DUP {work.short(row)} {number}.")
