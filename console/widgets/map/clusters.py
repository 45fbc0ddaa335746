"""Gathers units that stand too close to be told apart; a nearer view parts them again."""

from typing import NamedTuple

from console.board.views import FixView, UnitView

# So many units within a square of this many pixels become one sign; fewer when there are many in view.
SQUARE = 48.0
CROWD, DENSE_CROWD = 5, 2
DENSE_FROM = 150
# A sign stands by its first unit, but no further from the middle of the square: no two signs ever touch.
SWAY = 7.0
UNGATHERED = frozenset({"emergency"})

Seen = tuple[float, float, UnitView, FixView]
"""A unit in view: its spot in map pixels, the unit, its fix. A plain tuple: there are 1,000 at each tick."""


class Cluster(NamedTuple):
    """Units gathered at a spot in map pixels."""

    x: float
    y: float
    members: list[Seen]

    @property
    def available(self) -> int:
        """How many of them are free to be sent."""
        return sum([member[2].status == "available" for member in self.members])


def gather(seen: list[Seen], alone: str) -> tuple[list[Seen], list[Cluster]]:
    """Those that stand alone, and the clusters; the unit `alone` and emergencies are never gathered."""
    crowd = DENSE_CROWD if len(seen) > DENSE_FROM else CROWD
    squares: dict[tuple[float, float], list[Seen]] = {}
    for each in seen:
        square = each[0] // SQUARE, each[1] // SQUARE
        if square in squares:
            squares[square].append(each)
        else:
            squares[square] = [each]
    singles: list[Seen] = []
    clusters: list[Cluster] = []
    for square, members in squares.items():
        if len(members) >= crowd:
            members = _without_held(members, alone, singles)
        if len(members) >= crowd:
            clusters.append(_cluster(square, members))
        else:
            singles += members
    return singles, clusters


def _without_held(members: list[Seen], alone: str, singles: list[Seen]) -> list[Seen]:
    """Those that may be gathered; the others are put with the singles."""
    held = [each for each in members if each[2].call_sign == alone or each[2].status in UNGATHERED]
    if not held:
        return members
    singles += held
    return [each for each in members if each not in held]


def _cluster(square: tuple[float, float], members: list[Seen]) -> Cluster:
    middle_x, middle_y = (square[0] + 0.5) * SQUARE, (square[1] + 0.5) * SQUARE
    x = min(middle_x + SWAY, max(middle_x - SWAY, members[0][0]))
    y = min(middle_y + SWAY, max(middle_y - SWAY, members[0][1]))
    return Cluster(x, y, members)
