"""What a point is near to, and how far two points are apart."""

from console.geo.measure import metres
from console.geo.training import training_geofile

GEOFILE = training_geofile()


def test_a_place_is_told_by_its_corner_or_its_street():
    assert GEOFILE.near(34.0849, -118.3841) == "Santa Monica Bl / N San Vicente Bl"
    assert GEOFILE.near(34.0940, -118.3479 - 0.0001).startswith("Fountain Av")
    assert GEOFILE.near(34.0833, -118.3766) == "N La Cienega Bl"
    assert GEOFILE.near(35.0, -118.0) == "Off the street map"


def test_distances_are_metres():
    assert abs(metres((34.0, -118.0), (34.01, -118.0)) - 1112) < 2
    assert abs(metres((34.0, -118.0), (34.0, -118.01)) - 922) < 2
