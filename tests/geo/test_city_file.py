"""A city's file gives back what was written, and the training city is what its streets say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.geo.city import AddressPoint, Area, City, Place, Segment, Side, StreetAlias, StreetName
from console.geo.city_file import read_city, training_city, write_city

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12)
degrees = st.floats(-89, 89, allow_nan=False)
spots = st.tuples(degrees, degrees)
names = st.builds(StreetName, words, words, st.just(""), st.just(""))
sides = st.one_of(
    st.builds(Side, st.just(0), st.just(0), st.just("none"), words),
    st.builds(
        Side, st.integers(1, 99_999), st.integers(1, 99_999), st.sampled_from(["odd", "even", "both"]), words
    ),
)
segments = st.builds(
    Segment,
    names,
    st.lists(spots, min_size=2, max_size=4).map(tuple),
    sides,
    sides,
    st.sampled_from(["arterial", "local", "path"]),
    st.sampled_from(["", "with", "against"]),
    st.integers(0, 100),
    st.booleans(),
)
cities = st.builds(
    City,
    words,
    words,
    st.lists(segments, max_size=3).map(tuple),
    st.lists(st.builds(AddressPoint, st.integers(1, 99_999), names, degrees, degrees), max_size=3).map(tuple),
    st.lists(st.builds(Place, words, degrees, degrees), max_size=3).map(tuple),
    st.lists(
        st.builds(Area, st.just("beat"), words, st.lists(spots, min_size=3, unique=True).map(tuple)),
        max_size=2,
    ).map(tuple),
    st.lists(st.builds(StreetAlias, words, names), max_size=2).map(tuple),
    st.frozensets(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3),
)


@given(cities)
def test_what_is_written_is_read_again(city: City) -> None:
    assert read_city(write_city(city)) == city


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"features": [{}]}'])
def test_what_is_no_city_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        read_city(text)


def test_numbers_stand_on_the_side_that_they_have_in_the_city() -> None:
    side = next(
        side
        for segment in training_city().segments
        if str(segment.street) == "Santa Monica Bl"
        for side in (segment.left, segment.right)
        if side.holds(8300)
    )

    assert side.parity == "even"
    assert not side.holds(8301)
    assert side.municipality == "West Hollywood"


def test_a_street_on_the_limits_has_another_city_on_its_other_side() -> None:
    doheny = [segment for segment in training_city().segments if segment.street.base == "Doheny"]

    assert {"Beverly Hills", "West Hollywood"} <= {
        side.municipality for segment in doheny for side in (segment.left, segment.right)
    }
