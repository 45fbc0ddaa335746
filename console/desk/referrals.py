"""Verbs that refer a call to sworn officers and bring the referral to its end."""

import hashlib
import json
from datetime import timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from console.desk import eido
from console.desk.calls import bounded, disposition_of, system_line
from console.desk.referral_reasons import reason_of
from console.desk.work import HELD, Work
from console.errors import Refused
from console.models import Call, Referral, Remark
from console.models.referral import SAID

HANDED_OVER = "15"
"""The disposition of a call that another agency has taken, APCO ANS 1.111.2."""
WAYS = ("folder", "https")
TRY_AGAIN_S = (5, 10, 20, 40, 60)
NAME_LENGTH = 80
WORDS_LENGTH = 200
TEXT_LENGTH = 2000
NEWEST = (
    select(Referral)
    .where(Referral.call_id == bindparam("call"))
    .order_by(Referral.id.desc())
    .limit(1)
    .with_for_update(key_share=HELD.key_share)
    .execution_options(populate_existing=True)
)
REMARKS = (
    select(Remark).where(Remark.call_id == bindparam("call"), Remark.kind == "remark").order_by(Remark.id)
)


def refer(work: Work, *, call: str, reason: str, text: str = "") -> None:
    """Draft a referral with its sheet; the station sends it. The call stays ours until it is accepted."""
    row = work.call(call)
    why = reason_of(reason)
    if row.state == "closed":
        raise Refused(f"Call {work.short(row)} is closed. Reopen it first, by sending a unit.", word=call)
    before = newest(work, row)
    if before is not None and before.state not in ("withdrawn", "closed"):
        raise Refused(f"Call {work.short(row)} is referred already: {SAID[before.state]}.", word=call)
    drafted = _draft(work, row, why.code, bounded(text, "text", TEXT_LENGTH))
    work.add(drafted)
    words = f": {drafted.text}" if drafted.text else ""
    system_line(work, row, f"Referred to deputies, {why.name.lower()}{words}")
    work.say(f"Call {work.short(row)} is referred to deputies: {why.name.lower()}. Ours until they accept.")


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
    if not work.open_of_call(row):
        how = disposition_of(work, HANDED_OVER)
        row.close(how.code, work.duty.at)
        referral.become("closed", work.duty.at)
        system_line(work, row, f"Closed: {how.name}")
        work.say(f"Call {work.short(row)} closed: {how.name}.")


def decline_referral(work: Work, *, call: str, why: str = "") -> None:
    """The sworn side does not take it; it is still ours."""
    row, referral = _open(work, call)
    words = bounded(why, "reason", WORDS_LENGTH)
    referral.answer_with("declined", "", words, work.duty.at)
    said = f": {words}" if words else ""
    system_line(work, row, f"Referral declined{said}")
    work.say(f"Referral of {work.short(row)} declined{said}. It is ours.")


def resend_referral(work: Work, *, call: str) -> None:
    """Send a declined one again, with a sheet of what is known by now."""
    row, referral = _open(work, call)
    referral.send_again(work.duty.at)
    _write_sheet(work, row, referral)
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


def newest(work: Work, call: Call) -> Referral | None:
    """The call's newest referral, held until the commit; None when it never had one."""
    work.flush()
    found: Referral | None = work.session.scalar(NEWEST, {"call": call.id})
    return found


def sheet_of(session: Session, number: str) -> str:
    """The newest sheet of that call; Refused where it has none, or none any more."""
    query = select(Referral.sheet).join(Call, Call.id == Referral.call_id).where(Call.number == number)
    sheet = session.scalar(query.order_by(Referral.id.desc()).limit(1))
    if not sheet:
        raise Refused(f"There is no hand-over sheet for call {number}.", word=number)
    return sheet


def _draft(work: Work, call: Call, reason: str, text: str) -> Referral:
    at = work.duty.at
    drafted = Referral(
        call_id=call.id,
        reason=reason,
        text=text,
        state="drafted",
        since=at,
        drafted_at=at,
        drafted_by=work.duty.actor,
        way="",
        attempts=0,
        trouble="",
        answered_by="",
        answer="",
    )
    _write_sheet(work, call, drafted)
    return drafted


def _write_sheet(work: Work, call: Call, referral: Referral) -> None:
    kind = work.duty.codes.call_types.get(call.type_code)
    remarks = work.session.scalars(REMARKS, {"call": call.id}).all()
    written = eido.sheet(call, kind, referral, remarks, f"cso-console.{work.duty.station}")
    referral.sheet = json.dumps(written, ensure_ascii=False, sort_keys=True)
    referral.sheet_hash = hashlib.sha256(referral.sheet.encode()).hexdigest()


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
