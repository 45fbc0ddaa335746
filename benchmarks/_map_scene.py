"""A city of 20,000 segments and 1,000 units that move, for the map's benchmark."""

import random
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from console.board.views import CallView, FixView, Picture, UnitView
from console.geo.city import Area, City, Segment, StreetName

NOW = datetime(2026, 3, 14, 19, 42, 18, tzinfo=UTC)
STREETS = 101
"""A square of so many streets each way has 2 x 101 x 100 segments."""
SPACING = 0.0009
SOUTH, WEST = 34.05, -118.42
KINDS = ("cso", "utv", "bike", "ambassador")
STATUSES = ("available", "available", "assigned", "enroute", "onscene", "report")
WIDTHS = {"arterial": 10, "collector": 5}


def city() -> City:
    """Streets in a square, every tenth an arterial and every fifth a collector."""
    segments = []
    for line in range(STREETS):
        kind = next((kind for kind, every in WIDTHS.items() if line % every == 0), "local")
        for piece in range(STREETS - 1):
            for across in (True, False):
                ends = [(line, piece), (line, piece + 1)] if across else [(piece, line), (piece + 1, line)]
                points = tuple((SOUTH + row * SPACING, WEST + column * SPACING) for row, column in ends)
                name = StreetName(f"{'East' if across else 'North'} {line}", "St")
                segments.append(Segment(name, points, kind=kind))
    far = (STREETS - 1) * SPACING
    limits = ((SOUTH, WEST), (SOUTH, WEST + far), (SOUTH + far, WEST + far), (SOUTH + far, WEST))
    return City("Square", segments=tuple(segments), areas=(Area("limits", "Square", limits),))


class Shift:
    """1,000 units, most of them moving, and 30 calls; `picture` is the one of a second."""

    def __init__(self, units: int, calls: int = 30) -> None:
        self._chance = random.Random(1)
        reach = STREETS * SPACING
        self._units = {
            f"U-{n}": UnitView(f"U-{n}", KINDS[n % 4], STATUSES[n % 6], NOW - timedelta(minutes=n % 50))
            for n in range(units)
        }
        self._places = {
            name: (SOUTH + self._chance.random() * reach, WEST + self._chance.random() * reach)
            for name in self._units
        }
        self._calls = {f"20260314-{n:04}": self._call(n, reach) for n in range(1, calls + 1)}

    def picture(self, second: int) -> Picture:
        """Every unit has a new fix, three in four of them somewhere else."""
        at = NOW + timedelta(seconds=second)
        fixes = {}
        for number, (name, (lat, lon)) in enumerate(self._places.items()):
            step = 0.00004 * second if number % 4 else 0.0
            moving = {"speed_kmh": 18.0, "course_deg": float(number * 37 % 360)} if number % 4 else {}
            fixes[name] = FixView(name, lat + step, lon + step, at, **moving)
        return Picture(
            second,
            True,
            MappingProxyType(self._calls),
            MappingProxyType(self._units),
            MappingProxyType(fixes),
        )

    def _call(self, number: int, reach: float) -> CallView:
        lat, lon = SOUTH + self._chance.random() * reach, WEST + self._chance.random() * reach
        state = "waiting" if number % 2 else "active"
        return CallView(
            f"20260314-{number:04}",
            "586",
            "Illegal parking",
            number % 4 + 1,
            state,
            "8300 Santa Monica Bl",
            lat,
            lon,
            NOW - timedelta(minutes=5),
            NOW + timedelta(minutes=number - 10),
        )
