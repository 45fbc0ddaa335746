"""UBX: the bytes of a u-blox receiver, in any chunks, to positions; NMEA on the same line is read too.

NAV-PVT frames give a Position; pyubx2, an extra, knows what is where in them. Other frames whose
check is right are silent.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from importlib import import_module
from typing import Any

from hardware.gps.fields import FASTEST_KNOTS, KMH_PER_KNOT, FieldError
from hardware.gps.nmea import NmeaDriver
from hardware.gps.ubx_frames import Broken, Frame, Framer, Piece
from hardware.readings import Position, Reading, Undecoded

NAV_PVT = b"\x01\x07"
SHORTEST_PVT = 84
"""Bytes; receivers since protocol 15 send 92."""
POSITION_FIXES = frozenset((2, 3, 4))
"""Two or three dimensions, or satellites with dead reckoning; not dead reckoning alone (1), not time (5)."""
KMH_PER_MM_S = 0.0036
FASTEST_KMH = FASTEST_KNOTS * KMH_PER_KNOT
YEARS = range(1980, 2100)
LEAP_SECOND = 60
LAST_MOMENT = timedelta(seconds=59, microseconds=999_999)
SENTENCE_START = re.compile(rb"\$[A-Z]{2}|\\[a-z]:")


class MissingExtraError(ValueError):
    """A driver needs a package that is not installed; the text says how to install it."""


class UbxDriver:
    """Sans-IO: `feed` it what the port gave. It holds at most one unfinished frame of 8 KB and one
    unfinished sentence.

    Raises MissingExtraError where pyubx2 is not installed.
    """

    def __init__(self) -> None:
        self._parse, self._refusals = _library()
        self._framer = Framer()
        self._nmea = NmeaDriver()

    def feed(self, data: bytes) -> list[Reading]:
        """The readings that `data` completes; bytes that make no sense come as Undecoded."""
        readings: list[Reading] = []
        for piece in self._framer.feed(data):
            self._take(piece, readings)
        return readings

    def idle(self) -> list[Reading]:
        """What the line's silence leaves half done is given up."""
        readings: list[Reading] = []
        for piece in self._framer.close():
            self._take(piece, readings)
        return readings + self._nmea.idle()

    def _take(self, piece: Piece, readings: list[Reading]) -> None:
        if isinstance(piece, bytes):
            readings += self._nmea.feed(piece)
            return
        # Receivers finish a sentence before they begin a frame.
        readings += self._nmea.idle()
        if isinstance(piece, Frame):
            readings += self._decode(piece)
        else:
            self._take_broken(piece, readings)

    def _take_broken(self, broken: Broken, readings: list[Reading]) -> None:
        """A garbled length may have taken in sentences that are whole."""
        sentence = SENTENCE_START.search(broken.raw)
        end = sentence.start() if sentence else len(broken.raw)
        readings.append(Undecoded("", broken.why, broken.raw[:end]))
        readings += self._nmea.feed(broken.raw[end:])

    def _decode(self, frame: Frame) -> list[Reading]:
        if frame.kind != NAV_PVT or not frame.payload:
            return []
        try:
            if len(frame.payload) < SHORTEST_PVT:
                raise FieldError(f"NAV-PVT has {len(frame.payload)} bytes, {SHORTEST_PVT} are needed")
            return [_position(self._parse(frame.raw), frame.raw)]
        except self._refusals as error:
            return [Undecoded("", str(error), frame.raw)]


def _library() -> tuple[Callable[[bytes], Any], tuple[type[Exception], ...]]:
    """What reads a frame, and what is raised for one that cannot be."""
    try:
        library = import_module("pyubx2")
    except ImportError as error:
        raise MissingExtraError(
            "u-blox receivers need pyubx2, which is not installed: pip install cso-console[ubx]"
        ) from error
    refusals = (FieldError, library.UBXParseError, library.UBXMessageError, library.UBXTypeError)
    return library.UBXReader.parse, refusals


def _position(pvt: Any, raw: bytes) -> Position:
    """From a NAV-PVT as pyubx2 gives it: degrees, millimetres a second."""
    valid = bool(pvt.gnssFixOk) and pvt.fixType in POSITION_FIXES and not pvt.invalidLlh
    lat = _within(float(pvt.lat), -90.0, 90.0, "latitude")
    lon = _within(float(pvt.lon), -180.0, 180.0, "longitude")
    speed = _within(pvt.gSpeed * KMH_PER_MM_S, 0.0, FASTEST_KMH, "speed")
    course = _within(float(pvt.headMot), 0.0, 360.0, "course")
    day, clock = _utc(pvt)
    return Position("", lat, lon, valid, speed, course, day, clock, raw)


def _within(value: float, least: float, most: float, what: str) -> float:
    if least <= value <= most:
        return value
    raise FieldError(f"There is no {what} {value:g}")


def _utc(pvt: Any) -> tuple[date | None, time | None]:
    """Day and time, each where the receiver vouches for it."""
    if not pvt.validDate:
        # Without a day the time still needs one, to be able to step over midnight.
        return None, _moment(2000, 1, 1, pvt).time() if pvt.validTime else None
    if pvt.year not in YEARS:
        raise FieldError(f"There is no year {pvt.year}")
    if not pvt.validTime:
        return _day(pvt.year, pvt.month, pvt.day).date(), None
    moment = _moment(pvt.year, pvt.month, pvt.day, pvt)
    return moment.date(), moment.time()


def _moment(year: int, month: int, day: int, pvt: Any) -> datetime:
    """`nano` may be below zero: then the second was rounded up. 23:59:60 becomes the last microsecond
    before it."""
    if pvt.hour >= 24 or pvt.min >= 60 or pvt.second > LEAP_SECOND:
        raise FieldError(f"There is no time {pvt.hour}:{pvt.min}:{pvt.second}")
    minute = _day(year, month, day) + timedelta(hours=pvt.hour, minutes=pvt.min)
    if pvt.second == LEAP_SECOND:
        return minute + LAST_MOMENT
    return minute + timedelta(seconds=pvt.second, microseconds=pvt.nano // 1000)


def _day(year: int, month: int, day: int) -> datetime:
    try:
        return datetime(year, month, day)
    except ValueError as error:
        raise FieldError(f"There is no date {day}.{month}.{year}") from error
