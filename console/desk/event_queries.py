"""Questions to a store about events, answered with frozen views."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.board.event_view import ChannelView, EventView, NoteView, PostView, StandView, ZoneView
from console.models import Call, Event, EventCall, EventNote, EventStand, Unit

LINES = 40
"""As many lines of each incident log are on the board; all are kept."""


def open_events(session: Session) -> tuple[EventView, ...]:
    """All events that nobody has ended, the one that begins first before the others."""
    rows = session.scalars(select(Event).where(Event.ended_at.is_(None)).order_by(Event.begins, Event.id))
    return views(session, rows.all())


def views(session: Session, rows: Sequence[Event]) -> tuple[EventView, ...]:
    """Those events with what stands and belongs there now."""
    ids = [row.id for row in rows]
    if not ids:
        return ()
    stands, calls = _stands(session, ids), _calls(session, ids)
    return tuple(_view(row, stands[row.id], calls[row.id], _log(session, row.id)) for row in rows)


def _view(row: Event, stands: list[StandView], calls: Iterable[Any], log: list[NoteView]) -> EventView:
    found = list(calls)
    return EventView(
        number=row.id,
        key=row.key,
        code=row.code,
        name=row.name,
        place=row.place,
        begins=row.begins,
        ends=row.ends,
        outline=tuple((lat, lon) for lat, lon in row.outline),
        posts=tuple(PostView(**post) for post in row.posts),
        channels=tuple(ChannelView(**channel) for channel in row.channels),
        zones=tuple(ZoneView(**zone) for zone in row.zones),
        rules=dict(row.rules),
        objectives=tuple(row.objectives),
        stands=tuple(stands),
        calls=tuple(each.number for each in found if not each.out),
        left_out=tuple(each.number for each in found if each.out),
        log=tuple(log),
    )


def _stands(session: Session, ids: Sequence[int]) -> defaultdict[int, list[StandView]]:
    query = (
        select(EventStand.event_id, Unit.call_sign, EventStand.post, EventStand.since)
        .join(Unit, Unit.id == EventStand.unit_id)
        .where(EventStand.event_id.in_(ids), EventStand.until.is_(None))
        .order_by(EventStand.id)
    )
    found: defaultdict[int, list[StandView]] = defaultdict(list)
    for event, unit, post, since in session.execute(query):
        found[event].append(StandView(unit, post, since))
    return found


def _calls(session: Session, ids: Sequence[int]) -> defaultdict[int, list[Any]]:
    query = (
        select(EventCall.event_id, Call.number, EventCall.out)
        .join(Call, Call.id == EventCall.call_id)
        .where(EventCall.event_id.in_(ids))
        .order_by(EventCall.id)
    )
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in session.execute(query):
        found[row.event_id].append(row)
    return found


def _log(session: Session, event: int) -> list[NoteView]:
    query = select(EventNote.at, EventNote.by, EventNote.text).where(EventNote.event_id == event)
    newest = session.execute(query.order_by(EventNote.id.desc()).limit(LINES)).all()
    return [NoteView(at, by, text) for at, by, text in reversed(newest)]
