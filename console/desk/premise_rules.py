"""What a place asks of every call from it: a flagged premise, and one to which a car is sent forthwith."""

from sqlalchemy.orm import Session

from console.desk import alarms
from console.desk.calls import system_line, target_of
from console.desk.premises import open_at
from console.desk.referral_drafts import draft, newest
from console.desk.stops import add_stops
from console.desk.work import Work
from console.models import Call, Premise
from console.models.premise import FLAGGED, FORTHWITH
from console.models.referral import OPEN

STOP = "premise"
REASON = "PREMISE"
WORDS_LENGTH = 300


def follow_rules(work: Work, call: Call) -> None:
    """Do what the records of its place ask for a call that was taken there, or moved there, just now.

    Nobody tells the console by which line a call came in: what is asked for calls of one line is done for
    all of them, and a person takes back what is too much.
    """
    found = _rules(work.session, call, work)
    if not found:
        return
    row = work.call(call.number)
    for record in found:
        if record.kind == FORTHWITH:
            _send_forthwith(work, row, record.text)
    for record in found:
        if record.kind == FLAGGED and STOP not in row.stops:
            system_line(work, row, f"Flagged premise: {record.text}")
            add_stops(work, row, [STOP])


def _rules(session: Session, call: Call, work: Work) -> list[Premise]:
    records = open_at(session, call.place, work.duty.at)
    return [record for record in records if record.kind in (FLAGGED, FORTHWITH)]


def _send_forthwith(work: Work, call: Call, why: str) -> None:
    """Most urgent, deputies asked for a car, and the watch commander told."""
    short = work.short(call)
    call.priority = min(work.duty.codes.priorities)
    call.aim(target_of(work, call.priority))
    system_line(work, call, f"A car is sent forthwith: {why}")
    text = f"Call {short} at {call.place}: a car forthwith. {why}"
    alarms.sound(work, FORTHWITH, call.number, text, call=call.number, place=call.place)
    before = newest(work, call)
    if before is None or before.state not in OPEN:
        draft(work, call, REASON, why[:WORDS_LENGTH])
        system_line(work, call, "Referred to deputies, a car forthwith")
        work.say(f"Call {short} is referred to deputies. Ours until they accept.")
