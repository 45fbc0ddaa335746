"""Places name plates beside their markers so that none covers another."""

from collections.abc import Iterable, Mapping, Sequence
from math import inf
from types import MappingProxyType
from typing import NamedTuple

GAP = 6.0
CELL = 56.0
STANDING_CELL = 48.0
MOST_ROOM = 24.0
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

    def holds(self, other: "Box") -> bool:
        """Whether the other lies in it whole."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


EVERYWHERE = Box(-inf, -inf, inf, inf)


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

    def sides(self, last: int, seen: Box) -> Sequence[Sequence[int]]:
        """The sides to try, the last one first; those that an edge would cut come after all others."""
        across, down = self.reach + GAP + self.width, self.reach + GAP + self.height
        if seen.holds(Box(self.x - across, self.y - down, self.x + across, self.y + down)):
            return (SIDES[last],)
        whole = [side for side in SIDES[last] if seen.holds(self.at_side(side))]
        return whole, [side for side in SIDES[last] if side not in whole]


class Occupied:
    """Boxes, found quickly by where they are."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """Written out, as `hits` and `within` are: they run thousands of times for each move of 200 units."""
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
        for column in range(int(left // CELL), int(right // CELL) + 1):
            for row in range(int(top // CELL), int(bottom // CELL) + 1):
                for other in self._cells.get((column, row), ()):
                    apart = left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom
                    if not apart:
                        return True
        return False

    def within(self, box: Box) -> list[Box]:
        """Everything that shares an area with a box; the same may come twice."""
        left, top, right, bottom = box
        found = []
        for column in range(int(left // CELL), int(right // CELL) + 1):
            for row in range(int(top // CELL), int(bottom // CELL) + 1):
                for other in self._cells.get((column, row), ()):
                    apart = left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom
                    if not apart:
                        found.append(other)
        return found


class Standing:
    """The markers that stand on the map, found quickly by where they are; each is a square around a spot."""

    def __init__(self) -> None:
        self._cells: dict[tuple[float, float], list[tuple[float, float, float, float]]] = {}

    def add(self, x: float, y: float, reach: float, room: float) -> None:
        """A marker that covers `reach` each way; nothing else should stand nearer to it than `room`."""
        cell = x // STANDING_CELL, y // STANDING_CELL
        if cell in self._cells:
            self._cells[cell].append((x, y, reach, room))
        else:
            self._cells[cell] = [(x, y, reach, room)]

    def is_crowded(self, x: float, y: float) -> bool:
        """Whether a spot is in the room of a marker."""
        left, top = (x - MOST_ROOM) // STANDING_CELL, (y - MOST_ROOM) // STANDING_CELL
        right, bottom = (x + MOST_ROOM) // STANDING_CELL, (y + MOST_ROOM) // STANDING_CELL
        for column in (left,) if left == right else (left, right):
            for row in (top,) if top == bottom else (top, bottom):
                for other_x, other_y, _reach, room in self._cells.get((column, row), ()):
                    if abs(x - other_x) < room and abs(y - other_y) < room:
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
                for x, y, reach, _room in self._cells.get((column, row), ()):
                    across = left < x + reach and x - reach < right
                    if across and top < y + reach and y - reach < bottom and (x, y) != own:
                        return True
        return False


NO_NAMES = Occupied()


def place_plates(
    plates: Iterable[Plate],
    labels: Occupied,
    standing: Standing,
    sides: Mapping[str, int] = NO_SIDES,
    major: Occupied | None = None,
    seen: Box = EVERYWHERE,
) -> dict[str, tuple[Box, int]]:
    """A box for each plate that has room, and the side that it stands on.

    No two boxes overlap and none covers a marker of `standing`. A plate covers a street name only when
    every side would, one of the `major` names last: whoever draws leaves that name out. The selection
    (rank 0) may also cover another marker. `sides` are those of a moment ago: a plate that has room there
    stays, so that it does not jump while its unit moves. The edge of what is `seen` cuts a plate only where
    no other side has room.
    """
    taken = Occupied()
    placed: dict[str, tuple[Box, int]] = {}
    names = labels, major or NO_NAMES
    for plate in sorted(plates, key=_by_rank):
        tried = plate.sides(sides.get(plate.key, 0), seen)
        found = _first(_room_for(plate, standing, taken, names, some) for some in tried)
        if found is None and plate.rank == 0:
            found = _first(_room_over_markers(plate, taken, some) for some in tried)
        if found is not None:
            placed[plate.key] = found
            taken.add(found[0])
    return placed


def _first(found: Iterable[tuple[Box, int] | None]) -> tuple[Box, int] | None:
    return next((each for each in found if each is not None), None)


def _by_rank(plate: Plate) -> tuple[int, str]:
    return plate.rank, plate.key


def _room_for(
    plate: Plate, standing: Standing, taken: Occupied, names: tuple[Occupied, Occupied], sides: Sequence[int]
) -> tuple[Box, int] | None:
    over_a_name: tuple[Box, int] | None = None
    over_a_major: tuple[Box, int] | None = None
    own = plate.x, plate.y
    for side in sides:
        box = plate.at_side(side)
        # Markers first: in a crowd it is nearly always one of them that is in the way.
        if standing.hits(box, own) or taken.hits(box):
            continue
        if not names[0].hits(box):
            return box, side
        if names[1].hits(box):
            over_a_major = over_a_major or (box, side)
        else:
            over_a_name = over_a_name or (box, side)
    return over_a_name or over_a_major


def _room_over_markers(plate: Plate, taken: Occupied, sides: Sequence[int]) -> tuple[Box, int] | None:
    free = ((plate.at_side(side), side) for side in sides)
    return next((each for each in free if not taken.hits(each[0])), None)


def _cells(box: Box) -> list[tuple[int, int]]:
    columns = range(int(box.left // CELL), int(box.right // CELL) + 1)
    rows = range(int(box.top // CELL), int(box.bottom // CELL) + 1)
    return [(column, row) for column in columns for row in rows]
