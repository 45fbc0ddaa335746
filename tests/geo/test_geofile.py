"""The geofile answers what dispatchers type, at once or with choices, and never guesses by itself."""

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.geo.candidate import Candidate, sole
from console.geo.city_file import training_city
from console.geo.geofile import Geofile
from console.geo.place_text import LONGEST

HERE = Path(__file__).parent
FIRST_SHARE = 0.98


@pytest.fixture(scope="module")
def geofile() -> Geofile:
    return Geofile(training_city())


def table(name: str) -> list[tuple[str, list[str]]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    rows = (line.split(" => ") for line in lines if line and not line.startswith("#"))
    return [(typed, [part.strip() for part in answer.split(" | ")]) for typed, answer in rows]


def said(candidate: Candidate) -> list[str]:
    return [candidate.name, candidate.level, "in" if candidate.inside else "out"]


def test_of_what_dispatchers_type_nearly_all_is_right_at_once(geofile: Geofile) -> None:
    inputs = table("dispatcher_inputs.txt")
    wrong = [
        (typed, right, [said(c) for c in geofile.find(typed)[:3]])
        for typed, right in inputs
        if not geofile.find(typed) or said(geofile.find(typed)[0]) != right
    ]

    assert len(inputs) >= 300
    assert len(wrong) <= len(inputs) * (1 - FIRST_SHARE), wrong


@pytest.mark.parametrize(("typed", "right"), table("misspelt_inputs.txt"))
def test_what_is_misspelt_is_among_the_first_three_and_asked_for(
    geofile: Geofile, typed: str, right: list[str]
) -> None:
    found = geofile.find(typed)

    assert right[0] in [candidate.name for candidate in found[:3]]
    assert sole(found) is None


def test_there_are_enough_misspelt_ones() -> None:
    assert len(table("misspelt_inputs.txt")) >= 60


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("300 DOHENY", {"300 N Doheny Dr", "300 S Doheny Dr"}),
        ("DOHENY", {"N Doheny Dr", "S Doheny Dr", "Doheny Rd"}),
        ("CLARK", {"Clark St", "N Clark Dr", "S Clark Dr"}),
        ("200 CLARK", {"200 N Clark Dr", "200 S Clark Dr"}),
        ("300 LA CIENEGA", {"300 N La Cienega Bl", "300 S La Cienega Bl"}),
    ],
)
def test_what_two_streets_could_mean_is_a_choice(geofile: Geofile, typed: str, names: set[str]) -> None:
    found = geofile.find(typed)

    assert {candidate.name for candidate in found if candidate.exact} == names
    assert sole(found) is None


def test_the_same_name_at_three_places_is_a_choice(geofile: Geofile) -> None:
    assert len([c for c in geofile.find("7-ELEVEN") if c.exact]) == 3


def test_unit_and_relation_are_kept(geofile: Geofile) -> None:
    (found, *_) = geofile.find("ACROSS FROM 1200 N SWEETZER AVE APT 104")

    assert (found.unit, found.near) == ("APT 104", "ACROSS FROM")


def test_a_place_is_told_by_its_cross_streets_and_its_beat(geofile: Geofile) -> None:
    (found,) = geofile.find("8300 SANTA MONICA BL")

    assert geofile.about(found) == "Between N Harper Av and N Sweetzer Av. In city, beat Centre."
    assert "Outside, in Beverly Hills." in geofile.about(geofile.find("801 N DOHENY DR")[0])


def test_a_number_that_no_side_has_offers_the_nearest_block(geofile: Geofile) -> None:
    (found, *_) = geofile.find("9999 SUNSET")

    assert (found.level, found.exact) == ("block", False)


def test_a_boundary_street_is_ours_on_one_side(geofile: Geofile) -> None:
    ours, theirs = geofile.find("802 N DOHENY DR")[0], geofile.find("801 N DOHENY DR")[0]

    assert (ours.municipality, ours.inside) == ("West Hollywood", True)
    assert (theirs.municipality, theirs.inside) == ("Beverly Hills", False)
    # Even numbers stand to the east.
    assert ours.lon > theirs.lon


@given(st.text(max_size=LONGEST + 20))
def test_any_text_is_answered(geofile: Geofile, text: str) -> None:
    for candidate in geofile.find(text):
        assert 0 < candidate.score <= 1
        assert -90 <= candidate.lat <= 90


NOISE = st.sampled_from(["/", " & ", " AT ", "#", " BLK ", " ON ", "½", " BTWN ", "8300", "N ", ",", "SM"])


@given(st.lists(st.one_of(NOISE, st.sampled_from(["SUNSET", "DOHENY", "PARK", "7"])), max_size=9))
def test_any_mixture_of_its_own_words_is_answered(geofile: Geofile, words: list[str]) -> None:
    geofile.find("".join(words))


@given(st.integers(7100, 9098))
def test_numbers_grow_along_the_street_and_stay_on_their_side(geofile: Geofile, number: int) -> None:
    here, there = (sole(geofile.find(f"{n} SANTA MONICA BL")) for n in (number, number + 2))
    if here is None or there is None:
        return
    # Numbers grow to the west, and at a crossing may meet; odd ones stand to the north of even ones.
    assert there.lon <= here.lon + 0.000002
    other = sole(geofile.find(f"{number + 1} SANTA MONICA BL"))
    if other is not None and abs(other.lon - here.lon) < 0.0002:
        assert (here.lat > other.lat) == (number % 2 == 1)


@given(st.floats(34.06, 34.11), st.floats(-118.41, -118.33))
def test_every_point_is_near_something_or_off_the_map(geofile: Geofile, lat: float, lon: float) -> None:
    assert geofile.near(lat, lon)
    assert geofile.address_near(lat, lon)


def test_the_training_city_says_that_it_is_approximate() -> None:
    city = training_city()

    assert "Approximate" in city.note
    assert len(city.outlines("beat")) == 3
    assert (files("resources") / "maps" / "west-hollywood.geojson").is_file()
