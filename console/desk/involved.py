"""Verbs that note persons, vehicles and files on a call, and strike what was noted by mistake."""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import bindparam, insert, select

from console.board.floor_codes import CodedView
from console.desk.calls import bounded, system_line
from console.desk.work import Work
from console.errors import Refused
from console.models import Call, FileContent, Involved
from console.models.involved import FILE, PERSON, VEHICLE
from console.store.journal import take_turn

WORDS_LENGTH, PLATE_LENGTH, NAME_LENGTH, REASON_LENGTH = 400, 16, 120, 200
MOST = 99
"""Persons, vehicles and files of one call."""
LARGEST_BYTES = 8 * 1024 * 1024
MEDIA = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf"}
"""What a file begins with, and what it is then; a name tells nothing."""
ALONE = (
    "What is struck stands on the server, which cannot be reached: its numbers may be others by now."
    " Add a remark, and strike it when the server is back."
)
EMPTY: Mapping[str, str | int] = MappingProxyType(
    dict.fromkeys(("role", "plate", "name", "media", "sha256", "words", "struck_by", "struck_why"), "")
    | {"size": 0}
)
OF_CALL = select(Involved).where(
    Involved.call_id == bindparam("call"), Involved.number == bindparam("number")
)
STORED = select(FileContent.id).where(FileContent.sha256 == bindparam("sha256"))


def note_person(work: Work, *, call: str, role: str, text: str) -> None:
    """Note a person on a call: what they are to it, and words."""
    row = work.call(call)
    known = _role(work, role)
    _add(work, row, PERSON, role=known.code, words=_words(text, "person"))
    work.say(f"{known.name} noted on {work.short(row)}.")


def note_vehicle(work: Work, *, call: str, plate: str, text: str = "") -> None:
    """Note a vehicle on a call by its plate, its looks, or both."""
    row = work.call(call)
    tidy = bounded(plate, "plate", PLATE_LENGTH).upper()
    words = _words(text, "vehicle") if text.strip() or not tidy else ""
    _add(work, row, VEHICLE, plate=tidy, words=words)
    work.say(f"Vehicle noted on {work.short(row)}.")


def attach_file(work: Work, *, call: str, name: str, raw: bytes, text: str = "") -> None:
    """Attach a photo or a PDF of up to 8 MiB; it is what it begins with, whatever its name says."""
    row = work.call(call)
    media = media_of(raw)
    sha256 = hashlib.sha256(raw).hexdigest()
    # Two who attach the same file at once store it one after the other.
    take_turn(work.session)
    if work.value(STORED, sha256=sha256) is None:
        # Past the session: what is in it stands beside the journal, which has its hash.
        work.session.connection().execute(insert(FileContent).values(sha256=sha256, raw=raw))
    plain = bounded(name, "file's name", NAME_LENGTH, needed=True)
    words = bounded(text, "text", WORDS_LENGTH)
    _add(work, row, FILE, name=plain, media=media, size=len(raw), sha256=sha256, words=words)
    work.say(f"File attached to {work.short(row)}.")


def strike_involved(work: Work, *, call: str, number: int, reason: str) -> None:
    """It was noted by mistake: it stays on record and is not shown as true any more."""
    if work.duty.reserved is not None:
        raise Refused(ALONE)
    row = work.call(call)
    found: Involved | None = work.session.scalar(OF_CALL, {"call": row.id, "number": number})
    if found is None:
        raise Refused(f"Call {work.short(row)} has no number {number} noted on it.", word=str(number))
    found.strike(work.duty.at, work.duty.actor, bounded(reason, "reason", REASON_LENGTH, needed=True))
    system_line(work, row, f"Struck: {found.kind} {number}")
    work.say(f"Number {number} on {work.short(row)} is struck.")


def set_source(work: Work, *, call: str, source: str) -> None:
    """Say where a call came from."""
    row = work.call(call)
    known = source_of(work, source)
    if row.source == known.code:
        raise Refused(f"Call {work.short(row)} has that source already.", word=source)
    row.source = known.code
    system_line(work, row, f"Source: {known.name}")
    work.say(f"Call {work.short(row)}: {known.name}.")


def set_contact(work: Work, *, call: str, contact: bool) -> None:
    """Say whether the informant is to be contacted, 911A, or is not to be, 911N."""
    row = work.call(call)
    told = "is to be contacted" if contact else "is not to be contacted"
    if row.no_contact is not contact:
        raise Refused(f"The informant of {work.short(row)} {told} as it is.", word=call)
    row.no_contact = not contact
    system_line(work, row, f"The informant {told}, {'911A' if contact else '911N'}")
    work.say(f"Call {work.short(row)}: the informant {told}.")


def source_of(work: Work, code: str) -> CodedView:
    """The source of that code; Refused when there is none."""
    try:
        return work.duty.codes.floor.sources[code]
    except KeyError:
        raise Refused(f"There is no source {code[:24]}.", word=code) from None


def media_of(raw: bytes) -> str:
    """What is in a file; Refused when it is empty, too large, or neither a photo nor a PDF."""
    if len(raw) > LARGEST_BYTES:
        most = LARGEST_BYTES // (1024 * 1024)
        raise Refused(f"The file has {len(raw) / (1024 * 1024):.1f} MiB; {most} is the most.")
    for begins, media in MEDIA.items():
        if raw.startswith(begins):
            return media
    raise Refused("Only JPEG and PNG photos and PDF files can be attached; this is none of them.")


def _add(work: Work, call: Call, kind: str, **fields: str | int) -> None:
    if call.involved >= MOST:
        raise Refused(f"Call {work.short(call)} has {MOST} persons, vehicles and files, which is the most.")
    # The call's row is held, so nobody else gives this number meanwhile.
    call.involved += 1
    given = {"call_id": call.id, "number": call.involved, "kind": kind, **fields}
    row = Involved(**{**EMPTY, **given}, at=work.duty.at, by=work.duty.actor)
    work.add(row)
    system_line(work, call, f"{kind.capitalize()} {row.number} noted")


def _role(work: Work, code: str) -> CodedView:
    try:
        return work.duty.codes.floor.roles[code]
    except KeyError:
        raise Refused(f"A person on a call is no {code[:24]}.", word=code) from None


def _words(text: str, what: str) -> str:
    return bounded(text, f"{what}'s description", WORDS_LENGTH, needed=True)
