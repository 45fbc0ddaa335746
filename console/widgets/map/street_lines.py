"""Joins the segments of a street into the lines along which its name is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from console.geo.city import Segment, StreetName
from console.widgets.map.plates import Box

Spot = tuple[float, float]
"""(east, north) in metres from the middle of the city."""
RANKS = {"arterial": 0, "collector": 1, "local": 2, "alley": 3, "path": 4}
# As they are written on a map, where there is room for more than in a list.
WRITTEN = {"Bl": "Blvd", "Av": "Ave"}


@dataclass(frozen=True, slots=True)
class StreetLine:
    """A street without a gap; `kind` is that of its most important segment, `bounds` in metres."""

    text: str
    kind: str
    points: tuple[Spot, ...]
    bounds: Box = field(repr=False)


def written(street: StreetName) -> str:
    """As it is written on the map: N San Vicente Blvd."""
    return str(StreetName(street.base, WRITTEN.get(street.suffix, street.suffix), street.prefix, street.post))


def street_lines(street: StreetName, pieces: Iterable[tuple[Segment, tuple[Spot, ...]]]) -> list[StreetLine]:
    """The lines of one street from its segments and their points in metres."""
    lines: list[StreetLine] = []
    by_points = {points: segment.kind for segment, points in pieces if len(points) > 1}
    for members in _joined(list(by_points)):
        points = tuple(_walk(members))
        kind = min((by_points[member] for member, _ in members), key=lambda each: RANKS.get(each, 2))
        easts, norths = zip(*points, strict=True)
        bounds = Box(min(easts), min(norths), max(easts), max(norths))
        lines.append(StreetLine(written(street), kind, points, bounds))
    return lines


Member = tuple[tuple[Spot, ...], bool]


def _joined(lines: Sequence[tuple[Spot, ...]]) -> list[list[Member]]:
    """Chains of lines that share an end; a member is a line and whether it runs against the chain."""
    at_end: dict[Spot, list[tuple[Spot, ...]]] = {}
    for line in lines:
        at_end.setdefault(line[0], []).append(line)
        at_end.setdefault(line[-1], []).append(line)
    used: set[tuple[Spot, ...]] = set()
    chains = []
    for line in lines:
        if line not in used:
            used.add(line)
            ahead = list(_onwards(line[-1], at_end, used))
            behind = list(_onwards(line[0], at_end, used))
            chains.append([*((each, not turned) for each, turned in behind[::-1]), (line, False), *ahead])
    return chains


def _onwards(end: Spot, at_end: dict[Spot, list[tuple[Spot, ...]]], used: set) -> Iterator[Member]:
    """The lines that follow from an end, until there is none that was not used."""
    while (onward := next((line for line in at_end[end] if line not in used), None)) is not None:
        used.add(onward)
        turned = onward[0] != end
        yield onward, turned
        end = onward[0] if turned else onward[-1]


def _walk(members: Iterable[Member]) -> Iterator[Spot]:
    last: Spot | None = None
    for line, turned in members:
        for spot in reversed(line) if turned else line:
            if spot != last:
                yield spot
            last = spot
