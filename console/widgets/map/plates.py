"""Places name plates beside their markers so that none covers another."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

GAP = 6.0
CELL = 56.0


class Box(NamedTuple):
    """A rectangle in map pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share an area; touching edges do not."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Plate(NamedTuple):
    """A plate to be placed: its marker's middle and reach, its own size; a lower rank goes first."""

    key: str
    x: float
    y: float
    reach: float
    width: float
    height: float
    rank: int

    @property
    def marker(self) -> Box:
        """The box around the marker itself."""
        return Box(self.x - self.reach, self.y - self.reach, self.x + self.reach, self.y + self.reach)

    def choices(self) -> Iterator[Box]:
        """Right, left, top, bottom."""
        w, h, d = self.width, self.height, self.reach + GAP
        yield Box(self.x + d, self.y - h / 2, self.x + d + w, self.y + h / 2)
        yield Box(self.x - d - w, self.y - h / 2, self.x - d, self.y + h / 2)
        yield Box(self.x - w / 2, self.y - d - h, self.x + w / 2, self.y - d)
        yield Box(self.x - w / 2, self.y + d, self.x + w / 2, self.y + d + h)


class Occupied:
    """Boxes, found quickly by where they are."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def hits(self, box: Box, own: Box | None = None) -> bool:
        """Whether anything but `own` is in the way."""
        left, top, right, bottom = box
        # Written out, not composed: it runs some thousand times for each move of 200 units.
        for column in range(int(left // CELL), int(right // CELL) + 1):
            for row in range(int(top // CELL), int(bottom // CELL) + 1):
                for other in self._cells.get((column, row), ()):
                    apart = left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom
                    if not apart and other is not own:
                        return True
        return False


def place_plates(plates: Iterable[Plate], labels: Occupied) -> dict[str, Box]:
    """A box for each plate that has room.

    No two boxes overlap and none covers another marker; street names are covered only when every
    side would cover one. The selection (rank 0) may also cover another marker.
    """
    ordered = sorted(plates, key=lambda plate: (plate.rank, plate.key))
    bodies = {plate.key: plate.marker for plate in ordered}
    markers, taken = Occupied(bodies.values()), Occupied()
    placed: dict[str, Box] = {}
    for plate in ordered:
        box = _room_for(plate, bodies[plate.key], markers, taken, labels)
        if box is not None:
            placed[plate.key] = box
            taken.add(box)
    return placed


def _room_for(plate: Plate, body: Box, markers: Occupied, taken: Occupied, labels: Occupied) -> Box | None:
    over_a_name: Box | None = None
    for box in plate.choices():
        # Markers first: in a crowd it is nearly always one of them that is in the way.
        if markers.hits(box, own=body) or taken.hits(box):
            continue
        if not labels.hits(box):
            return box
        over_a_name = over_a_name or box
    if over_a_name is None and plate.rank == 0:
        return next((box for box in plate.choices() if not taken.hits(box)), None)
    return over_a_name


def _cells(box: Box) -> list[tuple[int, int]]:
    columns = range(int(box.left // CELL), int(box.right // CELL) + 1)
    rows = range(int(box.top // CELL), int(box.bottom // CELL) + 1)
    return [(column, row) for column in columns for row in rows]
