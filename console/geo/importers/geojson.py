"""Rows of a GeoJSON file (RFC 7946)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from console.errors import Refused
from console.geo.importers.bounds import (
    LARGEST_TEXT_FILE,
    MOST_FIELDS,
    MOST_PARTS,
    MOST_ROWS,
    MOST_VERTICES,
    damaged,
    must_fit,
)
from console.geo.importers.rows import Layer, Row, Shape, Spot

KINDS = {
    "LineString": "line",
    "MultiLineString": "line",
    "Point": "point",
    "MultiPoint": "point",
    "Polygon": "polygon",
}


def read(path: Path) -> Layer:
    """The file's features as one layer; raises Refused for what is no GeoJSON."""
    content = _load(path)
    features = content.get("features")
    if content.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise Refused(f"{path.name} is no GeoJSON: it has no FeatureCollection. Export it again.")
    if len(features) > MOST_ROWS:
        raise Refused(f"{path.name} has {len(features)} features; {MOST_ROWS} are the most.")
    columns = {name: None for feature in features for name in _properties(feature)}
    if len(columns) > MOST_FIELDS:
        raise Refused(f"{path.name} has {len(columns)} different fields; {MOST_FIELDS} are the most.")
    name = content.get("name")
    called = name if isinstance(name, str) else path.stem
    return Layer(called, tuple(columns), _rows(features), _reference(content))


def _load(path: Path) -> dict[str, Any]:
    """The JSON object in a file; numbers that are none are refused with all else."""
    must_fit(path, LARGEST_TEXT_FILE)
    try:
        content = json.loads(path.read_text("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise damaged(path, error) from error
    if not isinstance(content, dict):
        raise damaged(path, "it is no JSON object")
    return content


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _reference(content: dict[str, Any]) -> str:
    """The old member `crs`, which files from before RFC 7946 still have."""
    crs = content.get("crs")
    said = crs.get("properties") if isinstance(crs, dict) else None
    name = said.get("name") if isinstance(said, dict) else None
    return name if isinstance(name, str) else ""


def _properties(feature: Any) -> dict[str, Any]:
    said = feature.get("properties") if isinstance(feature, dict) else None
    return said if isinstance(said, dict) else {}


def _rows(features: list[Any]) -> Iterator[Row]:
    for number, feature in enumerate(features, start=1):
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        yield Row(number, _properties(feature), _shape(geometry))


def _shape(geometry: Any) -> Shape | None:
    """The shape of a geometry object; None where there is none."""
    if not isinstance(geometry, dict):
        return None
    name, coordinates = str(geometry.get("type"))[:40], geometry.get("coordinates")
    if name not in KINDS:
        return Shape(name, fault=f"is a {name}")
    single = {"LineString": [coordinates], "Point": [[coordinates]], "MultiPoint": [coordinates]}
    try:
        return Shape(KINDS[name], _parts(single.get(name, coordinates)))
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as error:
        return Shape(KINDS[name], fault=f"has coordinates that are none ({str(error)[:60]})")


def _parts(parts: Any) -> tuple[tuple[Spot, ...], ...]:
    if len(parts) > MOST_PARTS or sum(map(len, parts)) > MOST_VERTICES:
        raise ValueError(f"more than {MOST_VERTICES} vertices")
    return tuple(tuple((_number(spot[0]), _number(spot[1])) for spot in part) for part in parts)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a coordinate is no number")
    return float(value)
