"""What stands between STX and ETX on a Kenwood radio's PC serial port.

No prefix is FleetSync, `g` is NEXEDGE (NXDN), `x` is dPMR and extended identities. A frame that
names two parties names the sender first, and both in the same form. An identification (`D`) has no
length of its own on the air: it began and ended. Polls and keying commands say nothing about a
unit and are taken silently.
"""

import re
from collections.abc import Callable, Mapping
from typing import Literal

from hardware.readings import (
    Acknowledged,
    Channel,
    Emergency,
    Reading,
    Status,
    Text,
    TransmissionBegan,
    TransmissionEnded,
    Undecoded,
)

FLEETSYNC = rb"(\d{3})(\d{4})"
TWICE = rb"(?:\1\2)?"
TWO_PARTIES = rb"([UG]\d{8})[UG]\d{8}|(\d{9})\d{9}|([UG]\d{5})[UG]\d{5}"
NEXEDGE = rb"(?:" + TWO_PARTIES + rb"|([UG]\d{5})|([UG]\d{8})|(\d{9}))"
EXTENDED = rb"(?:" + TWO_PARTIES + rb"|([UG]\d{8})|(\d{9})|([UG]\d{5}))"
"""Where the same digits can be read in two ways, the form that stands first is meant."""
EVERYBODY = frozenset(("000-0000", "G00000"))
"""Whom a broadcast is for: a frame that names nobody else does not say who sent it."""
TEXT = rb"(?P<text>.*)"
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
CHANNEL_STATES: Mapping[bytes, Literal["free", "busy", "receiving", "transmitting"]] = {
    b"\x80": "free",
    b"\x81": "transmitting",
    b"\x82": "receiving",
    b"\x84": "busy",
    b"80": "free",
    b"81": "transmitting",
    b"82": "receiving",
    b"84": "busy",
}
"""The last byte, which some radios spell out as two digits."""

Found = re.Match[bytes]
Decode = Callable[[Found, bytes], list[Reading]]


def decode_frame(body: bytes, raw: bytes) -> list[Reading] | None:
    """The readings of one frame; None when it is none that we know. The hot path."""
    kind = body[:2] if body[:1] in (b"g", b"x") else body[:1]
    for pattern, decode in FRAMES.get(kind, ()):
        if found := pattern.fullmatch(body):
            return decode(found, raw)
    return None


def _sender(found: Found) -> str:
    """FleetSync's first two groups are fleet and ID; else the group that matched first is the unit."""
    first, second, *others = found.groups()
    if first and second:
        return f"{first.decode()}-{second.decode()}"
    unit: bytes = first or second or next(filter(None, others))
    return unit.decode()


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
    text = UNPRINTABLE.sub("\ufffd", found["text"].decode("ascii", "replace"))
    sender = _sender(found)
    return [Text("" if sender in EVERYBODY else sender, text, raw=raw)]


def _acknowledged(found: Found, raw: bytes) -> list[Reading]:
    return [Acknowledged("", found["code"].decode(), raw=raw)]


def _channel(found: Found, raw: bytes) -> list[Reading]:
    state = CHANNEL_STATES.get(found["state"])
    if state is None:
        return [Undecoded("", "The channel is in a state that this console does not know", raw)]
    return [Channel("", state, raw)]


def _silent(found: Found, raw: bytes) -> list[Reading]:
    return []


def _frames(*rows: tuple[bytes, Decode]) -> tuple[tuple[re.Pattern[bytes], Decode], ...]:
    return tuple((re.compile(pattern, re.DOTALL), decode) for pattern, decode in rows)


FRAMES: Mapping[bytes, tuple[tuple[re.Pattern[bytes], Decode], ...]] = {
    b"I": _frames((rb"I1" + FLEETSYNC + TWICE, _began), (rb"I0" + FLEETSYNC + TWICE, _ended)),
    b"gI": _frames((rb"gI1" + NEXEDGE, _began), (rb"gI0" + NEXEDGE, _ended)),
    b"xI": _frames((rb"xI1" + EXTENDED, _began), (rb"xI0" + EXTENDED, _ended)),
    b"D": _frames((rb"D" + FLEETSYNC + TWICE, _identified)),
    b"gD": _frames((rb"gD" + NEXEDGE, _identified)),
    b"xD": _frames((rb"xD" + EXTENDED, _identified)),
    b"E": _frames((rb"E" + FLEETSYNC + TWICE, _emergency)),
    b"gE": _frames((rb"gE" + NEXEDGE + rb"(?P<code>\d{3,4})", _status)),
    b"xE": _frames((rb"xE" + EXTENDED + rb"(?P<code>\d{1,6})", _status)),
    **dict.fromkeys((b"F", b"G"), _frames((rb"[FG]" + FLEETSYNC + TEXT, _text))),
    **dict.fromkeys((b"gF", b"gG"), _frames((rb"g[FG]" + NEXEDGE + TEXT, _text))),
    **dict.fromkeys((b"xF", b"xG"), _frames((rb"x[FG]" + EXTENDED + TEXT, _text))),
    **dict.fromkeys((b"0", b"g0", b"x0"), _frames((rb"[gx]?(?P<code>0)", _acknowledged))),
    **dict.fromkeys((b"1", b"g1", b"x1"), _frames((rb"[gx]?(?P<code>1)", _acknowledged))),
    **dict.fromkeys((b"R", b"gR", b"xR"), _frames((rb"[gx]?R[0-9UG]+", _silent))),
    b"J": _frames((rb"JCA", _silent), (rb"JA.{0,8}?(?P<state>[\x80-\xff]|[0-9A-F]{2})", _channel)),
    **dict.fromkeys((b"A", b"C"), _frames((rb"[AC]", _silent))),
}
"""By prefix and command."""
