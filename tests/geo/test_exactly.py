"""What a dispatcher types for a place is found, or it is said that it is not known."""

import pytest

from console.geo.measure import metres
from console.geo.training import training_geofile

GEOFILE = training_geofile()

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
    ("n la cienega blvd", "N La Cienega Bl", "street"),
    ("palm ave", "Palm Av", "street"),
]

UNKNOWN = [
    "", " ", "/", "A/B", "Nowhere St", "8300", "8300 Nowhere St", "99999 Santa Monica Bl",
    "300 Doheny",  # South Doheny is just outside: it could be either
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
    found = GEOFILE.exactly(typed)
    assert found is not None
    assert (found.name, found.level) == (name, level)


@pytest.mark.parametrize("typed", UNKNOWN)
def test_an_unknown_place_is_not_guessed(typed):
    assert GEOFILE.exactly(typed) is None


@pytest.mark.parametrize(("typed", "name", "level"), KNOWN)
def test_the_normal_form_is_found_again_at_the_same_spot(typed, name, level):
    first, again = GEOFILE.exactly(typed), GEOFILE.exactly(name)
    assert first is not None and again is not None
    assert metres((first.lat, first.lon), (again.lat, again.lon)) < 1
