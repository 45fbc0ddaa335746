"""Reads what a dispatcher types for a place: never by guessing, only by exact names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.geo.measure import Point

if TYPE_CHECKING:
    from console.geo.streets import Facility, Street

LONGEST = 120

DIRECTIONS = {"N": "N", "NORTH": "N", "S": "S", "SOUTH": "S", "E": "E", "EAST": "E", "W": "W", "WEST": "W"}
# The direction that house numbers here carry, whether or not it is usually said.
COURSE_DIRECTION = {"NS": "N", "EW": "W"}

SUFFIXES = {
    "BL": "Bl", "BLVD": "Bl", "BOULEVARD": "Bl",
    "AV": "Av", "AVE": "Av", "AVENUE": "Av",
    "ST": "St", "STREET": "St",
    "DR": "Dr", "DRIVE": "Dr",
    "RD": "Rd", "ROAD": "Rd",
    "PL": "Pl", "PLACE": "Pl",
    "WY": "Wy", "WAY": "Wy",
    "LN": "Ln", "LANE": "Ln",
    "CT": "Ct", "COURT": "Ct",
    "TER": "Ter", "TERRACE": "Ter",
}  # fmt: skip

INTERSECTION = re.compile(r"\s*[/&]\s*|\s+(?:AT|AND)\s+")
ADDRESS = re.compile(r"([0-9]{1,5})( BLK| BLOCK)?(?: OF)? (.+)")


@dataclass(frozen=True, slots=True)
class Located:
    """A verified place: `level` is place, range, block, intersection or street; degrees WGS-84."""

    name: str
    level: str
    lat: float
    lon: float


class Locator:
    """Finds exact names in streets and facilities."""

    def __init__(self, streets: Iterable[Street], facilities: Iterable[Facility]) -> None:
        self._streets: dict[str, list[Street]] = {}
        for street in streets:
            self._streets.setdefault(_plain(street.base), []).append(street)
        self._places: dict[str, Facility] = {}
        for facility in facilities:
            for name in (facility.name, *facility.aliases):
                self._places.setdefault(_plain(name), facility)
        self._addresses = {_plain(f.address): f for f in facilities if f.address}

    def locate(self, text: str) -> Located | None:
        """What `text` means, None when it is not known here or could mean two places."""
        if len(text) > LONGEST:
            return None
        plain = _plain(text)
        return self._place(plain) or self._intersection(plain) or self._address(plain) or self._alone(plain)

    def _place(self, plain: str) -> Located | None:
        facility = self._places.get(plain)
        return _at_facility(facility) if facility else None

    def _intersection(self, plain: str) -> Located | None:
        parts = INTERSECTION.split(plain)
        if len(parts) != 2:
            return None
        first, second = (self._street(part) for part in parts)
        if first is None or second is None or first is second:
            return None
        shared = next((point for point in first.points if point in set(second.points)), None)
        if shared is None:
            return None
        return Located(f"{first.name} / {second.name}", "intersection", *shared)

    def _address(self, plain: str) -> Located | None:
        match = ADDRESS.fullmatch(plain)
        if match is None:
            return None
        number, block = int(match[1]), bool(match[2])
        street = self._street(match[3], numbered=True)
        point = _on_street(street, number, block) if street else None
        if street and point:
            name = f"{number} block {street.name}" if block else f"{number} {street.name}"
            return Located(name, "block" if block else "range", *point)
        known = self._addresses.get(plain)
        return _at_facility(known) if known else None

    def _alone(self, plain: str) -> Located | None:
        street = self._street(plain)
        return Located(street.name, "street", *street.middle) if street else None

    def _street(self, text: str, *, numbered: bool = False) -> Street | None:
        """The one street that `text` can mean; None for none and for several."""
        found = [
            street
            for direction, base, suffix in _readings(text.split())
            for street in self._streets.get(base, [])
            if _fits(street, direction, suffix, numbered)
        ]
        return found[0] if len(found) == 1 else None


def _plain(text: str) -> str:
    """Upper case, straight, single-spaced, without full stops, commas and apostrophes."""
    return " ".join(re.sub("['\u2019]", "", text.upper()).replace(".", " ").replace(",", " ").split())


def _readings(words: list[str]) -> Iterable[tuple[str, str, str]]:
    """(direction, base, suffix) in each way the words can be read."""
    heads = [("", words)]
    if len(words) > 1 and words[0] in DIRECTIONS:
        heads.append((DIRECTIONS[words[0]], words[1:]))
    for direction, rest in heads:
        yield direction, " ".join(rest), ""
        if len(rest) > 1 and rest[-1] in SUFFIXES:
            yield direction, " ".join(rest[:-1]), SUFFIXES[rest[-1]]


def _fits(street: Street, direction: str, suffix: str, numbered: bool) -> bool:
    if suffix and suffix != street.suffix:
        return False
    if direction:
        return direction == COURSE_DIRECTION[street.course]
    return not (numbered and street.prefix_required)


def _on_street(street: Street, number: int, block: bool) -> Point | None:
    """Where the number stands; a block is shown at its middle, or at its start when that is the end."""
    return (street.at_number(number + 50) if block else None) or street.at_number(number)


def _at_facility(facility: Facility) -> Located:
    return Located(facility.name, "place", facility.lat, facility.lon)
