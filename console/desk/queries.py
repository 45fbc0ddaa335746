"""Questions to a store that are answered with frozen views."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from console.board.entry_view import EntryView
from console.board.holder import RADIO_LINES
from console.board.life import ENDED, CallLife
from console.board.outfit import Outfit
from console.board.referral_view import ReferralView
from console.board.views import (
    AssignmentView,
    CallerView,
    CallView,
    Codes,
    FixView,
    RadioLine,
    SavedDevice,
    TimelineLine,
    UnitView,
)
from console.desk.life_queries import IDS, lives, outfits
from console.desk.overrides import GIVEN, override_views
from console.models import (
    Assignment,
    Call,
    CrewMember,
    Device,
    Fix,
    Person,
    RadioEvent,
    Referral,
    Remark,
    StatusChange,
    Unit,
)
from console.models.assignment import PROGRESS
from console.models.life import OPEN
from console.store.journal import entries

CLOSED_KEPT = timedelta(hours=12)
CLOSED_AT_MOST = 500
TIMELINE_LINES = 60
CALLER_HISTORY = 8
AnySelect = Select[*tuple[Any, ...]]
ENDINGS = {
    "cleared": "Cleared",
    "freed": "Freed",
    "preempted": "Taken off for another call",
    "exchanged": "Exchanged",
}


def live_calls(session: Session, codes: Codes, now: datetime) -> list[CallView]:
    """All calls that have not ended, and those that have lately."""
    recent = (
        select(Call.id)
        .where(Call.state.in_(ENDED), Call.closed_at > now - CLOSED_KEPT)
        .order_by(Call.closed_at.desc())
        .limit(CLOSED_AT_MOST)
    )
    # Both halves by the index on the state: of all that is not closed, a store would read every past call.
    still_open = select(Call.id).where(Call.state.in_(OPEN))
    ids = [*session.scalars(still_open), *session.scalars(recent)]
    return _calls(session, codes, _CALLS_BY_ID, ids=ids)


def some_calls(session: Session, codes: Codes, numbers: Collection[str]) -> list[CallView]:
    """The calls of those numbers."""
    return _calls(session, codes, _CALLS, numbers=list(numbers)) if numbers else []


def all_units(session: Session) -> list[UnitView]:
    return _units(session, _ALL_UNITS)


def some_units(session: Session, call_signs: Collection[str]) -> list[UnitView]:
    """The units of those names."""
    return _units(session, _SOME_UNITS, names=list(call_signs)) if call_signs else []


def newest_radio(session: Session) -> list[RadioLine]:
    return _radio(session, _RADIO.order_by(RadioEvent.id.desc()).limit(RADIO_LINES))


def some_radio(session: Session, ids: Collection[int]) -> list[RadioLine]:
    """The radio lines of those numbers."""
    return _radio(session, _RADIO.where(RadioEvent.id.in_(ids))) if ids else []


def newest_caller(session: Session) -> CallerView | None:
    """Who rang last, with the calls that were taken from that telephone."""
    query = select(RadioEvent).where(RadioEvent.kind == "phone").order_by(RadioEvent.at.desc()).limit(1)
    event = session.scalar(query)
    if event is None:
        return None
    number = event.radio_id
    taken = select(Call.number).where(Call.phone == number).order_by(Call.id.desc()).limit(CALLER_HISTORY)
    history = tuple(session.scalars(taken)) if number else ()
    return CallerView(event.id, event.at, event.link, number, event.text, history)


def saved_devices(session: Session) -> list[SavedDevice]:
    """The devices of every seat that were saved in a window."""
    query = select(*(getattr(Device, name) for name in SavedDevice.__dataclass_fields__))
    return [SavedDevice(**row._mapping) for row in session.execute(query.order_by(Device.id))]


def newest_fixes(session: Session) -> list[FixView]:
    """The newest stored fix of each unit that was valid and believed."""
    # Unit by unit from its newest fix backwards: a group of all fixes would read every one of them. With an
    # equality a server would look through all units' fixes for one of a unit that has been away for weeks.
    newest = select(Fix.id).where(Fix.unit_id.between(Unit.id, Unit.id), Fix.valid)
    newest = newest.order_by(Fix.unit_id.desc(), Fix.id.desc()).limit(1)
    ids = select(newest.correlate(Unit).scalar_subquery()).select_from(Unit)
    return _fixes(session, _FIXES.where(Fix.id.in_(ids)))


def fixes_after(session: Session, fix_id: int) -> list[FixView]:
    """The newest of the good fixes stored after that one, a fix a unit."""
    newest = select(func.max(Fix.id)).where(Fix.id > fix_id, Fix.valid).group_by(Fix.unit_id)
    return _fixes(session, _FIXES.where(Fix.id.in_(newest)))


def journal_after(session: Session, number: int) -> list[EntryView]:
    """The journal's entries after that number, oldest first."""
    return [
        EntryView(
            number=e.number,
            at=e.at,
            actor=e.actor,
            seat=e.seat,
            verb=e.verb,
            touched=tuple(json.loads(e.touched)),
            args=e.args,
            changes=e.changes,
            said=e.said,
            source=e.source,
            entered_at=e.entered_at,
        )
        for e in entries(session, number)
    ]


