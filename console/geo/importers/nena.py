"""NENA-STA-006 layers: RoadCenterLine and SiteStructureAddressPoint, field names of versions 1 to 3."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from console.geo.city import AddressPoint, Place, Segment, Side, StreetName
from console.geo.importers.fields import Fields
from console.geo.importers.found import FoundPlace, FoundPoint, Labels, Reading, Road, each_row
from console.geo.importers.nena_schema import POINTS, ROADS, Schema, check
from console.geo.importers.rows import Layer, Row
from console.geo.measure import Point
from console.geo.street_words import tidy

PARITIES = {"o": "odd", "e": "even", "b": "both", "z": "none"}
ONE_WAY = {"b": "", "ft": "with", "tf": "against"}
KINDS = {
    "primary": "arterial",
    "secondary": "arterial",
    "ramp": "collector",
    "alley": "alley",
    "parking lot": "alley",
    "service drive": "alley",
    "vehicular trail": "path",
    "walkway/pedestrian trail": "path",
    "stairway": "path",
    "bike path or trail": "path",
    "bridle path": "path",
}
"""Of RoadClass; every other is local."""
KM_A_MILE = 1.609344
UNINCORPORATED = "unincorporated"
PLACE_KINDS = {"outdoors": "park", "store": "business", "restaurant": "business", "cafe": "business"}


def is_roads(layer: Layer) -> bool:
    there = {name.casefold() for name in layer.columns}
    return "st_name" in there and bool({"fromaddr_l", "toaddr_l"} & there)


def is_points(layer: Layer) -> bool:
    there = {name.casefold() for name in layer.columns}
    return {"st_name", "add_number"} <= there


def roads(layer: Layer, reading: Reading, now: datetime) -> Iterator[Road]:
    """The layer's roads; rows that are not in force now are left out."""
    schema = Schema.load(ROADS)
    for row, fields in _checked(layer, reading, schema, now):
        points = reading.line(fields, row.shape)
        road = _road(row, fields, schema, reading, points)
        if not fields.broken:
            yield road


def points(layer: Layer, reading: Reading, now: datetime) -> Iterator[FoundPoint]:
    """The layer's addresses; rows without a number are places and no addresses."""
    schema = Schema.load(POINTS)
    for row, fields in _checked(layer, reading, schema, now):
        number = fields.whole("Add_Number")
        if number is None and not fields.broken:
            reading.left_out += 1
            continue
        spot = reading.spot(fields, row.shape)
        street = _street(fields, reading)
        if not street.base:
            fields.refuse(fields.name("St_Name"), "missing", "is empty", "a street's name")
        if spot is not None and number is not None and not fields.broken:
            yield FoundPoint(row.number, _point(fields, schema, number, street, spot), "St_Name")


def places(layer: Layer, reading: Reading, now: datetime) -> Iterator[FoundPlace]:
    """The layer's sites and landmarks by name; rows without one are addresses only."""
    schema = Schema.load(POINTS)
    for row, fields in _checked(layer, reading, schema, now):
        name = fields.text(*schema.names("Site"), longest=254)
        if not name:
            reading.left_out += not fields.broken
            continue
        spot = reading.spot(fields, row.shape)
        if spot is not None and not fields.broken:
            yield FoundPlace(row.number, _place(fields, schema, reading, name, spot))


def _checked(layer: Layer, reading: Reading, schema: Schema, now: datetime) -> Iterator[tuple[Row, Fields]]:
    """Rows that are in force, each field held against its rule."""
    for rule in schema.lacking(layer.columns):
        said = f"{layer.name} has no such field"
        reading.findings.refuse(0, rule.names[0], "missing", said, f"the field {' or '.join(rule.names)}")
    rules = schema.within(layer.columns)
    for row, fields in each_row(layer, reading, schema.names("NGUID")):
        check(rules, row, fields, layer.typed)
        if _in_force(fields, now):
            yield row, fields
        else:
            reading.left_out += 1
            fields.warn(fields.name("Expire", "Effective"), "not in force", "is not in force now", "left out")


