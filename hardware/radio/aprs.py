"""APRS: the payload of a UI frame to readings, by the character that it begins with.

Format: APRS Protocol Reference 1.0.1 with the usual additions. A reading's unit is the sender's
call ("N0CALL-9"). An object or item has no call: its unit is "NAME by SENDER", which no call can
be, so that nobody can move a unit by naming an object after it; one that was taken back is a
position that is not valid. A comment behind a position stays in `raw`.
"""

import re
from collections.abc import Callable

from hardware.gps.fields import FieldError
from hardware.gps.nmea import NmeaDriver
from hardware.radio.aprs_messages import message, screen_text
from hardware.radio.aprs_mic_e import mic_e
from hardware.radio.aprs_position import STAMP_SIZE, position, stamp
from hardware.radio.ax25 import Addresses, third_party
from hardware.readings import Emergency, Position, Reading, Text, Undecoded

OBJECT = re.compile(rb";(.{9})([*_])", re.DOTALL)
ITEM = re.compile(rb"\)([^!_]{3,9})([!_])", re.DOTALL)
STATUS_STAMP = re.compile(rb">(?:\d{6}z)?")
LIVE = (b"*", b"!")
DISTRESS = b"!EMERGENCY!"
UNREAD = {
    b"T": "Telemetry",
    b"_": "Weather without a position",
    b"<": "A list of what a station can do",
    b"?": "A question to all stations",
    b"{": "A format of somebody's own",
    b"#": "A weather station's own format",
    b"*": "A weather station's own format",
    b"[": "A Maidenhead locator",
    b",": "A test",
}
"""What this console knows of and does not read."""


def decode_payload(addresses: Addresses, payload: bytes, raw: bytes) -> list[Reading]:
    """What one frame says; what makes no sense comes as Undecoded from its sender."""
    decode = DECODERS.get(payload[:1], _unread)
    try:
        return decode(addresses, payload, raw)
    except FieldError as error:
        return [Undecoded(addresses.source, str(error), raw)]


def _position(addresses: Addresses, payload: bytes, raw: bytes) -> list[Reading]:
    """`!` or `=`, then the position."""
    return _with_distress(position(addresses.source, payload, 1, None, raw), payload)


def _timed_position(addresses: Addresses, payload: bytes, raw: bytes) -> list[Reading]:
    """`/` or `@`, the time, then the position."""
    at = stamp(payload, 1)
    return _with_distress(position(addresses.source, payload, 1 + STAMP_SIZE, at, raw), payload)


def _with_distress(fix: Position, payload: bytes) -> list[Reading]:
    return [fix, Emergency(fix.unit, "", fix.raw)] if DISTRESS in payload else [fix]


def _object(addresses: Addresses, payload: bytes, raw: bytes) -> list[Reading]:
    found = OBJECT.match(payload)
    if not found:
        raise FieldError("The object has no name")
    start = found.end()
    fix = position(_placed(found, addresses), payload, start + STAMP_SIZE, stamp(payload, start), raw)
    return [fix._replace(valid=fix.valid and found[2] in LIVE)]


def _item(addresses: Addresses, payload: bytes, raw: bytes) -> list[Reading]:
    found = ITEM.match(payload)
    if not found:
        raise FieldError("The item has no name")
    fix = position(_placed(found, addresses), payload, found.end(), None, raw)
    return [fix._replace(valid=fix.valid and found[2] in LIVE)]


def _placed(found: re.Match[bytes], addresses: Addresses) -> str:
    return f"{screen_text(found[1])} by {addresses.source}"


def _status(addresses: Addresses, payload: bytes, raw: bytes) -> list[Reading]:
    return [Text(addresses.source, screen_text(STATUS_STAMP.sub(b"", payload, count=1)), raw=raw)]


def _sentence(addresses: Addresses, payload: bytes, raw: bytes) -> list[Reading]:
    """What a GPS receiver said, handed on as it came."""
    driver = NmeaDriver()
    readings = driver.feed(payload) + driver.idle()
    return [reading._replace(unit=addresses.source, raw=raw) for reading in readings]


def _third_party(addresses: Addresses, payload: bytes, raw: bytes) -> list[Reading]:
    """A gateway repeats somebody else's frame: what counts is who said it."""
    inner = third_party(payload)
    if inner is None:
        raise FieldError("The frame that a gateway handed on cannot be read")
    if inner[1].startswith(b"}"):
        raise FieldError("A frame in a frame in a frame is not read")
    return decode_payload(*inner, raw)


def _unread(addresses: Addresses, payload: bytes, raw: bytes) -> list[Reading]:
    if not payload:
        raise FieldError("The frame carries nothing")
    what = UNREAD.get(payload[:1])
    raise FieldError(f"{what} is not read" if what else f"No APRS begins with {screen_text(payload[:1])!r}")


DECODERS: dict[bytes, Callable[[Addresses, bytes, bytes], list[Reading]]] = {
    **dict.fromkeys((b"!", b"="), _position),
    **dict.fromkeys((b"/", b"@"), _timed_position),
    **dict.fromkeys((b"`", b"'", b"\x1c", b"\x1d"), mic_e),
    b">": _status,
    b":": message,
    b";": _object,
    b")": _item,
    b"$": _sentence,
    b"}": _third_party,
}
