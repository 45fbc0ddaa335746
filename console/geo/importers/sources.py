"""Opens a file by what its name ends with, and gives its layers."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from console.errors import Refused, Unavailable
from console.geo.importers import csv_rows, geojson, geopackage, osm_file, shapes, tiger, zipped
from console.geo.importers.rows import Layer

READERS: dict[str, Callable[[Path, ExitStack], list[Layer]]] = {
    ".geojson": lambda path, _: [geojson.read(path)],
    ".json": lambda path, _: [geojson.read(path)],
    ".gpkg": geopackage.read,
    ".shp": lambda path, opened: _shapefile(path, opened),
    ".csv": lambda path, opened: [csv_rows.read(path, opened)],
    ".osm": osm_file.read,
    ".pbf": osm_file.read,
}
KNOWN = "GeoJSON, GeoPackage (.gpkg), shapefile (.shp or .zip), CSV, OpenStreetMap (.osm, .pbf)"


def open_layers(path: Path, opened: ExitStack) -> list[Layer]:
    """The file's layers, whose rows are read for as long as `opened` is.

    Raises Refused for a file that is not known or damaged, Unavailable for one that cannot be read.
    """
    try:
        if path.suffix.casefold() == ".zip":
            return _from_zip(path, opened)
        return _reader_of(path)(path, opened)
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be read: {error}. Nothing was changed.") from error


def _reader_of(path: Path) -> Callable[[Path, ExitStack], list[Layer]]:
    try:
        return READERS[path.suffix.casefold()]
    except KeyError:
        raise Refused(f"{path.name} is of no kind that can be imported. Known are {KNOWN}.") from None


def _shapefile(path: Path, opened: ExitStack) -> list[Layer]:
    """The shapefile, and with one half of a county's TIGER/Line the other half where it lies beside it."""
    layers = [shapes.read(path, opened)]
    for mine, other in (("addrfeat", "edges"), ("edges", "addrfeat")):
        beside = path.with_name(path.name.replace(mine, other))
        halves = tiger.is_edges(layers[0]) or tiger.is_ranges(layers[0])
        if halves and mine in path.name and beside.is_file():
            layers.append(shapes.read(beside, opened))
    return layers


def _from_zip(path: Path, opened: ExitStack) -> list[Layer]:
    folder = Path(opened.enter_context(TemporaryDirectory(prefix="cso-import-")))
    found = [each for each in zipped.unzip(path, folder) if each.suffix.casefold() in READERS]
    if not found:
        raise Refused(f"{path.name} holds nothing that can be imported. Known are {KNOWN}.")
    if all(each.suffix.casefold() == ".shp" for each in found):
        return [shapes.read(each, opened) for each in sorted(found)]
    if len(found) > 1:
        names = ", ".join(each.name for each in sorted(found)[:5])
        raise Refused(f"{path.name} holds several files: {names}. Give one of them.")
    return _reader_of(found[0])(found[0], opened)
