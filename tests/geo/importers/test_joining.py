"""Streets meet where their data says so: ends are brought together, lines cut, every number kept once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.geo.city import Area, Segment, Side, StreetName
from console.geo.importers.check_topology import check_ends
from console.geo.importers.findings import Findings
from console.geo.importers.found import Labels, Road
from console.geo.importers.joining import join, shared_out
from console.geo.importers.municipalities import Municipalities
from console.geo.measure import METRES_PER_DEGREE, Point

LABELS = Labels("from", "to", "parity")
STEP = 1.0 / METRES_PER_DEGREE
"""A metre, as degrees of latitude."""


def at(east: float, north: float) -> Point:
    """A spot so many metres from the equator's zero, where a degree is as long either way."""
    return north * STEP, east * STEP


def road(row: int, name: str, *points: Point, levels: tuple[int, int] = (0, 0), **more: Any) -> Road:
    return Road(row, Segment(StreetName(name), points, **more), LABELS, LABELS, levels)


def pieces(*roads: Road) -> list[tuple[str, tuple[Point, ...]]]:
    return [(each.segment.street.base, each.segment.points) for each in join(roads)]


def told(*roads: Road) -> list[tuple[int, str]]:
    """Row and reason of each end that is told to lie beside another street."""
    findings = Findings()
    check_ends(join(roads), findings)
    return [(each.row, each.wrong) for each in findings.kept]


def test_an_end_on_a_vertex_of_another_street_cuts_it_there() -> None:
    alder = road(1, "Alder", at(0, 0), at(50, 0), at(100, 0))
    birch = road(2, "Birch", at(50.3, 0.2), at(50, 80))
    assert pieces(alder, birch) == [
        ("Alder", (at(0, 0), at(50.3, 0.2))),
        ("Alder", (at(50.3, 0.2), at(100, 0))),
        ("Birch", (at(50.3, 0.2), at(50, 80))),
    ]


def test_an_end_in_the_middle_of_a_line_without_a_vertex_is_told_and_not_joined() -> None:
    roads = (road(1, "Alder", at(0, 0), at(100, 0)), road(2, "Birch", at(50, 0), at(50, 80)))
    assert len(pieces(*roads)) == 2
    ((row, wrong),) = told(*roads)
    assert row == 2
    assert "0.0 m from Alder (row 1)" in wrong


def test_lines_that_only_cross_do_not_meet() -> None:
    roads = (road(1, "Alder", at(0, 0), at(100, 0)), road(2, "Birch", at(50, -50), at(50, 50)))
    assert len(pieces(*roads)) == 2
    assert not told(*roads)


def test_two_streets_with_a_vertex_in_common_meet_there() -> None:
    alder = road(1, "Alder", at(0, 0), at(50, 0), at(100, 0))
    birch = road(2, "Birch", at(50, -50), at(50, 0), at(50, 50))
    assert len(pieces(alder, birch)) == 4


def test_a_bridge_meets_nothing_of_what_it_crosses() -> None:
    below = road(1, "Alder", at(0, 0), at(50, 0), at(100, 0))
    bridge = road(2, "Birch", at(50, -50), at(50, 0), at(50, 50), levels=(1, 1))
    ramp = road(3, "Ramp", at(50, 50), at(80, 90), levels=(1, 0))
    found = pieces(below, bridge, ramp)
    assert [name for name, _ in found] == ["Alder", "Birch", "Ramp"]
    assert found[1][1][-1] == found[2][1][0]
    assert found[1][1][-1] != at(50, 50)


def test_an_end_that_is_far_from_all_is_a_dead_end() -> None:
    assert not told(road(1, "Alder", at(0, 0), at(100, 0)), road(2, "Birch", at(50, 4), at(50, 80)))


@pytest.mark.parametrize(("gap", "is_told"), [(0.4, False), (0.6, True), (2.9, True), (3.1, False)])
def test_ends_a_little_apart_are_one_those_farther_apart_are_told(gap: float, is_told: bool) -> None:
    roads = (road(1, "Alder", at(0, 0), at(100, 0)), road(2, "Alder", at(100 + gap, 0), at(200, 0)))
    first, second = join(roads)
    assert (first.segment.points[-1] == second.segment.points[0]) == (gap < 0.5)
    assert bool(told(*roads)) == is_told


def test_a_loop_and_a_line_over_itself_are_cut_once_each() -> None:
    loop = road(1, "Loop", at(0, 0), at(50, 0), at(50, 50), at(0, 50), at(0, 0))
    assert len(pieces(loop)) == 1
    eight = road(2, "Eight", at(0, 0), at(50, 50), at(100, 100), at(100, 0), at(50, 50), at(0, 100))
    assert len(pieces(eight)) == 3


def test_numbers_go_with_the_length_of_the_pieces() -> None:
    rising = shared_out(Side(100, 198, "even", "Testville"), [0.0, 0.5, 1.0])
    assert rising == [Side(100, 148, "even", "Testville"), Side(150, 198, "even", "Testville")]
    falling = shared_out(Side(199, 101, "odd"), [0.0, 0.25, 1.0])
    assert falling == [Side(199, 177, "odd"), Side(175, 101, "odd")]


@pytest.mark.hypothesis
@given(
    st.integers(1, 9998),
    st.integers(0, 200),
    st.sampled_from(["odd", "even", "both"]),
    st.booleans(),
    st.lists(st.floats(0.001, 0.999), max_size=6),
)
def test_every_number_is_on_one_piece_and_in_order(
    first: int, more: int, parity: str, falls: bool, cuts: list[float]
) -> None:
    step = 1 if parity == "both" else 2
    low = first if parity == "both" or first % 2 == (parity == "odd") else first + 1
    start, end = (low + more * step, low) if falls else (low, low + more * step)
    step, past = (-step, -1) if falls else (step, 1)
    parts = shared_out(Side(start, end, parity), [0.0, *sorted(cuts), 1.0])
    there = [part for part in parts if part.parity != "none"]
    numbers = [number for part in there for number in range(part.start, part.end + past, step)]
    assert numbers == list(range(start, end + past, step))
    assert all(part.parity == parity for part in there)


spots = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda cell: at(cell[0] * 40.0, cell[1] * 40.0))


@pytest.mark.hypothesis
@given(st.lists(st.lists(spots, min_size=2, max_size=5, unique=True), min_size=1, max_size=6))
def test_what_is_joined_meets_only_at_ends_and_loses_no_length(lines: list[list[Point]]) -> None:
    roads = [road(row, f"Street {row}", *line) for row, line in enumerate(lines, start=1)]
    joined = join(roads)
    ends = {end for piece in joined for end in (piece.segment.points[0], piece.segment.points[-1])}
    for piece in joined:
        assert len(piece.segment.points) >= 2
        assert not ends & set(piece.segment.points[1:-1])
    for each in roads:
        mine = [piece.segment.points for piece in joined if piece.row == each.row]
        line = [*mine[0], *(spot for part in mine[1:] for spot in part[1:])]
        assert line == list(each.segment.points)


def test_municipalities_of_both_sides_come_from_their_outlines_where_the_file_says_nothing() -> None:
    town = Area("municipality", "Testville", (at(0, 0), at(100, 0), at(100, 100), at(0, 100)))
    east = road(1, "Limit", at(100, 0), at(100, 100))
    said = road(2, "Said", at(50, 0), at(50, 50), left=Side(municipality="Elsewhere"))
    first, second = (each.segment for each in Municipalities([town]).filled([east, said]))
    assert (first.left.municipality, first.right.municipality) == ("Testville", "")
    assert (second.left.municipality, second.right.municipality) == ("Elsewhere", "Testville")
