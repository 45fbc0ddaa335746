"""Wind meter: `BODY*hh` and a line end, hh the exclusive-or of the body; in any chunks, to readings."""

import re

from hardware.gps.fields import checksum, plain
from hardware.readings import Heartbeat, Reading, Text, Trouble, Undecoded

# A line, or 64 bytes of one that is too long: never more than that is held.
LINE = re.compile(rb"[^\r\n]{64}|[^\r\n]+[\r\n]")
CHECKED = re.compile(rb"(.*)\*([0-9A-Fa-f]{2})")
WIND = re.compile(rb"WIND,(\d{1,3}),(\d{1,3})")


class WindDriver:
    """Sans-IO: it has no port and no clock, and never raises on any bytes."""

    _held = b""

    def feed(self, data: bytes) -> list[Reading]:
        stream, end, readings = self._held + data, 0, []
        for found in LINE.finditer(stream):
            readings.append(_decoded(found[0].rstrip(b"\r\n")))
            end = found.end()
        self._held = stream[end:].lstrip(b"\r\n")
        return readings

    def idle(self) -> list[Reading]:
        held, self._held = self._held, b""
        return [Undecoded("", "The line was cut short", held)] if held else []


def _decoded(line: bytes) -> Reading:
    found = CHECKED.fullmatch(line)
    if not found or int(found[2], 16) != checksum(found[1]):
        return Undecoded("", "Checksum is wrong or missing", line)
    if found[1] == b"OK":
        return Heartbeat(raw=line)
    if wind := WIND.fullmatch(found[1]):
        return Text("", f"Wind {int(wind[2])} km/h from {int(wind[1])} degrees", raw=line)
    return Trouble("", f"The wind meter says: {plain(found[1])}", line)
