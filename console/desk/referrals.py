"""Verbs that refer a call to sworn officers and bring the referral to its end."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.desk import alarms, stops
from console.desk.calls import bounded, system_line
from console.desk.ending import hand_over
from console.desk.referral_drafts import draft, newest, write_sheet
from console.desk.referral_reasons import reason_of
from console.desk.work import Work
from console.errors import Refused
from console.models import Call, Referral
from console.models.referral import SAID

WAYS = ("folder", "https")
TRY_AGAIN_S = (5, 10, 20, 40, 60)
DECLINED = "referral_declined"
"""A kind of alarm."""
NAME_LENGTH = 80
WORDS_LENGTH = 200
TEXT_LENGTH = 2000


def refer(work: Work, *, call: str, reason: str, text: str = "") -> None:
    """Draft a referral with its sheet; the station sends it. The call stays ours until it is accepted."""
    row = work.call(call)
    why = reason_of(reason)
    if row.merged_into:
        into = work.short_of(row.merged_into)
        raise Refused(f"Call {work.short(row)} is merged into {into}: refer that one.", word=call)
    if not row.open:
        raise Refused(
            f"Call {work.short(row)} is {row.state}. Reopen it first, by sending a unit.", word=call
        )
    before = newest(work, row)
    if before is not None and before.state not in ("withdrawn", "closed"):
        raise Refused(f"Call {work.short(row)} is referred already: {SAID[before.state]}.", word=call)
    drafted = draft(work, row, why.code, bounded(text, "text", TEXT_LENGTH))
    words = f": {drafted.text}" if drafted.text else ""
    system_line(work, row, f"Referred to deputies, {why.name.lower()}{words}")
    work.say(f"Call {work.short(row)} is referred to deputies: {why.name.lower()}. Ours until they accept.")
    if why.stop:
        stops.add_stop(work, row, why.code.lower())


def phone_referral(work: Work, *, call: str, who: str) -> None:
    """The referral was given by telephone to that person."""
    row, referral = _open(work, call)
    name = _name(who, "who was told", row, work, "PHONED")
    referral.send("phone", work.duty.at)
    referral.answered_by = name
    system_line(work, row, f"Referral told by telephone to {name}")
    work.say(f"Referral of {work.short(row)} told to {name}.")


def accept_referral(work: Work, *, call: str, who: str) -> None:
    """That sworn officer has taken the call; without units of ours on it, it is closed here."""
    row, referral = _open(work, call)
    name = _name(who, "who accepted", row, work, "ACCEPTED")
    referral.answer_with("accepted", name, "", work.duty.at)
    system_line(work, row, f"Referral accepted by {name}")
    work.say(f"Referral of {work.short(row)} accepted by {name}.")
    if not row.open:
        referral.become("closed", work.duty.at)
    elif not work.open_of_call(row):
        hand_over(work, row)


def decline_referral(work: Work, *, call: str, why: str = "") -> None:
    """The sworn side does not take it; it is still ours."""
    row, referral = _open(work, call)
    words = bounded(why, "reason", WORDS_LENGTH)
    referral.answer_with("declined", "", words, work.duty.at)
    said = f": {words}" if words else ""
    system_line(work, row, f"Referral declined{said}")
    work.say(f"Referral of {work.short(row)} declined{said}. It is ours.")
    text = f"Deputies have declined call {work.short(row)}{said}"
    alarms.sound(work, DECLINED, row.number, text, call=row.number, place=row.place)


def resend_referral(work: Work, *, call: str) -> None:
    """Send a declined one again, with a sheet of what is known by now."""
    row, referral = _open(work, call)
    referral.send_again(work.duty.at)
    write_sheet(work, row, referral)
    system_line(work, row, "Referral sent again")
    work.say(f"Referral of {work.short(row)} goes out again.")


def withdraw_referral(work: Work, *, call: str, why: str) -> None:
    """Deputies are not needed after all."""
    row, referral = _open(work, call)
    words = bounded(why, "reason", WORDS_LENGTH)
    if not words:
        raise Refused("Why? The reason follows a comma.", instead=f"REF {work.short(row)} WITHDRAWN, reason")
    referral.answer_with("withdrawn", "", words, work.duty.at)
    system_line(work, row, f"Referral withdrawn: {words}")
    work.say(f"Referral of {work.short(row)} withdrawn.")


def referral_sent(work: Work, *, call: str, way: str, sheet_hash: str) -> None:
    """The station has sent the sheet with that hash."""
    row, referral = _open(work, call)
    if way not in WAYS or sheet_hash != referral.sheet_hash:
        raise Refused("Another sheet has taken its place.")
    referral.send(way, work.duty.at)
    system_line(work, row, f"Referral sent ({way})")
    work.say(f"Referral of {work.short(row)} sent.")


def referral_failed(work: Work, *, call: str, trouble: str) -> None:
    """The station could not send it and will try again."""
    row, referral = _open(work, call)
    referral.fail(trouble.strip()[:WORDS_LENGTH], work.duty.at + _pause(referral.attempts))
    if referral.attempts == 1:
        system_line(work, row, f"Referral could not be sent: {referral.trouble}")
    work.say(f"Referral of {work.short(row)} could not be sent: {referral.trouble}")


def sheet_of(session: Session, number: str) -> str:
    """The newest sheet of that call; Refused where it has none, or none any more."""
    query = select(Referral.sheet).join(Call, Call.id == Referral.call_id).where(Call.number == number)
    sheet = session.scalar(query.order_by(Referral.id.desc()).limit(1))
    if not sheet:
        raise Refused(f"There is no hand-over sheet for call {number}.", word=number)
    return sheet


def _open(work: Work, number: str) -> tuple[Call, Referral]:
    row = work.call(number)
    referral = newest(work, row)
    if referral is None:
        instead = f"REF {work.short(row)} OTHER, reason"
        raise Refused(f"Call {work.short(row)} is not referred.", instead=instead, word=number)
    return row, referral


def _name(who: str, what: str, row: Call, work: Work, step: str) -> str:
    name = bounded(who, what, NAME_LENGTH)
    if not name:
        instead = f"REF {work.short(row)} {step}, name"
        raise Refused(f"Say {what}, after a comma.", instead=instead)
    return name


def _pause(attempts: int) -> timedelta:
    return timedelta(seconds=TRY_AGAIN_S[min(attempts, len(TRY_AGAIN_S) - 1)])
