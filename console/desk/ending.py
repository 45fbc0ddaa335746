"""What has to be settled before our own end a call: alarms are for deputies, and so is what is referred."""

from sqlalchemy import select

from console.desk import plans
from console.desk.calls import disposition_of, system_line
from console.desk.referral_drafts import newest
from console.desk.takers import SWORN
from console.desk.work import Work
from console.errors import Refused
from console.models import Assignment, Call, Referral, Unit
from console.models.referral import OPEN, SAID

HANDED_OVER = "15"
"""The disposition of a call that another agency has taken, APCO ANS 1.111.2."""
TAKEN = ("accepted", "closed")
"""States of a referral that deputies have taken."""


def must_be_ours_to_end(work: Work, call: Call) -> None:
    """Refused for a call that deputies have to see to or are asked for, until one has taken it or was sent.

    Calls that were merged into it count with it. The line that would work refers the call, or says who has
    accepted it where it is referred already.
    """
    referral = newest(work, call)
    if _deputies_have_it(work, call, referral):
        return
    asked = referral.state if referral is not None and referral.state in OPEN else ""
    short, kind = work.short(call), _theirs(work, call)
    if kind:
        raise Refused(
            f"Call {short} is not ended by CSOs alone: {kind}. Deputies have to take it.",
            instead=f"REF {short} ACCEPTED, name" if asked else f"REF {short} ALARM",
            word=call.number,
        )
    if asked:
        raise Refused(
            f"Call {short} is ours until deputies accept it: its referral is {SAID[asked]}."
            " Say who has accepted it, or withdraw it with a reason.",
            instead=f"REF {short} {'ACCEPTED, name' if asked == 'sent' else 'WITHDRAWN, reason'}",
            word=call.number,
        )


def waits_for_deputies(work: Work, call: Call) -> bool:
    """Whether the call goes on although its last unit has left: it is for deputies, and none has taken it."""
    referral = newest(work, call)
    if _deputies_have_it(work, call, referral):
        return False
    return (referral is not None and referral.state in OPEN) or bool(_theirs(work, call))


def is_with_deputies(work: Work, call: Call) -> bool:
    """Whether deputies have accepted it, so that only our own units on it keep it open here."""
    referral = newest(work, call)
    return referral is not None and referral.state == "accepted"


def hand_over(work: Work, call: Call) -> None:
    """Close a call without units that deputies have accepted."""
    how = disposition_of(work, HANDED_OVER)
    call.close(how.code, work.duty.at)
    plans.over(work, call)
    settle_referral(work, call)
    system_line(work, call, f"Closed: {how.name}")
    work.say(f"Call {work.short(call)} closed: {how.name}.")


def settle_referral(work: Work, call: Call) -> None:
    """The referral of a call that has ended ends with it; a sworn unit that was on it has accepted it."""
    referral = newest(work, call)
    if referral is None or referral.state in ("withdrawn", "closed"):
        return
    if referral.state in OPEN:
        referral.answer_with("accepted", _sworn_on(work, call), "", work.duty.at)
        system_line(work, call, f"Referral accepted by {referral.answered_by}, which was on the call")
    referral.become("closed", work.duty.at)


def _theirs(work: Work, call: Call) -> str:
    """The name of the type, of the call or of one merged into it, that only deputies end; "" for none."""
    merged = work.session.scalars(select(Call.type_code).where(Call.merged_into == call.number))
    for code in (call.type_code, *merged):
        if code in work.duty.codes.floor.deputies_end:
            kind = work.duty.codes.call_types.get(code)
            return kind.name if kind else code
    return ""


def _deputies_have_it(work: Work, call: Call, referral: Referral | None) -> bool:
    return (referral is not None and referral.state in TAKEN) or bool(_sworn_on(work, call))


def _sworn_on(work: Work, call: Call) -> str:
    """The call sign of a sworn unit that was sent to the call, "" where none was."""
    sworn = (
        select(Unit.call_sign)
        .join(Assignment, Assignment.unit_id == Unit.id)
        .where(Assignment.call_id == call.id, Unit.kind.in_(SWORN))
        .order_by(Assignment.id)
        .limit(1)
    )
    return work.session.scalar(sworn) or ""
