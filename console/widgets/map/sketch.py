"""A line or an outline that is being drawn: its corners, the one in hand, and a way back."""

from dataclasses import dataclass, replace

from console.geo.measure import Point, metres, to_metres

MOST_POINTS = 200
MOST_UNDONE = 100


@dataclass(frozen=True, slots=True)
class Shape:
    """Corners as (lat, lon) in degrees WGS-84; `chosen` is the place of the corner in hand, -1 for none."""

    points: tuple[Point, ...] = ()
    chosen: int = -1


class Sketch:
    """Every change can be undone; a closed sketch is an outline, an open one a line."""

    def __init__(self, points: tuple[Point, ...] = (), *, closed: bool) -> None:
        self.closed = closed
        self.shape = Shape(points[:MOST_POINTS], min(len(points), MOST_POINTS) - 1)
        self._before: list[Shape] = []

    @property
    def is_whole(self) -> bool:
        """Whether there is enough of it: three corners of an outline, two ends of a line."""
        return len(self.shape.points) >= (3 if self.closed else 2)

    @property
    def length(self) -> float:
        """In metres along it, back to the first corner when it is closed."""
        points = self.shape.points
        ends = (*points[1:], points[0]) if self.closed and points else points[1:]
        return sum(metres(a, b) for a, b in zip(points, ends, strict=False))

    @property
    def area(self) -> float:
        """What an outline encloses, in square metres; 0 for a line."""
        if not self.closed or not self.is_whole:
            return 0.0
        return enclosed(self.shape.points)

    def add(self, point: Point) -> None:
        """A new corner after the one in hand; it is in hand then."""
        points, after = self.shape.points, self.shape.chosen + 1
        if len(points) < MOST_POINTS:
            self._become(Shape((*points[:after], point, *points[after:]), after))

    def move(self, point: Point, *, dragging: bool = False) -> None:
        """Put the corner in hand somewhere else; a drag is undone as one change."""
        points, chosen = self.shape.points, self.shape.chosen
        if chosen >= 0:
            self._become(Shape((*points[:chosen], point, *points[chosen + 1 :]), chosen), keep=not dragging)

    def remove(self) -> None:
        """Take the corner in hand away; the one before it is in hand then."""
        points, chosen = self.shape.points, self.shape.chosen
        if chosen >= 0:
            rest = (*points[:chosen], *points[chosen + 1 :])
            self._become(Shape(rest, max(0, chosen - 1) if rest else -1))

    def choose(self, place: int) -> None:
        """Take a corner in hand, counted around."""
        if self.shape.points:
            self.shape = replace(self.shape, chosen=place % len(self.shape.points))

    def hold(self) -> None:
        """Remember what is there now, before a drag."""
        self._before = [*self._before, self.shape][-MOST_UNDONE:]

    def undo(self) -> None:
        """Back to before the last change."""
        if self._before:
            self.shape = self._before.pop()

    def _become(self, shape: Shape, *, keep: bool = True) -> None:
        if keep:
            self.hold()
        self.shape = shape


def enclosed(points: tuple[Point, ...]) -> float:
    """The area inside an outline that does not cross itself, in square metres."""
    spots = [to_metres(point, points[0]) for point in points]
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(spots, (*spots[1:], spots[0]), strict=True))
    return abs(doubled) / 2


def crosses_itself(points: tuple[Point, ...]) -> bool:
    """Whether two edges of an outline cross: then nobody can say what is inside."""
    edges = list(zip(points, (*points[1:], points[0]), strict=True))
    for first, (a, b) in enumerate(edges):
        for second in range(first + 2, len(edges)):
            if first == 0 and second == len(edges) - 1:
                continue
            c, d = edges[second]
            if _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0:
                return True
    return False


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
