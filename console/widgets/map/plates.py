"""Places name plates beside their markers so that none covers another."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

GAP = 6.0
CELL = 56.0
# Which sides are tried, and in which order, by the side on which a plate stood last.
SIDES = ((0, 1, 2, 3), (1, 0, 2, 3), (2, 0, 1, 3), (3, 0, 1, 2))
NO_SIDES: Mapping[str, int] = MappingProxyType({})


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

    def at_side(self, side: int) -> Box:
        """Where it stands at the right (0), left (1), top (2) or bottom (3) of its marker."""
        x, y, w, h, d = self.x, self.y, self.width, self.height, self.reach + GAP
        if side == 0:
            return Box(x + d, y - h / 2, x + d + w, y + h / 2)
        if side == 1:
            return Box(x - d - w, y - h / 2, x - d, y + h / 2)
        if side == 2:
            return Box(x - w / 2, y - d - h, x + w / 2, y - d)
        return Box(x - w / 2, y + d, x + w / 2, y + d + h)


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

    def within(self, box: Box) -> set[Box]:
        """Everything that shares an area with a box."""
        return {other for cell in _cells(box) for other in self._cells.get(cell, ()) if box.overlaps(other)}


def place_plates(
    plates: Iterable[Plate],
    labels: Occupied,
    sides: Mapping[str, int] = NO_SIDES,
    blocked: Iterable[Box] = (),
) -> dict[str, tuple[Box, int]]:
    """A box for each plate that has room, and the side that it stands on.

    No two boxes overlap and none covers another marker. A plate covers a street name only when every
    side would: whoever draws leaves that name out. The selection (rank 0) may also cover another
    marker. `sides` are those of a moment ago: a plate that has room there stays, so that it does not
    jump while its unit moves. `blocked` are boxes of markers without a plate.
    """
    ordered = sorted(plates, key=_by_rank)
    bodies = {plate.key: plate.marker for plate in ordered}
    markers, taken = Occupied((*bodies.values(), *blocked)), Occupied()
    placed: dict[str, tuple[Box, int]] = {}
    for plate in ordered:
        found = _room_for(plate, bodies[plate.key], markers, taken, labels, sides.get(plate.key, 0))
        if found is not None:
            placed[plate.key] = found
            taken.add(found[0])
    return placed


def _by_rank(plate: Plate) -> tuple[int, str]:
    return plate.rank, plate.key


def _room_for(
    plate: Plate, body: Box, markers: Occupied, taken: Occupied, labels: Occupied, last: int
) -> tuple[Box, int] | None:
    over_a_name: tuple[Box, int] | None = None
    for side in SIDES[last]:
        box = plate.at_side(side)
        # Markers first: in a crowd it is nearly always one of them that is in the way.
        if markers.hits(box, own=body) or taken.hits(box):
            continue
        if not labels.hits(box):
            return box, side
        over_a_name = over_a_name or (box, side)
    if over_a_name is None and plate.rank == 0:
        free = ((plate.at_side(side), side) for side in range(4))
        return next((each for each in free if not taken.hits(each[0])), None)
    return over_a_name


def _cells(box: Box) -> list[tuple[int, int]]:
    columns = range(int(box.left // CELL), int(box.right // CELL) + 1)
    rows = range(int(box.top // CELL), int(box.bottom // CELL) + 1)
    return [(column, row) for column in columns for row in rows]
