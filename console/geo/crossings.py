"""Where streets meet: crossings by the names of two streets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from console.geo.city import City, StreetName
from console.geo.measure import Point

Pair = frozenset[StreetName]


class Crossings:
    """All points at which the ends of segments of two or more streets meet."""

    def __init__(self, city: City) -> None:
        met: dict[Point, dict[StreetName, None]] = {}
        self._owners: dict[Point, set[str]] = {}
        for segment in city.segments:
            for end in (segment.points[0], segment.points[-1]):
                met.setdefault(end, {})[segment.street] = None
                owners = self._owners.setdefault(end, set())
                owners.update((segment.left.municipality, segment.right.municipality))
        self.points: Mapping[Point, tuple[StreetName, ...]] = {
            point: tuple(names) for point, names in met.items() if len(names) > 1
        }
        self._of: dict[Pair, list[Point]] = {}
        for point, names in self.points.items():
            for place, first in enumerate(names):
                for second in names[place + 1 :]:
                    self._of.setdefault(frozenset((first, second)), []).append(point)

    def of(self, first: StreetName, second: StreetName) -> Iterable[Point]:
        """Where two streets cross, once or several times."""
        return self._of.get(frozenset((first, second)), ())

    def owners(self, point: Point) -> set[str]:
        """The municipalities of the sides that meet there."""
        return self._owners.get(point, set()) - {""}
