"""Decides where street names go: along a straight piece of their street, clear of each other."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from console.geo.streets import Street
from console.widgets.map.plates import Box, Occupied

Pixel = tuple[float, float]

BEND = 3.0
STEP = 30.0
REPEAT = 620.0
ORDER = {"arterial": 0, "collector": 1, "local": 2}
# Below these scales (pixels a metre) a class of street goes unnamed.
NAMED_FROM = {"arterial": 0.0, "collector": 0.12, "local": 0.26}


@dataclass(frozen=True, slots=True)
class Label:
    """A street's name: its middle in map pixels and its slope in degrees, clockwise."""

    text: str
    kind: str
    x: float
    y: float
    angle: float
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """A street in map pixels with the distance of each point from the first."""

    points: tuple[Pixel, ...]
    along: tuple[float, ...]

    def at(self, distance: float) -> Pixel:
        for index in range(1, len(self.points)):
            if distance <= self.along[index]:
                a, b = self.points[index - 1], self.points[index]
                length = self.along[index] - self.along[index - 1]
                share = (distance - self.along[index - 1]) / length if length else 0.0
                return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        return self.points[-1]


def place_labels(
    streets: Iterable[Street],
    pixel: Callable[[tuple[float, float]], Pixel],
    measure: Callable[[str, str], tuple[float, float]],
    scale: float,
    taken: Occupied,
) -> list[Label]:
    """Names for the streets that have room, the important ones first.

    `pixel` gives a place in map pixels, `measure` the (width, height) of a text in the font of a
    class of street; what is placed is added to `taken`.
    """
    labels: list[Label] = []
    for street in sorted(streets, key=lambda each: ORDER[each.kind]):
        if scale >= NAMED_FROM[street.kind]:
            line = _line(tuple(pixel(point) for point in street.points))
            labels += _along(street, line, measure(street.label, street.kind), taken)
    return labels


def _along(street: Street, line: Line, size: tuple[float, float], taken: Occupied) -> list[Label]:
    """One name, and on a long street another every 620 pixels."""
    labels: list[Label] = []
    length, (width, height) = line.along[-1], size
    parts = max(1, int(length // REPEAT))
    for part in range(parts):
        middle = length * (part + 0.5) / parts
        for distance in _outwards(middle, length / parts / 2 - width / 2):
            label = _try(street, line, distance, width)
            boxes = _boxes(label, height) if label else []
            if label and not any(taken.hits(box) for box in boxes):
                for box in boxes:
                    taken.add(box)
                labels.append(label)
                break
    return labels


def _outwards(middle: float, reach: float) -> Iterable[float]:
    """Distances from the middle outwards, nothing when the name is longer than the street."""
    for step in range(int(reach // STEP) + 1 if reach >= 0 else 0):
        yield middle + step * STEP
        if step:
            yield middle - step * STEP


def _try(street: Street, line: Line, distance: float, width: float) -> Label | None:
    """The name there, None where the street bends under it."""
    a, b = line.at(distance - width / 2), line.at(distance + width / 2)
    if math.dist(a, b) < width - BEND:
        return None
    middle = line.at(distance)
    chord = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    if math.dist(middle, chord) > BEND:
        return None
    angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    if not -90 <= angle < 90:
        angle -= math.copysign(180, angle)
    return Label(street.label, street.kind, *chord, angle, width)


def _boxes(label: Label, height: float) -> list[Box]:
    """Small boxes along the text: a slanted name does not claim the whole rectangle around it."""
    slope = math.radians(label.angle)
    count = max(1, math.ceil(label.width / height))
    boxes = []
    for index in range(count + 1):
        shift = label.width * (index / count - 0.5)
        x, y = label.x + shift * math.cos(slope), label.y + shift * math.sin(slope)
        boxes.append(Box(x - height / 2, y - height / 2, x + height / 2, y + height / 2))
    return boxes


def _line(points: tuple[Pixel, ...]) -> Line:
    along = [0.0]
    for index in range(1, len(points)):
        along.append(along[-1] + math.dist(points[index - 1], points[index]))
    return Line(points, tuple(along))
