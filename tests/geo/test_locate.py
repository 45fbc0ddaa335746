"""What a dispatcher types for a place is found, or it is said that it is not known."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.geo.measure import between, metres, share_nearest
from console.geo.streets import StreetMap

STREETS = StreetMap.load()
NUMBERED = [street for street in STREETS.streets if street.number_range]

KNOWN = [
    ("8300 SANTA MONICA BL", "8300 Santa Monica Bl", "range"),
    ("8300 santa monica blvd", "8300 Santa Monica Bl", "range"),
    ("8300 Santa Monica", "8300 Santa Monica Bl", "range"),
    ("8300 W. Santa Monica Boulevard", "8300 Santa Monica Bl", "range"),
    ("  625   N  San  Vicente ", "625 N San Vicente Bl", "range"),
    ("780 North San Vicente", "780 N San Vicente Bl", "range"),
    ("900 N DOHENY DR", "900 N Doheny Dr", "range"),
    ("1000 kings rd", "1000 N Kings Rd", "range"),
    ("8341 DE LONGPRE AVE", "8341 De Longpre Av", "range"),
    ("800 BLK N SAN VICENTE", "800 block N San Vicente Bl", "block"),
    ("8900 block of sunset", "8900 block Sunset Bl", "block"),
    ("SANTA MONICA/SAN VICENTE", "Santa Monica Bl / N San Vicente Bl", "intersection"),
    ("Santa Monica Blvd / N San Vicente Blvd", "Santa Monica Bl / N San Vicente Bl", "intersection"),
    ("melrose & robertson", "Melrose Av / N Robertson Bl", "intersection"),
    ("MELROSE AT ROBERTSON", "Melrose Av / N Robertson Bl", "intersection"),
    ("Melrose and Robertson", "Melrose Av / N Robertson Bl", "intersection"),
    ("SUNSET/CLARK ST", "Sunset Bl / Clark St", "intersection"),
    ("doheny/santa monica", "N Doheny Dr / Santa Monica Bl", "intersection"),
    ("FAIRFAX/FOUNTAIN", "N Fairfax Av / Fountain Av", "intersection"),
    ("City Hall", "City Hall", "place"),
    ("LIBRARY", "Library", "place"),
    ("sheriffs station", "Sheriff's Station", "place"),
    ("Sheriff\u2019s Station", "Sheriff's Station", "place"),
    ("West Hollywood Park", "West Hollywood Park", "place"),
    ("AQUATIC & RECREATION CENTER", "Aquatic & Recreation Center", "place"),
    ("8750 El Tovar Pl", "Aquatic & Recreation Center", "place"),
    ("Santa Monica Bl", "Santa Monica Bl", "street"),
    ("la cienega", "N La Cienega Bl", "street"),
    ("n la cienega blvd", "N La Cienega Bl", "street"),
    ("palm ave", "Palm Av", "street"),
]

UNKNOWN = [
    "", " ", "/", "A/B", "Nowhere St", "8300", "8300 Nowhere St", "99999 Santa Monica Bl",
    "300 Doheny",  # South Doheny is just outside: without the N it could be either
    "300 S Doheny Dr",
    "900 Doheny Rd",  # another street than the Drive
    "Clark Dr",
    "8300 S Santa Monica Bl",
    "8300 Santa Monika Bl",  # never a near miss
    "Santa Monica/Sunset",  # they do not meet
    "Melrose/Melrose",
    "Sunset/Clark/Doheny",
    "-8300 Santa Monica Bl",
    "8300 Santa Monica Bl" + " " * 200,
    "\u0668\u0663\u0660\u0660 Santa Monica Bl",
    "<b>City Hall</b>",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "name", "level"), KNOWN)
def test_a_known_place_is_found_in_its_normal_form(typed, name, level):
    found = STREETS.locate(typed)
    assert found is not None
    assert (found.name, found.level) == (name, level)


@pytest.mark.parametrize("typed", UNKNOWN)
def test_an_unknown_place_is_not_guessed(typed):
    assert STREETS.locate(typed) is None


@pytest.mark.parametrize(("typed", "name", "level"), KNOWN)
def test_the_normal_form_is_found_again_at_the_same_spot(typed, name, level):
    first, again = STREETS.locate(typed), STREETS.locate(name)
    assert first is not None and again is not None
    assert metres((first.lat, first.lon), (again.lat, again.lon)) < 1


@given(st.text(max_size=150))
def test_any_text_is_an_answer_and_never_an_error(text):
    found = STREETS.locate(text)
    assert found is None or found.name


@given(st.sampled_from(NUMBERED), st.data())
def test_numbers_lie_in_order_along_their_street(street, data):
    low, high = street.number_range
    numbers = st.integers(low, high)
    a, b = sorted((data.draw(numbers), data.draw(numbers)))
    first, second = street.at_number(a), street.at_number(b)
    assert (first == second) == (a == b)
    assert _along(street, first) <= _along(street, second) + 0.01


@given(st.sampled_from(NUMBERED), st.integers(0, 99999))
def test_a_number_outside_the_range_stands_nowhere(street, number):
    low, high = street.number_range
    assert (street.at_number(number) is not None) == (low <= number <= high)


def _along(street, point):
    """Metres from the end with the low numbers, measured along the street."""
    known = [number for number in street.numbers if number is not None]
    points = street.points if known[0] < known[-1] else street.points[::-1]
    total, best = 0.0, (float("inf"), 0.0)
    for a, b in pairwise(points):
        share = share_nearest(point, a, b)
        off = metres(between(a, b, share), point)
        best = min(best, (off, total + share * metres(a, b)))
        total += metres(a, b)
    return best[1]
