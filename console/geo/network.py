"""What a point is near to: a crossing, else a street."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from console.geo.measure import Point, between, metres, share_nearest

CORNER_METRES = 60.0
STREET_METRES = 250.0
OFF_THE_MAP = "Off the street map"


@dataclass(frozen=True, slots=True)
class _Snap:
    """The street that is nearest to a point, and how far away it is in metres."""

    distance: float
    street: str


class Network:
    """Streets that share a point cross there."""

    def __init__(self, streets: Mapping[str, tuple[Point, ...]]) -> None:
        self._segments: list[tuple[str, Point, Point]] = []
        names: dict[Point, list[str]] = {}
        for name, points in streets.items():
            for point in points:
                names.setdefault(point, []).append(name)
            for a, b in pairwise(points):
                self._segments.append((name, a, b))
        self._corners = {point: " / ".join(met[:2]) for point, met in names.items() if len(met) > 1}

    def near(self, point: Point) -> str:
        """The intersection within 60 m, else the street within 250 m, else that it is off the map."""
        corner = min(self._corners, key=lambda each: metres(point, each))
        if metres(point, corner) <= CORNER_METRES:
            return self._corners[corner]
        snap = self._snap(point)
        return snap.street if snap.distance <= STREET_METRES else OFF_THE_MAP

    def _snap(self, point: Point) -> _Snap:
        best: _Snap | None = None
        for name, a, b in self._segments:
            spot = between(a, b, share_nearest(point, a, b))
            distance = metres(point, spot)
            if best is None or distance < best.distance:
                best = _Snap(distance, name)
        if best is None:
            raise ValueError("The street map has no streets.")
        return best
