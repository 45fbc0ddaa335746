"""The geofile of the training city, read and indexed once."""

from functools import cache

from console.geo.city_file import training_city
from console.geo.geofile import Geofile


@cache
def training_geofile() -> Geofile:
    """The approximate West Hollywood that comes with the console."""
    return Geofile(training_city())
