"""What is read of who and what calls are about: for those who may see it, for sheets, and to be verified."""

import hashlib

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from console.board.involved_view import AttachedFile, CallerDetails, InvolvedView
from console.board.views import Codes
from console.errors import Refused
from console.models import Call, FileContent, Involved, JournalEntry
from console.models.involved import FILE
from console.store.journal import Verdict

OF_CALL = select(Involved).where(Involved.call_id == bindparam("call")).order_by(Involved.number)
CONTENT = select(FileContent.raw).where(FileContent.sha256 == bindparam("sha256"))
NAMED = Involved.kind == FILE, Involved.name != ""


def caller_details(session: Session, number: str, codes: Codes) -> CallerDetails:
    """Who called about that call, and all that is noted on it; Refused where there is no such call."""
    query = select(Call.id, Call.caller, Call.phone).where(Call.number == number)
    row = session.execute(query).one_or_none()
    if row is None:
        raise Refused(f"There is no call {number}.", word=number)
    noted = session.scalars(OF_CALL, {"call": row.id})
    return CallerDetails(row.caller, row.phone, tuple(_view(each, codes) for each in noted))


def attached_file(session: Session, number: str, which: int) -> AttachedFile:
    """The file of that number on that call; Refused where there is none, or it is not what was attached."""
    query = select(Involved).join(Call, Call.id == Involved.call_id)
    row = session.scalar(query.where(Call.number == number, Involved.number == which, *NAMED))
    if row is None:
        raise Refused(f"Call {number} has no file {which}.", word=str(which))
    raw = session.scalar(CONTENT, {"sha256": row.sha256})
    if why := _fault(raw, row.sha256):
        raise Refused(f"File {which} of call {number} cannot be shown: {why}")
    return AttachedFile(row.name, row.media, raw or b"")


def noted_on(session: Session, call: Call, codes: Codes) -> list[InvolvedView]:
    """What stands on a call, without what was struck."""
    found = session.scalars(OF_CALL, {"call": call.id}) if call.involved else ()
    return [_view(row, codes) for row in found if row.struck_at is None]


def verified(session: Session, verdict: Verdict) -> Verdict:
    """The journal's verdict, or the entry of the first file whose content is not what was attached."""
    if verdict.broken:
        return verdict
    query = select(Involved.number, Involved.sha256, Call.number).join(Call, Call.id == Involved.call_id)
    good: set[str] = set()
    for which, sha256, number in session.execute(query.where(*NAMED).order_by(Involved.id)).all():
        # One at a time: there may be gigabytes of photos.
        why = "" if sha256 in good else _fault(session.scalar(CONTENT, {"sha256": sha256}), sha256)
        if why:
            entry = _entry_of(session, number, sha256)
            return Verdict(verdict.entries, broken=entry, why=f"File {which} of call {number}: {why}")
        good.add(sha256)
    return verdict


def _fault(raw: bytes | None, sha256: str) -> str:
    if raw is None:
        return "its content is not in this store."
    if hashlib.sha256(raw).hexdigest() != sha256:
        return "its content is not what was attached."
    return ""


def _entry_of(session: Session, call: str, sha256: str) -> int:
    """The journal's entry that attached it; 1 where the journal has none."""
    about = JournalEntry.touched.contains(f'"call:{call}"', autoescape=True)
    names = JournalEntry.verb == "attach_file", JournalEntry.changes.contains(sha256, autoescape=True)
    return session.scalar(select(JournalEntry.number).where(about, *names).limit(1)) or 1


def _view(row: Involved, codes: Codes) -> InvolvedView:
    role = codes.floor.roles.get(row.role)
    same = ("number", "kind", "plate", "name", "media", "size", "sha256", "words", "at", "by")
    return InvolvedView(
        **{name: getattr(row, name) for name in same},
        role=role.name if role else row.role,
        struck_by=row.struck_by,
        struck_why=row.struck_why,
    )
