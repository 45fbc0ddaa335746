"""What a layer's rows come to: roads, address points and places, each with the row it came from."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from console.geo.city import AddressPoint, Place, Segment
from console.geo.importers.fields import Fields
from console.geo.importers.findings import Findings
from console.geo.importers.projection import ToPoint
from console.geo.importers.rows import Layer, Row, Shape
from console.geo.measure import Point, metres
from console.geo.street_words import StreetWords

JOINS_M = 0.5
"""Parts of one row that meet within this are one line."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the file calls the fields of one side, for findings about them."""

    start: str
    end: str
    parity: str


@dataclass(frozen=True, slots=True)
class Road:
    """A street's line as a row has it, before it is cut at crossings.

    `levels` are those of its two ends where the file tells bridges from what they cross, 0 on the ground.
    `old_name` is the name it had or has besides.
    """

    row: int
    segment: Segment
    left: Labels
    right: Labels
    levels: tuple[int, int] = (0, 0)
    old_name: str = ""


@dataclass(frozen=True, slots=True)
class FoundPoint:
    """An address point; `street_field` is what the file calls its street."""

    row: int
    point: AddressPoint
    street_field: str


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place with its row."""

    row: int
    place: Place


@dataclass(slots=True)
class Reading:
    """What rows are read with: where findings go, how coordinates and words are turned into ours."""

    findings: Findings
    to_point: ToPoint
    words: StreetWords
    left_out: int = 0

    def line(self, fields: Fields, shape: Shape | None) -> tuple[Point, ...]:
        """The row's one line; empty, with a finding, where it has none."""
        parts = self._parts(fields, shape, "line")
        joined = _joined(parts)
        if parts and joined is None:
            said = f"has {len(parts)} parts that do not meet"
            fields.refuse("geometry", "geometry", said, "a row for each part")
        return joined or ()

    def spot(self, fields: Fields, shape: Shape | None) -> Point | None:
        """The row's one point; None, with a finding, where it has none."""
        parts = self._parts(fields, shape, "point")
        points = [point for part in parts for point in part]
        if parts and len(points) != 1:
            fields.refuse("geometry", "geometry", f"has {len(points)} points", "one point")
            return None
        return points[0] if points else None

    def outline(self, fields: Fields, shape: Shape | None) -> tuple[Point, ...]:
        """The outer ring of the row's polygon without its last point, which is the first; empty for none."""
        parts = self._parts(fields, shape, "polygon")
        ring = parts[0] if parts else ()
        ring = ring[:-1] if ring and ring[0] == ring[-1] else ring
        if parts and len(set(ring)) < 3:
            fields.refuse(
                "geometry", "geometry", f"has {len(set(ring))} corners", "a polygon of three or more"
            )
        return ring

    def _parts(self, fields: Fields, shape: Shape | None, kind: str) -> list[tuple[Point, ...]]:
        if shape is None or not (shape.parts or shape.fault):
            fields.refuse("geometry", "geometry", "is empty", f"a {kind}")
            return []
        if shape.fault or shape.kind != kind:
            fields.refuse("geometry", "geometry", shape.fault or f"is a {shape.kind}", f"a {kind}")
            return []
        parts = [tuple(map(self.to_point, part)) for part in shape.parts]
        bad = next((spot for part in parts for spot in part if not _in_range(spot)), None)
        if bad is not None:
            said = f"has the coordinates {bad[0]:.6g}, {bad[1]:.6g}"
            fields.refuse("geometry", "coordinates", said, "latitude -90 to 90, longitude -180 to 180")
            return []
        if not any(parts):
            fields.refuse("geometry", "geometry", "is empty", f"a {kind}")
            return []
        return parts


def each_row(layer: Layer, reading: Reading, id_names: tuple[str, ...]) -> Iterator[tuple[Row, Fields]]:
    """The layer's rows with their fields by name."""
    for row in layer.rows:
        yield row, Fields(row, reading.findings, id_names)


def _in_range(point: Point) -> bool:
    lat, lon = point
    return math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180


def _joined(parts: list[tuple[Point, ...]]) -> tuple[Point, ...] | None:
    """One line of parts that follow each other, None where they do not."""
    line: tuple[Point, ...] = ()
    for part in parts:
        if line and (not part or metres(line[-1], part[0]) > JOINS_M):
            return None
        line += part[1:] if line else part
    return line or None
