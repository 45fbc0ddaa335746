"""The line that sends somebody to a call with one key."""

from datetime import datetime

from console.board.views import CallView, Picture
from console.desk.recommend import recommend
from console.errors import Refused
from console.widgets.order import OFF


def line_to_send(call: CallView | None, offered: str, picture: Picture, now: datetime) -> str:
    """Send a waiting call the unit that it is offered, "" for none yet; Refused with why nobody is sent."""
    if call is None or call.state != "waiting":
        raise Refused("Select a waiting call first. Ctrl+1 goes to the calls.")
    if not call.eligible:
        raise Refused("Sworn only. Send to deputies.")
    if not offered:
        given = recommend(picture, call, None, now)
        if given.first is None:
            raise Refused(f"Nobody can be sent to call {call.sequence}. {given.missing}".rstrip())
        offered = given.first.unit
    return f"D {offered} {call.number}"


def status_begun(unit: str, picture: Picture) -> str:
    """The beginning of a line that sets the selected unit's status, or brings one on shift where none is."""
    on_shift = any(each.status != OFF for each in picture.units.values())
    return (f"S {unit} " if unit else "S ") if on_shift else "ON "
