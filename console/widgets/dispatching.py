"""The line that sends somebody to a call with one key."""

from datetime import datetime, tzinfo

from console.board.views import CallView, Picture
from console.desk.numbers import short_number
from console.desk.recommend import nearest
from console.errors import Refused
from console.widgets.order import OFF
from console.widgets.wall_clock import station_day


def line_to_send(call: CallView | None, picture: Picture, now: datetime, zone: tzinfo) -> str:
    """Send the nearest free unit to a waiting call; Refused with why nobody is sent."""
    if call is None or call.state != "waiting":
        raise Refused("Select a waiting call first. Ctrl+1 goes to the calls.")
    if not call.eligible:
        raise Refused("Sworn only. Send to deputies.")
    offer = nearest(call, picture, now)
    if offer is None:
        raise Refused(f"No unit is free for call {short_number(call.number, station_day(now, zone))}.")
    return f"D {offer.unit} {call.number}"


def status_begun(unit: str, picture: Picture) -> str:
    """The beginning of a line that sets the selected unit's status, or brings one on shift where none is."""
    on_shift = any(each.status != OFF for each in picture.units.values())
    return (f"S {unit} " if unit else "S ") if on_shift else "ON "
