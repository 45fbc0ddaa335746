"""What a typed line is read beside, apart from the picture: streets, the time, what is recommended."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from console.errors import Refused
from console.geo.city import City


def _no_city() -> City | None:
    return None


def _no_time() -> datetime:
    raise Refused("A time cannot be told here. Leave it out.")


def _nobody(_call: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Asked only by the lines that need it, on the thread that reads the line: each must answer at once.

    `city` is None where no streets are known; `now` is in the station's zone; `recommended` gives the unit
    that is recommended for the call of a number, "" for none.
    """

    city: Callable[[], City | None] = _no_city
    now: Callable[[], datetime] = _no_time
    recommended: Callable[[str], str] = _nobody


NOTHING = Surroundings()
