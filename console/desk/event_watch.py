"""Which calls join an event by themselves: those inside its footprint while it runs."""

from collections.abc import Iterator
from datetime import datetime

from console.board.event_view import EventView
from console.board.views import CallView, Picture
from console.geo.inside import holds


def joining(picture: Picture, now: datetime) -> Iterator[tuple[EventView, CallView]]:
    """Each open call that lies in a running event and that nobody has put into it or taken out of it."""
    for event in picture.events:
        if event.outline and event.runs(now):
            known = {*event.calls, *event.left_out}
            for call in picture.calls.values():
                if not call.ended and call.number not in known and _inside(event, call):
                    yield event, call


def _inside(event: EventView, call: CallView) -> bool:
    return call.lat is not None and call.lon is not None and holds(event.outline, (call.lat, call.lon))
