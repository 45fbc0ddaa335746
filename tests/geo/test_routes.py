"""The way a simulated unit drives begins and ends where asked and keeps to the streets."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from console.geo.measure import between, metres, share_nearest
from console.geo.streets import StreetMap

STREETS = StreetMap.load()
SEGMENTS = [segment for street in STREETS.streets for segment in pairwise(street.points)]
INSIDE = st.tuples(st.floats(34.0775, 34.0975), st.floats(-118.3895, -118.3445))


def off_street(point):
    return min(metres(point, between(a, b, share_nearest(point, a, b))) for a, b in SEGMENTS)


def length(way):
    return sum(metres(a, b) for a, b in pairwise(way))


@settings(max_examples=25, deadline=None)
@given(INSIDE, INSIDE)
def test_a_route_begins_and_ends_where_asked_and_keeps_to_the_streets(a, b):
    way = STREETS.route(a, b)
    assert (way[0], way[-1]) == (a, b)
    assert all(off_street(point) < 0.5 for point in way[1:-1])
    assert all(off_street(between(*step, 0.5)) < 0.5 for step in pairwise(way[1:-1]))
    assert length(way) >= metres(a, b) * 0.999


def test_between_two_corners_of_one_street_it_is_that_street():
    a, b = STREETS.locate("Santa Monica/Fairfax"), STREETS.locate("Santa Monica/San Vicente")
    way = STREETS.route((a.lat, a.lon), (b.lat, b.lon))
    boulevard = next(street for street in STREETS.streets if street.base == "Santa Monica")
    assert set(way) <= set(boulevard.points)


def test_to_where_one_already_is_the_route_stays():
    here = (34.0849, -118.38406)
    assert length(STREETS.route(here, here)) == 0
    assert len(STREETS.route(here, here)) == 2


def test_a_place_is_told_by_its_corner_or_its_street():
    assert STREETS.near(34.0849, -118.3841) == "Santa Monica Bl / N San Vicente Bl"
    assert STREETS.near(34.0940, -118.3479 - 0.0001).startswith("Fountain Av")
    assert STREETS.near(34.0833, -118.3766) == "N La Cienega Bl"
    assert STREETS.near(35.0, -118.0) == "Off the street map"


def test_distances_are_metres():
    assert abs(STREETS.metres((34.0, -118.0), (34.01, -118.0)) - 1112) < 2
    assert abs(STREETS.metres((34.0, -118.0), (34.0, -118.01)) - 922) < 2
