"""The training city says what the survey of the city says, as exactly as it claims."""

import pytest

from console.geo.measure import metres
from console.geo.training import training_geofile

GEOFILE = training_geofile()
CITY = GEOFILE.city

# Street, street, lat, lon, metres that the source may be off.
CORNERS = [
    ("Santa Monica", "La Brea", 34.09072, -118.34408, 20),
    ("Santa Monica", "Gardner", 34.0909, -118.3535, 40),
    ("Santa Monica", "Fairfax", 34.09083, -118.36147, 20),
    ("Santa Monica", "Crescent Heights", 34.09078, -118.36592, 20),
    ("Santa Monica", "Sweetzer", 34.0907, -118.3705, 40),
    ("Santa Monica", "La Cienega", 34.08959, -118.37629, 20),
    ("Santa Monica", "Westbourne", 34.08757, -118.37993, 10),
    ("Santa Monica", "Huntley", 34.08708, -118.38063, 10),
    ("Santa Monica", "Hancock", 34.08673, -118.38151, 10),
    ("Santa Monica", "Palm", 34.08579, -118.38287, 10),
    ("Santa Monica", "Larrabee", 34.08546, -118.38334, 10),
    ("Santa Monica", "San Vicente", 34.08490, -118.38406, 10),
    ("Santa Monica", "Hilldale", 34.08456, -118.38469, 10),
    ("Santa Monica", "Robertson", 34.08388, -118.38554, 10),
    ("Santa Monica", "La Peer", 34.08298, -118.38676, 10),
    ("Santa Monica", "Almont", 34.08227, -118.38788, 10),
    ("Santa Monica", "Doheny", 34.08099, -118.38977, 10),
    ("Sunset", "La Brea", 34.09799, -118.34412, 20),
    ("Sunset", "Fairfax", 34.09806, -118.36154, 20),
    ("Sunset", "Crescent Heights", 34.09801, -118.36564, 20),
    ("Sunset", "Holloway", 34.09073, -118.3833, 10),
    ("Sunset", "Horn", 34.09073, -118.3833, 10),
    ("Sunset", "Larrabee", 34.09063, -118.38446, 10),
    ("Sunset", "San Vicente", 34.09064, -118.38554, 10),
    ("Sunset", "Clark", 34.09064, -118.38554, 10),
    ("Sunset", "Hilldale", 34.09064, -118.38663, 10),
    ("Sunset", "Hammond", 34.09063, -118.38762, 10),
    ("Sunset", "Doheny", 34.0906, -118.38977, 10),
    ("Sunset", "Cory", 34.09055, -118.39191, 10),
    ("Melrose", "La Brea", 34.08345, -118.34405, 20),
    ("Melrose", "Fairfax", 34.08383, -118.36144, 20),
    ("Melrose", "La Cienega", 34.08197, -118.37652, 20),
    ("Melrose", "Huntley", 34.08196, -118.38074, 10),
    ("Melrose", "San Vicente", 34.08137, -118.38315, 10),
    ("Melrose", "Robertson", 34.08079, -118.3855, 10),
    ("Beverly", "La Cienega", 34.07607, -118.37659, 20),
    ("Beverly", "Robertson", 34.07718, -118.38375, 10),
    ("Beverly", "Doheny", 34.07718, -118.38974, 10),
]

# Facilities stand beside their street, and numbers here are good to a block.
ADDRESSES = [
    ("8300 Santa Monica", "City Hall"),
    ("780 N San Vicente", "Sheriff's Station"),
    ("625 N San Vicente", "Library"),
    ("864 N San Vicente", "Fire Station 7"),
    ("7377 Santa Monica", "Plummer Park"),
    ("7643 Santa Monica", "Fire Station 8"),
    ("8341 De Longpre", "Hart Park"),
    ("1000 N Kings", "Kings Road Park"),
    ("8687 Melrose", "Pacific Design Center"),
]


@pytest.mark.parametrize(("first", "second", "lat", "lon", "off"), CORNERS)
def test_a_surveyed_corner_is_where_it_was_surveyed(first, second, lat, lon, off):
    corner = GEOFILE.exactly(f"{first} / {second}")
    assert corner is not None
    assert metres((corner.lat, corner.lon), (lat, lon)) <= off


@pytest.mark.parametrize(("address", "place"), ADDRESSES)
def test_an_address_is_within_a_block_of_what_stands_there(address, place):
    number, facility = GEOFILE.exactly(address), GEOFILE.exactly(place)
    assert number is not None and facility is not None
    assert metres((number.lat, number.lon), (facility.lat, facility.lon)) < 200


def test_every_street_joins_another():
    ends = [{segment.points[0], segment.points[-1]} for segment in CITY.segments]
    for segment, own in zip(CITY.segments, ends, strict=True):
        others = (met for other, met in zip(CITY.segments, ends, strict=True) if other is not segment)
        assert any(own & met for met in others), str(segment.street)


def test_the_city_has_limits_parks_and_beats():
    assert [area.name for area in CITY.outlines("limits")] == ["West Hollywood"]
    assert {park.name for park in CITY.outlines("park")} == {"West Hollywood Park", "Plummer Park"}
