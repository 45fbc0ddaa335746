"""NMEA 0183: the bytes of a GPS receiver, in any chunks, to positions.

Sentences are `$ttsss,…*hh`; the checksum is required, the line end is not. RMC, GGA and GLL of
any talker give a Position; other sentences whose checksum is right are taken silently. A TAG
block (`\\s:unit12,c:1700000000*3F\\`) before a sentence names the unit.
"""

import re
from collections.abc import Callable

from hardware.gps.fields import (
    HEX_PAIR,
    FieldError,
    calendar_day,
    checksum,
    checksum_mismatch,
    course_deg,
    latitude,
    longitude,
    plain,
    speed_kmh,
    time_of_day,
)
from hardware.noise import add_full_noise, add_noise
from hardware.readings import Position, Reading, Undecoded

SENTENCE_LIMIT = 1024
BODY_LIMIT = SENTENCE_LIMIT - len("$*hh")
STRETCH = re.compile(
    rb"(\$([^$*\r\n]{0,%d}+)\*([0-9A-Fa-f]{2}))([^$]*)"  # a sentence, its body, checksum, what follows
    rb"|(\$[^$]*)" % BODY_LIMIT  # or what is not one
)
SILENT = b"\r\n"
LINE_ENDS = frozenset((b"", b"\r\n", b"\n", b"\r", b"\n\r"))
LINE_END = re.compile(rb"[\r\n]")
TAG_BLOCK = re.compile(rb"\\([^\\\r\n]*)\\\Z")
TAG_SOURCE = re.compile(rb"(?:^|,)s:([^,]*)")

FIX = {b"A": True, b"V": False, b"": False}
NO_FIX = [b"N"]
"""The mode field that newer receivers add, where it is there."""
NEW_POSITION = tuple.__new__
"""Positions are made by the hundred thousand, and the class's own constructor takes twice as long."""


class NmeaDriver:
    """Sans-IO: `feed` it what the port gave.

    Between two calls it holds one unfinished sentence (from its `$` on) or one unfinished
    stretch of line noise, never more than 1024 bytes.
    """

    def __init__(self) -> None:
        self._held = b""
        self._unit = ""

    def feed(self, data: bytes) -> list[Reading]:
        """The readings that `data` completes; bytes that make no sense come as Undecoded."""
        readings: list[Reading] = []
        stream = self._held + data
        start = stream.find(b"$")
        if start < 0:
            self._held = add_full_noise(stream, SILENT, readings)
            return readings
        self._close_gap(stream[:start], readings)
        stretches = STRETCH.findall(stream, start)
        *last_sentence, gap, broken = stretches.pop()
        self._take(stretches, readings)
        if broken:
            self._take_unfinished(broken, readings)
        else:
            self._take([(*last_sentence, b"", b"")], readings)
            self._held = add_full_noise(gap, SILENT, readings)
        return readings

    def idle(self) -> list[Reading]:
        """What the line's silence leaves half done is given up."""
        readings: list[Reading] = []
        held, self._held = self._held, b""
        if held.startswith(b"$"):
            self._refuse("The sentence was cut short", held, readings)
        else:
            add_noise(held, SILENT, readings)
        return readings

    def _take(self, stretches: list[tuple[bytes, ...]], readings: list[Reading]) -> None:
        """What stands between one `$` and the next, as STRETCH has it. The hot path."""
        for raw, body, given, gap, broken in stretches:
            if broken:
                self._close_gap(self._take_broken(broken, readings), readings)
                continue
            if HEX_PAIR[given] != checksum(body):
                self._refuse(checksum_mismatch(HEX_PAIR[given], body), raw, readings)
            elif (parse := PARSERS.get(body[2:6])) and not body.startswith(b"P"):
                try:
                    readings.append(parse(body.split(b","), self._unit, raw))
                except FieldError as error:
                    self._refuse(str(error), raw, readings)
            self._unit = ""
            if gap not in LINE_ENDS:
                self._close_gap(gap, readings)

    def _take_unfinished(self, broken: bytes, readings: list[Reading]) -> None:
        """The stretch behind the last `$`, which may yet become a sentence."""
        if LINE_END.search(broken) or len(broken) > SENTENCE_LIMIT:
            self._held = add_full_noise(self._take_broken(broken, readings), SILENT, readings)
        else:
            self._held = broken

    def _take_broken(self, broken: bytes, readings: list[Reading]) -> bytes:
        """Refuse the line that starts here; returns what comes after it."""
        line_end = LINE_END.search(broken, 0, SENTENCE_LIMIT)
        end = line_end.start() if line_end else SENTENCE_LIMIT
        self._refuse(_why_broken(broken, end), broken[:end], readings)
        return broken[end:]

    def _refuse(self, why: str, raw: bytes, readings: list[Reading]) -> None:
        readings.append(Undecoded(self._unit, why, raw))
        self._unit = ""

    def _close_gap(self, gap: bytes, readings: list[Reading]) -> None:
        """What stood before a `$`: nothing, line noise, a TAG block that names the unit."""
        gap = add_full_noise(gap, SILENT, readings)
        if tag := TAG_BLOCK.search(gap):
            gap = gap[: tag.start()]
        add_noise(gap, SILENT, readings)
        if tag:
            self._unit = _tagged_unit(tag.group(1), readings)


