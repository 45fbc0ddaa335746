"""GeoPackages made to harm: SQL that would do something, geometries whose counts lie."""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest

from console.errors import Refused
from console.geo.importers import wkb
from tests.geo.importers.imports import city_of, imported
from tests.geo.importers.nena_files import town, write_geopackage

HEAD = b"GP\0\1\0\0\0\0"


def spoiled(path: Path, *statements: str) -> Path:
    write_geopackage(path, town())
    with closing(sqlite3.connect(path)) as made, made:
        for statement in statements:
            made.execute(statement)
    return path


@pytest.mark.parametrize(
    "statements",
    [
        (
            "DROP TABLE RoadCenterLine",
            "CREATE VIEW RoadCenterLine AS SELECT load_extension('x') AS St_Name",
        ),
        ("DROP TABLE gpkg_geometry_columns",),
        (
            "DROP TABLE gpkg_geometry_columns",
            "CREATE VIEW gpkg_geometry_columns AS SELECT 'a' AS table_name, 'b' AS column_name, 1 AS srs_id",
        ),
        ("UPDATE gpkg_geometry_columns SET column_name = 'St_Name); DROP TABLE x; --'",),
        ("DELETE FROM gpkg_geometry_columns",),
        (
            "DROP TABLE RoadCenterLine",
            "CREATE VIRTUAL TABLE RoadCenterLine USING fts5(geom, St_Name, FromAddr_L)",
        ),
        ("ALTER TABLE RoadCenterLine ADD COLUMN bomb BLOB GENERATED ALWAYS AS (hex(zeroblob(1000000)))",),
    ],
)
def test_a_geopackage_that_would_do_something_is_not_obeyed(
    tmp_path: Path, statements: tuple[str, ...]
) -> None:
    file = spoiled(tmp_path / "a.gpkg", *statements)
    before = file.read_bytes()
    with pytest.raises(Refused):
        imported("streets", file)
    assert file.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.gpkg"]


def test_a_trigger_is_left_alone(tmp_path: Path) -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON RoadCenterLine BEGIN DELETE FROM RoadCenterLine; END"
    assert len(city_of("streets", spoiled(tmp_path / "a.gpkg", trigger)).segments) == 12


def test_a_value_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    large = "UPDATE RoadCenterLine SET LSt_Name = hex(zeroblob(4000000)) WHERE fid = 3"
    with pytest.raises(Refused, match="damaged"):
        imported("streets", spoiled(tmp_path / "b.gpkg", large))


def test_a_name_with_quotes_is_a_name(tmp_path: Path) -> None:
    odd = 'Road""; DROP TABLE gpkg_contents; --'
    file = spoiled(tmp_path / "a.gpkg", f'ALTER TABLE RoadCenterLine RENAME TO "{odd}"')
    with closing(sqlite3.connect(file)) as made, made:
        query = "UPDATE gpkg_geometry_columns SET table_name = ? WHERE table_name = 'RoadCenterLine'"
        made.execute(query, (odd.replace('""', '"'),))
    assert len(city_of("streets", file).segments) == 12


@pytest.mark.parametrize("cut", [0, 10, 99, 100, 5000])
def test_a_geopackage_that_is_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    file = write_geopackage(tmp_path / "a.gpkg", town())
    file.write_bytes(file.read_bytes()[:cut])
    with pytest.raises(Refused):
        imported("streets", file)


def test_a_geopackage_that_another_program_writes_is_not_read_half(tmp_path: Path) -> None:
    file = write_geopackage(tmp_path / "a.gpkg", town())
    with closing(sqlite3.connect(file)) as writing:
        writing.execute("PRAGMA journal_mode=WAL")
        writing.execute("UPDATE RoadCenterLine SET St_Name = 'Elder'")
        writing.commit()
        with pytest.raises(Refused, match="open in another program"):
            imported("streets", file)


@pytest.mark.parametrize(
    "geometry",
    [
        b"",
        b"GP",
        HEAD,
        b"GP\0\x0f\0\0\0\0" + bytes(80),
        b"GP\0\x21\0\0\0\0" + bytes(80),
        HEAD + b"\x07" + bytes(80),
        HEAD + struct.pack("<BII", 1, 2, 0xFFFFFFFF),
        HEAD + struct.pack("<BII", 1, 5, 0xFFFFFFFF),
        HEAD + struct.pack("<BII", 1, 5, 900) + struct.pack("<BII", 1, 5, 900) * 900,
        HEAD + struct.pack("<BI", 1, 99),
        HEAD + struct.pack("<BI", 1, 9002),
        HEAD + struct.pack("<BII", 1, 3, 0),
    ],
)
def test_a_geometry_that_lies_has_a_fault_and_costs_nothing(geometry: bytes) -> None:
    shape = wkb.shape_of(geometry)
    assert shape is not None
    assert shape.fault


def test_an_empty_geometry_is_none() -> None:
    assert wkb.shape_of(b"GP\0\x11\0\0\0\0" + struct.pack("<BII", 1, 2, 0)) is None


@pytest.mark.parametrize(
    ("extra", "code"), [(1, 1002), (1, 2002), (2, 3002), (1, 0x80000002), (2, 0xC0000002)]
)
def test_heights_and_measures_are_read_over(extra: int, code: int) -> None:
    numbers = [value for spot in ((1.0, 2.0), (3.0, 4.0)) for value in (*spot, *[9.0] * extra)]
    body = struct.pack(f">BII{len(numbers)}d", 0, code, 2, *numbers)
    shape = wkb.shape_of(b"GP\0\x03\0\0\0\0" + bytes(32) + body)
    assert shape is not None
    assert shape.parts == (((1.0, 2.0), (3.0, 4.0)),)
