"""Decides where street names go: along a straight piece of their street, clear of each other."""

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from console.widgets.map.plates import Box, Occupied

Pixel = tuple[float, float]

BEND = 3.0
STEP = 30.0
REPEAT = 440.0
# A street is tried at so many spots for each of its names; then it goes unnamed there.
MOST_TRIES = 15
# Below these scales (pixels a metre) a class of street goes unnamed.
NAMED_FROM = {"arterial": 0.05, "collector": 0.12, "local": 0.26, "alley": 0.6, "path": 0.6}


@dataclass(frozen=True, slots=True)
class Label:
    """A name: its middle in map pixels, its slope in degrees, clockwise, and the boxes that it takes."""

    text: str
    kind: str
    x: float
    y: float
    angle: float
    width: float
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A street in map pixels with the distance of each point from the first."""

    points: tuple[Pixel, ...]
    along: tuple[float, ...]

    @classmethod
    def of(cls, points: tuple[Pixel, ...]) -> "Line":
        along = [0.0]
        for index in range(1, len(points)):
            along.append(along[-1] + math.dist(points[index - 1], points[index]))
        return cls(points, tuple(along))

    def at(self, distance: float) -> Pixel:
        """The point at a distance from the first; beyond an end it is that end."""
        index = bisect_left(self.along, distance)
        if index == 0:
            return self.points[0]
        if index >= len(self.points):
            return self.points[-1]
        a, b = self.points[index - 1], self.points[index]
        length = self.along[index] - self.along[index - 1]
        share = (distance - self.along[index - 1]) / length if length else 0.0
        return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def place_along(
    text: str, kind: str, points: tuple[Pixel, ...], size: tuple[float, float], taken: Occupied
) -> list[Label]:
    """Names along one street, on a long one every 440 pixels; what is placed is added to `taken`.

    `points` are map pixels, `size` is the (width, height) of the text.
    """
    labels: list[Label] = []
    line = Line.of(points)
    length, (width, height) = line.along[-1], size
    parts = max(1, int(length // REPEAT))
    for part in range(parts):
        middle = length * (part + 0.5) / parts
        for distance in _outwards(middle, length / parts / 2 - width / 2):
            label = _try(text, kind, line, distance, (width, height))
            if label and not any(taken.hits(box) for box in label.boxes):
                for box in label.boxes:
                    taken.add(box)
                labels.append(label)
                break
    return labels


def _outwards(middle: float, reach: float) -> Iterable[float]:
    """Distances from the middle outwards, nothing when the name is longer than the street."""
    for step in range(min(MOST_TRIES, int(reach // STEP) + 1) if reach >= 0 else 0):
        yield middle + step * STEP
        if step:
            yield middle - step * STEP


def _try(text: str, kind: str, line: Line, distance: float, size: tuple[float, float]) -> Label | None:
    """The name there, None where the street bends under it."""
    width, height = size
    a, b = line.at(distance - width / 2), line.at(distance + width / 2)
    if math.dist(a, b) < width - BEND:
        return None
    middle = line.at(distance)
    x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    if math.dist(middle, (x, y)) > BEND:
        return None
    angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    if not -90 <= angle < 90:
        angle -= math.copysign(180, angle)
    return Label(text, kind, x, y, angle, width, _boxes(x, y, angle, width, height))


def _boxes(x: float, y: float, angle: float, width: float, height: float) -> tuple[Box, ...]:
    """Small boxes along the text: a slanted name does not claim the whole rectangle around it."""
    if abs(angle) < 1.0:
        return (Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2),)
    slope = math.radians(angle)
    count = max(1, math.ceil(width / height))
    boxes = []
    for index in range(count + 1):
        shift = width * (index / count - 0.5)
        at_x, at_y = x + shift * math.cos(slope), y + shift * math.sin(slope)
        boxes.append(Box(at_x - height / 2, at_y - height / 2, at_x + height / 2, at_y + height / 2))
    return tuple(boxes)
