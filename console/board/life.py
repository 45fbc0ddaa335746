"""What a view of a call tells of its life: when it comes back, what it belongs to, and what stops it."""

from dataclasses import dataclass
from datetime import datetime

ENDED = ("closed", "cancelled", "merged")
PUT_OFF = ("held", "scheduled")


@dataclass(frozen=True, slots=True)
class CallLife:
    """Beside a call's state.

    `back_at` is when a held or scheduled call waits again. `merged_into` and `merged` are numbers of calls:
    where this one went, and those that are in it; `links` those that have to do with it. `stops` are codes
    of its own stop-conditions, `stop_names` the names of all, those of merged calls among them. `owner` is
    the position that sees to it; with `promised` the time that it is due was promised. `plans` are the
    units that are to take it next, each with whether it is kept for it. Those of `hold_back` were told to
    keep away from the place. `state_before` is what a merged call was. `source` is where the call came from;
    with `no_contact` its informant is not to be contacted. `covered_for` is whose break the owner covers.
    `involved` are the kinds of what is noted on it, person, vehicle or file, and `noted` is the last number
    that one was given.
    """

    back_at: datetime | None = None
    merged_into: str = ""
    state_before: str = ""
    merged: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    stop_names: tuple[str, ...] = ()
    owner: str = ""
    promised: bool = False
    plans: tuple[tuple[str, bool], ...] = ()
    hold_back: tuple[str, ...] = ()
    source: str = ""
    no_contact: bool = False
    covered_for: str = ""
    involved: tuple[str, ...] = ()
    noted: int = 0
