"""Which calls our own may not end alone: alarms, by the table of types."""

from sqlalchemy import select

from console.desk.referral_drafts import newest
from console.desk.takers import SWORN
from console.desk.work import Work
from console.errors import Refused
from console.models import Assignment, Call, Unit
from console.models.referral import OPEN

TAKEN = ("accepted", "closed")
"""States of a referral that deputies have taken."""


def must_be_ours_to_end(work: Work, call: Call) -> None:
    """Refused for a call of a type that deputies have to see to, until one has taken it or was sent.

    Calls that were merged into it count with it. The line that would work refers the call, or says who has
    accepted it where it is referred already.
    """
    merged = work.session.scalars(select(Call.type_code).where(Call.merged_into == call.number))
    held = [code for code in (call.type_code, *merged) if code in work.duty.codes.floor.deputies_end]
    if not held or _deputies_have_it(work, call):
        return
    referral = newest(work, call)
    asked = referral is not None and referral.state in OPEN
    short, kind = work.short(call), work.duty.codes.call_types.get(held[0])
    name = kind.name if kind else held[0]
    raise Refused(
        f"Call {short} is not ended by CSOs alone: {name}. Deputies have to take it.",
        instead=f"REF {short} ACCEPTED, name" if asked else f"REF {short} ALARM",
        word=call.number,
    )


def _deputies_have_it(work: Work, call: Call) -> bool:
    referral = newest(work, call)
    if referral is not None and referral.state in TAKEN:
        return True
    sworn = (
        select(Assignment.id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(Assignment.call_id == call.id, Unit.kind.in_(SWORN))
        .limit(1)
    )
    return work.session.scalar(sworn) is not None
