"""Trimble TAIP: the bytes of a vehicle tracker, in any chunks, to positions.

Messages are `>…<`; where the `<` is missing, the next `>`, a line end or silence stands for it.
What a message says stands in `taip_messages`; one that is right and says nothing of place is silent.
"""

import re

from hardware.gps.fields import FieldError
from hardware.gps.taip_messages import decode
from hardware.noise import add_full_noise, add_noise
from hardware.readings import Reading, Undecoded

MESSAGE_LIMIT = 1024
START = b">"
SILENT = b"\r\n"
STRETCH = re.compile(rb"(>([^<>\r\n]*)(<?))([^>]*)")
"""A message, its body, its end, and what follows it."""


class TaipDriver:
    """Sans-IO: `feed` it what the port gave.

    Between two calls it holds one unfinished message (from its `>` on) or one unfinished stretch of
    line noise, never more than 1024 bytes.
    """

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> list[Reading]:
        """The readings that `data` completes; bytes that make no sense come as Undecoded."""
        readings: list[Reading] = []
        stream = self._held + data
        start = stream.find(START)
        if start < 0:
            self._held = add_full_noise(stream, SILENT, readings)
            return readings
        add_noise(stream[:start], SILENT, readings)
        stretches = STRETCH.findall(stream, start)
        last = stretches.pop()
        for stretch in stretches:
            add_noise(_take(stretch, readings), SILENT, readings)
        self._held = _take_last(last, readings)
        return readings

    def idle(self) -> list[Reading]:
        """What the line's silence leaves half done is all that will come."""
        readings: list[Reading] = []
        held, self._held = self._held, b""
        if found := STRETCH.match(held):
            held = _take(found.groups(), readings)
        add_noise(held, SILENT, readings)
        return readings


def _take_last(stretch: tuple[bytes, ...], readings: list[Reading]) -> bytes:
    """The message behind the last `>`, which may yet go on; returns what is to be held."""
    raw, _, end, gap = stretch
    if not (end or gap) and len(raw) <= MESSAGE_LIMIT:
        return raw
    return add_full_noise(_take(stretch, readings), SILENT, readings)


def _take(stretch: tuple[bytes, ...], readings: list[Reading]) -> bytes:
    """One message, as STRETCH has it; returns what follows it."""
    raw, body, end, gap = stretch
    if len(raw) > MESSAGE_LIMIT:
        why = f"No message is longer than {MESSAGE_LIMIT} bytes"
        readings.append(Undecoded("", why, raw[:MESSAGE_LIMIT]))
        return raw[MESSAGE_LIMIT:] + gap
    try:
        position = decode(body, end != b"", raw)
    except FieldError as error:
        readings.append(Undecoded("", str(error), raw))
    else:
        if position:
            readings.append(position)
    return gap
