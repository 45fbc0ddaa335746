"""Shapefiles as agencies and the Census Bureau write them, made by pyshp."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import shapefile

from tests.geo.importers.nena_files import BLOCK, SOUTH, WEST

WGS84_PRJ = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)
NAD83_PRJ = WGS84_PRJ.replace("WGS_1984", "North_American_1983", 1)
Spots = Sequence[tuple[float, float]]
A, B, C, D = ((WEST + BLOCK * step, SOUTH) for step in range(4))


def write_shapefile(
    base: Path, rows: Sequence[tuple[Mapping[str, Any], Spots]], prj: str = WGS84_PRJ
) -> Path:
    """A shapefile of lines; its columns are those of the first row."""
    columns = list(rows[0][0]) if rows else ["STREET"]
    with shapefile.Writer(str(base), shapeType=shapefile.POLYLINE) as made:
        for name in columns:
            number = bool(rows) and isinstance(rows[0][0][name], int)
            made.field(name, "N" if number else "C", 10 if number else 60)
        for said, spots in rows:
            made.line([[list(spot) for spot in spots]])
            made.record(*(said[name] for name in columns))
    base.with_suffix(".prj").write_text(prj)
    base.with_suffix(".cpg").write_text("UTF-8")
    return base.with_suffix(".shp")


def edge(number: int, name: str, kind: str, *numbers: str) -> dict[str, Any]:
    """A row of EDGES with the numbers of its left and right side."""
    sides = dict(zip(("LFROMADD", "LTOADD", "RFROMADD", "RTOADD"), (*numbers, "", "", "", ""), strict=False))
    return {"TLID": number, "MTFCC": kind, "FULLNAME": name, **sides, "TNIDF": number, "TNIDT": number + 1}


def feature(number: int, name: str, *numbers: str) -> dict[str, Any]:
    """A row of ADDRFEAT with the numbers of its left and right side."""
    sides = dict(zip(("LFROMHN", "LTOHN", "RFROMHN", "RTOHN"), (*numbers, "", "", "", ""), strict=False))
    return {"TLID": number, "FULLNAME": name, **sides, "EDGE_MTFCC": "S1400", "PARITYL": "", "PARITYR": ""}


def write_tiger(folder: Path) -> Path:
    """A county's EDGES with two streets, a railway and a path, and its ADDRFEAT; the file of the latter."""
    write_shapefile(
        folder / "tl_2025_06037_edges",
        [
            (edge(1, "N San Vicente Blvd", "S1200", "1", "9", "2", "8"), [A, B]),
            (edge(2, "Alder St", "S1400"), [B, C]),
            (edge(3, "Old Railway", "R1011"), [C, D]),
            (edge(4, "", "S1710"), [B, (B[0], B[1] + BLOCK)]),
        ],
        NAD83_PRJ,
    )
    return write_shapefile(
        folder / "tl_2025_06037_addrfeat",
        [
            (feature(1, "N San Vicente Blvd", "101", "199", "", ""), [A, B]),
            (feature(1, "N San Vicente Blvd", "", "", "100", "198"), [A, B]),
            (feature(2, "Alder St", "12-10", "12-20", "", ""), [B, C]),
        ],
        NAD83_PRJ,
    )
