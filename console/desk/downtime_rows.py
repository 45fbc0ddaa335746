"""Fills a seat's own store from its board, when the server is gone: rows from views."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from console.board.alarm_views import AlarmView
from console.board.edition_view import EditionView
from console.board.facility_view import AlarmAccountView
from console.board.referral_view import ReferralView
from console.board.views import AssignmentView, CallView, Picture, UnitView
from console.desk.closures import closure_row
from console.desk.event_rows import add_event
from console.desk.numbers import FULL
from console.desk.premises import plain
from console.desk.provisions import Provisions
from console.desk.recurring_queries import add_recurring_rows
from console.models import (
    Alarm,
    Assignment,
    Call,
    CallLink,
    CrewMember,
    Edition,
    Facility,
    FacilityAccount,
    Fix,
    Person,
    Planned,
    RadioEvent,
    Referral,
    Remark,
    Unit,
)
from console.store import journal

BEGAN = "downtime_began"
TIMES = {
    "assigned": (),
    "acknowledged": ("acknowledged_at",),
    "enroute": ("enroute_at",),
    "onscene": ("onscene_at",),
    "report": ("onscene_at", "report_at"),
}


def fill(session: Session, picture: Picture, provisions: Provisions, at: datetime, seat: str) -> None:
    """Rows of all that is on the board, and the entry that says from where on this seat was alone."""
    people = _people(session, picture, provisions)
    units = {view.call_sign: _unit(session, view, people) for view in picture.units.values()}
    calls = {view.number: _call(session, view) for view in picture.calls.values()}
    session.flush()
    for call in picture.calls.values():
        for assignment in call.assignments:
            if assignment.unit in units:
                row = _assignment(assignment, calls[call.number].id, units[assignment.unit].id)
                row.hold_back_at = at if assignment.unit in call.life.hold_back else None
                session.add(row)
        _plans(session, call, calls, units, at)
        if call.referral is not None:
            session.add(_referral(call.referral, calls[call.number].id))
    for line in reversed(picture.radio):
        session.add(_radio(line, units.get(line.unit)))
    for alarm in picture.alarms.values():
        session.add(_alarm(alarm, calls.get(alarm.call), units.get(alarm.unit)))
    for fix in picture.fixes.values():
        if fix.unit in units:
            session.add(_fix(fix, units[fix.unit].id))
    if picture.edition is not None:
        session.add(_edition(picture.edition))
    session.add_all(map(closure_row, picture.closures))
    _accounts(session, picture.accounts, at)
    for event in picture.events:
        add_event(session, event, calls, units, picture.units)
    for task in picture.recurring:
        add_recurring_rows(session, task, calls)
    journal.append(
        session,
        at=at,
        actor=seat,
        seat=seat,
        verb=BEGAN,
        touched=[f"call:{number}" for number in picture.calls],
        args={"since": picture.entry or provisions.entry},
        changes={},
        source="downtime",
    )


def _people(session: Session, picture: Picture, provisions: Provisions) -> dict[str, Person]:
    people = {name: Person(badge=badge, name=name, role=role) for badge, name, role in provisions.people}
    crews = {name for unit in picture.units.values() for name in unit.crew}
    for number, name in enumerate(sorted(crews - people.keys()), start=1):
        people[name] = Person(badge=f"?{number}", name=name, role="")
    session.add_all(people.values())
    session.flush()
    return people


def _unit(session: Session, view: UnitView, people: dict[str, Person]) -> Unit:
    duty = "available" if view.calls else view.status
    row = Unit(
        call_sign=view.call_sign,
        kind=view.kind,
        duty=duty,
        duty_since=view.status_since,
        status=view.status,
        status_since=view.status_since,
        skills=list(view.skills),
        vehicle=view.vehicle,
        radio_id=view.radio_id,
        location=view.location,
        note=view.note,
        checked_at=view.checked_at,
        equipment=list(view.outfit.equipment),
        beat=view.outfit.beat,
        charge=view.outfit.charge,
    )
    session.add(row)
    session.flush()
    for name in view.crew:
        session.add(CrewMember(unit_id=row.id, person_id=people[name].id, since=view.status_since))
    return row


def _call(session: Session, view: CallView) -> Call:
    found = FULL.fullmatch(view.number)
    assert found is not None, "the board holds calls of the store only"
    year, month, day, sequence = map(int, found.groups())
    row = Call(
        number=view.number,
        day=datetime(year, month, day).date(),
        sequence=sequence,
        type_code=view.type_code,
        priority=view.priority,
        state=view.state,
        place=view.place,
        lat=view.lat,
        lon=view.lon,
        received_at=view.received_at,
        due_at=view.due_at,
        closed_at=view.closed_at,
        disposition=view.disposition,
        taken_by="",
        version=view.version,
        back_at=view.life.back_at,
        merged_into=view.life.merged_into,
        state_before=view.life.state_before,
        stops=list(view.life.stops),
        owner=view.life.owner,
        promised=view.life.promised,
        source=view.life.source,
        no_contact=view.life.no_contact,
        covered_for=view.life.covered_for,
        involved=view.life.noted,
    )
    session.add(row)
    session.flush()
    for line in view.timeline:
        session.add(Remark(call_id=row.id, at=line.at, author=line.by, kind=line.kind, text=line.text))
    return row


def _plans(
    session: Session, view: CallView, calls: dict[str, Call], units: dict[str, Unit], at: datetime
) -> None:
    """Who is planned for a call and what it is linked with, as far as the board has the others."""
    row = calls[view.number]
    for number in view.life.links:
        if number > view.number and number in calls:
            session.add(CallLink(call_id=row.id, other_id=calls[number].id, at=at))
    for unit, reserved in view.life.plans:
        if unit in units:
            planned = Planned(call_id=row.id, unit_id=units[unit].id, reserved=reserved, at=at, ended_how="")
            session.add(planned)


def _assignment(view: AssignmentView, call_id: int, unit_id: int) -> Assignment:
    row = Assignment.begin(call_id=call_id, unit_id=unit_id, at=view.since)
    row.state = view.state
    for name in TIMES[view.state]:
        setattr(row, name, view.since)
    return row


def _edition(view: EditionView) -> Edition:
    """Which edition is in force; its content stays on the server, and with the seat that holds it already."""
    return Edition(**asdict(view))


def _accounts(session: Session, accounts: Iterable[AlarmAccountView], at: datetime) -> None:
    """Whose the accounts are and when they were heard; areas and zones stay on the server."""
    facilities: dict[str, Facility] = {}
    for view in accounts:
        if view.code not in facilities:
            row = Facility(code=view.code, name=view.facility, place=view.place, plain=plain(view.place))
            row.changed(at, "")
            session.add(row)
            session.flush()
            facilities[view.code] = row
        same = {name: getattr(view, name) for name in ("account", "hours", "test_min", "heard_at")}
        session.add(FacilityAccount(facility_id=facilities[view.code].id, **same))


def _radio(line: Any, unit: Unit | None) -> RadioEvent:
    return RadioEvent(
        at=line.at,
        until=line.until,
        link=line.link,
        unit_id=unit.id if unit else None,
        radio_id=line.radio_id,
        kind=line.kind,
        text=line.text,
        raw=b"",
    )


def _referral(view: ReferralView, call_id: int) -> Referral:
    """How far the referral has come; its sheet stays on the server, which sends it."""
    same = ("reason", "state", "since", "way", "trouble", "next_try_at", "sheet_hash")
    return Referral(
        **{name: getattr(view, name) for name in same},
        call_id=call_id,
        drafted_at=view.since,
        drafted_by="",
        answered_by=view.who,
    )


def _alarm(view: AlarmView, call: Call | None, unit: Unit | None) -> Alarm:
    same = ("number", "kind", "about", "level", "text", "place", "seat", "raised_at", "last_at", "times")
    done = ("told", "steps", "draft", "acknowledged_at", "acknowledged_by", "shelved_until", "shelved_why")
    return Alarm(
        **{name: getattr(view, name) for name in (*same, *done, "restored_at", "restored_why")},
        call_id=call.id if call else None,
        unit_id=unit.id if unit else None,
    )


def _fix(fix: Any, unit_id: int) -> Fix:
    return Fix(
        unit_id=unit_id,
        at=fix.at,
        lat=fix.lat,
        lon=fix.lon,
        valid=fix.valid and not fix.doubt,
        speed_kmh=fix.speed_kmh,
        course_deg=fix.course_deg,
    )
