"""Travel times: what must hold on any streets, and what a dispatcher knows of these."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from console.geo.city import City, Segment, StreetName
from console.geo.city_file import training_city
from console.geo.closures import Closure
from console.geo.graph import StreetGraph
from console.geo.measure import Point, between, metres, share_nearest
from console.geo.modes import MODES
from console.geo.travel import Start, Travel, Trip
from tests.geo.grids import BLOCK, CITIES, INSIDE, OPEN_CITIES, SOUTH, WEST, by_networkx, grid

HOME = StreetGraph(training_city())
PIECES = [pair for segment in HOME.city.segments for pair in pairwise(segment.points)]
ANYWHERE = st.tuples(st.floats(34.0775, 34.0975), st.floats(-118.3895, -118.3445))
MODE = st.sampled_from(MODES)
A, B, C, D = ((SOUTH, WEST), (SOUTH, WEST + BLOCK), (SOUTH + BLOCK, WEST + BLOCK), (SOUTH + BLOCK, WEST))


def trip(travel: Travel, a: Point, b: Point, mode: str = "car") -> Trip:
    return travel.times(b, {"it": Start(a, mode)})["it"]


def seconds(travel: Travel, a: Point, b: Point, mode: str = "car") -> float:
    found = trip(travel, a, b, mode).seconds
    return float("inf") if found is None else found


def street(name: str, *points: Point, **more: object) -> Segment:
    return replace(Segment(StreetName(name, "St"), points), **more)


def square(**more: object) -> Travel:
    """Four blocks around a square; `more` is about the first, from A to B."""
    sides = (street("South", A, B, **more), street("East", B, C), street("North", C, D), street("West", D, A))
    return Travel(StreetGraph(City("Square", segments=sides)))


@given(OPEN_CITIES, INSIDE, INSIDE, INSIDE, MODE)
def test_no_detour_is_quicker_than_the_quickest_way(
    city: City, a: Point, b: Point, c: Point, mode: str
) -> None:
    travel = Travel(StreetGraph(city))
    # A point within half a metre of a corner counts as the corner.
    assert seconds(travel, a, c, mode) <= seconds(travel, a, b, mode) + seconds(travel, b, c, mode) + 0.5


@given(
    CITIES,
    INSIDE,
    INSIDE,
    MODE,
    st.lists(INSIDE, min_size=3, max_size=5),
    st.sets(MODE),
    st.sets(st.integers(0, 3)),
)
def test_a_closure_never_makes_a_way_shorter(
    city: City, a: Point, b: Point, mode: str, outline: list[Point], stops: set[str], whole: set[int]
) -> None:
    graph = StreetGraph(city)
    segments = frozenset(index for index in whole if index < len(city.segments))
    closure = Closure(frozenset(stops), tuple(outline), segments)
    closed = Travel(graph, (closure,), 1)
    assert seconds(closed, a, b, mode) >= seconds(Travel(graph), a, b, mode) - 1e-6
    again = Travel(graph, (closure, Closure(frozenset({mode}), tuple(outline))), 2)
    assert seconds(again, a, b, mode) >= seconds(closed, a, b, mode) - 1e-6


@given(CITIES, INSIDE, INSIDE, MODE, st.lists(INSIDE, min_size=3, max_size=3), st.sets(MODE))
def test_the_times_are_those_of_an_independent_search(
    city: City, a: Point, b: Point, mode: str, outline: list[Point], stops: set[str]
) -> None:
    travel = Travel(StreetGraph(city), (Closure(frozenset(stops), tuple(outline)),))
    roads = travel.roads(mode)
    assume(roads.nearest(a) is not None and roads.nearest(b) is not None)
    wanted, found = by_networkx(roads, a, b), trip(travel, a, b, mode)
    if wanted is None:
        assert found.how == "unreachable"
        return
    beside = sum(max(0.0, roads.nearest(point).off_m - 25.0) / 1.4 for point in (a, b))
    assert found.seconds == pytest.approx(wanted + beside, abs=1e-6)


@given(CITIES, INSIDE, INSIDE)
def test_on_foot_the_way_back_takes_as_long(city: City, a: Point, b: Point) -> None:
    travel = Travel(StreetGraph(city))
    assert seconds(travel, a, b, "foot") == pytest.approx(seconds(travel, b, a, "foot"), abs=1e-6)


@given(CITIES, INSIDE, INSIDE, MODE)
def test_a_route_takes_as_long_as_was_said(city: City, a: Point, b: Point, mode: str) -> None:
    travel = Travel(
        StreetGraph(replace(city, segments=tuple(replace(s, kind="local") for s in city.segments)))
    )
    found = trip(travel, a, b, mode)
    assume(found.seconds is not None)
    way = travel.route(a, b, mode)
    ridden = sum(metres(*step) for step in pairwise(way[1:-1])) if len(way) > 3 else 0.0
    pace = {"car": 6.5, "bike": 4.5, "utv": 7.0, "foot": 1.4}[mode]
    beside = sum(max(0.0, metres(*end) - 25.0) / 1.4 for end in (way[:2], way[-2:])) if len(way) > 3 else 0
    if len(way) > 3:
        assert found.seconds == pytest.approx(ridden / pace + beside, rel=0.01, abs=0.5)


def test_a_one_way_is_a_detour_for_cars_and_nothing_to_walkers() -> None:
    west, east = between(A, B, 0.3), between(A, B, 0.7)
    one_way = square(one_way="with")
    assert seconds(one_way, west, east) == pytest.approx(seconds(square(), west, east))
    # Back, it goes on to the end and around the square.
    assert seconds(one_way, east, west) > 6 * seconds(one_way, west, east)
    assert seconds(one_way, east, west, "foot") == pytest.approx(seconds(one_way, west, east, "foot"))
    against = square(one_way="against")
    assert seconds(against, east, west) == pytest.approx(seconds(one_way, west, east))


def test_whoever_stands_on_the_corner_may_take_any_street() -> None:
    one_way = square(one_way="with")
    assert seconds(one_way, A, D) == pytest.approx(seconds(square(), A, D))
    assert seconds(one_way, C, B) == pytest.approx(seconds(square(), C, B))


def test_a_unit_sets_out_towards_the_nearer_end() -> None:
    near_b = between(A, B, 0.9)
    assert seconds(square(), near_b, C) < seconds(square(), between(A, B, 0.5), C) < seconds(square(), A, C)


def test_a_closed_block_is_driven_around_and_walked_through() -> None:
    graph = square().graph
    closed = Travel(graph, (Closure(segments=frozenset({0})),))
    assert seconds(closed, A, B) > 2.5 * seconds(Travel(graph), A, B)
    assert seconds(closed, A, B, "foot") == pytest.approx(seconds(Travel(graph), A, B, "foot"))
    inside = between(A, B, 0.5)
    assert trip(closed, C, inside).how == "unreachable"
    assert trip(closed, inside, C).how == "unreachable"
    assert trip(closed, C, inside, "utv").seconds is not None
    assert closed.closed_segments == {0}


def test_a_utv_goes_at_a_walking_crowds_pace_where_cars_may_not() -> None:
    graph = square().graph
    west, east = between(A, B, 0.2), between(A, B, 0.8)
    metres_between = metres(west, east)
    assert seconds(Travel(graph), west, east, "utv") == pytest.approx(metres_between / 7.0, rel=0.001)
    closed = Travel(graph, (Closure(segments=frozenset({0})),))
    assert seconds(closed, west, east, "utv") == pytest.approx(metres_between / 3.0, rel=0.001)


def test_emergency_access_lets_cars_in_slowly_and_a_full_stop_lets_nobody_in() -> None:
    graph = square().graph
    west, east = between(A, B, 0.2), between(A, B, 0.8)
    access = Travel(graph, (Closure(frozenset(), segments=frozenset({0})),))
    assert seconds(Travel(graph), west, east) < seconds(access, west, east) < float("inf")
    full = Travel(graph, (Closure(frozenset(MODES), segments=frozenset({0})),))
    assert all(trip(full, A, between(A, B, 0.5), mode).how == "unreachable" for mode in MODES)


def test_an_outline_closes_only_the_part_of_a_block_inside_it() -> None:
    east_half = tuple(
        (SOUTH + up * BLOCK, WEST + over * BLOCK)
        for up, over in ((-0.1, 0.6), (0.1, 0.6), (0.1, 0.9), (-0.1, 0.9))
    )
    closed = Travel(square().graph, (Closure(outline=east_half),))
    assert seconds(closed, A, between(A, B, 0.3)) < 10
    assert trip(closed, A, between(A, B, 0.7)).how == "unreachable"
    assert seconds(closed, A, between(A, B, 0.95)) > 3 * seconds(square(), A, between(A, B, 0.95))


def test_a_forbidden_turn_is_driven_around_and_walked() -> None:
    plus = (
        street("West", (SOUTH, WEST), (SOUTH, WEST + BLOCK)),
        street("East", (SOUTH, WEST + BLOCK), (SOUTH, WEST + 2 * BLOCK)),
        street("North", (SOUTH, WEST + BLOCK), (SOUTH + BLOCK, WEST + BLOCK)),
        street("Back", (SOUTH, WEST + 2 * BLOCK), (SOUTH + BLOCK, WEST + BLOCK)),
    )
    free = Travel(StreetGraph(City("Plus", segments=plus)))
    bound = Travel(StreetGraph(City("Plus", segments=plus, no_turns=frozenset({(0, 2)}))))
    west, north = between(*plus[0].points, 0.5), between(*plus[2].points, 0.5)
    assert seconds(bound, west, north) > 2 * seconds(free, west, north)
    assert seconds(bound, north, west) == pytest.approx(seconds(free, north, west))
    assert seconds(bound, west, north, "foot") == pytest.approx(seconds(free, west, north, "foot"))
    way = bound.route(west, north)
    assert plus[1].points[-1] in way and plus[1].points[-1] not in free.route(west, north)


def test_paths_and_streets_without_utvs() -> None:
    park = square(kind="path")
    assert seconds(park, A, B) > 2 * seconds(square(), A, B)
    assert all(seconds(park, A, B, mode) < seconds(park, A, B) for mode in ("utv", "bike"))
    assert seconds(square(utv=False), A, B, "utv") > 2 * seconds(square(), A, B, "utv")


def test_a_posted_speed_counts_where_it_is_known() -> None:
    assert seconds(square(speed_kmh=60), A, B) < seconds(square(), A, B) < seconds(square(speed_kmh=10), A, B)


def test_far_from_every_street_nothing_is_said_but_the_straight_line() -> None:
    found = trip(square(), (SOUTH - 0.1, WEST), A)
    assert (found.how, found.seconds) == ("off the map", None)
    assert found.metres == pytest.approx(11_120, rel=0.001)
    assert trip(square(), A, (SOUTH - 0.1, WEST)).how == "off the map"


def test_away_from_the_street_the_rest_is_walked() -> None:
    off = (SOUTH - BLOCK, WEST + BLOCK / 2)
    on = (SOUTH, WEST + BLOCK / 2)
    assert seconds(square(), A, off) - seconds(square(), A, on) == pytest.approx((111.2 - 25) / 1.4, rel=0.01)


def test_one_question_times_units_of_every_mode() -> None:
    travel = Travel(HOME)
    corner = (34.08490, -118.38406)
    starts = {mode: Start((34.09083, -118.36147), mode) for mode in MODES}
    together = travel.times(corner, starts)
    assert {mode: trip(travel, starts[mode].point, corner, mode) for mode in MODES} == together
    assert together["car"].seconds < together["bike"].seconds < together["foot"].seconds


def test_a_closure_takes_nothing_from_whoever_asked_before() -> None:
    west, east = between(A, B, 0.2), between(A, B, 0.8)
    before = square()
    open_s = seconds(before, west, east)
    after = Travel(before.graph, (Closure(segments=frozenset({0})),), before.version + 1)
    assert trip(after, west, east).how == "unreachable"
    assert seconds(before, west, east) == open_s
    assert seconds(Travel(before.graph), west, east) == open_s


def off_street(point: Point) -> float:
    return min(metres(point, between(a, b, share_nearest(point, a, b))) for a, b in PIECES)


@given(ANYWHERE, ANYWHERE, MODE)
def test_a_route_begins_and_ends_where_asked_and_keeps_to_the_streets(a: Point, b: Point, mode: str) -> None:
    way = Travel(HOME).route(a, b, mode)
    assert (way[0], way[-1]) == (a, b)
    assert all(
        off_street(between(*step, share)) < 0.5 for step in pairwise(way[1:-1]) for share in (0, 0.5, 1)
    )


def test_to_where_one_already_is_the_route_stays() -> None:
    here = (34.0849, -118.38406)
    way = Travel(HOME).route(here, here)
    assert len(way) >= 2 and sum(metres(a, b) for a, b in pairwise(way)) < 1.0


def test_a_city_without_streets_knows_no_way() -> None:
    nowhere = Travel(StreetGraph(City("Nowhere")), (Closure(outline=(A, B, C)),))
    assert trip(nowhere, A, B).how == "off the map"
    assert nowhere.route(A, B) == (A, B)


def test_the_grid_of_these_tests_has_every_kind_of_street() -> None:
    segments = [segment for seed in range(20) for segment in grid(4, seed).segments]
    assert {segment.kind for segment in segments} == {"arterial", "collector", "local", "alley", "path"}
    assert {segment.one_way for segment in segments} == {"", "with", "against"}