def newest_fix_id(session: Session) -> int:
    return session.connection().execute(_NEWEST_FIX).scalar() or 0


_RADIO = select(
    RadioEvent.id,
    RadioEvent.at,
    RadioEvent.link,
    func.coalesce(Unit.call_sign, "").label("unit"),
    RadioEvent.radio_id,
    RadioEvent.kind,
    RadioEvent.text,
    RadioEvent.until,
).outerjoin(Unit, Unit.id == RadioEvent.unit_id)

_FIXES = select(
    Unit.call_sign.label("unit"),
    Fix.lat,
    Fix.lon,
    Fix.at,
    Fix.valid,
    Fix.speed_kmh,
    Fix.course_deg,
).join(Unit, Unit.id == Fix.unit_id)


# Made once: a statement that is put together anew costs a server's seat more than it takes to answer.
_ALL_CALLS = select(Call.__table__).order_by(Call.id)
_CALLS = _ALL_CALLS.where(Call.number.in_(bindparam("numbers", expanding=True)))
_CALLS_BY_ID = _ALL_CALLS.where(Call.id.in_(IDS))
_ALL_UNITS = select(Unit.__table__).order_by(Unit.id)
_SOME_UNITS = _ALL_UNITS.where(Unit.call_sign.in_(bindparam("names", expanding=True)))
_ASSIGNED = (
    select(
        Call.number.label("call"),
        Unit.call_sign.label("unit"),
        Assignment.state,
        Assignment.since,
        Assignment.hold_back_at,
        Assignment.ended_at,
        Assignment.assigned_at,
        Assignment.override,
        Assignment.why,
        Assignment.approved_at,
        Assignment.approved_by,
    )
    .join(Call, Call.id == Assignment.call_id)
    .join(Unit, Unit.id == Assignment.unit_id)
    .order_by(Assignment.id)
)
_NOT_ENDED = Assignment.ended_at.is_(None)
_OF_CALLS = _ASSIGNED.add_columns(Assignment.call_id.label("key")).where(
    Assignment.call_id.in_(IDS), or_(_NOT_ENDED, GIVEN)
)
_OPEN_OF_UNITS = _ASSIGNED.add_columns(Assignment.unit_id.label("key")).where(
    Assignment.unit_id.in_(IDS), _NOT_ENDED
)
_NEWEST_FIX = select(func.max(Fix.id))
_REMARKS = select(Remark.call_id, Remark.at, Remark.kind, Remark.text, Remark.author).where(
    Remark.call_id.in_(IDS)
)
_STEPS = (
    select(
        StatusChange.call_id,
        StatusChange.at,
        Unit.call_sign,
        StatusChange.after,
        StatusChange.by,
    )
    .join(Unit, Unit.id == StatusChange.unit_id)
    .where(StatusChange.call_id.in_(IDS))
    .order_by(StatusChange.id)
)
_REFERRALS = (
    select(
        Referral.call_id,
        Referral.reason,
        Referral.state,
        Referral.since,
        Referral.way,
        Referral.answered_by.label("who"),
        Referral.trouble,
        Referral.next_try_at,
        Referral.sheet_hash,
    )
    .where(Referral.call_id.in_(IDS))
    .order_by(Referral.id)
)
_CREWS = (
    select(CrewMember.unit_id.label("key"), Person.name)
    .join(Person, Person.id == CrewMember.person_id)
    .where(CrewMember.until.is_(None), CrewMember.unit_id.in_(IDS))
    .order_by(CrewMember.id)
)


def _radio(session: Session, query: AnySelect) -> list[RadioLine]:
    return [RadioLine(**row._mapping) for row in session.execute(query)]


def _fixes(session: Session, query: AnySelect) -> list[FixView]:
    return [FixView(**row._mapping) for row in session.execute(query)]


def _calls(session: Session, codes: Codes, query: AnySelect, **sought: Any) -> list[CallView]:
    ask = session.connection().execute
    rows = ask(query, sought).all()
    if not rows:
        return []
    ids = [row.id for row in rows]
    assigned = ask(_OF_CALLS, {"ids": ids}).all()
    working = _by_key(row for row in assigned if row.ended_at is None)
    given = override_views(assigned)
    timelines = _timelines(session, codes, ids)
    told = lives(session, rows)
    _tell_merged(session, codes, rows, timelines, told.children)
    referrals = _referrals(session, ids)
    views = (
        _call_view(
            row, codes, working[row.id], timelines[row.id], told.of(row, codes, working[row.id]), referrals
        )
        for row in rows
    )
    return [
        replace(view, overrides=tuple(given[row.id])) if row.id in given else view
        for row, view in zip(rows, views, strict=True)
    ]


