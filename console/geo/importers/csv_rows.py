"""Rows of a CSV file with a line of names, whose position is in two of its columns."""

import csv
import math
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from console.errors import Refused
from console.geo.importers.bounds import LARGEST_TEXT_FILE, MOST_FIELDS, MOST_ROWS, damaged, must_fit
from console.geo.importers.rows import Layer, Row, Shape

LONGEST_LINE = 65_536
LATITUDES = ("lat", "latitude", "y")
LONGITUDES = ("lon", "long", "lng", "longitude", "x")


def read(path: Path, opened: ExitStack) -> Layer:
    """The file as one layer, for as long as `opened` is; raises Refused for what is no CSV in UTF-8."""
    must_fit(path, LARGEST_TEXT_FILE)
    lines = _lines(opened.enter_context(path.open(encoding="utf-8-sig", newline="")), path)
    rows = _records(lines, path)
    columns = tuple(name.strip() for name in next(rows, []))
    if len(columns) < 2 or not any(columns):
        raise Refused(f"{path.name} has no line of names at its top, such as number,street,lat,lon.")
    if len(columns) > MOST_FIELDS:
        raise Refused(f"{path.name} has {len(columns)} columns; {MOST_FIELDS} are the most.")
    plain = [name.casefold() for name in columns]
    if len(set(plain)) < len(plain):
        raise Refused(f"{path.name} has two columns of one name. Rename one of them.")
    return Layer(path.stem, columns, _rows(columns, rows, path), typed=False)


def _lines(file: IO[str], path: Path) -> Iterator[str]:
    """Lines of a bounded length."""
    try:
        while line := file.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE:
                raise damaged(path, f"a line has more than {LONGEST_LINE} characters")
            if "\0" in line:
                raise damaged(path, "it has bytes that are no text")
            yield line
    except UnicodeDecodeError as error:
        raise damaged(path, "it is not in UTF-8") from error


def _records(lines: Iterator[str], path: Path) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, strict=True)
    except csv.Error as error:
        raise damaged(path, error) from error


def _rows(columns: tuple[str, ...], records: Iterator[list[str]], path: Path) -> Iterator[Row]:
    """Numbers are those of a spreadsheet without its line of names; empty lines are counted and left out."""
    for number, values in enumerate(records, start=1):
        if number > MOST_ROWS:
            raise Refused(f"{path.name} has more than {MOST_ROWS} rows. Cut it to your own area.")
        if not any(values):
            continue
        fields = dict(zip(columns, values, strict=False))
        if len(values) > len(columns):
            fault = f"has {len(values)} values for {len(columns)} columns"
            yield Row(number, fields, Shape("point", fault=fault))
        else:
            yield Row(number, fields, _position(fields))


def _position(fields: dict[str, str]) -> Shape | None:
    plain = {name.casefold(): value.strip() for name, value in fields.items()}
    lat, lon = (next((plain[n] for n in names if plain.get(n)), "") for names in (LATITUDES, LONGITUDES))
    if not lat and not lon:
        return None
    spot = _number(lon), _number(lat)
    if not all(map(math.isfinite, spot)):
        return Shape("point", fault="has a latitude or longitude that is no number")
    return Shape("point", ((spot,),))


def _number(text: str) -> float:
    """The number in plain digits, NaN for all else."""
    try:
        return float(text) if text.isascii() else math.nan
    except ValueError:
        return math.nan
