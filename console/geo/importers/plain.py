"""Files without a standard: columns by names that are easily said, whole street names or their parts."""

from collections.abc import Iterator

from console.geo.city import AddressPoint, Place, Segment, Side, StreetName
from console.geo.importers.fields import Fields
from console.geo.importers.found import FoundPlace, FoundPoint, Labels, Reading, Road, each_row
from console.geo.importers.rows import Layer, Row

STREET = ("street", "fullname", "full_name", "street_name", "streetname", "name")
NUMBER = ("number", "house_number", "add_number")
PARITIES = {"odd": "odd", "o": "odd", "even": "even", "e": "even", "both": "both", "b": "both"}
PARITIES |= {"none": "none", "z": "none"}
KINDS = {each: each for each in ("arterial", "collector", "local", "alley", "path")}
ONE_WAY = {"with": "with", "ft": "with", "against": "against", "tf": "against", "b": "", "no": "", "both": ""}
YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
PLACE_KINDS = {each: each for each in ("station", "park", "facility", "business", "landmark")}
ID = ("id", "nguid", "objectid", "fid")


def streets(layer: Layer, reading: Reading) -> Iterator[Road]:
    """Roads of a layer with a street's name and, where there are numbers, a range for each side."""
    for row, fields in each_row(layer, reading, ID):
        road = _road(row, fields, reading)
        if not fields.broken:
            yield road


def _road(row: Row, fields: Fields, reading: Reading) -> Road:
    left, left_labels = _side(fields, "left")
    right, right_labels = _side(fields, "right")
    one_way = fields.choice("one_way", "oneway", values=ONE_WAY, words="with, against, or empty")
    utv = fields.choice("utv", values=YES, words="yes or no")
    segment = Segment(
        street=_street(fields, reading),
        points=reading.line(fields, row.shape),
        left=left,
        right=right,
        kind=fields.choice("class", "kind", values=KINDS, words=", ".join(KINDS)) or "local",
        one_way=one_way or "",
        speed_kmh=fields.whole("speed_kmh", most=200) or 0,
        utv=utv is not False,
        accuracy_m=float(fields.whole("accuracy_m") or 0),
        source_id=fields.id,
    )
    levels = (_level(fields, "level_from", "f_zlev"), _level(fields, "level_to", "t_zlev"))
    return Road(row.number, segment, left_labels, right_labels, levels, fields.text("old_name"))


def points(layer: Layer, reading: Reading) -> Iterator[FoundPoint]:
    """Addresses of a layer with a number and a street."""
    for row, fields in each_row(layer, reading, ID):
        number = fields.whole(*NUMBER, needed=True, least=1)
        street = _street(fields, reading)
        spot = reading.spot(fields, row.shape)
        town, suffix, unit = (fields.text(name) for name in ("municipality", "number_suffix", "unit"))
        if number is not None and spot is not None and not fields.broken:
            point = AddressPoint(number, street, *spot, town, suffix, unit, fields.id)
            yield FoundPoint(row.number, point, fields.name("base", *STREET))


def places(layer: Layer, reading: Reading) -> Iterator[FoundPlace]:
    """Places of a layer with a name; several other names are parted by semicolons."""
    for row, fields in each_row(layer, reading, ID):
        name = fields.text("name", "place", needed=True)
        kind = fields.choice("kind", values=PLACE_KINDS, words=", ".join(PLACE_KINDS)) or "facility"
        address, municipality = fields.text("address"), fields.text("municipality")
        aliases = _listed(row, fields)
        spot = reading.spot(fields, row.shape)
        if spot is not None and not fields.broken:
            yield FoundPlace(row.number, Place(name, *spot, kind, address, aliases, municipality, fields.id))


def parity_of(start: int, end: int) -> str:
    """What the two numbers of a range themselves say."""
    if not start and not end:
        return "none"
    if start % 2 != end % 2:
        return "both"
    return "odd" if start % 2 else "even"


def _listed(row: Row, fields: Fields) -> tuple[str, ...]:
    said = row.fields.get("aliases")
    text = "; ".join(map(str, said)) if isinstance(said, list) else fields.text("aliases", longest=1000)
    aliases = tuple(filter(None, (alias.strip()[:100] for alias in text.split(";"))))
    if not all(map(str.isprintable, aliases)):
        fields.refuse("aliases", "type", "has characters that cannot be shown", "texts of one line")
    return aliases


def _side(fields: Fields, side: str) -> tuple[Side, Labels]:
    first, last = (fields.name(f"{side}_{part}", f"{part}_{side}") for part in ("from", "to"))
    labels = Labels(first, last, f"{side}_parity")
    start, end = fields.whole(first) or 0, fields.whole(last) or 0
    said = fields.choice(labels.parity, values=PARITIES, words="odd, even, both or none")
    municipality = fields.text(f"{side}_municipality", f"municipality_{side}", "municipality")
    return Side(start, end, said or parity_of(start, end), municipality), labels


def _street(fields: Fields, reading: Reading) -> StreetName:
    """In parts where there is a column `base`, else from the whole name."""
    base = fields.text("base")
    if not base:
        return reading.words.whole(fields.text(*STREET, needed=True))
    words = reading.words
    prefix, post = (words.direction(fields.text(name)) for name in ("prefix", "post"))
    return StreetName(base, words.type(fields.text("suffix")), prefix, post)


def _level(fields: Fields, *names: str) -> int:
    return fields.whole(*names, least=-9, most=9) or 0
