"""The console's own form of a city, the GeoJSON that ships with it: nested fields as plain columns."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from console.geo.city import Area
from console.geo.city_file import AREAS
from console.geo.importers.found import Reading, each_row
from console.geo.importers.rows import Layer, Row

STREET_PARTS = ("base", "suffix", "prefix", "post")
SIDE_PARTS = {"start": "from", "end": "to", "parity": "parity", "municipality": "municipality"}


def is_own(layer: Layer) -> bool:
    return "feature" in layer.columns


def taken_apart(layer: Layer) -> tuple[Layer, list[Row]]:
    """The layer with its rows in a list, to be gone through more than once, and its areas' rows."""
    rows = list(layer.rows)
    return replace(layer, rows=rows), [row for row in rows if row.fields.get("feature") in AREAS]


def features(layer: Layer, kind: str) -> Layer:
    """Those of one kind (segment, point or place), with plain columns."""
    return replace(layer, rows=_rows(layer, kind))


def areas(layer: Layer, rows: list[Row], reading: Reading) -> tuple[Area, ...]:
    """Limits, municipalities, parks, beats and blocks among the rows."""
    found: list[Area] = []
    for row, fields in each_row(replace(layer, rows=rows), reading, ("id",)):
        name = fields.text("name", needed=True)
        outline = reading.outline(fields, row.shape)
        accuracy = float(fields.whole("accuracy_m") or 0)
        if not fields.broken:
            found.append(Area(str(row.fields["feature"]), name, outline, accuracy))
    return tuple(found)


def _rows(layer: Layer, kind: str) -> Iterator[Row]:
    for row in layer.rows:
        if row.fields.get("feature") == kind:
            yield replace(row, fields=dict(_columns(row.fields)))


def _columns(said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in said.items():
        if name == "street" and isinstance(value, dict):
            yield from ((part, value.get(part)) for part in STREET_PARTS)
        elif name in ("left", "right") and isinstance(value, dict):
            yield from ((f"{name}_{ours}", value.get(part)) for part, ours in SIDE_PARTS.items())
        else:
            yield name, str(value).lower() if isinstance(value, bool) else value
