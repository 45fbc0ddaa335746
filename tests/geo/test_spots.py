"""The nearest spot on the streets, found by cells, is the one that a look at every piece finds."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.geo.city_file import training_city
from console.geo.graph import StreetGraph
from console.geo.measure import Point, between, distances, metres, share_nearest
from console.geo.spots import FARTHEST_M, stretch

GRAPH = StreetGraph(training_city())
PIECES = [pair for segment in GRAPH.city.segments for pair in pairwise(segment.points)]
ANYWHERE = st.tuples(st.floats(34.070, 34.105), st.floats(-118.400, -118.335))


@given(ANYWHERE)
def test_no_piece_is_nearer_than_the_spot(point: Point) -> None:
    nearest = min(metres(point, between(a, b, share_nearest(point, a, b))) for a, b in PIECES)
    spot = GRAPH.spots.nearest(point)
    if spot is None:
        assert nearest > FARTHEST_M * 0.99
        return
    assert spot.off_m == pytest.approx(nearest, rel=0.002, abs=0.01)
    (there, *_) = stretch(GRAPH.city.segments[spot.segment].points, spot.share, 1.0, GRAPH.plane)
    assert metres(point, there) == pytest.approx(spot.off_m, rel=0.002, abs=0.6)


@given(st.lists(ANYWHERE, max_size=12))
def test_many_at_once_are_found_as_one_by_one(points: list[Point]) -> None:
    assert GRAPH.spots.nearest_of(points) == [GRAPH.spots.nearest(point) for point in points]


@given(ANYWHERE, st.sets(st.integers(0, len(GRAPH.city.segments) - 1)))
def test_only_allowed_segments_are_found(point: Point, allowed: set[int]) -> None:
    flags = np.zeros(len(GRAPH.city.segments), dtype=bool)
    flags[list(allowed)] = True
    spot = GRAPH.spots.nearest(point, flags)
    assert spot is None or spot.segment in allowed


@given(st.integers(0, len(GRAPH.city.segments) - 1), st.floats(0, 1), st.floats(0, 1))
def test_a_stretch_is_as_long_as_its_share(index: int, start: float, end: float) -> None:
    points = GRAPH.city.segments[index].points
    part = stretch(points, start, end, GRAPH.plane)
    wanted = abs(end - start) * GRAPH.spots.lengths[index]
    assert distances(part)[-1] == pytest.approx(wanted, rel=0.002, abs=0.01)
    assert all(math.isfinite(value) for point in part for value in point)