def _in_force(fields: Fields, now: datetime) -> bool:
    begins, ends = _moment(fields.value("Effective")), _moment(fields.value("Expire"))
    return not (begins and begins > now) and not (ends and ends <= now)


def _moment(value: Any) -> datetime | None:
    if isinstance(value, str) and value.strip():
        try:
            value = datetime.fromisoformat(value.strip().replace("/", "-"))
        except ValueError:
            return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        # A day without a time ends with it.
        return datetime(value.year, value.month, value.day, tzinfo=UTC) + timedelta(days=1)
    return None


def _road(row: Row, fields: Fields, schema: Schema, reading: Reading, points: tuple[Point, ...]) -> Road:
    left, left_labels = _side(fields, schema, "L")
    right, right_labels = _side(fields, schema, "R")
    miles = fields.whole("SpeedLimit", most=120) or 0
    segment = Segment(
        street=_street(fields, reading),
        points=points,
        left=left,
        right=right,
        kind=KINDS.get(fields.text("RoadClass").casefold(), "local"),
        one_way=ONE_WAY.get(fields.text("OneWay").casefold(), ""),
        speed_kmh=round(miles * KM_A_MILE),
        source_id=fields.id,
    )
    return Road(row.number, segment, left_labels, right_labels, old_name=_legacy(fields, schema, reading))


def _side(fields: Fields, schema: Schema, side: str) -> tuple[Side, Labels]:
    labels = Labels(f"FromAddr_{side}", f"ToAddr_{side}", f"Parity_{side}")
    start, end = fields.whole(labels.start) or 0, fields.whole(labels.end) or 0
    parity = PARITIES.get(fields.text(labels.parity).casefold(), "none")
    return Side(start, end, parity, _municipality(fields, schema, f"_{side}")), labels


def _municipality(fields: Fields, schema: Schema, side: str = "") -> str:
    """The city or, in unincorporated land, the community by name."""
    city = fields.text(*schema.names(f"A3{side}"), longest=254)
    community = fields.text(*schema.names(f"A4{side}"), longest=254)
    return community or city if not city or city.casefold() == UNINCORPORATED else city


def _street(fields: Fields, reading: Reading) -> StreetName:
    """The name in our parts; a type before the name belongs to its base: Avenue of the Stars."""
    words = reading.words
    base = _texts(fields, "St_PreMod", "St_PreTyp", "St_PreSep", "St_Name")
    post = " ".join(filter(None, (words.direction(fields.text("St_PosDir")), fields.text("St_PosMod"))))
    return StreetName(
        base=tidy(base),
        suffix=words.type(fields.text("St_PosTyp")),
        prefix=words.direction(fields.text("St_PreDir")),
        post=post,
    )


def _texts(fields: Fields, *names: str) -> str:
    """Those that say something, in one text."""
    return " ".join(filter(None, (fields.text(name, longest=254) for name in names)))


def _legacy(fields: Fields, schema: Schema, reading: Reading) -> str:
    """The legacy name in one text, as it would be asked for."""
    parts = [fields.text(*schema.names(name)) for name in ("LSt_PreDir", "LSt_Name", "LSt_Typ", "LSt_PosDir")]
    return str(reading.words.whole(" ".join(filter(None, parts)))) if parts[1] else ""


def _point(fields: Fields, schema: Schema, number: int, street: StreetName, spot: Point) -> AddressPoint:
    return AddressPoint(
        number=number,
        street=street,
        lat=spot[0],
        lon=spot[1],
        municipality=_municipality(fields, schema),
        number_suffix=fields.text("AddNum_Suf"),
        unit=fields.text("Unit") or _texts(fields, "UnitPreTyp", "UnitValue"),
        source_id=fields.id,
    )


def _place(fields: Fields, schema: Schema, reading: Reading, name: str, spot: Point) -> Place:
    number = fields.whole("Add_Number")
    street = _street(fields, reading)
    address = f"{number} {street}" if number is not None and street.base else ""
    kind = PLACE_KINDS.get(fields.text("Place_Type").casefold(), "facility")
    return Place(name, spot[0], spot[1], kind, address, (), _municipality(fields, schema), fields.id)
