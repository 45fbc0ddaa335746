"""What a typed line is read beside, apart from the picture: streets, the time, what is recommended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from console.errors import Refused

if TYPE_CHECKING:
    from console.geo.geofile import Geofile
    from console.geo.measure import Point


def _no_city() -> Geofile | None:
    return None


def _no_time() -> datetime:
    raise Refused("A time cannot be told here. Leave it out.")


def _nothing() -> tuple[Point, ...]:
    return ()


def _nobody(_call: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Asked only by the lines that need it, on the thread that reads the line: each must answer at once.

    `geofile` is None where no streets are known; `now` is in the station's zone; `recommended` gives the unit
    that is recommended for the call of a number, "" for none; `outline` what was drawn on the map last.
    """

    geofile: Callable[[], Geofile | None] = _no_city
    now: Callable[[], datetime] = _no_time
    recommended: Callable[[str], str] = _nobody
    outline: Callable[[], tuple[Point, ...]] = _nothing


NOTHING = Surroundings()
