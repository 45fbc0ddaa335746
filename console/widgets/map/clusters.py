"""Gathers units that stand too close to be told apart; a nearer view parts them again."""

from collections.abc import Iterable
from typing import NamedTuple

from console.board.views import FixView, UnitView

# So many units within a square of this many pixels become one sign; fewer when there are many in view.
SQUARE = 44.0
CROWD, DENSE_CROWD = 5, 2
DENSE_FROM = 150
# No two signs stand nearer than this, and a single unit that does joins the sign.
APART = 34.0
UNGATHERED = frozenset({"emergency"})


class Seen(NamedTuple):
    """A unit in view, at a spot in map pixels."""

    x: float
    y: float
    unit: UnitView
    fix: FixView


class Cluster(NamedTuple):
    """Units gathered at a spot in map pixels."""

    x: float
    y: float
    members: tuple[Seen, ...]

    @property
    def available(self) -> int:
        """How many of them are free to be sent."""
        return sum(member.unit.status == "available" for member in self.members)


def gather(seen: list[Seen], alone: str) -> tuple[list[Seen], list[Cluster]]:
    """Those that stand alone, and the clusters; the unit `alone` and emergencies are never gathered."""
    crowd = DENSE_CROWD if len(seen) > DENSE_FROM else CROWD
    squares: dict[tuple[int, int], list[Seen]] = {}
    for each in seen:
        squares.setdefault((int(each[0] // SQUARE), int(each[1] // SQUARE)), []).append(each)
    singles: list[Seen] = []
    crowds: list[list[Seen]] = []
    for members in squares.values():
        if len(members) >= crowd:
            members = _part(members, alone, singles)
        if len(members) >= crowd:
            crowds.append(members)
        else:
            singles += members
    return _join(singles, crowds, alone) if crowds else (singles, [])


def _part(members: list[Seen], alone: str, singles: list[Seen]) -> list[Seen]:
    """Those that may be gathered; the others are put with the singles."""
    held = [each for each in members if each.unit.call_sign == alone or each.unit.status in UNGATHERED]
    if not held:
        return members
    singles += held
    return [each for each in members if each not in held]


def _join(singles: list[Seen], crowds: list[list[Seen]], alone: str) -> tuple[list[Seen], list[Cluster]]:
    """Crowds whose signs would touch are one, and a single unit under a sign belongs to it."""
    grid = _Signs()
    for members in sorted(crowds, key=len, reverse=True):
        x = sum(each[0] for each in members) / len(members)
        y = sum(each[1] for each in members) / len(members)
        near = grid.near(x, y)
        if near is None:
            grid.add(x, y, members)
        else:
            near += members
    left = []
    for each in singles:
        near = grid.near(each[0], each[1])
        if near is None or each.unit.call_sign == alone or each.unit.status in UNGATHERED:
            left.append(each)
        else:
            near.append(each)
    return left, grid.clusters()


class _Signs:
    """The signs so far, in squares as large as they stand apart."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[tuple[float, float, list[Seen]]]] = {}

    def add(self, x: float, y: float, members: list[Seen]) -> None:
        self._squares.setdefault((int(x // APART), int(y // APART)), []).append((x, y, members))

    def near(self, x: float, y: float) -> list[Seen] | None:
        column, row = int(x // APART), int(y // APART)
        for square in _around(column, row):
            for at_x, at_y, members in self._squares.get(square, ()):
                if abs(at_x - x) < APART and abs(at_y - y) < APART:
                    return members
        return None

    def clusters(self) -> list[Cluster]:
        signs = (sign for square in self._squares.values() for sign in square)
        return [Cluster(x, y, tuple(members)) for x, y, members in signs]


def _around(column: int, row: int) -> Iterable[tuple[int, int]]:
    return ((column + across, row + down) for across in (0, -1, 1) for down in (0, -1, 1))
