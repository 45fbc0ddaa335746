"""The `$PK…` lines of a Kenwood radio: position, unit and status of whoever was heard.

Layout as the radio sends it, the field after the last one being usually empty:
`PKLSH` lat,NS,lon,EW,time,A|V,unit; `PKLDS` time,A|V,lat,NS,lon,EW,knots,course,ddmmyy,
variation,version,unit,status,extension; `PKLID` version,unit,status,extension. In `PKL…` lines
(FleetSync) the unit is two fields, fleet and ID; in `PKN…` lines (NXDN, dPMR) it is one.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from hardware.gps.fields import (
    FieldError,
    calendar_day,
    course_deg,
    latitude,
    longitude,
    plain,
    speed_kmh,
    time_of_day,
)
from hardware.readings import Emergency, Position, Reading, Status, Undecoded

UNIT = re.compile(rb"[UG]\d{5}|U\d{8}|\d{9}")
FLEET = re.compile(rb"\d{3}")
FLEET_ID = re.compile(rb"\d{4}")
CODE = re.compile(rb"\d{1,6}")

IDLE_CODES = {b"L": frozenset((0, 80)), b"N": frozenset((0, 207))}
"""What a radio sends whose user has set no status: 80 is FleetSync's documented default, 207 is
what NXDN radios send with every plain transmission, and 0 is below both ranges."""
EMERGENCY_CODES = {b"L": range(95, 100), b"N": range(0)}
"""FleetSync's codes 95 to 99 are emergencies by themselves; NXDN's are each agency's own."""


class Line(NamedTuple):
    """One line taken apart: `system` is b"L" or b"N", `fields` are those behind the name."""

    system: bytes
    fields: list[bytes]
    raw: bytes

    def unit(self, index: int) -> str:
        """The sender, whose field (or first of two) has this index."""
        if self.system == b"L" and self._fits(index, FLEET) and self._fits(index + 1, FLEET_ID):
            return f"{plain(self.fields[index])}-{plain(self.fields[index + 1])}"
        if self.system == b"N" and self._fits(index, UNIT):
            return plain(self.fields[index])
        raise FieldError("The line names no unit")

    def code(self, unit_index: int) -> bytes:
        """The status code, which follows the unit."""
        index = unit_index + (2 if self.system == b"L" else 1)
        if not self._fits(index, CODE):
            raise FieldError("The line has no status code")
        return self.fields[index]

    def _fits(self, index: int, pattern: re.Pattern[bytes]) -> bool:
        return index < len(self.fields) and pattern.fullmatch(self.fields[index]) is not None


def decode_line(body: bytes, raw: bytes) -> list[Reading]:
    """The readings of one line whose checksum is right; raises FieldError when it makes no sense."""
    name, *fields = body.split(b",")
    decode = DECODERS.get(name[3:])
    if decode is None or name[:3] not in (b"PKL", b"PKN"):
        raise FieldError(f"There is no line {plain(name)}")
    return decode(Line(name[2:3], fields, raw))


def _short(line: Line) -> list[Reading]:
    unit = line.unit(6)
    lat, side, lon, lon_side, when, fix = line.fields[:6]
    where = (*_coordinates(lat, side, lon, lon_side, fix), None, None, None)
    return [Position(unit, *where, time_of_day(when), line.raw)]


def _long(line: Line) -> list[Reading]:
    """A fade must not cost us the status: it stands even when the position does not."""
    unit = line.unit(11)
    readings: list[Reading] = []
    try:
        readings.append(_long_position(unit, line))
    except FieldError as error:
        readings.append(Undecoded(unit, str(error), line.raw))
    return readings + _status(unit, line, 11)


def _long_position(unit: str, line: Line) -> Position:
    when, fix, lat, side, lon, lon_side, knots, course, day = line.fields[:9]
    where = _coordinates(lat, side, lon, lon_side, fix)
    motion = (speed_kmh(knots), course_deg(course))
    return Position(unit, *where, *motion, calendar_day(day), time_of_day(when), line.raw)


def _identity(line: Line) -> list[Reading]:
    return _status(line.unit(1), line, 1)


def _status(unit: str, line: Line, unit_index: int) -> list[Reading]:
    code = line.code(unit_index)
    if int(code) in EMERGENCY_CODES[line.system]:
        return [Emergency(unit, plain(code), line.raw)]
    if int(code) in IDLE_CODES[line.system]:
        return []
    return [Status(unit, plain(code), line.raw)]


def _coordinates(
    lat: bytes, side: bytes, lon: bytes, lon_side: bytes, fix: bytes
) -> tuple[float | None, float | None, bool]:
    if fix not in (b"A", b"V"):
        raise FieldError(f"Status {plain(fix)} is neither A nor V")
    north, east = latitude(lat, side), longitude(lon, lon_side)
    if fix == b"A" and (north is None or east is None):
        raise FieldError(f"The {'latitude' if north is None else 'longitude'} is missing")
    return north, east, fix == b"A"


DECODERS: dict[bytes, Callable[[Line], list[Reading]]] = {b"SH": _short, b"DS": _long, b"ID": _identity}
