"""Checks of address points and places: doubles, streets that are not there, and where they all are."""

from collections.abc import Iterable, Sequence

from console.geo.city import City, Place
from console.geo.importers.findings import Findings
from console.geo.importers.found import FoundPlace, FoundPoint
from console.geo.measure import Point, metres

SAME_PLACE_M = 50.0
AROUND_DEGREES = 1.0
"""How far outside of all that the geofile has, about 100 km, a row may be."""


def check_points(points: Sequence[FoundPoint], city: City, findings: Findings) -> None:
    """Refuse an identity or an address that stands twice, and a street that the city does not have."""
    streets = {str(segment.street).casefold() for segment in city.segments}
    streets |= {alias.alias.casefold() for alias in city.aliases}
    ids: dict[str, int] = {}
    addresses: dict[object, int] = {}
    for found in points:
        point, row = found.point, found.row
        if point.source_id and ids.setdefault(point.source_id, row) != row:
            said = f"{point.source_id[:60]} stands in row {ids[point.source_id]} too"
            findings.refuse(row, "id", "duplicate id", said, "an identity of its own", point.source_id)
        key = (point.number, point.street, point.number_suffix, point.unit, point.municipality)
        if addresses.setdefault(key, row) != row:
            said = f"{point.number}{point.number_suffix} {point.street} stands in row {addresses[key]} too"
            findings.refuse(row, "number", "duplicate", said, "each address once", point.source_id)
        if str(point.street).casefold() not in streets:
            said = f"{point.street} is no street of the geofile"
            right = "a street as the centre lines have it; import streets first"
            findings.refuse(row, found.street_field, "no street", said, right, point.source_id)


def check_places(places: Sequence[FoundPlace], findings: Findings) -> None:
    """Warn of places of one name that are at one spot."""
    known: dict[str, FoundPlace] = {}
    for found in places:
        first = known.setdefault(found.place.name.casefold(), found)
        if first is not found and metres(_spot(first.place), _spot(found.place)) < SAME_PLACE_M:
            said = f"{found.place.name} stands in row {first.row} too, at the same spot"
            findings.warn(found.row, "name", "duplicate", said, "each place once", found.place.source_id)


def _spot(place: Place) -> Point:
    return place.lat, place.lon


class Region:
    """Where rows may be: around what the geofile has, or without one around the middle of the file's rows."""

    def __init__(self, spots: Iterable[Point], of: str) -> None:
        there = list(spots)
        lats, lons = [lat for lat, _ in there], [lon for _, lon in there]
        self._south, self._north = min(lats) - AROUND_DEGREES, max(lats) + AROUND_DEGREES
        self._west, self._east = min(lons) - AROUND_DEGREES, max(lons) + AROUND_DEGREES
        self._of = of

    @classmethod
    def around(cls, city: City, spots: Sequence[Point]) -> "Region | None":
        """The region of a city, or of spots of a file; None where there are neither."""
        known = [spot for area in city.areas for spot in area.outline]
        known += [segment.points[0] for segment in city.segments]
        if known:
            return cls(known, "the geofile")
        if not spots:
            return None
        middle = len(spots) // 2
        centre = sorted(lat for lat, _ in spots)[middle], sorted(lon for _, lon in spots)[middle]
        return cls([centre], "the other rows")

    def check(self, row: int, spot: Point, findings: Findings, id: str) -> bool:
        """Whether the spot is inside; refused where it is not."""
        inside = self._south <= spot[0] <= self._north and self._west <= spot[1] <= self._east
        if not inside:
            said = f"is at {spot[0]:.4f}, {spot[1]:.4f}, more than 100 km from {self._of}"
            right = "coordinates in the station's region, or a new geofile (--new)"
            findings.refuse(row, "geometry", "region", said, right, id)
        return inside
