"""The line that sends somebody to a call with one key."""

from datetime import datetime

from console.board.views import CallView, Picture
from console.desk.recommend import Recommendation, recommend
from console.errors import Refused
from console.widgets.order import OFF


def line_to_send(call: CallView | None, given: Recommendation | None, picture: Picture, now: datetime) -> str:
    """Send a waiting call the unit that is recommended, by straight lines where nobody was asked yet.

    Refused with why nobody is sent.
    """
    if call is None or call.state != "waiting":
        raise Refused("Select a waiting call first. Ctrl+1 goes to the calls.")
    if not call.eligible:
        raise Refused("Sworn only. Send to deputies.")
    given = given or recommend(picture, call, None, now)
    if given.first is None:
        raise Refused(f"Nobody can be sent to call {call.sequence}. {given.missing}".rstrip())
    return f"D {given.first.unit} {call.number}"


def status_begun(unit: str, picture: Picture) -> str:
    """The beginning of a line that sets the selected unit's status, or brings one on shift where none is."""
    on_shift = any(each.status != OFF for each in picture.units.values())
    return (f"S {unit} " if unit else "S ") if on_shift else "ON "
