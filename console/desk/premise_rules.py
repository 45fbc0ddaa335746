"""What a place asks of every call from it: a flagged premise, and one to which a car is sent forthwith."""

from console.desk import alarms
from console.desk.calls import system_line
from console.desk.due_times import aim
from console.desk.premises import OPEN_AT, names_of
from console.desk.referral_drafts import draft, newest
from console.desk.stops import add_stops
from console.desk.work import Work
from console.models import Call, Premise
from console.models.premise import FLAGGED, FORTHWITH
from console.models.referral import OPEN

STOP = "premise"
REASON = "PREMISE"
WORDS_LENGTH = 300
RULES_AT = OPEN_AT.with_only_columns(Premise.kind, Premise.text).where(Premise.kind.in_((FLAGGED, FORTHWITH)))


def follow_rules(work: Work, call: Call) -> None:
    """Do what the records of its place ask for a call that was taken there, or moved there, just now.

    Nobody tells the console by which line a call came in: what is asked for calls of one line is done for
    all of them, and a person takes back what is too much.
    """
    found = work.rows(RULES_AT, names=names_of(call.place), now=work.duty.at)
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


def _send_forthwith(work: Work, call: Call, why: str) -> None:
    """Most urgent, deputies asked for a car, and the watch commander told."""
    short = work.short(call)
    call.priority = min(work.duty.codes.priorities)
    aim(work, call)
    system_line(work, call, f"A car is sent forthwith: {why}")
    text = f"Call {short} at {call.place}: a car forthwith. {why}"
    alarms.sound(work, FORTHWITH, call.number, text, call=call.number, place=call.place)
    before = newest(work, call)
    if before is None or before.state not in OPEN:
        draft(work, call, REASON, why[:WORDS_LENGTH])
        system_line(work, call, "Referred to deputies, a car forthwith")
        work.say(f"Call {short} is referred to deputies. Ours until they accept.")
