"""Geometries of a GeoPackage: its binary header, and well-known binary behind it (OGC 12-128, 06-103)."""

import struct
from dataclasses import dataclass
from typing import Any

from console.geo.importers.bounds import MOST_PARTS, MOST_VERTICES
from console.geo.importers.rows import Shape, Spot

MAGIC = b"GP"
ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
POINT, LINE, MULTIPOINT, MULTILINE = 1, 2, 4, 5
NAMES = {3: "Polygon", 6: "MultiPolygon", 7: "GeometryCollection"}
KINDS = {POINT: "point", MULTIPOINT: "point", LINE: "line", MULTILINE: "line"}
EXTRA_NUMBERS = {0: 0, 1: 1, 2: 1, 3: 2}
"""Beside x and y: none, Z, M, and both."""
WITH_Z, WITH_M, WITH_SRID = 0x80000000, 0x40000000, 0x20000000


def shape_of(blob: object) -> Shape | None:
    """The shape in a GeoPackage's geometry column; None where it is empty, with a fault where it is bad."""
    if blob is None:
        return None
    if not isinstance(blob, bytes):
        return Shape("other", fault="is no geometry of a GeoPackage")
    try:
        return _read(blob)
    except (ValueError, struct.error) as error:
        return Shape("other", fault=f"is damaged ({error})")


def _read(blob: bytes) -> Shape | None:
    if blob[:2] != MAGIC or len(blob) < 8:
        raise ValueError("it does not begin as one of a GeoPackage")
    flags = blob[3]
    envelope = ENVELOPE_BYTES.get(flags >> 1 & 7)
    if envelope is None:
        raise ValueError("its envelope is of no known kind")
    if flags & 0x20:
        raise ValueError("it is of a kind of one program's own")
    if flags & 0x10:
        return None
    return _Bytes(blob, 8 + envelope).whole()


@dataclass(slots=True)
class _Bytes:
    """Reads forward; every count is held against the bytes that are left before anything is made for it."""

    data: bytes
    at: int

    def whole(self) -> Shape:
        kind, numbers, order = self._head()
        if kind not in KINDS:
            return Shape("other", fault=f"is a {NAMES.get(kind, f'geometry of type {kind}')}")
        if kind == MULTILINE:
            parts = tuple(self._member(LINE) for _ in range(self._count(order, 9, MOST_PARTS)))
        elif kind == MULTIPOINT:
            members = range(self._count(order, 5, MOST_VERTICES))
            parts = (tuple(spot for _ in members for spot in self._member(POINT)),)
        else:
            parts = (self._spots(kind, numbers, order),)
        if sum(map(len, parts)) > MOST_VERTICES:
            raise ValueError(f"it has more than {MOST_VERTICES} vertices")
        return Shape(KINDS[kind], parts)

    def _member(self, wanted: int) -> tuple[Spot, ...]:
        kind, numbers, order = self._head()
        if kind != wanted:
            raise ValueError("its parts are of different kinds")
        return self._spots(kind, numbers, order)

    def _head(self) -> tuple[int, int, str]:
        """Kind, numbers of a vertex, and byte order."""
        (mark,) = self._take("<", "B")
        if mark > 1:
            raise ValueError("its byte order is none")
        order = "<" if mark else ">"
        (code,) = self._take(order, "I")
        extra = bool(code & WITH_Z) + bool(code & WITH_M)
        if code & WITH_SRID:
            self._take(order, "I")
        kind = code & 0x0FFFFFFF
        if kind // 1000 not in EXTRA_NUMBERS:
            raise ValueError(f"type {kind} is none")
        return kind % 1000, 2 + max(extra, EXTRA_NUMBERS[kind // 1000]), order

    def _spots(self, kind: int, numbers: int, order: str) -> tuple[Spot, ...]:
        count = 1 if kind == POINT else self._count(order, 8 * numbers, MOST_VERTICES)
        found = self._take(order, f"{count * numbers}d")
        return tuple(zip(found[::numbers], found[1::numbers], strict=True))

    def _count(self, order: str, size: int, most: int) -> int:
        (count,) = self._take(order, "I")
        if count > most:
            raise ValueError(f"it has {count} vertices or parts; {most} are the most")
        if count * size > len(self.data) - self.at:
            raise ValueError("it ends before its last vertex")
        return int(count)

    def _take(self, order: str, what: str) -> tuple[Any, ...]:
        found = struct.unpack_from(order + what, self.data, self.at)
        self.at += struct.calcsize(order + what)
        return found