def _why_broken(stretch: bytes, end: int) -> str:
    if len(stretch) > end == SENTENCE_LIMIT:
        return f"No sentence is longer than {SENTENCE_LIMIT} bytes"
    if b"*" in stretch[:end]:
        return "The checksum is not two hexadecimal digits"
    return "The sentence has no checksum"


def _tagged_unit(block: bytes, readings: list[Reading]) -> str:
    """The source (`s:`) that a TAG block names; "" when its checksum is wrong or it names none."""
    body, _, given = block.rpartition(b"*")
    if HEX_PAIR.get(given) != checksum(body):
        readings.append(Undecoded("", "The TAG block's checksum is wrong", b"\\" + block + b"\\"))
        return ""
    source = TAG_SOURCE.search(body)
    return plain(source.group(1)) if source else ""


def parse_rmc(fields: list[bytes], unit: str, raw: bytes) -> Position:
    """time, A|V, lat, N|S, lon, E|W, knots, course, ddmmyy, variation, E|W[, mode[, status]]."""
    if len(fields) < 10:
        raise _too_short(fields, 9)
    lat, lon = latitude(fields[3], fields[4]), longitude(fields[5], fields[6])
    valid = FIX.get(fields[2])
    if valid is None:
        raise _no_status(fields[2])
    if lat is None or lon is None or fields[12:13] == NO_FIX:
        valid = False
    speed, course = speed_kmh(fields[7]), course_deg(fields[8])
    day, time = calendar_day(fields[9]), time_of_day(fields[1])
    return NEW_POSITION(Position, (unit, lat, lon, valid, speed, course, day, time, raw, "position"))


def parse_gga(fields: list[bytes], unit: str, raw: bytes) -> Position:
    """time, lat, N|S, lon, E|W, quality (0 is no fix), satellites, …"""
    if len(fields) < 7:
        raise _too_short(fields, 6)
    lat, lon = latitude(fields[2], fields[3]), longitude(fields[4], fields[5])
    quality = fields[6]
    if not quality.isdigit() and quality:
        raise FieldError(f"There is no fix quality {plain(quality)}")
    valid = lat is not None and lon is not None and quality.strip(b"0") != b""
    time = time_of_day(fields[1])
    return NEW_POSITION(Position, (unit, lat, lon, valid, None, None, None, time, raw, "position"))


def parse_gll(fields: list[bytes], unit: str, raw: bytes) -> Position:
    """lat, N|S, lon, E|W, time, A|V[, mode]."""
    if len(fields) < 7:
        raise _too_short(fields, 6)
    lat, lon = latitude(fields[1], fields[2]), longitude(fields[3], fields[4])
    valid = FIX.get(fields[6])
    if valid is None:
        raise _no_status(fields[6])
    if lat is None or lon is None or fields[7:8] == NO_FIX:
        valid = False
    time = time_of_day(fields[5])
    return NEW_POSITION(Position, (unit, lat, lon, valid, None, None, None, time, raw, "position"))


def _too_short(fields: list[bytes], needed: int) -> FieldError:
    return FieldError(f"{plain(fields[0])} has {len(fields) - 1} fields, {needed} are needed")


def _no_status(text: bytes) -> FieldError:
    return FieldError(f"Status {plain(text)} is neither A nor V")


PARSERS: dict[bytes, Callable[[list[bytes], str, bytes], Position]] = {
    b"RMC,": parse_rmc,
    b"GGA,": parse_gga,
    b"GLL,": parse_gll,
}
