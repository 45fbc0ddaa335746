"""The street map: streets with their house numbers, facilities, parks and the city's limits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise
from typing import Any

from console.geo import measure
from console.geo.locate import Located, Locator
from console.geo.measure import Point
from console.geo.network import Network

MAP_FILE = "maps/west-hollywood.json"
LABELS = {"Bl": "Blvd", "Av": "Ave"}


@dataclass(frozen=True)
class Street:
    """A street's middle line.

    `points` are (lat, lon) in degrees WGS-84; `numbers` has the house number known at each point or
    None; `kind` is arterial, collector or local; `course` is EW or NS; `accuracy` is in metres.
    A street with `prefix_required` has a twin outside the city, so its numbers need the direction.
    """

    base: str
    suffix: str
    prefix: str
    kind: str
    course: str
    points: tuple[Point, ...]
    numbers: tuple[int | None, ...]
    accuracy: float
    prefix_required: bool = False

    @property
    def name(self) -> str:
        """The normal form: N San Vicente Bl."""
        return f"{self.prefix} {self.base} {self.suffix}".strip()

    @property
    def label(self) -> str:
        """As it is written on the map: N San Vicente Blvd."""
        return f"{self.prefix} {self.base} {LABELS.get(self.suffix, self.suffix)}".strip()

    @property
    def number_range(self) -> tuple[int, int] | None:
        """The lowest and the highest house number, None when they are not known."""
        known = [number for number in self.numbers if number is not None]
        return (min(known), max(known)) if len(known) > 1 else None

    @property
    def middle(self) -> Point:
        """The point half-way along."""
        return measure.point_at(self.points, self._along[-1] / 2)

    def at_number(self, number: int) -> Point | None:
        """Where a house number stands, between the nearest two known ones; None outside the range."""
        known = [(n, along) for n, along in zip(self.numbers, self._along, strict=True) if n is not None]
        for (low, start), (high, end) in pairwise(known):
            if min(low, high) <= number <= max(low, high):
                return measure.point_at(self.points, start + (end - start) * (number - low) / (high - low))
        return None

    @cached_property
    def _along(self) -> tuple[float, ...]:
        return measure.distances(self.points)


@dataclass(frozen=True, slots=True)
class Facility:
    """A named place; `kind` is station, park or facility; degrees WGS-84; `address` may be empty."""

    name: str
    address: str
    lat: float
    lon: float
    kind: str = "facility"
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Park:
    """A park's outline, (lat, lon) in degrees WGS-84."""

    name: str
    outline: tuple[Point, ...]


class StreetMap:
    """All that the map file says, and the questions that can be asked of it.

    Nothing here changes after it is made, so any thread may ask.
    """

    def __init__(
        self,
        *,
        name: str,
        limits: tuple[Point, ...],
        streets: tuple[Street, ...],
        facilities: tuple[Facility, ...],
        parks: tuple[Park, ...],
    ) -> None:
        self.name = name
        self.limits = limits
        self.streets = streets
        self.facilities = facilities
        self.parks = parks
        self._locator = Locator(streets, facilities)
        self._network = Network({street.name: street.points for street in streets})

    @classmethod
    @cache
    def load(cls) -> StreetMap:
        """The training map that comes with the console, read once."""
        return cls.read(files("resources").joinpath(MAP_FILE).read_text("utf-8"))

    @classmethod
    def read(cls, text: str) -> StreetMap:
        """The map in a GeoJSON FeatureCollection (RFC 7946: longitude first).

        Each feature's property `feature` is limits, street, park or facility. Raises ValueError for
        text that is not JSON and KeyError for a feature without a needed property.
        """
        content = json.loads(text)
        kinds: dict[str, list[dict[str, Any]]] = {}
        for feature in content["features"]:
            kinds.setdefault(feature["properties"]["feature"], []).append(feature)
        return cls(
            name=content["name"],
            limits=_ring(kinds["limits"][0]),
            streets=tuple(_street(feature) for feature in kinds["street"]),
            facilities=tuple(_facility(feature) for feature in kinds["facility"]),
            parks=tuple(Park(feature["properties"]["name"], _ring(feature)) for feature in kinds["park"]),
        )

    def locate(self, text: str) -> Located | None:
        """What an address, intersection, street or place means; None when it is not known here.

        Spellings are never guessed: `8300 SANTA MONICA BL`, `800 BLK N SAN VICENTE`, `A / B`, `A AT B`,
        `A & B`, `City Hall` and a street's name alone are understood, with or without the suffix.
        """
        return self._locator.locate(text)

    def near(self, lat: float, lon: float) -> str:
        """The intersection within 60 m, else the street within 250 m, else "Off the street map"."""
        return self._network.near((lat, lon))

    def metres(self, a: Point, b: Point) -> float:
        """The straight distance between two points, in metres."""
        return measure.metres(a, b)


def _points(coordinates: list[list[float]]) -> tuple[Point, ...]:
    return tuple((lat, lon) for lon, lat in coordinates)


def _ring(feature: dict[str, Any]) -> tuple[Point, ...]:
    return _points(feature["geometry"]["coordinates"][0])


def _street(feature: dict[str, Any]) -> Street:
    properties = feature["properties"]
    points = _points(feature["geometry"]["coordinates"])
    return Street(
        base=properties["name"],
        suffix=properties["suffix"],
        prefix=properties["prefix"],
        kind=properties["class"],
        course=properties["course"],
        points=points,
        numbers=tuple(properties.get("numbers", [None] * len(points))),
        accuracy=properties["accuracy_m"],
        prefix_required=properties.get("prefix_required", False),
    )


def _facility(feature: dict[str, Any]) -> Facility:
    properties = feature["properties"]
    lon, lat = feature["geometry"]["coordinates"]
    return Facility(
        properties["name"], properties["address"], lat, lon, properties["kind"], tuple(properties["aliases"])
    )
