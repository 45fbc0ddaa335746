"""Reads what a dispatcher types for a place into its parts; what the parts mean is the geofile's to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 200

COORDINATES = re.compile(
    r"([+-]?\d{1,2}(?:\.\d+)?)\s*([NS]?)\s*[,; ]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*([EW]?)", re.IGNORECASE
)
HALF = re.compile(r"(?<=\d)\s*(?:½|(?<=\d) ?-?1/2\b)")
UNIT_MARK = re.compile(
    r"(?:#|\b(?:APT|APARTMENT|UNIT|STE|SUITE|RM|ROOM|SPC|SPACE|BLDG|FL|FLOOR)\b[ .#]*)"
    r"\s*([A-Z0-9][A-Z0-9-]{0,9})\b"
)
RELATION = re.compile(
    r"^(?:IFO|I/F/O|IN FRONT OF|ACROSS FROM|ACROSS THE STREET FROM|X FROM|NEXT TO|BEHIND|R/O|REAR OF|NEAR"
    r"|NR|OUTSIDE|INSIDE|BY|CORNER OF|COR OF|[NS][EW]C(?: OF)?|INTERSECTION OF|AT|@"
    r"|(?:[NS]/?[EW]|NORTH ?EAST|NORTH ?WEST|SOUTH ?EAST|SOUTH ?WEST) CORNER(?: OF)?)\s+"
)
TOWN = re.compile(
    r"[ ,]+(?:(?:WEST HOLLYWOOD|W HOLLYWOOD|WEHO|BEVERLY HILLS|LOS ANGELES)?[ ,]*(?:CA|CALIF|CALIFORNIA)?"
    r"[ ,]*(?:90\d{3}(?:-\d{4})?)?)$"
)
BETWEEN = re.compile(r"(.+?)\s+(?:BTWN|BTW|BETWEEN|BET|FROM)\s+(.+?)\s+(?:AND|&|TO|/)\s+(.+)")
CROSSING = re.compile(r"\s*[/&@+]\s*|\s+(?:AT|AND|X)\s+")
ON = re.compile(r"(.+?)\s+ON\s+(.+)")
BLOCK = re.compile(r"(\d{1,5})(?:S|'S)?\s*(?:BLK|BLOCK|BL?K\.?)(?:\s+OF)?\s+(.+)")
NUMBER = re.compile(r"(\d{1,5})(?:\s*-\s*\d{1,5})?( 1/2|[A-Z])?\s+(.+)")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text: `kind` says which of the other fields count.

    Kinds: point (lat, lon), between and crossing (streets), on (name, streets), block and address (number,
    streets), name. `streets` are as they were typed.
    """

    kind: str
    name: str = ""
    streets: tuple[str, ...] = ()
    number: int = 0
    suffix: str = ""
    lat: float = 0.0
    lon: float = 0.0


@dataclass(frozen=True, slots=True)
class PlaceText:
    """A text with what is not its place taken off: `unit` such as APT 3, `relation` such as IFO, `town`."""

    plain: str
    unit: str = ""
    relation: str = ""
    town: str = ""

    def readings(self) -> Iterator[Reading]:
        """Every way in which the text can be read, the plainest first."""
        if self.plain:
            yield Reading("name", name=self.plain)
            yield from _parted(self.plain)


def read_place(text: str) -> PlaceText:
    """The text without unit, relation and town; of one that is longer than LONGEST nothing is read."""
    if len(text) > LONGEST:
        return PlaceText("")
    plain = " ".join(HALF.sub(" 1/2", text.upper().replace("½", " 1/2")).split())
    plain = re.sub("['\u2019`.]", "", plain) if not COORDINATES.fullmatch(plain) else plain
    unit = UNIT_MARK.search(plain)
    if unit and unit.start() > 0:
        plain = (plain[: unit.start()] + " " + plain[unit.end() :]).strip(" ,")
    relation = RELATION.match(plain)
    if relation:
        plain = plain[relation.end() :]
    plain, town = _without_town(plain)
    return PlaceText(
        " ".join(plain.strip(" ,;").split()),
        " ".join(unit.group().split()) if unit and unit.start() > 0 else "",
        relation.group().strip() if relation else "",
        town,
    )


def point_of(text: str) -> Reading | None:
    """Coordinates, latitude first, in degrees; None for anything else."""
    match = COORDINATES.fullmatch(" ".join(text.split()))
    if match is None or "." not in match[1] + match[3]:
        return None
    lat, lon = float(match[1]), float(match[3])
    lat = -abs(lat) if match[2].upper() == "S" else lat
    lon = -abs(lon) if match[4].upper() == "W" else lon
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    return Reading("point", lat=lat, lon=lon)


def _parted(plain: str) -> Iterator[Reading]:
    if match := BETWEEN.fullmatch(plain):
        yield Reading("between", streets=(match[1], match[2], match[3]))
    if match := BLOCK.fullmatch(plain):
        yield Reading("block", number=int(match[1]), streets=(match[2],))
        return
    if match := NUMBER.fullmatch(plain):
        suffix = (match[2] or "").strip()
        yield Reading("address", number=int(match[1]), suffix=suffix, streets=(match[3],))
    for cut in CROSSING.finditer(plain):
        one, other = plain[: cut.start()].strip(), plain[cut.end() :].strip()
        if one and other:
            yield Reading("crossing", streets=(one, other))
    if match := ON.fullmatch(plain):
        yield Reading("on", name=match[1], streets=(match[2],))


def _without_town(plain: str) -> tuple[str, str]:
    match = TOWN.search(plain)
    if match is None or not match.group().strip(" ,"):
        return plain, ""
    return plain[: match.start()], " ".join(match.group().strip(" ,").split())
