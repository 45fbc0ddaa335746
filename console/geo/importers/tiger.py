"""TIGER/Line of the Census Bureau: EDGES has all lines, ADDRFEAT the ranges of those with addresses."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from console.geo.city import Segment, Side
from console.geo.importers.fields import Fields, as_whole
from console.geo.importers.found import Labels, Reading, Road, each_row
from console.geo.importers.plain import parity_of
from console.geo.importers.rows import Layer, Row

KINDS = {
    "S1100": "arterial",
    "S1200": "arterial",
    "S1630": "collector",
    "S1640": "alley",
    "S1730": "alley",
    "S1780": "alley",
    "S1500": "path",
    "S1710": "path",
    "S1720": "path",
    "S1820": "path",
    "S1830": "path",
}
"""Of the feature class MTFCC; every other road is local."""
LEFT = Labels("LFROMHN", "LTOHN", "PARITYL")
RIGHT = Labels("RFROMHN", "RTOHN", "PARITYR")
LEFT_OF_EDGE = Labels("LFROMADD", "LTOADD", "LFROMADD")
RIGHT_OF_EDGE = Labels("RFROMADD", "RTOADD", "RFROMADD")


def is_ranges(layer: Layer) -> bool:
    return {"FULLNAME", "LFROMHN", "LTOHN"} <= set(layer.columns)


def is_edges(layer: Layer) -> bool:
    return {"FULLNAME", "TLID", "LFROMADD", "MTFCC"} <= set(layer.columns)


def roads(layers: Iterable[Layer], reading: Reading) -> Iterator[Road]:
    """Roads of one county's two layers, or of one of them alone.

    An edge without a road's class is left out. Where both say numbers, those of ADDRFEAT count, the first
    of several ranges of one side; the others are other ZIP codes of it.
    """
    there = list(layers)
    edges = next((layer for layer in there if is_edges(layer)), None)
    ranges = next((layer for layer in there if is_ranges(layer)), None)
    of_edge: dict[str, Road] = {}
    for edge, road in _ranges(ranges, reading) if ranges else ():
        of_edge[edge] = _merged(of_edge[edge], road) if edge in of_edge else road
    yield from _edges(edges, reading, of_edge) if edges else of_edge.values()


def _edges(layer: Layer, reading: Reading, ranges: dict[str, Road]) -> Iterator[Road]:
    for row, fields in each_row(layer, reading, ("TLID",)):
        feature, name = fields.text("MTFCC"), fields.text("FULLNAME")
        if not feature.startswith("S") or not (name or KINDS.get(feature) == "path"):
            reading.left_out += 1
            continue
        road = _road(row, fields, reading, feature, LEFT_OF_EDGE, RIGHT_OF_EDGE)
        if fields.broken:
            continue
        known = ranges.get(fields.id)
        if known is not None:
            segment = replace(road.segment, left=known.segment.left, right=known.segment.right)
            road = replace(road, segment=segment, left=LEFT, right=RIGHT)
        yield road


def _ranges(layer: Layer, reading: Reading) -> Iterator[tuple[str, Road]]:
    for row, fields in each_row(layer, reading, ("TLID",)):
        road = _road(row, fields, reading, fields.text("EDGE_MTFCC"), LEFT, RIGHT)
        if not fields.broken:
            yield fields.id, road


def _road(row: Row, fields: Fields, reading: Reading, feature: str, left: Labels, right: Labels) -> Road:
    segment = Segment(
        street=reading.words.whole(fields.text("FULLNAME")),
        points=reading.line(fields, row.shape),
        left=_side(fields, left),
        right=_side(fields, right),
        kind=KINDS.get(feature, "local"),
        source_id=fields.id,
    )
    return Road(row.number, segment, left, right)


def _side(fields: Fields, labels: Labels) -> Side:
    """Numbers are texts here; one with letters, as in Queens, is no number of ours and is left out."""
    start, end = (as_whole(fields.text(name)) or 0 for name in (labels.start, labels.end))
    if start <= 0 or end <= 0:
        return Side()
    return Side(start, end, parity_of(start, end))


def _merged(first: Road, second: Road) -> Road:
    """Both rows of one edge: each side from the first that has numbers."""
    one, other = first.segment, second.segment
    left = one.left if one.left.start else other.left
    right = one.right if one.right.start else other.right
    return replace(first, segment=replace(one, left=left, right=right))
