"""What OpenStreetMap's tags mean here: ways as roads, spots as addresses and places."""

import re
from collections.abc import Iterator

from console.geo.city import AddressPoint, Place, Segment
from console.geo.importers.fields import Fields
from console.geo.importers.found import FoundPlace, FoundPoint, Labels, Reading, Road, each_row
from console.geo.importers.rows import Layer, Row

KINDS = {
    **dict.fromkeys(("motorway", "trunk", "primary", "secondary"), "arterial"),
    **dict.fromkeys(("tertiary", "motorway_link", "trunk_link", "primary_link"), "collector"),
    **dict.fromkeys(("secondary_link", "tertiary_link"), "collector"),
    **dict.fromkeys(("residential", "unclassified", "living_street", "road"), "local"),
    "service": "alley",
    **dict.fromkeys(("track", "path", "footway", "cycleway", "pedestrian", "steps", "bridleway"), "path"),
}
NAMELESS = {"alley", "path"}
ONE_WAY = {"yes": "with", "true": "with", "1": "with", "-1": "against", "reverse": "against"}
SPEED = re.compile(r"([0-9]{1,3})( ?mph)?")
HOUSE = re.compile(r"([0-9]{1,6}) ?(½|1/2|[A-Za-z])?")
LABELS = Labels("addr", "addr", "addr")
KM_A_MILE = 1.609344
BUSINESSES = {"restaurant", "bar", "cafe", "fast_food", "pub", "nightclub", "bank", "fuel", "pharmacy"}
PARKS = {"park", "dog_park", "playground"}
LONGEST_TAG = 255
ID = ("osm_id",)


def roads(layer: Layer, reading: Reading) -> Iterator[Road]:
    """Ways for traffic of any kind; without a name only alleys and paths. No range is known of any."""
    for row, fields in each_row(layer, reading, ID):
        if not _is_road(row, fields):
            reading.left_out += 1
            continue
        segment = Segment(
            street=reading.words.whole(_tag(fields, "name")),
            points=reading.line(fields, row.shape),
            kind=KINDS[_tag(fields, "highway")],
            one_way=_one_way(fields),
            speed_kmh=_speed(_tag(fields, "maxspeed")),
            source_id=fields.id,
        )
        if not fields.broken:
            yield Road(row.number, segment, LABELS, LABELS, old_name=_tag(fields, "old_name", "alt_name"))


def _is_road(row: Row, fields: Fields) -> bool:
    """Whether it is one here, and not cut off by whoever made the extract."""
    kind = KINDS.get(_tag(fields, "highway"))
    named = bool(_tag(fields, "name")) or kind in NAMELESS
    whole = row.shape is None or bool(row.shape.fault) or len(row.shape.parts[0]) > 1
    return kind is not None and named and whole and _tag(fields, "area") != "yes"


def points(layer: Layer, reading: Reading) -> Iterator[FoundPoint]:
    """Spots with a house number and a street; `addr:city` is a postal name and proves no municipality."""
    for row, fields in each_row(layer, reading, ID):
        said, street = _tag(fields, "addr:housenumber"), _tag(fields, "addr:street")
        found = HOUSE.fullmatch(said)
        if found is None or not street:
            reading.left_out += 1
            if said and street:
                fields.warn("addr:housenumber", "type", f"is {said[:40]!r}", "one number; left out")
            continue
        spot = reading.spot(fields, row.shape)
        if spot is not None and not fields.broken:
            name, suffix = reading.words.whole(street), (found.group(2) or "").replace("1/2", "½")
            unit = _tag(fields, "addr:unit")
            point = AddressPoint(int(found.group(1)), name, *spot, "", suffix, unit, fields.id)
            yield FoundPoint(row.number, point, "addr:street")


def places(layer: Layer, reading: Reading) -> Iterator[FoundPlace]:
    """Named spots that are something people go to."""
    for row, fields in each_row(layer, reading, ID):
        name, kind = _tag(fields, "name"), _kind_of_place(fields)
        if not name or not kind:
            reading.left_out += 1
            continue
        spot = reading.spot(fields, row.shape)
        number, street = _tag(fields, "addr:housenumber"), _tag(fields, "addr:street")
        address = f"{number} {reading.words.whole(street)}" if number and street else ""
        aliases = tuple(filter(None, (_tag(fields, "alt_name"), _tag(fields, "old_name"))))
        if spot is not None and not fields.broken:
            yield FoundPlace(row.number, Place(name, *spot, kind, address, aliases, "", fields.id))


def turns(layer: Layer) -> Iterator[tuple[str, int, str, bool]]:
    """Way, node and way of each restriction, and whether it is the only turn allowed."""
    for row in layer.rows:
        rule = str(row.fields.get("restriction", ""))
        if rule.startswith(("no_", "only_")):
            begins, ends = (f"way/{row.fields[role]}" for role in ("from", "to"))
            yield begins, int(row.fields["via"]), ends, rule.startswith("only_")


def _tag(fields: Fields, *names: str) -> str:
    return fields.text(*names, longest=LONGEST_TAG)


def _one_way(fields: Fields) -> str:
    said = _tag(fields, "oneway")
    if not said and _tag(fields, "junction") in {"roundabout", "circular"}:
        return "with"
    return ONE_WAY.get(said, "")


def _speed(said: str) -> int:
    found = SPEED.fullmatch(said)
    if found is None:
        return 0
    return round(int(found.group(1)) * (KM_A_MILE if found.group(2) else 1))


def _kind_of_place(fields: Fields) -> str:
    amenity, leisure = _tag(fields, "amenity"), _tag(fields, "leisure")
    if amenity in {"police", "fire_station"}:
        return "station"
    if amenity in BUSINESSES or _tag(fields, "shop") or _tag(fields, "office"):
        return "business"
    if leisure in PARKS:
        return "park"
    if amenity or leisure:
        return "facility"
    return "landmark" if _tag(fields, "tourism") else ""
