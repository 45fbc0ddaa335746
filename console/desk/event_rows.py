"""Rows of events that came from another store, for a seat that goes on without its server."""

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy.orm import Session

from console.board.event_view import EventView
from console.board.views import UnitView
from console.models import Call, Event, EventCall, EventNote, EventStand, Unit


def add_event(
    session: Session,
    view: EventView,
    calls: Mapping[str, Call],
    units: Mapping[str, Unit],
    views: Mapping[str, UnitView],
) -> None:
    """An event with who stands there, its calls and the newest lines of its log."""
    row = Event(
        key=view.key,
        code=view.code,
        name=view.name,
        place=view.place,
        begins=view.begins,
        ends=view.ends,
        outline=[list(point) for point in view.outline],
        posts=[asdict(post) for post in view.posts],
        channels=[asdict(channel) for channel in view.channels],
        zones=[asdict(zone) for zone in view.zones],
        rules=dict(view.rules),
        objectives=list(view.objectives),
        at=view.begins,
        by="",
        ended_by="",
        ended_why="",
    )
    session.add(row)
    session.flush()
    _add_stands(session, row, view, units, views)
    for number in (*view.calls, *view.left_out):
        if number in calls:
            out = number in view.left_out
            session.add(EventCall(event_id=row.id, call_id=calls[number].id, at=row.at, by="", out=out))
    for line in view.log:
        session.add(EventNote(event_id=row.id, at=line.at, by=line.by, text=line.text))


def _add_stands(
    session: Session,
    row: Event,
    view: EventView,
    units: Mapping[str, Unit],
    views: Mapping[str, UnitView],
) -> None:
    for stand in view.stands:
        if stand.unit in units:
            unit, known = units[stand.unit], views[stand.unit]
            session.add(
                EventStand(
                    event_id=row.id,
                    unit_id=unit.id,
                    post=stand.post,
                    crew=list(known.crew),
                    kind=unit.kind,
                    vehicle=unit.vehicle,
                    radio_id=unit.radio_id,
                    skills=list(unit.skills),
                    since=stand.since,
                    by="",
                )
            )
