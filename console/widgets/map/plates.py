"""Places name plates beside their markers so that none covers another."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

GAP = 6.0
CELL = 56.0
STANDING_CELL = 28.0
LARGEST_REACH = 20.0
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
        cells, rows = self._cells, range(int(box[1] // CELL), int(box[3] // CELL) + 1)
        for column in range(int(box[0] // CELL), int(box[2] // CELL) + 1):
            for row in rows:
                cell = column, row
                if cell in cells:
                    cells[cell].append(box)
                else:
                    cells[cell] = [box]

    def hits(self, box: Box) -> bool:
        """Whether anything is in the way."""
        left, top, right, bottom = box
        # Written out, not composed: it runs some thousand times for each move of 200 units.
        for column in range(int(left // CELL), int(right // CELL) + 1):
            for row in range(int(top // CELL), int(bottom // CELL) + 1):
                for other in self._cells.get((column, row), ()):
                    apart = left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom
                    if not apart:
                        return True
        return False

    def within(self, box: Box) -> set[Box]:
        """Everything that shares an area with a box."""
        return {other for cell in _cells(box) for other in self._cells.get(cell, ()) if box.overlaps(other)}


class Standing:
    """The markers that stand on the map, found quickly by where they are; each is a square around a spot."""

    def __init__(self) -> None:
        self._cells: dict[tuple[float, float], list[tuple[float, float, float]]] = {}

    def add(self, x: float, y: float, reach: float) -> None:
        cell = x // STANDING_CELL, y // STANDING_CELL
        if cell in self._cells:
            self._cells[cell].append((x, y, reach))
        else:
            self._cells[cell] = [(x, y, reach)]

    def is_near(self, x: float, y: float, distance: float) -> bool:
        """Whether a marker stands nearer than that, both across and up; at most half a cell."""
        cells, left, top = self._cells, (x - distance) // STANDING_CELL, (y - distance) // STANDING_CELL
        right, bottom = (x + distance) // STANDING_CELL, (y + distance) // STANDING_CELL
        for cell in {(left, top), (right, top), (left, bottom), (right, bottom)}:
            for other_x, other_y, _reach in cells.get(cell, ()):
                if abs(x - other_x) < distance and abs(y - other_y) < distance:
                    return True
        return False

    def hits(self, box: Box, own: tuple[float, float]) -> bool:
        """Whether a box covers a marker that does not stand at `own`."""
        left, top, right, bottom = box
        columns = range(
            int((left - LARGEST_REACH) // STANDING_CELL), int((right + LARGEST_REACH) // STANDING_CELL) + 1
        )
        for row in range(
            int((top - LARGEST_REACH) // STANDING_CELL), int((bottom + LARGEST_REACH) // STANDING_CELL) + 1
        ):
            for column in columns:
                for x, y, reach in self._cells.get((column, row), ()):
                    across = left < x + reach and x - reach < right
                    if across and top < y + reach and y - reach < bottom and (x, y) != own:
                        return True
        return False


def place_plates(
    plates: Iterable[Plate],
    labels: Occupied,
    standing: Standing,
    sides: Mapping[str, int] = NO_SIDES,
) -> dict[str, tuple[Box, int]]:
    """A box for each plate that has room, and the side that it stands on.

    No two boxes overlap and none covers a marker of `standing`. A plate covers a street name only when
    every side would: whoever draws leaves that name out. The selection (rank 0) may also cover another
    marker. `sides` are those of a moment ago: a plate that has room there stays, so that it does not
    jump while its unit moves.
    """
    taken = Occupied()
    placed: dict[str, tuple[Box, int]] = {}
    for plate in sorted(plates, key=_by_rank):
        found = _room_for(plate, standing, taken, labels, sides.get(plate.key, 0))
        if found is not None:
            placed[plate.key] = found
            taken.add(found[0])
    return placed


def _by_rank(plate: Plate) -> tuple[int, str]:
    return plate.rank, plate.key


def _room_for(
    plate: Plate, standing: Standing, taken: Occupied, labels: Occupied, last: int
) -> tuple[Box, int] | None:
    over_a_name: tuple[Box, int] | None = None
    own = plate.x, plate.y
    for side in SIDES[last]:
        box = plate.at_side(side)
        # Markers first: in a crowd it is nearly always one of them that is in the way.
        if standing.hits(box, own) or taken.hits(box):
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
