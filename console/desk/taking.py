"""The verb that takes a call, with what the console offers at once: duplicates and stop-conditions."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from console.desk.calls import bounded, call_type, new_call, note
from console.desk.duplicates import WITHIN_TIME, Known, alike
from console.desk.involved import source_of
from console.desk.premise_rules import follow_rules
from console.desk.scripts import say_questions
from console.desk.stops import say_offered, set_stops, stop_of
from console.desk.work import Work
from console.models import Call

LIKE_IT = 3
RECENT = select(Call.number, Call.type_code, Call.state, Call.lat, Call.lon, Call.received_at).where(
    Call.received_at.between(bindparam("first"), bindparam("last"))
)


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
    source: str = "",
    no_contact: bool = False,
) -> None:
    """A new call waits in the queue, with the day's next number and its due time.

    With `no_contact` the informant is not to be contacted, 911N.
    """
    kind = call_type(work, type)
    flags = [stop_of(work, stop) for stop in dict.fromkeys(stops)]
    name = bounded(caller, "caller's name", 80)
    codes = [flag.code for flag in flags]
    row = new_call(
        work,
        kind,
        place,
        priority,
        name,
        phone,
        owner=work.duty.seat,
        stops=codes,
        source=source_of(work, source).code if source else "",
        no_contact=no_contact,
    )
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
    span = {"first": row.received_at - WITHIN_TIME, "last": row.received_at + WITHIN_TIME}
    known = [Known(*found) for found in work.rows(RECENT, **span) if found.number != row.number]
    types = work.duty.codes.call_types
    for found in alike(known, types, row.type_code, row.lat, row.lon, row.received_at)[:LIKE_IT]:
        number = work.short_of(found.number)
        work.say(f"Like {number}, {found.distance_m:.0f} m away: DUP {work.short(row)} {number}.")
