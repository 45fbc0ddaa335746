"""Layers of a GeoPackage (OGC 12-128), read through SQLite."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from console.errors import Refused
from console.geo.importers import wkb
from console.geo.importers.bounds import LARGEST_FILE, MOST_FIELDS, MOST_ROWS, damaged, must_fit
from console.geo.importers.rows import Layer, Row
from console.geo.safe_sqlite import UNREADABLE, quoted, read_only, tables

MOST_LAYERS = 200


def read(path: Path, opened: ExitStack) -> list[Layer]:
    """All layers with a geometry, for as long as `opened` is; raises Refused for what is no GeoPackage."""
    must_fit(path, LARGEST_FILE)
    log = path.with_name(f"{path.name}-wal")
    if log.is_file() and log.stat().st_size:
        raise Refused(f"{path.name} is open in another program, or was not closed. Close it there first.")
    try:
        connection = opened.enter_context(read_only(path))
        layers = list(_layers(connection, path))
    except UNREADABLE as error:
        raise damaged(path, error) from error
    if not layers:
        raise Refused(f"{path.name} has no table with a geometry. Export it again.")
    return layers


def _layers(connection: sqlite3.Connection, path: Path) -> Iterator[Layer]:
    known = tables(connection)
    for needed in ("gpkg_geometry_columns", "gpkg_spatial_ref_sys"):
        if needed not in known:
            raise Refused(f"{path.name} is no GeoPackage: it has no table {needed}.")
    found = connection.execute(
        "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns ORDER BY table_name"
    ).fetchmany(MOST_LAYERS)
    for table, geometry, srs in found:
        if str(table).casefold() in known:
            yield _layer(connection, path, known[str(table).casefold()], str(geometry), srs)


def _layer(connection: sqlite3.Connection, path: Path, table: str, geometry: str, srs: Any) -> Layer:
    described = connection.execute(f"SELECT * FROM {quoted(table)} LIMIT 0").description
    names = [str(column[0]) for column in described]
    if len(names) > MOST_FIELDS:
        raise Refused(f"{table} has {len(names)} fields; {MOST_FIELDS} are the most.")
    if geometry not in names:
        raise Refused(f"{table} has no column {geometry}, in which its geometry is said to be.")
    columns = tuple(name for name in names if name != geometry)
    rows = _rows(connection, path, table, geometry)
    return Layer(table, columns, rows, _reference(connection, srs))


def _reference(connection: sqlite3.Connection, srs: Any) -> str:
    """Organisation and code where there are some, or else the definition."""
    row = connection.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys"
        " WHERE srs_id = ?",
        (srs,),
    ).fetchone()
    if row is None:
        return "" if srs in (0, -1) else f"EPSG:{srs}"
    organization, code, definition = row
    if isinstance(organization, str) and organization.upper() == "EPSG" and isinstance(code, int):
        return f"EPSG:{code}"
    return "" if srs in (0, -1) else str(definition)


def _rows(connection: sqlite3.Connection, path: Path, table: str, geometry: str) -> Iterator[Row]:
    try:
        found = connection.execute(f"SELECT * FROM {quoted(table)}")
        names = [str(column[0]) for column in found.description]
        for number, values in enumerate(found, start=1):
            if number > MOST_ROWS:
                raise Refused(f"{table} has more than {MOST_ROWS} rows. Cut it to your own area.")
            fields = dict(zip(names, values, strict=True))
            yield Row(number, fields, wkb.shape_of(fields.pop(geometry)))
    except UNREADABLE as error:
        raise damaged(path, error) from error
