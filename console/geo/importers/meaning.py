"""Which standard a file's layers follow, and their rows in our terms."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from console.errors import Refused
from console.geo.importers import nena, osm, osm_file, own_form, plain, tiger
from console.geo.importers.found import FoundPlace, FoundPoint, Reading, Road
from console.geo.importers.rows import Layer

STANDARDS = {
    "nena": "NENA-STA-006",
    "tiger": "TIGER/Line",
    "osm": "OpenStreetMap",
    "own": "The console's own form",
    "plain": "Columns by name",
}
NATIONWIDE = frozenset({"tiger", "osm"})
"""Made by others for a whole country: what a check may tolerate is a warning there."""


def standard_of(layers: Sequence[Layer], kind: str) -> tuple[str, list[Layer]]:
    """The standard's short name and the layers that are read; `kind` is streets, points or places.

    Raises Refused where no layer has what is wanted, with what there is.
    """
    tests: list[tuple[str, Callable[[Layer], bool]]] = [
        ("own", own_form.is_own),
        ("osm", lambda layer: layer.name == (osm_file.WAYS if kind == "streets" else osm_file.SPOTS)),
        ("nena", nena.is_roads if kind == "streets" else nena.is_points),
    ]
    if kind == "streets":
        tests.append(("tiger", lambda layer: tiger.is_edges(layer) or tiger.is_ranges(layer)))
    tests.append(("plain", lambda layer: _is_plain(layer, kind)))
    for name, fits in tests:
        found = [layer for layer in layers if fits(layer)]
        if found:
            return name, found if name == "tiger" else found[:1]
    there = "; ".join(f"{layer.name}: {', '.join(layer.columns[:12])}" for layer in layers[:5])
    raise Refused(f"There are no {kind} in it that are known by their fields. It has {there[:300]}.")


def _is_plain(layer: Layer, kind: str) -> bool:
    there = {name.casefold() for name in layer.columns}
    street, number = bool({"base", *plain.STREET} & there), bool(set(plain.NUMBER) & there)
    if kind == "places":
        return bool({"name", "place"} & there)
    return street and number == (kind == "points")


def streets(standard: str, layers: Sequence[Layer], reading: Reading, now: datetime) -> Iterator[Road]:
    """Roads of those layers."""
    layer = layers[0]
    if standard == "tiger":
        return tiger.roads(layers, reading)
    if standard == "nena":
        return nena.roads(layer, reading, now)
    if standard == "osm":
        return osm.roads(layer, reading)
    return plain.streets(own_form.features(layer, "segment") if standard == "own" else layer, reading)


def points(standard: str, layer: Layer, reading: Reading, now: datetime) -> Iterator[FoundPoint]:
    """Address points of that layer."""
    if standard == "nena":
        return nena.points(layer, reading, now)
    if standard == "osm":
        return osm.points(layer, reading)
    return plain.points(own_form.features(layer, "point") if standard == "own" else layer, reading)


def places(standard: str, layer: Layer, reading: Reading, now: datetime) -> Iterator[FoundPlace]:
    """Places of that layer."""
    if standard == "nena":
        return nena.places(layer, reading, now)
    if standard == "osm":
        return osm.places(layer, reading)
    return plain.places(own_form.features(layer, "place") if standard == "own" else layer, reading)
