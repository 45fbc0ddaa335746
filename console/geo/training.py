"""The training city with its indexes, each made once."""

from functools import cache

from console.geo.city_file import training_city
from console.geo.geofile import Geofile
from console.geo.graph import StreetGraph
from console.geo.travel import Travel


@cache
def training_geofile() -> Geofile:
    """The approximate West Hollywood that comes with the console."""
    return Geofile(training_city())


@cache
def training_travel() -> Travel:
    """Ways and times on its streets, with nothing closed."""
    return Travel(StreetGraph(training_geofile().city))