def _referrals(session: Session, ids: Sequence[int]) -> dict[int, ReferralView]:
    """The newest referral of each call that has one."""
    found: dict[int, ReferralView] = {}
    for row in session.connection().execute(_REFERRALS, {"ids": ids}):
        fields = dict(row._mapping)
        call_id = fields.pop("call_id")
        found[call_id] = ReferralView(**fields)
    return found


def _tell_merged(
    session: Session,
    codes: Codes,
    rows: Sequence[Any],
    timelines: defaultdict[int, list[TimelineLine]],
    children: Sequence[Any],
) -> None:
    """What happened to a merged call is told by the one that it is in."""
    if not children:
        return
    ids = {row.number: row.id for row in rows}
    theirs = _timelines(session, codes, [child.id for child in children])
    for child in children:
        sequence = int(child.number.rpartition("-")[2])
        timelines[ids[child.merged_into]] += [
            replace(line, text=f"{sequence}: {line.text}") for line in theirs[child.id]
        ]


def _call_view(
    row: Any,
    codes: Codes,
    working: Iterable[Any],
    timeline: list[TimelineLine],
    life: CallLife,
    referrals: Mapping[int, ReferralView],
) -> CallView:
    kind, referral = codes.call_types.get(row.type_code), referrals.get(row.id)
    timeline.sort(key=lambda line: line.at)
    return CallView(
        number=row.number,
        type_code=row.type_code,
        type_name=kind.name if kind else row.type_code,
        priority=row.priority,
        state=row.state,
        place=row.place,
        lat=row.lat,
        lon=row.lon,
        received_at=row.received_at,
        due_at=row.due_at,
        closed_at=row.closed_at,
        disposition=row.disposition,
        eligible=(kind.eligible if kind else True) and not life.stop_names,
        flags=tuple(_flags(row, life, referral)),
        assignments=tuple(map(_assignment_view, working)),
        timeline=tuple(timeline[-TIMELINE_LINES:]),
        version=row.version,
        referral=referral,
        life=life,
    )


def _flags(row: Any, life: CallLife, referral: ReferralView | None) -> Iterator[str]:
    if row.lat is None:
        yield "place not verified"
    if referral is not None and referral.ours:
        yield "referred"
    if row.no_contact:
        yield "do not contact"
    yield from map(str.lower, life.stop_names)


def _by_key(rows: Iterable[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.key].append(row)
    return found


def _assignment_view(row: Any) -> AssignmentView:
    return AssignmentView(row.call, row.unit, row.state, row.since)


def _timelines(session: Session, codes: Codes, ids: Sequence[int]) -> defaultdict[int, list[TimelineLine]]:
    lines: defaultdict[int, list[TimelineLine]] = defaultdict(list)
    ask = session.connection().execute
    for row in ask(_REMARKS, {"ids": ids}):
        lines[row.call_id].append(TimelineLine(row.at, row.kind, row.text, row.author))
    for step in ask(_STEPS, {"ids": ids}):
        status = codes.statuses.get(step.after)
        words = status.name if status else ENDINGS.get(step.after, step.after)
        kind = "left" if step.after in ENDINGS else "status"
        lines[step.call_id].append(TimelineLine(step.at, kind, f"{step.call_sign} {words.lower()}", step.by))
    return lines


def _units(session: Session, query: AnySelect, **sought: Any) -> list[UnitView]:
    ask = session.connection().execute
    rows = ask(query, sought).all()
    ids = [row.id for row in rows]
    working = _by_key(ask(_OPEN_OF_UNITS, {"ids": ids}))
    crews = _by_key(ask(_CREWS, {"ids": ids}))
    outfit = outfits(session, rows)
    return [_unit_view(row, working[row.id], crews[row.id], outfit[row.id]) for row in rows]


def _unit_view(row: Any, working: Iterable[Any], crew: Iterable[Any], outfit: Outfit) -> UnitView:
    by_progress = sorted(working, key=lambda a: (PROGRESS.index(a.state), a.since), reverse=True)
    return UnitView(
        call_sign=row.call_sign,
        kind=row.kind,
        status=row.status,
        status_since=row.status_since,
        calls=tuple(a.call for a in by_progress),
        crew=tuple(each.name for each in crew),
        skills=tuple(row.skills),
        vehicle=row.vehicle,
        radio_id=row.radio_id,
        location=row.location,
        note=row.note,
        checked_at=row.checked_at,
        outfit=outfit,
    )
