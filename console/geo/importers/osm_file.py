"""Layers of an OpenStreetMap file, .osm or .pbf, read by the library osmium."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from console.errors import Refused
from console.geo.importers.bounds import MEGABYTE, MOST_FIELDS, MOST_ROWS, MOST_VERTICES, damaged, must_fit
from console.geo.importers.rows import Layer, Row, Shape

LARGEST = 300 * MEGABYTE
WAYS, SPOTS, TURNS = "osm ways", "osm spots", "osm turns"
SPOT_KEYS = ("addr:housenumber", "amenity", "shop", "leisure", "tourism", "office")
ROLES = {"from": "w", "via": "n", "to": "w"}


def read(path: Path, _opened: ExitStack) -> list[Layer]:
    """Ways with a highway's tag, spots with an address or a name, and forbidden turns.

    Raises Refused where osmium is not installed, and for what is no such file.
    """
    must_fit(path, LARGEST)
    try:
        import osmium
    except ImportError:
        raise Refused(
            f"{path.name} is of OpenStreetMap, which this installation cannot read.",
            instead="pip install 'cso-console[osm]', or export the area as GeoJSON",
        ) from None
    return [
        Layer(WAYS, ("highway",), _guarded(_ways(osmium, path), path), joined=True),
        Layer(SPOTS, SPOT_KEYS, _guarded(_spots(osmium, path), path)),
        Layer(TURNS, ("restriction",), _guarded(_turns(osmium, path), path)),
    ]


def _guarded(rows: Iterator[Row], path: Path) -> Iterator[Row]:
    try:
        for number, row in enumerate(rows, start=1):
            if number > MOST_ROWS:
                raise Refused(f"{path.name} has more than {MOST_ROWS} rows. Cut it to your own area.")
            yield row
    except (RuntimeError, ValueError, OSError, OverflowError) as error:
        raise damaged(path, error) from error


def _ways(osmium: Any, path: Path) -> Iterator[Row]:
    found = osmium.FileProcessor(str(path)).with_locations().with_filter(osmium.filter.KeyFilter("highway"))
    for number, each in enumerate((each for each in found if each.is_way()), start=1):
        yield Row(number, _tags(each, "way"), _line(each))


def _spots(osmium: Any, path: Path) -> Iterator[Row]:
    """Nodes, and the middle of ways that go around something."""
    found = osmium.FileProcessor(str(path)).with_locations().with_filter(osmium.filter.KeyFilter(*SPOT_KEYS))
    for number, each in enumerate((each for each in found if not each.is_relation()), start=1):
        if each.is_node():
            yield Row(
                number, _tags(each, "node"), Shape("point", (((each.location.lon, each.location.lat),),))
            )
        elif (shape := _line(each)).parts and shape.parts[0]:
            line = shape.parts[0]
            middle = sum(x for x, _ in line) / len(line), sum(y for _, y in line) / len(line)
            yield Row(number, _tags(each, "way"), Shape("point", ((middle,),)))


def _turns(osmium: Any, path: Path) -> Iterator[Row]:
    """Restrictions from a way over a node into a way; those over ways are left out."""
    key = osmium.filter.KeyFilter("restriction")
    found = osmium.FileProcessor(str(path), osmium.osm.RELATION).with_filter(key)
    for number, each in enumerate(found, start=1):
        members = {member.role: (member.type, member.ref) for member in each.members}
        if all(members.get(role, ("", 0))[0] == kind for role, kind in ROLES.items()):
            yield Row(number, {**_tags(each, "relation"), **{role: members[role][1] for role in ROLES}})


def _line(way: Any) -> Shape:
    """The way's nodes; those outside of a cut-out are not in the file and are left out."""
    spots = tuple((node.lon, node.lat) for node in way.nodes if node.location.valid())
    if len(spots) > MOST_VERTICES:
        return Shape("line", fault=f"has {len(spots)} vertices; {MOST_VERTICES} are the most")
    return Shape("line", (spots,))


def _tags(each: Any, kind: str) -> dict[str, Any]:
    tags = {tag.k: tag.v for _, tag in zip(range(MOST_FIELDS), each.tags, strict=False)}
    nodes = {"osm_nodes": tuple(node.ref for node in each.nodes)} if kind == "way" else {}
    return {**tags, **nodes, "osm_id": f"{kind}/{each.id}"}
