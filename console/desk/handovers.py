"""Verbs that hand a shift over: drafted with all that is open, signed by whoever goes and whoever comes."""

import hashlib
import json
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.board.handover_view import HandoverView
from console.board.views import Picture
from console.desk import alarm_queries, queries
from console.desk.calls import bounded
from console.desk.closures import live_closures
from console.desk.event_queries import open_events
from console.desk.moments import said
from console.desk.open_items import KINDS, Item, open_items
from console.desk.recurring_queries import live_recurring
from console.desk.shift_times import Coming, coming_shift
from console.desk.work import Work
from console.errors import Refused
from console.models import ShiftHandover

REMARK_LENGTH, REASON_LENGTH, KEY_LENGTH = 2000, 200, 12
NEWEST = 10
"""As many are on the board; all are kept."""
ALONE = (
    "A shift is handed over on the server's record, which cannot be reached. Print the board, and sign when"
    " the server is back."
)
NONE = "There is no hand-over to sign. Draft one first."
NAMES = {"call": "call", "referral": "referral", "alarm": "alarm", "unit": "unit", "closure": "closure"}
OPEN = (
    select(ShiftHandover)
    .where(ShiftHandover.taken_at.is_(None), ShiftHandover.dropped_at.is_(None))
    .order_by(ShiftHandover.id.desc())
    .limit(1)
    .with_for_update()
    .execution_options(populate_existing=True)
)
COLUMNS = (
    "key",
    "state",
    "at",
    "by",
    "shift",
    "begins",
    "ends",
    "remark",
    "sheet_hash",
    "given_at",
    "given_by",
    "taken_at",
    "taken_by",
    "taken_remark",
    "dropped_by",
    "dropped_why",
)


def draft_handover(work: Work, *, remark: str = "") -> None:
    """Freeze what is open now, for the coming shift; a draft that nobody has signed is replaced by it."""
    words = bounded(remark, "remark", REMARK_LENGTH)
    before = _open(work)
    if before is not None and before.given_at is not None:
        raise Refused(
            f"Hand-over {before.id}, signed by {before.given_by}, waits for whoever comes.", instead="HO TAKE"
        )
    if before is not None:
        before.drop(work.duty.at, work.duty.actor, "Drafted anew")
        work.touch(f"handover:{before.key}")
    shift = coming_shift(work.duty.codes.floor.shifts, work.duty.at, work.duty.zone)
    items = _items(work, shift)
    row = _row(work, shift, words, items)
    work.add(row)
    work.flush()
    work.touch(f"handover:{row.key}")
    work.say(f"Hand-over {row.id} to the shift {row.shift} is drafted: {_counted(items)}. HO SIGN signs it.")


def sign_handover(work: Work, *, handover: str) -> None:
    """Whoever goes signs the draft of that key."""
    row = _of_key(work, handover)
    row.give(work.duty.at, work.duty.actor)
    work.say(f"Hand-over {row.id} is signed by {row.given_by}. HO TAKE signs it for the shift that comes.")


def take_handover(work: Work, *, handover: str, remark: str = "") -> None:
    """Whoever comes signs the hand-over of that key, and is somebody else."""
    row = _of_key(work, handover)
    row.take(work.duty.at, work.duty.actor, bounded(remark, "remark", REMARK_LENGTH))
    work.say(f"Hand-over {row.id} is signed by both. {row.taken_by} has the shift.")


def drop_handover(work: Work, *, handover: str, reason: str) -> None:
    """A hand-over that is not signed by both is put aside; it stays on record."""
    words = bounded(reason, "reason", REASON_LENGTH)
    if not words:
        raise Refused("Why? The reason follows a comma.", instead="HO DROP, reason")
    row = _of_key(work, handover)
    row.drop(work.duty.at, work.duty.actor, words)
    work.say(f"Hand-over {row.id} is put aside: {words}.")


def newest_handovers(session: Session) -> tuple[HandoverView, ...]:
    """The newest, newest first; one that was only replaced by another draft is not among them."""
    query = select(ShiftHandover).where(
        ShiftHandover.dropped_at.is_(None) | ShiftHandover.given_at.is_not(None)
    )
    return tuple(map(_view, session.scalars(query.order_by(ShiftHandover.id.desc()).limit(NEWEST))))


def handover_of(session: Session, number: int) -> HandoverView:
    """The hand-over of that number, however old; Refused where there is none."""
    row = session.get(ShiftHandover, number) if 0 < number < 2**31 else None
    if row is None:
        raise Refused(f"There is no hand-over {number}.", word=str(number))
    return _view(row)


def _items(work: Work, shift: Coming) -> list[Item]:
    """What is open in the store at this moment, in this very transaction."""
    session, codes, now = work.session, work.duty.codes, work.duty.at
    picture = Picture(
        codes=codes,
        calls={call.number: call for call in queries.live_calls(session, codes, now)},
        units={unit.call_sign: unit for unit in queries.all_units(session)},
        alarms={alarm.id: alarm for alarm in alarm_queries.open_alarms(session, codes)},
        closures=live_closures(session, now),
        events=open_events(session),
        recurring=live_recurring(session, codes, now, work.duty.zone),
    )
    return open_items(picture, now, shift.begins, shift.ends)


def _row(work: Work, shift: Coming, remark: str, items: list[Item]) -> ShiftHandover:
    sheet = json.dumps({"remark": remark, "items": items}, ensure_ascii=False, sort_keys=True)
    return ShiftHandover(
        key=(work.duty.key or uuid4().hex)[:KEY_LENGTH],
        at=work.duty.at,
        by=work.duty.actor,
        shift=shift.name,
        begins=shift.begins,
        ends=shift.ends,
        remark=remark,
        sheet=sheet,
        sheet_hash=hashlib.sha256(sheet.encode()).hexdigest(),
        given_by="",
        taken_by="",
        taken_remark="",
        dropped_by="",
        dropped_why="",
    )


def _open(work: Work) -> ShiftHandover | None:
    """The hand-over that is still to be signed, held until the commit."""
    if work.duty.reserved is not None:
        raise Refused(ALONE)
    work.flush()
    found: ShiftHandover | None = work.session.scalar(OPEN)
    return found


def _of_key(work: Work, key: str) -> ShiftHandover:
    """The open hand-over, Refused when it is not the one that was meant."""
    row = _open(work)
    if row is None:
        raise Refused(NONE, instead="HO")
    if row.key != key:
        at = said(row.at, work.duty.at, work.duty.zone)
        raise Refused(f"{row.by} drafted it anew at {at}: hand-over {row.id}. Read it, then sign that one.")
    work.touch(f"handover:{row.key}")
    return row


def _counted(items: list[Item]) -> str:
    """`3 calls, 1 referral, 2 short of minimum`."""
    of_kind = {kind: [item for item in items if item["item"] == kind] for kind in KINDS}
    told = [
        f"{len(of_kind[kind])} {name if len(of_kind[kind]) == 1 else name + 's'}"
        for kind, name in NAMES.items()
        if of_kind[kind]
    ]
    if missed := len(of_kind["recurring"]):
        told.append(f"{missed} recurring missed")
    if short := sum(bool(item["short"]) for item in of_kind["staffing"]):
        told.append(f"{short} short of minimum")
    if due := of_kind["due"]:
        told.append(f"{len(due)} due in the shift")
    return ", ".join(told) or "nothing is open"


def _view(row: ShiftHandover) -> HandoverView:
    items = tuple(json.loads(row.sheet)["items"])
    return HandoverView(number=row.id, items=items, **{name: getattr(row, name) for name in COLUMNS})
