"""Checks of roads one by one, of their numbers against each other, and of doubles."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from console.geo.city import Side
from console.geo.importers.findings import Findings
from console.geo.importers.found import Labels, Road
from console.geo.measure import metres

SHORTEST_M = 0.1
ODDS = {"odd": 1, "even": 0}


def check_road(road: Road, findings: Findings) -> bool:
    """Whether the road can be taken by itself."""
    before = findings.refused
    line, segment = road.segment.points, road.segment
    if sum(metres(a, b) for a, b in pairwise(line)) < SHORTEST_M:
        _refuse(
            findings, road, "geometry", "zero length", "has no length", "a line of two points that differ"
        )
    for side, labels in ((segment.left, road.left), (segment.right, road.right)):
        _check_side(road, side, labels, findings)
    _check_direction(road, findings)
    return findings.refused == before


def _check_side(road: Road, side: Side, labels: Labels, findings: Findings) -> None:
    if side.parity == "none":
        if side.start or side.end:
            said = f"says no numbers, but the range is {side.start}-{side.end}"
            _refuse(findings, road, labels.parity, "parity", said, "0 and 0, or the parity of the numbers")
        return
    if not side.start and not side.end:
        right = "the range's numbers, or the parity for none"
        _refuse(findings, road, labels.start, "parity", f"is 0-0 on a side that is {side.parity}", right)
        return
    wanted = ODDS.get(side.parity)
    for name, number in ((labels.start, side.start), (labels.end, side.end)):
        if wanted is not None and number % 2 != wanted:
            said = f"is {number} on a side that is {side.parity}"
            _refuse(findings, road, name, "parity", said, f"an {side.parity} number, or another parity")


def _check_direction(road: Road, findings: Findings) -> None:
    left, right = road.segment.left, road.segment.right
    rises = (left.end - left.start) * (right.end - right.start)
    if "none" not in (left.parity, right.parity) and rises < 0:
        said = f"{left.start}-{left.end} on the left, {right.start}-{right.end} on the right"
        right_form = "numbers that rise or fall on both sides, from the line's first point to its last"
        _refuse(
            findings, road, road.left.start, "direction", f"runs against the other side: {said}", right_form
        )


def _refuse(findings: Findings, road: Road, field: str, check: str, wrong: str, right: str) -> None:
    findings.refuse(road.row, field, check, wrong, right, road.segment.source_id)


@dataclass(frozen=True, slots=True)
class _Range:
    """Numbers of one side and one parity."""

    low: int
    high: int
    road: Road
    side: Side
    field: str

    def first(self, parity: str) -> int:
        return self.low if self.low % 2 == ODDS[parity] else self.low + 1


def check_overlaps(roads: Sequence[Road], findings: Findings) -> None:
    """Refuse a range that shares a number with another of the same street, municipality and parity."""
    ranges: defaultdict[tuple[str, str, str], list[_Range]] = defaultdict(list)
    for road in roads:
        for each in _ranges(road):
            street, town = str(road.segment.street).casefold(), each.side.municipality.casefold()
            for parity in ("odd", "even") if each.side.parity == "both" else (each.side.parity,):
                ranges[street, town, parity].append(each)
    told: set[tuple[int, str, int]] = set()
    for (_, _, parity), group in sorted(ranges.items(), key=lambda item: item[0]):
        _check_group(group, parity, findings, told)


def _ranges(road: Road) -> Iterator[_Range]:
    segment = road.segment
    for side, labels in ((segment.left, road.left), (segment.right, road.right)):
        if side.parity != "none" and segment.street.base:
            yield _Range(min(side.start, side.end), max(side.start, side.end), road, side, labels.start)


def _check_group(
    group: list[_Range], parity: str, findings: Findings, told: set[tuple[int, str, int]]
) -> None:
    group.sort(key=lambda each: (each.low, each.high, each.road.row))
    reach = group[0]
    for each in group[1:]:
        key = (each.road.row, each.field, reach.road.row)
        if each.first(parity) <= min(each.high, reach.high) and key not in told:
            told.add(key)
            other = f"{reach.low}-{reach.high} of row {reach.road.row}"
            said = f"{each.side.start}-{each.side.end} of {each.road.segment.street} overlaps {other}"
            _refuse(findings, each.road, each.field, "overlap", said, "each number once")
        if each.high > reach.high:
            reach = each


def check_doubles(roads: Sequence[Road], findings: Findings) -> None:
    """Refuse an identity that stands twice, and a line that is drawn twice for one street."""
    ids: dict[str, int] = {}
    lines: dict[object, int] = {}
    for road in roads:
        segment = road.segment
        if segment.source_id and ids.setdefault(segment.source_id, road.row) != road.row:
            said = f"{segment.source_id[:60]} stands in row {ids[segment.source_id]} too"
            _refuse(findings, road, "id", "duplicate id", said, "an identity of its own")
        line = tuple((round(lat, 6), round(lon, 6)) for lat, lon in segment.points)
        key = (segment.street, min(line, line[::-1]), road.levels)
        if lines.setdefault(key, road.row) != road.row:
            said = f"is the line of row {lines[key]} again"
            _refuse(findings, road, "geometry", "duplicate", said, "each line once")
