"""Which segments a closure takes: between two cross-streets, and inside an outline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.geo.city import StreetName
from console.geo.city_file import training_city
from console.geo.closures import Closure, between_crossings, crossings, spans_of
from console.geo.graph import StreetGraph
from console.geo.measure import distances

CITY = training_city()
GRAPH = StreetGraph(CITY)
SANTA_MONICA = StreetName("Santa Monica", "Bl")
LA_CIENEGA = StreetName("La Cienega", "Bl", "N")
SAN_VICENTE = StreetName("San Vicente", "Bl", "N")
DOHENY = StreetName("Doheny", "Dr", "N")


def length(indexes: tuple[int, ...]) -> float:
    return sum(distances(CITY.segments[index].points)[-1] for index in indexes)


def test_between_two_cross_streets_lies_a_chain_of_that_street_alone() -> None:
    found = between_crossings(CITY, SANTA_MONICA, LA_CIENEGA, DOHENY)
    assert {CITY.segments[index].street for index in found} == {SANTA_MONICA}
    assert length(found) == pytest.approx(1570, rel=0.05)
    assert sorted(between_crossings(CITY, SANTA_MONICA, DOHENY, LA_CIENEGA)) == sorted(found)
    part = between_crossings(CITY, SANTA_MONICA, LA_CIENEGA, SAN_VICENTE)
    assert set(part) < set(found)


def test_a_street_that_does_not_meet_both_gives_nothing() -> None:
    assert between_crossings(CITY, SANTA_MONICA, LA_CIENEGA, StreetName("Sunset", "Bl")) == ()
    assert between_crossings(CITY, StreetName("Nowhere", "St"), LA_CIENEGA, SAN_VICENTE) == ()
    assert between_crossings(CITY, SANTA_MONICA, LA_CIENEGA, LA_CIENEGA) == ()


def test_the_cross_streets_are_those_that_share_a_corner() -> None:
    met = crossings(CITY, SANTA_MONICA)
    assert {LA_CIENEGA, SAN_VICENTE, DOHENY} <= set(met)
    assert SANTA_MONICA not in met and StreetName("Sunset", "Bl") not in met


@given(
    st.floats(34.080, 34.095),
    st.floats(-118.388, -118.35),
    st.floats(0.0005, 0.004),
    st.integers(0, 3),
)
def test_an_outline_covers_what_lies_in_it_and_no_more(
    lat: float, lon: float, size: float, turn: int
) -> None:
    corners = ((lat, lon), (lat, lon + size), (lat + size, lon + size), (lat + size, lon))
    outline = corners[turn:] + corners[:turn]
    spans = spans_of(Closure(outline=outline), CITY.segments, GRAPH.spots, GRAPH.plane)
    for index, segment in enumerate(CITY.segments):
        along = distances(segment.points)
        covered = sum(high - low for low, high in spans.get(index, ()))
        ends = [lat <= y <= lat + size and lon <= x <= lon + size for y, x in segment.points]
        if all(ends):
            assert covered == pytest.approx(1.0)
        assert 0.0 <= covered <= 1.0 + 1e-9 and along[-1] > 0


def test_an_outline_of_two_points_covers_nothing() -> None:
    outline = ((34.08, -118.39), (34.09, -118.35))
    assert spans_of(Closure(outline=outline), CITY.segments, GRAPH.spots, GRAPH.plane) == {}
