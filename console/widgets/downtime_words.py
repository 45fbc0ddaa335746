"""What the window says while the store is away, and once it is back."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from console.board.views import CatchUpView, Picture
from console.widgets.ages import duration, since
from console.widgets.wall_clock import station_day, time_of_day, time_with_day

DATABASE = "Database"
KEY = "Ctrl+6"
FIRST_NUMBER = 8000
TAKEN_HERE = "Calls, statuses and remarks are taken here and brought to the server when it is back."
KEPT = "What you type is kept."


@dataclass(frozen=True, slots=True)
class Told:
    """What the band says: `head` and `words`, its age at the right, the key that leads on.

    `urgent` is amber; `tall` has a line for the words of its own.
    """

    head: str
    words: str
    glyph: str
    age: str = ""
    key: str = ""
    urgent: bool = True
    tall: bool = False
    why: str = ""


def store_state(picture: Picture) -> str:
    """good, degraded or lost; good where nothing is known yet."""
    link = picture.links.get(DATABASE)
    return link.state if link is not None else "good"


def told(picture: Picture, now: datetime, zone: tzinfo, *, printed: str, shared: bool) -> Told | None:
    """What there is to say of the store, the worst first; None while all is well."""
    link = picture.links.get(DATABASE)
    why = link.text if link is not None else ""
    if picture.downtime_since is not None:
        return _downtime(picture.downtime_since, now, zone, printed, why)
    if store_state(picture) != "good":
        name = "server" if shared else "store"
        return Told(f"The {name} does not answer", KEPT, "link-degraded", why=why)
    return _returned(picture.catch_up, zone) if picture.catch_up is not None else None


def _downtime(began: datetime, now: datetime, zone: tzinfo, printed: str, why: str) -> Told:
    folder = f" Printed board: {printed}" if printed else ""
    return Told(
        head=f"Working without the server since {time_with_day(began, zone, station_day(now, zone))}",
        words=f"{TAKEN_HERE} Call numbers begin at {FIRST_NUMBER}.{folder}",
        glyph="link-lost",
        age=duration(since(began, now)),
        tall=True,
        why=why,
    )


def _returned(catch_up: CatchUpView, zone: tzinfo) -> Told:
    left = len(catch_up.conflicts)
    done = "1 entry was" if catch_up.done == 1 else f"{catch_up.done} entries were"
    between = f"{time_of_day(catch_up.began, zone)} to {time_of_day(catch_up.ended, zone)}"
    words = f"{done} brought over, of the time from {between}."
    if left:
        waiting = "1 conflict waits" if left == 1 else f"{left} conflicts wait"
        words = f"{words} {waiting} for you: nothing is settled by itself."
    return Told("The server is back", words, "merge" if left else "link-ok", key=KEY, urgent=bool(left))
