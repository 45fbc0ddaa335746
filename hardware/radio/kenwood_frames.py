"""What stands between STX and ETX on a Kenwood radio's PC serial port.

No prefix is FleetSync, `g` is NEXEDGE (NXDN), `x` is dPMR and extended identities. An
identification (`D`) has no length of its own on the air: it began and ended. Polls, channel
status and keying commands say nothing about a unit and are taken silently.
"""

import re
from collections.abc import Callable

from hardware.readings import (
    Acknowledged,
    Emergency,
    Reading,
    Status,
    Text,
    TransmissionBegan,
    TransmissionEnded,
)

FLEETSYNC = rb"(?P<fleet>\d{3})(?P<id>\d{4})"
NEXEDGE = rb"(?P<unit>[UG]\d{5}|U\d{8}|\d{9})(?:[UG]\d{5}|U\d{8}|\d{9})?"
EXTENDED = rb"(?P<unit>[UG]\d{8}|\d{9})(?:[UG]\d{8}|\d{9})?"
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

Found = re.Match[bytes]


def decode_frame(body: bytes, raw: bytes) -> list[Reading] | None:
    """The readings of one frame; None when it is none that we know."""
    for pattern, decode in FRAMES:
        if found := pattern.fullmatch(body):
            return decode(found, raw)
    return None


def _sender(found: Found) -> str:
    parts = found.groupdict()
    if "unit" in parts:
        return parts["unit"].decode()
    return f"{parts['fleet'].decode()}-{parts['id'].decode()}"


def _began(found: Found, raw: bytes) -> list[Reading]:
    return [TransmissionBegan(_sender(found), raw)]


def _ended(found: Found, raw: bytes) -> list[Reading]:
    return [TransmissionEnded(_sender(found), raw)]


def _identified(found: Found, raw: bytes) -> list[Reading]:
    return _began(found, raw) + _ended(found, raw)


def _status(found: Found, raw: bytes) -> list[Reading]:
    return [Status(_sender(found), found["code"].decode(), raw)]


def _emergency(found: Found, raw: bytes) -> list[Reading]:
    return [Emergency(_sender(found), "", raw)]


def _text(found: Found, raw: bytes) -> list[Reading]:
    text = UNPRINTABLE.sub("�", found["text"].decode("ascii", "replace"))
    return [Text(_sender(found), text, raw)]


def _acknowledged(found: Found, raw: bytes) -> list[Reading]:
    return [Acknowledged("", found["code"].decode(), raw)]


def _silent(found: Found, raw: bytes) -> list[Reading]:
    return []


def _frame(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


FRAMES: tuple[tuple[re.Pattern[bytes], Callable[[Found, bytes], list[Reading]]], ...] = (
    (_frame(rb"I1" + FLEETSYNC + rb"(?:(?P=fleet)(?P=id))?"), _began),
    (_frame(rb"I0" + FLEETSYNC + rb"(?:(?P=fleet)(?P=id))?"), _ended),
    (_frame(rb"[gx]I1" + NEXEDGE), _began),
    (_frame(rb"[gx]I0" + NEXEDGE), _ended),
    (_frame(rb"D" + FLEETSYNC), _identified),
    (_frame(rb"[gx]D" + NEXEDGE), _identified),
    (_frame(rb"E" + FLEETSYNC), _emergency),
    (_frame(rb"gE" + NEXEDGE + rb"(?P<code>\d{3,4})"), _status),
    (_frame(rb"xE" + EXTENDED + rb"(?P<code>\d{1,6})"), _status),
    (_frame(rb"[FG]" + FLEETSYNC + rb"(?P<text>.*)"), _text),
    (_frame(rb"g[FG]" + NEXEDGE + rb"(?P<text>.*)"), _text),
    (_frame(rb"x[FG]" + EXTENDED + rb"(?P<text>.*)"), _text),
    (_frame(rb"[gx]?(?P<code>[01])"), _acknowledged),
    (_frame(rb"[gx]?R[0-9UG]+|J[0-9A-Z]+|A|C"), _silent),
)
