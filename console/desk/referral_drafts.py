"""A call's referral as it is written: its reason and its hand-over sheet."""

import hashlib
import json

from sqlalchemy import bindparam, select

from console.desk import eido
from console.desk.involved_queries import noted_on
from console.desk.work import HELD, Work
from console.models import Call, Referral, Remark

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


def draft(work: Work, call: Call, reason: str, text: str) -> Referral:
    """A referral for the station to send, with its sheet; the code of the reason, and words to it."""
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
    write_sheet(work, call, drafted)
    work.add(drafted)
    return drafted


def write_sheet(work: Work, call: Call, referral: Referral) -> None:
    """The sheet of what is known by now, in place of any before."""
    kind = work.duty.codes.call_types.get(call.type_code)
    remarks = work.session.scalars(REMARKS, {"call": call.id}).all()
    work.flush()
    noted = noted_on(work.session, call, work.duty.codes)
    written = eido.sheet(call, kind, referral, remarks, noted, f"cso-console.{work.duty.station}")
    referral.sheet = json.dumps(written, ensure_ascii=False, sort_keys=True)
    referral.sheet_hash = hashlib.sha256(referral.sheet.encode()).hexdigest()


def newest(work: Work, call: Call) -> Referral | None:
    """The call's newest referral, held until the commit; None when it never had one."""
    work.flush()
    found: Referral | None = work.session.scalar(NEWEST, {"call": call.id})
    return found
