"""Every way of breaking the small town's centre lines and addresses, with the row and the reason it gives."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.geo.importers.nena_files import BLOCK, SOUTH, WEST, Record, address, blob, road

Break = Callable[[list[Record]], Any]


class Way(NamedTuple):
    """What is done to the records, and what must be refused: row, field, check, and words of the reason."""

    spoil: Break
    row: int
    field: str
    check: str
    wrong: str = ""


def put(row: int, field: str, value: Any) -> Break:
    """Another value in one field of a row."""
    return lambda records: records[row - 1].update({field: value})


def bad(row: int, field: str, value: Any, check: str, wrong: str = "is empty") -> Way:
    """A value that is refused where it stands."""
    return Way(put(row, field, value), row, field, check, wrong)


def twice(records: list[Record]) -> None:
    """Row 5's line again, under another identity and with other numbers."""
    records.append({**records[4], "NGUID": "urn:emergency:uid:gis:RCL:77:gis.example.gov"})
    records[-1] |= {"FromAddr_L": 900, "ToAddr_L": 998, "FromAddr_R": 901, "ToAddr_R": 999}


def dangling(records: list[Record]) -> None:
    """A street that ends a metre short of row 1."""
    middle = WEST + BLOCK / 2
    records.append(road(88, "Dogwood", [(middle, SOUTH - 0.01), (middle, SOUTH - 0.00001)], 100))


def line(*spots: tuple[float, float]) -> list[tuple[float, float]]:
    return list(spots)


ROADS_BROKEN: dict[str, Way] = {
    "identity": bad(2, "NGUID", None, "missing"),
    "agency": bad(2, "DiscrpAgID", "no domain", "domain", "no domain"),
    "update": bad(2, "DateUpdate", "yesterday", "type", "yesterday"),
    "no update": bad(2, "DateUpdate", None, "missing"),
    "no name": bad(3, "St_Name", "  ", "missing"),
    "long name": bad(3, "St_PreMod", "x" * 26, "length", "26 characters"),
    "name is bytes": bad(3, "St_Name", b"x", "type", "b'x'"),
    "number is text": bad(4, "FromAddr_L", "abc", "type", "'abc'"),
    "number too large": bad(4, "ToAddr_R", 1_000_001, "domain", "1000001"),
    "number negative": bad(4, "ToAddr_R", -1, "domain", "-1"),
    "no number": bad(4, "FromAddr_R", None, "missing"),
    "parity unknown": bad(5, "Parity_L", "X", "domain", "'X'"),
    "no parity": bad(5, "Parity_R", None, "missing"),
    "parity of from": bad(5, "FromAddr_L", 101, "parity", "101 on a side that is even"),
    "parity of to": bad(5, "ToAddr_R", 198, "parity", "198 on a side that is odd"),
    "numbers, no parity": bad(5, "Parity_L", "Z", "parity", "says no numbers"),
    "parity, no numbers": Way(
        lambda records: records[4].update({"FromAddr_L": 0, "ToAddr_L": 0}), 5, "FromAddr_L", "parity", "0-0"
    ),
    "one way unknown": bad(6, "OneWay", "Y", "domain", "'Y'"),
    "class unknown": bad(6, "RoadClass", "Highway", "domain", "'Highway'"),
    "direction in short": bad(6, "St_PreDir", "W", "domain", "'W'"),
    "speed": bad(6, "SpeedLimit", 900, "domain", "900"),
    "country": bad(6, "Country_L", "us", "domain", "us"),
    "no state": bad(6, "A1_R", None, "missing"),
    "post code": bad(6, "PostCode_L", "9006", "domain", "9006"),
    "validation": bad(6, "Valid_L", "?", "domain", "?"),
    "overlap": bad(2, "FromAddr_L", 190, "overlap", "overlaps 100-198 of row 1"),
    "both overlap": Way(
        lambda records: records[1].update({"FromAddr_R": 150, "Parity_R": "B"}),
        2,
        "FromAddr_R",
        "overlap",
        "150-299",
    ),
    "direction": Way(
        lambda records: records[0].update({"FromAddr_L": 198, "ToAddr_L": 100}),
        1,
        "FromAddr_L",
        "direction",
        "198-100 on the left, 101-199 on the right",
    ),
    "no geometry": bad(7, "geometry", None, "geometry"),
    "no vertices": bad(7, "geometry", blob([]), "geometry"),
    "a point": bad(7, "geometry", blob((WEST, SOUTH)), "geometry", "is a point"),
    "cut geometry": bad(7, "geometry", blob([(1.0, 2.0), (3.0, 4.0)])[:-5], "geometry", "ends before"),
    "no geometry's bytes": bad(7, "geometry", b"PG\0\1xxxxxxxx", "geometry", "damaged"),
    "text for geometry": bad(7, "geometry", "LINESTRING", "geometry", "no geometry"),
    "not a number": bad(7, "geometry", line((math.nan, SOUTH), (WEST, SOUTH)), "coordinates", "nan"),
    "off the globe": bad(7, "geometry", line((WEST, 95.0), (WEST, SOUTH)), "coordinates", "95"),
    "exchanged": bad(7, "geometry", line((SOUTH, WEST), (SOUTH, WEST + 1)), "coordinates", "-118"),
    "elsewhere": bad(7, "geometry", line((2.35, 48.85), (2.36, 48.85)), "region", "48.85"),
    "zero length": bad(7, "geometry", line((WEST, SOUTH), (WEST, SOUTH)), "zero length", "no length"),
    "identity twice": Way(
        lambda records: records[8].update({"NGUID": records[0]["NGUID"]}),
        9,
        "id",
        "duplicate id",
        "row 1 too",
    ),
    "line twice": Way(twice, 13, "geometry", "duplicate", "row 5 again"),
    "dangling end": Way(dangling, 13, "geometry", "dangling", "1.1 m from W Alder Av (row 1)"),
}
HOUSES_BROKEN: dict[str, Way] = {
    "identity": bad(1, "NGUID", None, "missing"),
    "number is text": bad(1, "Add_Number", "12a", "type"),
    "latitude": bad(1, "Latitude", 134.0, "domain"),
    "longitude is text": bad(1, "Longitude", "west", "type"),
    "placement": bad(1, "Placement", "Roof", "domain"),
    "place type": bad(4, "Place_Type", "City Hall!", "domain"),
    "no street's name": bad(2, "St_Name", None, "missing"),
    "no such street": bad(2, "St_Name", "Elder", "no street"),
    "a line": bad(3, "geometry", line((WEST, SOUTH), (WEST, SOUTH + 1)), "geometry"),
    "elsewhere": bad(3, "geometry", (2.35, 48.85), "region"),
    "address twice": Way(
        lambda records: records.append(address(9, 120, "Alder", (WEST, SOUTH))), 5, "number", "duplicate"
    ),
    "identity twice": Way(
        lambda records: records[2].update({"NGUID": records[0]["NGUID"]}), 3, "id", "duplicate id"
    ),
}
