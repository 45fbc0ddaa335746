"""What a point is near to, and how far two points are apart."""

from console.geo.streets import StreetMap

STREETS = StreetMap.load()


def test_a_place_is_told_by_its_corner_or_its_street():
    assert STREETS.near(34.0849, -118.3841) == "Santa Monica Bl / N San Vicente Bl"
    assert STREETS.near(34.0940, -118.3479 - 0.0001).startswith("Fountain Av")
    assert STREETS.near(34.0833, -118.3766) == "N La Cienega Bl"
    assert STREETS.near(35.0, -118.0) == "Off the street map"


def test_distances_are_metres():
    assert abs(STREETS.metres((34.0, -118.0), (34.01, -118.0)) - 1112) < 2
    assert abs(STREETS.metres((34.0, -118.0), (34.0, -118.01)) - 922) < 2
