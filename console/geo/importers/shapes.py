"""Rows of a shapefile: .shp and .dbf, with .prj and .cpg beside them."""

import struct
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from console.errors import Refused
from console.geo.importers.bounds import (
    LARGEST_FILE,
    MOST_FIELDS,
    MOST_PARTS,
    MOST_ROWS,
    MOST_VERTICES,
    damaged,
    must_fit,
)
from console.geo.importers.rows import Layer, Row, Shape

LONGEST_PRJ = 20_000
BROKEN = (struct.error, ValueError, IndexError, KeyError, OverflowError, EOFError, TypeError, AssertionError)
ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "1252": "cp1252", "ansi 1252": "cp1252"}


def read(path: Path, opened: ExitStack) -> Layer:
    """The shapefile as one layer, for as long as `opened` is; raises Refused for what is none."""
    must_fit(path, LARGEST_FILE)
    table = _beside(path, ".dbf")
    if table is None:
        raise Refused(f"{path.name} has no .dbf beside it, where its fields are. Give both, or the zip.")
    must_fit(table, LARGEST_FILE)
    _must_be_as_long_as_it_says(path)
    _must_be_whole(table)
    import shapefile

    try:
        reader = shapefile.Reader(
            shp=opened.enter_context(path.open("rb")),
            dbf=opened.enter_context(table.open("rb")),
            encoding=_encoding(path),
            encodingErrors="replace",
        )
    except (*BROKEN, shapefile.ShapefileException) as error:
        raise damaged(path, error) from error
    columns = tuple(str(each[0]) for each in reader.fields if each[0] != "DeletionFlag")
    return Layer(path.stem, columns, _rows(reader, path), _reference(path))


def _beside(path: Path, ending: str) -> Path | None:
    names = (path.with_suffix(each) for each in (ending, ending.upper()))
    return next((each for each in names if each.is_file()), None)


def _must_be_as_long_as_it_says(path: Path) -> None:
    """Hold a .shp's length, in words of two bytes, against its size."""
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or struct.unpack_from(">I", head, 24)[0] * 2 != path.stat().st_size:
        raise damaged(path, "its header says another length")


def _must_be_whole(table: Path) -> None:
    """Hold a .dbf's counts against its size, before anybody reads so many records."""
    with table.open("rb") as file:
        head = file.read(32)
    if len(head) < 32:
        raise damaged(table, "it has no header")
    records, begins, length = struct.unpack_from("<IHH", head, 4)
    if records > MOST_ROWS:
        raise Refused(f"{table.name} has {records} rows; {MOST_ROWS} are the most. Cut it to your own area.")
    if begins > 32 * (MOST_FIELDS + 2) or begins + records * length > table.stat().st_size + 1:
        raise damaged(table, "its header says more than there is")


def _encoding(path: Path) -> str:
    """The .cpg's; many have none, and then Windows' Western letters are meant."""
    beside = _beside(path, ".cpg")
    said = beside.read_bytes()[:40].decode("ascii", "replace").strip().casefold() if beside else ""
    return ENCODINGS.get(said, "utf-8" if said else "cp1252")


def _reference(path: Path) -> str:
    beside = _beside(path, ".prj")
    if beside is None:
        return ""
    must_fit(beside, LONGEST_PRJ)
    return beside.read_text("utf-8", "replace").strip()


def _rows(reader: Any, path: Path) -> Iterator[Row]:
    import shapefile

    try:
        for number, each in enumerate(reader.iterShapeRecords(), start=1):
            if number > MOST_ROWS:
                raise Refused(f"{path.name} has more than {MOST_ROWS} rows. Cut it to your own area.")
            yield Row(number, each.record.as_dict(), _shape(each.shape))
    except (*BROKEN, shapefile.ShapefileException) as error:
        raise damaged(path, error) from error


def _shape(shape: Any) -> Shape | None:
    """Types 1, 11, 21 are points, 3, 13, 23 lines, 8, 18, 28 several points; 0 is none."""
    kind = shape.shapeType % 10
    if shape.shapeType == 0:
        return None
    if kind not in (1, 3, 8):
        return Shape("other", fault="is neither line nor point")
    spots = tuple((float(spot[0]), float(spot[1])) for spot in shape.points)
    if len(spots) > MOST_VERTICES:
        return Shape("other", fault=f"has {len(spots)} vertices; {MOST_VERTICES} are the most")
    if kind != 3:
        return Shape("point", (spots,))
    begins = list(shape.parts)
    if len(begins) > MOST_PARTS:
        return Shape("line", fault=f"has {len(begins)} parts; {MOST_PARTS} are the most")
    return Shape("line", tuple(spots[a:b] for a, b in zip(begins, [*begins[1:], len(spots)], strict=True)))
