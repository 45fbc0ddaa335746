"""A small town as NENA-STA-006 has it, written whole from the standard's field list, and files of it."""

import csv
import json
import sqlite3
import struct
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

Line = Sequence[tuple[float, float]]
Record = dict[str, Any]
ROADS, POINTS = "RoadCenterLine", "SiteStructureAddressPoint"
WEST, SOUTH, BLOCK = -118.38, 34.09, 0.002
COMMON: Record = {
    "DiscrpAgID": "gis.example.gov",
    "DateUpdate": "2026-01-15T08:00:00Z",
    "Effective": "2020-01-01T00:00:00Z",
    "Expire": None,
}
EMPTY_GEOPACKAGE = """
PRAGMA application_id = 1196444487;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
    organization_coordsys_id INTEGER, definition TEXT, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,
    srs_id INTEGER, z TINYINT, m TINYINT);
"""


def field_list(layer: str, version: int) -> list[tuple[str, str]]:
    """Name and type of each field of a layer, in the order of the standard."""
    text = (files("resources") / "codes" / "nena_sta_006.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = [row for row in csv.DictReader(lines) if row["layer"] == layer]
    return [((row["before"] if version < 3 and row["before"] else row["field"]), row["type"]) for row in rows]


def renamed(record: Mapping[str, Any], layer: str, version: int) -> Record:
    """The record with every field of the layer, under that version's names; what it does not say is NULL."""
    now = [name for name, _ in field_list(layer, 3)]
    then = [name for name, _ in field_list(layer, version)]
    return {old: record.get(new) for new, old in zip(now, then, strict=True)}


def road(number: int, name: str, line: Line, first: int, kind: str = "Avenue", **more: Any) -> Record:
    """A block of a street with a hundred numbers from `first` on, even on the left and odd on the right."""
    sides = {"Country": "US", "A1": "CA", "A2": "Los Angeles County", "A3": "Testville"}
    return {
        **COMMON,
        "NGUID": f"urn:emergency:uid:gis:RCL:{number}:gis.example.gov",
        "FromAddr_L": first,
        "ToAddr_L": first + 98,
        "FromAddr_R": first + 1,
        "ToAddr_R": first + 99,
        "Parity_L": "E",
        "Parity_R": "O",
        "St_Name": name,
        "St_PosTyp": kind,
        **{f"{field}_{side}": value for field, value in sides.items() for side in "LR"},
        "RoadClass": "Local",
        "OneWay": "B",
        "SpeedLimit": 25,
        "Valid_L": "Y",
        "Valid_R": "Y",
        "geometry": line,
        **more,
    }


def town() -> list[Record]:
    """Three streets from west to east and three from south to north, in blocks."""
    records: list[Record] = []
    for row, name in enumerate(("Alder", "Birch", "Cedar")):
        for column in range(2):
            line = [_crossing(column, row), _crossing(column + 1, row)]
            records.append(road(len(records) + 1, name, line, 100 + 100 * column, St_PreDir="West"))
    for column, name in enumerate(("First", "Second", "Third")):
        for row in range(2):
            line = [_crossing(column, row), _crossing(column, row + 1)]
            records.append(road(len(records) + 1, name, line, 100 + 100 * row, kind="Street"))
    return records


def address(number: int, house: int, name: str, spot: tuple[float, float], **more: Any) -> Record:
    """A house with its number on a street, an avenue in the west."""
    return {
        **COMMON,
        "NGUID": f"urn:emergency:uid:gis:SSAP:{number}:gis.example.gov",
        "Country": "US",
        "A1": "CA",
        "A2": "Los Angeles County",
        "A3": "Testville",
        "Add_Number": house,
        "St_PreDir": "West",
        "St_Name": name,
        "St_PosTyp": "Avenue",
        "Placement": "Structure",
        "Longitude": spot[0],
        "Latitude": spot[1],
        "geometry": spot,
        **more,
    }


def houses() -> list[Record]:
    """Four houses on W Alder Av, one of them a place with a name."""
    spots = [(WEST + 0.0004 * step, SOUTH + 0.0001) for step in range(4)]
    records = [address(i + 1, 120 + 20 * i, "Alder", spot) for i, spot in enumerate(spots)]
    records[1] |= {"AddNum_Suf": "½", "Unit": "APT 3"}
    records[3] |= {"Site": "City Hall", "Place_Type": "government"}
    return records


def _crossing(column: int, row: int) -> tuple[float, float]:
    return WEST + column * BLOCK, SOUTH + row * BLOCK


def blob(geometry: Any, srs: int = 4326) -> bytes:
    """A point or a line of (x, y) as a GeoPackage's geometry."""
    head = b"GP\x00\x01" + struct.pack("<i", srs)
    if geometry and isinstance(geometry[0], float):
        return head + struct.pack("<BIdd", 1, 1, *geometry)
    numbers = [value for spot in geometry for value in spot]
    return head + struct.pack(f"<BII{len(numbers)}d", 1, 2, len(geometry), *numbers)


def write_geopackage(
    path: Path,
    roads: Iterable[Record] = (),
    points: Iterable[Record] = (),
    *,
    version: int = 3,
    srs: int = 4326,
    without: Sequence[str] = (),
) -> Path:
    """Both layers with all of the standard's fields but those in `without`."""
    with closing(sqlite3.connect(path)) as made, made:
        made.executescript(EMPTY_GEOPACKAGE)
        made.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('x', ?, 'EPSG', ?, 'x', '')", (srs, srs))
        for layer, kind, records in ((ROADS, "LINESTRING", roads), (POINTS, "POINT", points)):
            fields = [each for each in field_list(layer, version) if each[0] not in without]
            columns = ", ".join(f'"{name}" {type_}' for name, type_ in fields)
            made.execute(f"CREATE TABLE {layer} (fid INTEGER PRIMARY KEY, geom BLOB, {columns})")
            made.execute("INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?)", (layer, layer, srs))
            described = (layer, kind, srs)
            made.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", described)
            names = [name for name, _ in fields]
            wanted = ", ".join(f'"{name}"' for name in ("geom", *names))
            marks = ", ".join("?" * (len(names) + 1))
            rows = [_values(record, layer, version, names, srs) for record in records]
            made.executemany(f"INSERT INTO {layer} ({wanted}) VALUES ({marks})", rows)
    return path


def _values(record: Record, layer: str, version: int, names: list[str], srs: int) -> list[Any]:
    """A row's values; a geometry that is no list is written as it is."""
    said, geometry = renamed(record, layer, version), record["geometry"]
    packed = blob(geometry, srs) if isinstance(geometry, list | tuple) else geometry
    return [packed, *(said[name] for name in names)]


def write_geojson(path: Path, records: Iterable[Record], layer: str, version: int = 3) -> Path:
    """The same rows as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "properties": renamed(record, layer, version),
            "geometry": {
                "type": "Point" if isinstance(record["geometry"][0], float) else "LineString",
                "coordinates": record["geometry"],
            },
        }
        for record in records
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "name": layer, "features": features}))
    return path
