"""Streets of a file: every road checked, then joined where the data says that they meet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from console.geo.city import Area, City, StreetAlias
from console.geo.importers import meaning, osm, osm_file, own_form
from console.geo.importers.check_points import Region
from console.geo.importers.check_roads import check_doubles, check_overlaps, check_road
from console.geo.importers.check_topology import check_ends
from console.geo.importers.findings import Findings
from console.geo.importers.found import Reading, Road
from console.geo.importers.joining import SNAP_M, join
from console.geo.importers.municipalities import Municipalities
from console.geo.importers.rows import Layer, Row
from console.geo.importers.turns import Turn, forbidden
from console.geo.measure import Point


def streets_of(
    base: City, standard: str, layers: list[Layer], chosen: list[Layer], reading: Reading, now: datetime
) -> tuple[City, int]:
    """The base with the file's streets, and how many rows of it were taken; refusals are in `reading`.

    A file in the console's own form brings its areas too; the base's own stay where it has none.
    """
    findings = reading.findings
    turns = _Turns(layers) if standard == "osm" else None
    areas: tuple[Area, ...] = ()
    if turns:
        chosen = [turns.watching(chosen[0])]
    if standard == "own":
        kept, rows = own_form.taken_apart(chosen[0])
        chosen, areas = [kept], own_form.areas(kept, rows, reading)
    base = replace(base, areas=areas or base.areas)
    roads = _sound(base, meaning.streets(standard, chosen, reading, now), findings)
    check_doubles(roads, findings)
    check_overlaps(roads, findings)
    pieces = join(roads, 0.0 if chosen[0].joined else SNAP_M)
    check_ends(pieces, findings)
    segments = tuple(piece.segment for piece in pieces)
    no_turns = forbidden(segments, turns.found) if turns else frozenset()
    return replace(base, segments=segments, aliases=_aliases(roads), no_turns=no_turns), len(roads)


def _sound(base: City, read: Iterator[Road], findings: Findings) -> list[Road]:
    """The roads that can be taken by themselves, each side with its municipality."""
    sound = [road for road in read if road.segment.points and check_road(road, findings)]
    region = Region.around(base, [road.segment.points[0] for road in sound])
    inside = [road for road in sound if region is None or _is_inside(road, region, findings)]
    return Municipalities(base.areas).filled(inside)


def _is_inside(road: Road, region: Region, findings: Findings) -> bool:
    ends = (road.segment.points[0], road.segment.points[-1])
    return all(region.check(road.row, end, findings, road.segment.source_id) for end in ends)


def _aliases(roads: Sequence[Road]) -> tuple[StreetAlias, ...]:
    """Old names that differ from the street's own, each once."""
    pairs = {
        (road.old_name, road.segment.street): None
        for road in roads
        if road.old_name and road.old_name.casefold() != str(road.segment.street).casefold()
    }
    return tuple(StreetAlias(name, street) for name, street in pairs)


class _Turns:
    """Forbidden turns of an OpenStreetMap file; where their nodes are is seen as the ways go by."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        layer = next(layer for layer in layers if layer.name == osm_file.TURNS)
        self._said = list(osm.turns(layer))
        self._spots: dict[int, Point] = {}

    def watching(self, layer: Layer) -> Layer:
        """The same layer, from which the nodes' positions are learned."""
        return replace(layer, rows=self._watched(layer, {via for _, via, _, _ in self._said}))

    @property
    def found(self) -> list[Turn]:
        """The turns whose node is on a way that was read."""
        return [
            Turn(begins, self._spots[via], ends, only)
            for begins, via, ends, only in self._said
            if via in self._spots
        ]

    def _watched(self, layer: Layer, wanted: set[int]) -> Iterator[Row]:
        for row in layer.rows:
            spots = row.shape.parts[0] if row.shape and row.shape.parts else ()
            nodes = row.fields.get("osm_nodes", ())
            if len(nodes) == len(spots):
                self._spots |= {n: (y, x) for n, (x, y) in zip(nodes, spots, strict=True) if n in wanted}
            yield row
