"""Kenwood FleetSync, NEXEDGE and dPMR over the radio's PC serial port: bytes to readings.

Frames are `STX command data ETX` without a checksum; lines are `$PK…*hh` with NMEA's
checksum, alone, glued behind a frame, or wrapped in one (`STX $PK… LF hh ETX`).
"""

import re
from itertools import pairwise

from hardware.gps.fields import HEX_PAIR, FieldError, checksum, checksum_mismatch
from hardware.noise import add_full_noise, add_noise
from hardware.radio.kenwood_frames import decode_frame
from hardware.radio.kenwood_lines import decode_line
from hardware.readings import RAW_LIMIT, Reading, Undecoded

STX = b"\x02"
SILENT = b"\r\n\x03 "
START = re.compile(rb"\x02|\$PK")
PARTIAL_START = re.compile(rb"\$P?\Z")
FRAME = re.compile(rb"\x02([^\x03]*)\x03")
UNENDED_STATUS = re.compile(rb"\x02([gx]E[^\x03\r\n]*)(?:[\r\n]|\Z)")
LINE = re.compile(rb"\$([^*\r\n\x03]*)\*([0-9A-Fa-f]{2})")
WRAPPED_LINE = re.compile(rb"\$([^*\r\n\x03]*)\*?[\r\n]+([0-9A-Fa-f]{2})\x03")
WRAPPING_LIMIT = 8
WRAPPING = re.compile(rb"[\r\n]{0,4}(?:[0-9A-Fa-f]{2})?\x03")
LINE_END = re.compile(rb"[\r\n\x03]")


class KenwoodDriver:
    """Sans-IO: `feed` it what the port gave.

    Between two calls it holds one unfinished frame or line (from its start on) or one
    unfinished stretch of line noise, never more than 8 KB.
    """

    def __init__(self) -> None:
        self._held = b""
        self._wrapped = False  # an STX stood right before this line
        self._unwrapping = False  # such a line was taken; its own ETX is still to come

    def feed(self, data: bytes) -> list[Reading]:
        """The readings that `data` completes; bytes that make no sense come as Undecoded."""
        readings: list[Reading] = []
        stream = self._held + data
        starts = [found.start() for found in START.finditer(stream)]
        if not starts:
            self._hold_gap(stream, readings)
            return readings
        self._close_gap(stream[: starts[0]], readings)
        for start, end in pairwise(starts):
            self._close_gap(self._take(stream[start:end], True, readings) or b"", readings)
        rest = self._take(stream[starts[-1] :], False, readings)
        if rest is None:
            self._held = stream[starts[-1] :]
        else:
            self._hold_gap(rest, readings)
        return readings

    def idle(self) -> list[Reading]:
        """The line has been silent for a while: what is half there is all that will come."""
        readings: list[Reading] = []
        held, self._held = self._held, b""
        rest = self._take(held, True, readings) if START.match(held) else held
        self._close_gap(rest or b"", readings)
        self._wrapped = self._unwrapping = False
        return readings

    def _take(self, piece: bytes, closed: bool, readings: list[Reading]) -> bytes | None:
        """Take the frame or line that starts the piece and return what comes after it.

        None means: wait for more. It never does when the piece is `closed` by the next start.
        """
        closed = closed or len(piece) > RAW_LIMIT
        if piece.startswith(STX):
            return self._take_frame(piece, closed, readings)
        return self._take_line(piece, closed, readings)

    def _take_frame(self, piece: bytes, closed: bool, readings: list[Reading]) -> bytes | None:
        unended = UNENDED_STATUS.match(piece, 0, RAW_LIMIT)
        if unended and (closed or unended.end() > unended.end(1)):
            return self._decode_frame(unended, piece[: unended.end(1)], readings)
        if found := FRAME.match(piece, 0, RAW_LIMIT):
            return self._decode_frame(found, found.group(), readings)
        if not closed:
            return None
        if not piece.strip(STX + SILENT):
            self._wrapped = piece == STX
            return b""
        return _refuse("The frame has no end", piece, RAW_LIMIT, readings)

    def _decode_frame(self, found: re.Match[bytes], raw: bytes, readings: list[Reading]) -> bytes:
        decoded = decode_frame(found[1], raw)
        if decoded is None:
            decoded = [Undecoded("", "The frame is not one that this console knows", raw)]
        readings += decoded
        return found.string[found.end() :]

    def _take_line(self, piece: bytes, closed: bool, readings: list[Reading]) -> bytes | None:
        found = LINE.match(piece, 0, RAW_LIMIT)
        if self._wrapped and not found:
            found = WRAPPED_LINE.match(piece, 0, RAW_LIMIT)
        line_end = LINE_END.search(piece, 0, RAW_LIMIT)
        if not (found or closed) and (not line_end or (self._wrapped and b"\x03" not in piece)):
            return None
        self._wrapped, self._unwrapping = False, self._wrapped
        if found:
            _decode_line(found, readings)
            return piece[found.end() :]
        end = line_end.start() if line_end else RAW_LIMIT
        return _refuse("The line has no checksum", piece, end, readings)

    def _close_gap(self, gap: bytes, readings: list[Reading]) -> None:
        add_noise(self._unwrap(gap), SILENT, readings)

    def _hold_gap(self, gap: bytes, readings: list[Reading]) -> None:
        """Keep a gap that still grows, and whatever at its end may become a start."""
        if self._unwrapping and len(gap) < WRAPPING_LIMIT:
            self._held = gap
            return
        gap = self._unwrap(gap)
        partial = PARTIAL_START.search(gap)
        end = partial.start() if partial else len(gap)
        self._held = add_full_noise(gap[:end], SILENT, readings) + gap[end:]

    def _unwrap(self, gap: bytes) -> bytes:
        """Behind a wrapped line its own ETX, and the two digits that may stand before it, are no noise."""
        wrapping = WRAPPING.match(gap) if self._unwrapping else None
        self._unwrapping = False
        return gap[wrapping.end() :] if wrapping else gap


def _decode_line(found: re.Match[bytes], readings: list[Reading]) -> None:
    body, given = found.groups()
    try:
        if HEX_PAIR[given] != checksum(body):
            raise FieldError(checksum_mismatch(HEX_PAIR[given], body))
        readings += decode_line(body, found.group())
    except FieldError as error:
        readings.append(Undecoded("", str(error), found.group()))


def _refuse(why: str, piece: bytes, end: int, readings: list[Reading]) -> bytes:
    readings.append(Undecoded("", why, piece[:end]))
    return piece[end:]
