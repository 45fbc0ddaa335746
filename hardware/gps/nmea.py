"""NMEA 0183: the bytes of a GPS receiver, in any chunks, to positions.

Sentences are `$ttsss,…*hh`; the checksum is required, the line end is not. What each of them says
stands in `sentences`. A TAG block (`\\s:unit12,c:1700000000*3F\\`) before a sentence names the unit.
"""

import re

from hardware.gps.fields import HEX_PAIR, FieldError, checksum, checksum_mismatch, plain
from hardware.gps.sentences import PARSERS, PROPRIETARY, other_sentence
from hardware.noise import add_full_noise, add_noise
from hardware.readings import Reading, Undecoded

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
            else:
                try:
                    if (parse := PARSERS.get(body[2:6])) and body[:1] != PROPRIETARY:
                        readings.append(parse(body.split(b","), self._unit, raw))
                    else:
                        readings += other_sentence(body, self._unit, raw)
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
