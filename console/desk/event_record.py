"""All that stands on record about an event: its plan, who stood where, its log, its calls and the journal."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.board.event_view import EventView
from console.desk.event_queries import views
from console.errors import Refused
from console.models import Call, Closure, Event, EventCall, EventNote, EventStand, JournalEntry, Unit

MOST_LINES = 5000
IN_THE_LOG = ("note_event",)
"""Verbs of which the incident log has the words already."""


@dataclass(frozen=True, slots=True)
class StoodAt:
    """A unit that stood at a post, with what it came with."""

    unit: str
    post: str
    kind: str
    crew: tuple[str, ...]
    vehicle: str
    radio_id: str
    skills: tuple[str, ...]
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that happened: when, what, and who noted or did it."""

    at: datetime
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An event, over or not; `activities` are the incident log and the journal's sentences, oldest first."""

    event: EventView
    planned_at: datetime
    planned_by: str
    stood: tuple[StoodAt, ...]
    activities: tuple[Activity, ...]
    closures: tuple[str, ...]


def event_record(session: Session, which: str) -> EventRecord:
    """The newest event of that word, or the one of that number; Refused where there is none."""
    query = select(Event).order_by(Event.id.desc()).limit(1)
    numbered = which.isascii() and which.isdigit() and len(which) < 10
    found = Event.id == int(which) if numbered else Event.code == which.strip().upper()
    row = session.scalar(query.where(found))
    if row is None:
        raise Refused(f"There is no event {which[:24]}.", word=which)
    (view,) = views(session, [row])
    lines = sorted((*_notes(session, row), *_done(session, row), *_calls(session, row)), key=lambda a: a.at)
    return EventRecord(
        view, row.at, row.by, tuple(_stood(session, row)), tuple(lines), tuple(_closures(session, row))
    )


def _stood(session: Session, row: Event) -> Iterator[StoodAt]:
    query = select(EventStand, Unit.call_sign).join(Unit, Unit.id == EventStand.unit_id)
    for stand, sign in session.execute(query.where(EventStand.event_id == row.id).order_by(EventStand.id)):
        yield StoodAt(
            sign,
            stand.post,
            stand.kind,
            tuple(stand.crew),
            stand.vehicle,
            stand.radio_id,
            tuple(stand.skills),
            stand.since,
            stand.until,
        )


def _notes(session: Session, row: Event) -> Iterator[Activity]:
    query = select(EventNote.at, EventNote.text, EventNote.by).where(EventNote.event_id == row.id)
    for at, text, by in session.execute(query.order_by(EventNote.id).limit(MOST_LINES)):
        yield Activity(at, text, by)


def _done(session: Session, row: Event) -> Iterator[Activity]:
    """What the journal says was done to the event itself."""
    name = f"event:{row.key}"
    query = select(JournalEntry.at, JournalEntry.said, JournalEntry.actor, JournalEntry.touched).where(
        JournalEntry.at >= row.at,
        JournalEntry.touched.contains(name, autoescape=True),
        JournalEntry.verb.not_in(IN_THE_LOG),
    )
    for at, said, actor, touched in session.execute(query.order_by(JournalEntry.number).limit(MOST_LINES)):
        if said and name in json.loads(touched):
            yield Activity(at, said, actor)


def _calls(session: Session, row: Event) -> Iterator[Activity]:
    """When each call of the event ended, and how."""
    query = select(Call.number, Call.place, Call.closed_at, Call.disposition, Call.state).join(
        EventCall, EventCall.call_id == Call.id
    )
    ended = query.where(EventCall.event_id == row.id, EventCall.out.is_(False), Call.closed_at.is_not(None))
    for number, place, at, disposition, state in session.execute(ended.order_by(Call.id)):
        how = f"{state} {disposition}".strip()
        if at is not None:
            yield Activity(at, f"Call {number}, {place}: {how}", "")


def _closures(session: Session, row: Event) -> Iterator[str]:
    """The streets that were closed for it, open again or not."""
    query = select(Closure.name).where(Closure.event == row.name, Closure.begins <= row.ends)
    since = (Closure.opened_at.is_(None)) | (Closure.opened_at >= row.at)
    return iter(session.scalars(query.where(since).order_by(Closure.id)).all())
