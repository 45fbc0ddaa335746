"""Finds places in a city by what dispatchers type: exact names first, and likeness only as an offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from console.geo.addresses import at_number, beside, gap_to, of_block, sides
from console.geo.candidate import Candidate, sole
from console.geo.city import AddressPoint, City, Place, Segment, StreetName
from console.geo.crossings import Crossings
from console.geo.inside import Towns
from console.geo.measure import Point, metres
from console.geo.nearby import Nearby
from console.geo.place_index import PlaceIndex
from console.geo.place_text import LONGEST, PlaceText, Reading, point_of, read_place
from console.geo.street_index import Meant, Street, StreetIndex, squeezed

LIMIT = 8
OUT_OF_RANGE = 0.7
"""What an address is worth whose street has no such number; the nearest block is offered for it."""
FAR_OFF = 2000
ON_STREET_M = 60.0
Match = Callable[[str], list[Meant]]


class Geofile:
    """One edition of the city, indexed; any thread may ask, nothing changes."""

    def __init__(self, city: City) -> None:
        self.city = city
        self._towns = Towns(city)
        self._streets = StreetIndex(city)
        self._places = PlaceIndex(city)
        self._crossings = Crossings(city)
        self._nearby = Nearby(city, self._crossings)
        self._points: dict[tuple[StreetName, int], list[AddressPoint]] = {}
        for point in city.points:
            self._points.setdefault((point.street, point.number), []).append(point)

    def find(self, text: str, limit: int = LIMIT) -> tuple[Candidate, ...]:
        """What a text may mean, best first; nothing for a text that is too long."""
        if len(text) > LONGEST:
            return ()
        if spot := point_of(text):
            return (self._at(spot.lat, spot.lon),)
        read = read_place(text)
        found = self._exact(read)
        if not any(candidate.exact for candidate in found):
            found += self._begun(read) + self._alike(read)
        return tuple(self._best(found, read, limit))

    def exactly(self, text: str) -> Candidate | None:
        """The one place that a text means in every word; None for none, and for a choice."""
        if len(text) > LONGEST:
            return None
        if spot := point_of(text):
            return self._at(spot.lat, spot.lon)
        read = read_place(text)
        return sole(tuple(self._best(self._exact(read), read, LIMIT)))

    def streets(self, text: str) -> tuple[StreetName, ...]:
        """The streets that are called so, in order; one alone where its whole name was typed."""
        named = [meant.street.name for meant in self._streets.named(text[:LONGEST]) if meant.exact]
        whole = tuple(name for name in named if squeezed(str(name)) == squeezed(text))
        return whole or tuple(named)

    def near(self, lat: float, lon: float) -> str:
        """The crossing within 60 m, else the street within 250 m, else that it is off the map."""
        return self._nearby.words((lat, lon))

    def address_near(self, lat: float, lon: float) -> str:
        """The address that a point is nearest to, within 250 m; else as `near`."""
        return self._nearby.address((lat, lon)) or self.near(lat, lon)

    def about(self, candidate: Candidate) -> str:
        """Where a place is, in a sentence or two: between which streets, in which beat, or whose it is."""
        point = (candidate.lat, candidate.lon)
        said = []
        if candidate.level in ("place", "point", "range"):
            streets = self._nearby.between(point, self._along(candidate))
            said = [f"Between {streets[0]} and {streets[1]}."] if len(streets) == 2 else []
        if not candidate.inside:
            return " ".join((*said, f"Outside, in {candidate.municipality or 'no city of the map'}."))
        beat = self._towns.beat(point)
        return " ".join((*said, f"In city, beat {beat}." if beat else "In city."))

    def _along(self, candidate: Candidate) -> list[Segment]:
        """The pieces of the street that an address names."""
        address = candidate.address if candidate.level == "place" else candidate.name
        street = next((s for name, s in self._streets.streets.items() if address.endswith(f" {name}")), None)
        return street.segments if street else []

    def _exact(self, read: PlaceText) -> list[Candidate]:
        found = [self._place(place, fit) for place, fit in self._places.named(read.plain)]
        for reading in read.readings():
            found += self._read(reading, self._streets.named)
        if not any(candidate.exact for candidate in found):
            found += [self._place(place, fit) for place, fit in self._places.at_address(read.plain)]
        return found

    def _begun(self, read: PlaceText) -> list[Candidate]:
        found = [self._place(place, fit) for place, fit in self._places.begun(read.plain)]
        for reading in read.readings():
            found += self._read(reading, self._streets.begun)
        return found

    def _alike(self, read: PlaceText) -> list[Candidate]:
        found = [self._place(place, fit) for place, fit in self._places.alike(read.plain)]
        readings = list(read.readings())
        # A text that has parts is not the name of a street as a whole.
        for reading in readings[1:] or readings:
            found += self._read(reading, self._named_or_alike)
        return found

    def _named_or_alike(self, typed: str) -> list[Meant]:
        return self._streets.named(typed) or self._streets.alike(typed)

    def _read(self, reading: Reading, match: Match) -> Iterator[Candidate]:
        how = {
            "name": self._street,
            "address": self._address,
            "block": self._block,
            "crossing": self._crossing,
            "between": self._between,
            "on": self._on,
        }[reading.kind]
        return how(reading, match)

    def _street(self, reading: Reading, match: Match) -> Iterator[Candidate]:
        for meant in match(reading.name):
            middle = meant.street.segments[len(meant.street.segments) // 2]
            point = beside(middle.points, 0.5, 1, 0.0)
            yield self._candidate(str(meant.street.name), "street", point, _owner(middle), meant.fit)

    def _address(self, reading: Reading, match: Match) -> Iterator[Candidate]:
        (street,) = reading.streets
        for meant in match(street):
            found = list(self._at_point(reading, meant)) or list(self._in_range(reading, meant))
            yield from found or self._nearest_block(reading, meant)

    def _at_point(self, reading: Reading, meant: Meant) -> Iterator[Candidate]:
        for point in self._points.get((meant.street.name, reading.number), ()):
            fit = meant.fit if point.number_suffix == reading.suffix else meant.fit * 0.9
            name = f"{point.number}{_suffixed(point.number_suffix)} {point.street}"
            level = "point" if fit == meant.fit else "range"
            found = self._candidate(name, level, (point.lat, point.lon), point.municipality, fit)
            yield replace(found, exact=meant.exact)

    def _in_range(self, reading: Reading, meant: Meant) -> Iterator[Candidate]:
        name = f"{reading.number}{_suffixed(reading.suffix)} {meant.street.name}"
        for segment in meant.street.segments:
            if spot := at_number(segment, reading.number):
                owner = spot.side.municipality
                yield self._candidate(name, "range", spot.point, owner, meant.fit)

    def _nearest_block(self, reading: Reading, meant: Meant) -> Iterator[Candidate]:
        """A number that no side has: the block that is nearest, never taken without asking."""
        gaps = [(gap_to(segment, reading.number), segment) for segment in meant.street.segments]
        numbered = [(gap, segment) for gap, segment in gaps if gap is not None]
        if not numbered:
            return
        gap, segment = min(numbered, key=lambda each: each[0])
        if gap >= FAR_OFF:
            return
        name = f"{reading.number // 100 * 100} block {meant.street.name}"
        point = beside(segment.points, 0.5, 1, 0.0)
        share = OUT_OF_RANGE * (1 - gap / FAR_OFF)
        yield replace(self._candidate(name, "block", point, _owner(segment), meant.fit * share), exact=False)

    def _block(self, reading: Reading, match: Match) -> Iterator[Candidate]:
        (typed,) = reading.streets
        block = reading.number // 100 * 100
        for meant in match(typed):
            held = [(of_block(segment, block), segment) for segment in meant.street.segments]
            pieces = [(numbers, segment) for numbers, segment in held if numbers]
            if not pieces:
                yield from self._nearest_block(reading, meant)
                continue
            numbers, segment = max(pieces, key=lambda piece: piece[0][1] - piece[0][0])
            name = f"{block} block {meant.street.name}"
            middle = _middle_of(segment, sum(numbers) / 2)
            yield self._candidate(name, "block", middle, _owner(segment), meant.fit)

    def _crossing(self, reading: Reading, match: Match) -> Iterator[Candidate]:
        one, other = (match(street) for street in reading.streets)
        for first in one:
            for second in other:
                yield from self._crossings_of(first, second)

    def _crossings_of(self, first: Meant, second: Meant) -> Iterator[Candidate]:
        for point in self._crossings.of(first.street.name, second.street.name):
            name = f"{first.street.name} / {second.street.name}"
            owners = self._crossings.owners(point)
            own = self._towns.own if self._towns.own in owners else min(owners, default="")
            yield self._candidate(name, "intersection", point, own, first.fit * second.fit)

    def _between(self, reading: Reading, match: Match) -> Iterator[Candidate]:
        """A street between two cross-streets: the middle of that piece."""
        along, *ends = (match(street) for street in reading.streets)
        for meant in along:
            spots = [
                next((c for end in choice for c in self._crossings_of(meant, end)), None) for choice in ends
            ]
            if spots[0] is None or spots[1] is None:
                continue
            middle = (spots[0].lat + spots[1].lat) / 2, (spots[0].lon + spots[1].lon) / 2
            segment = min(meant.street.segments, key=lambda each: metres(each.points[0], middle))
            names = " and ".join(spot.name.rpartition(" / ")[2] for spot in spots if spot)
            fit = meant.fit * spots[0].score * spots[1].score
            name = f"{meant.street.name} between {names}"
            yield self._candidate(name, "block", middle, _owner(segment), fit)

    def _on(self, reading: Reading, match: Match) -> Iterator[Candidate]:
        """A place on a street, such as the 7-Eleven of several that is on Fountain."""
        (typed,) = reading.streets
        places = self._places.named(reading.name) + self._places.begun(reading.name)
        for place, fit in places or self._places.alike(reading.name):
            for meant in match(typed):
                if self._stands_on(place.lat, place.lon, meant.street) or _has(place.address, meant.street):
                    found = self._place(place, fit * meant.fit)
                    yield replace(found, exact=meant.exact and (fit == 1.0 or fit >= 0.9))

    def _stands_on(self, lat: float, lon: float, street: Street) -> bool:
        return self._nearby.distance((lat, lon), street.segments) <= ON_STREET_M

    def _place(self, place: Place, fit: float) -> Candidate:
        owner = place.municipality or self._towns.of((place.lat, place.lon))
        found = self._candidate(place.name, "place", (place.lat, place.lon), owner, fit)
        return replace(found, address=place.address)

    def _at(self, lat: float, lon: float) -> Candidate:
        owner = self._towns.of((lat, lon))
        words = self.address_near(lat, lon)
        found = self._candidate(f"{lat:.6f}, {lon:.6f}", "point", (lat, lon), owner, 1.0)
        return replace(found, address=words)

    def _candidate(self, name: str, level: str, point: Point, owner: str, fit: float) -> Candidate:
        inside = not self._towns.own or owner == self._towns.own
        lat, lon = round(point[0], 7), round(point[1], 7)
        return Candidate(name, level, lat, lon, owner, inside, round(fit, 4), fit == 1.0)

    def _best(self, found: Iterable[Candidate], read: PlaceText, limit: int) -> list[Candidate]:
        kept: dict[tuple[str, str, str, float, float], Candidate] = {}
        for candidate in found:
            said = replace(candidate, unit=read.unit, near=read.relation)
            key = (said.name, said.level, said.municipality, round(said.lat, 5), round(said.lon, 5))
            if key not in kept or kept[key].score < said.score:
                kept[key] = said
        best = sorted(kept.values(), key=lambda candidate: candidate.rank)
        if any(candidate.exact for candidate in best):
            best = [candidate for candidate in best if candidate.exact or candidate.score > 0.6]
        return best[:limit]


def _owner(segment: Segment) -> str:
    """Whose a segment is as a whole: the left side's, which is the right side's too but on a boundary."""
    return segment.left.municipality or segment.right.municipality


def _middle_of(segment: Segment, number: float) -> Point:
    for side, _ in sides(segment):
        if side.parity != "none" and side.start != side.end:
            share = (number - side.start) / (side.end - side.start)
            return beside(segment.points, share, 1, 0.0)
    return beside(segment.points, 0.5, 1, 0.0)


def _suffixed(suffix: str) -> str:
    return f" {suffix}" if suffix[:1].isdigit() else suffix


def _has(address: str, street: Street) -> bool:
    return address.upper().endswith(str(street.name).upper())
