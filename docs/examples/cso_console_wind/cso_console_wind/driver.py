"""Wind meter: `BODY*hh` and a line end, hh the exclusive-or of the body; in any chunks, to readings."""

import re

from hardware.gps.fields import checksum, plain
from hardware.readings import Heartbeat, Reading, Text, Trouble, Undecoded

LINE_END = re.compile(rb"[\r\n]")
LINE_LIMIT = 64
LINE = re.compile(rb"(.*)\*([0-9A-F]{2})")
WIND = re.compile(rb"WIND,(\d{1,3}),(\d{1,3})")


class WindDriver:
    """Sans-IO. Between two calls it holds one unfinished line of at most 64 bytes."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> list[Reading]:
        readings: list[Reading] = []
        *lines, rest = LINE_END.split(self._held + data)
        for line in lines:
            if line := _shortened(line, readings):
                readings.append(_decoded(line))
        self._held = _shortened(rest, readings)
        return readings

    def idle(self) -> list[Reading]:
        held, self._held = self._held, b""
        return [Undecoded("", "The line was cut short", held)] if held else []


def _shortened(line: bytes, readings: list[Reading]) -> bytes:
    while len(line) > LINE_LIMIT:
        readings.append(Undecoded("", f"No line is longer than {LINE_LIMIT} bytes", line[:LINE_LIMIT]))
        line = line[LINE_LIMIT:]
    return line


def _decoded(line: bytes) -> Reading:
    found = LINE.fullmatch(line)
    if not found or int(found[2], 16) != checksum(found[1]):
        return Undecoded("", "Checksum is wrong or missing", line)
    if found[1] == b"OK":
        return Heartbeat(raw=line)
    if wind := WIND.fullmatch(found[1]):
        return Text("", f"Wind {int(wind[2])} km/h from {int(wind[1])} degrees", raw=line)
    return Trouble("", f"The wind meter says: {plain(found[1])}", line)
