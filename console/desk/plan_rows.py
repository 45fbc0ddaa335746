"""Hand-overs and events as rows of plain values, for `show` and for scripts."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from console.board.event_view import EventView
from console.board.handover_view import HandoverView
from console.board.views import Picture
from console.desk.stamps import stamp
from console.errors import Refused

Row = dict[str, Any]


def handover_row(handover: HandoverView) -> Row:
    """One hand-over without its items, which `show handover NUMBER` lists; `open` counts them by kind."""
    counted = Counter(item["item"] for item in handover.items if item.get("short", 1))
    return {
        "number": handover.number,
        "state": handover.state,
        "shift": handover.shift,
        "begins": stamp(handover.begins),
        "ends": stamp(handover.ends),
        "drafted_at": stamp(handover.at),
        "drafted_by": handover.by,
        "signed_by": handover.given_by,
        "signed_at": stamp(handover.given_at) if handover.given_at else None,
        "taken_by": handover.taken_by,
        "taken_at": stamp(handover.taken_at) if handover.taken_at else None,
        "remark": handover.remark,
        "taken_remark": handover.taken_remark,
        "dropped_why": handover.dropped_why,
        "open": [f"{kind} {count}" for kind, count in counted.items()],
        "sha256": handover.sheet_hash,
    }


def whole_handover(handover: HandoverView) -> Row:
    """One hand-over with what was open when it was drafted."""
    return {**handover_row(handover), "items": [dict(item) for item in handover.items]}


def event_row(event: EventView, now: datetime) -> Row:
    """One event; `state` is planned, running or past, `gaps` the posts where too few stand."""
    state = "running" if event.runs(now) else "planned" if now < event.begins else "past"
    return {
        "event": event.code,
        "name": event.name,
        "state": state,
        "begins": stamp(event.begins),
        "ends": stamp(event.ends),
        "place": event.place,
        "posts": [f"{stand.unit} {stand.post}" for stand in event.stands],
        "gaps": [post.name for post in event.gaps],
        "channels": [channel.name for channel in event.channels],
        "zones": [zone.name for zone in event.zones],
        "calls": list(event.calls),
        "log": [line.text for line in event.log],
        "outline": [list(point) for point in event.outline],
    }


def calls_of(picture: Picture, code: str) -> frozenset[str]:
    """The numbers of an event's calls, by the event's word; Refused where there is none."""
    for event in picture.events:
        if event.code == code.strip().upper():
            return frozenset(event.calls)
    there = ", ".join(event.code for event in picture.events)
    raise Refused(f"{code[:24]} is no event. " + (f"Planned: {there}." if there else "No event is planned."))


def handovers(picture: Picture, now: datetime) -> Iterator[Row]:
    """The newest hand-overs, newest first."""
    yield from map(handover_row, picture.handovers)


def events(picture: Picture, now: datetime) -> Iterator[Row]:
    """Events that nobody has ended, the one that begins first before the others."""
    for event in picture.events:
        yield event_row(event, now)


def overrides(picture: Picture, now: datetime) -> Iterator[Row]:
    """Units that were sent with a reason, newest first, those that nobody has approved before the others."""
    given = [(each, call.number) for call in picture.calls.values() for each in call.overrides]
    for each, number in sorted(given, key=lambda pair: (pair[0].approved, -pair[0].at.timestamp())):
        yield {
            "call": number,
            "unit": each.unit,
            "reason": each.reason,
            "at": stamp(each.at),
            "approved_by": each.approved_by,
        }
