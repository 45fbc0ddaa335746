"""Rows as every reader gives them: fields by name and a shape, before anybody knows what they mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Spot = tuple[float, float]
"""(x, y) as the file has it: longitude and latitude, or east and north."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A geometry: `kind` is point, line or what else it was; a `fault` is what is wrong with it, in words.

    A line has a part for each piece that the file draws apart.
    """

    kind: str
    parts: tuple[tuple[Spot, ...], ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file from 1 on, its fields, and its shape where it has one."""

    number: int
    fields: Mapping[str, Any]
    shape: Shape | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """A table of a file. `columns` are its fields; `reference` names its coordinates, "" for WGS-84.

    `typed` is False where the file has nothing but text. In a `joined` layer streets meet where the same
    point stands in both, and nowhere else. Rows can be gone through once.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Row]
    reference: str = ""
    typed: bool = True
    joined: bool = False
