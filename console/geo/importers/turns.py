"""Turns that are forbidden, as pairs of segments."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from console.geo.city import Segment
from console.geo.measure import Point


@dataclass(frozen=True, slots=True)
class Turn:
    """A rule at a crossing: from one road into another, both by identity; `only` allows no other turn."""

    begins: str
    via: Point
    ends: str
    only: bool


def forbidden(segments: Sequence[Segment], turns: Iterable[Turn]) -> frozenset[tuple[int, int]]:
    """Pairs of indexes: from one segment over the shared end into another that is not entered from it."""
    meeting: defaultdict[Point, list[int]] = defaultdict(list)
    for index, segment in enumerate(segments):
        for end in {segment.points[0], segment.points[-1]}:
            meeting[end].append(index)
    return frozenset(
        (begin, end)
        for turn in turns
        for begin in meeting[turn.via]
        if segments[begin].source_id == turn.begins
        for end in meeting[turn.via]
        if end != begin and (segments[end].source_id == turn.ends) != turn.only
    )
