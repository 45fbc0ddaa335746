"""AX.25 UI frames: who sent them, by way of whom, and what they carry.

Destination, source and up to eight digipeaters stand first, seven bytes each: six characters
shifted left by one and padded with spaces, then `H 1 1 ssid(4) last`. Control 03 and protocol F0
follow, then the payload. KISS leaves the check sequence to the TNC.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from hardware.radio.kiss_frames import FEND, KissError, unescaped
from hardware.readings import Reading

UI_NO_LAYER_3 = b"\x03\xf0"
ADDRESS_SIZE = 7
FEWEST_ADDRESSES, MOST_ADDRESSES = 2, 10
UNNAMED = "N0CALL"
"""Stands where a station has not named its own call; gateways pass it on to nobody."""
LAST, REPEATED, RESERVED = 0x01, 0x80, 0x60
CALL = re.compile(r"([A-Z0-9]{1,6})(?:-(\d|1[0-5]))?")
PADDED_CALL = re.compile(r"([A-Z0-9]{1,6}) *")
SHIFTED_RIGHT = bytes(byte >> 1 for byte in range(256))
THIRD_PARTY = re.compile(
    rb"\}([0-9A-Za-z-]{1,9})>([0-9A-Za-z-]{1,9})((?:,[0-9A-Za-z-]{1,9}\*?){0,10}):(.*)", re.DOTALL
)


class Ax25Error(ValueError):
    """These bytes are no UI frame; the text says why."""


class Hop(NamedTuple):
    """One digipeater of a path, and whether it has repeated the frame already (the H bit)."""

    call: str
    repeated: bool


class Addresses(NamedTuple):
    """The head of a frame; calls as "N0CALL-9", without "-0"."""

    destination: str
    source: str
    path: tuple[Hop, ...] = ()


def station_call(text: str) -> str:
    """A station's own call as it goes on the air, N0CALL where it has named none; raises Ax25Error."""
    call = plain_call(text) or UNNAMED
    _address(call, 0)
    return call


def plain_call(text: str) -> str:
    """However a call was written, in capitals and without the SSID 0."""
    return text.strip().upper().removesuffix("-0")


def ui_frame(addresses: Addresses, payload: bytes) -> bytes:
    """The frame as it goes into KISS; raises Ax25Error for what is no call or too long a path."""
    head = [(addresses.destination, REPEATED), (addresses.source, 0)]
    head += [(hop.call, REPEATED if hop.repeated else 0) for hop in addresses.path]
    if len(head) > MOST_ADDRESSES:
        raise Ax25Error("A path has at most eight digipeaters")
    coded = bytearray(b"".join(_address(call, flag) for call, flag in head))
    coded[-1] |= LAST
    return bytes(coded) + UI_NO_LAYER_3 + payload


def split_ui_frame(frame: bytes, start: int = 0) -> tuple[Addresses, bytes]:
    """The head and the payload of the frame that begins at `start`; raises Ax25Error."""
    end = frame.find(UI_NO_LAYER_3, start)
    if end < 0:
        raise Ax25Error("The frame carries no APRS: it is no unnumbered information without layer 3")
    return addresses_of(frame[start:end]), frame[end + 2 :]


@lru_cache(maxsize=1024)
def addresses_of(head: bytes) -> Addresses:
    """All addresses of a frame; raises Ax25Error. Stations beacon with the same head for hours."""
    count, rest = divmod(len(head), ADDRESS_SIZE)
    if rest or not FEWEST_ADDRESSES <= count <= MOST_ADDRESSES:
        raise Ax25Error(f"{len(head)} bytes are not two to ten addresses")
    lasts = [byte & LAST for byte in head]
    if lasts != [0] * (len(head) - 1) + [LAST]:
        raise Ax25Error("The addresses do not end where the frame says")
    calls = [_call(head[at : at + ADDRESS_SIZE]) for at in range(0, len(head), ADDRESS_SIZE)]
    flags = [bool(byte & REPEATED) for byte in head[ADDRESS_SIZE - 1 :: ADDRESS_SIZE]]
    return Addresses(calls[0], calls[1], tuple(map(Hop, calls[2:], flags[2:])))


def third_party(payload: bytes) -> tuple[Addresses, bytes] | None:
    """The frame that a gateway has packed as text into another: `}SOURCE>DEST,PATH:payload`."""
    found = THIRD_PARTY.fullmatch(payload)
    if not found:
        return None
    source, destination, path = (part.decode("ascii") for part in found.groups()[:3])
    hops = tuple(Hop(call.rstrip("*"), call.endswith("*")) for call in path.split(",")[1:])
    return Addresses(destination, source, hops), found[4]


def signature(heard: Reading | bytes) -> bytes:
    """What stays the same when digipeaters repeat a frame: its source and payload.

    Of a reading also its kind, for one frame may give a position and an emergency. Whoever has a
    clock drops what carries the signature of something heard within 30 s. It is b"" for what is no
    frame: never a duplicate. Bytes are one whole KISS frame, as readings carry it in `raw`.
    """
    raw, kind = (heard, "") if isinstance(heard, bytes) else (heard.raw, heard.kind)
    try:
        addresses, payload = split_ui_frame(unescaped(raw.strip(FEND)), 1)
    except (Ax25Error, KissError):
        return b""
    addresses, payload = third_party(payload) or (addresses, payload)
    return b"%b %b>%b" % (kind.encode(), addresses.source.encode(), payload.rstrip(b"\r\n "))


def _address(call: str, flag: int) -> bytes:
    found = CALL.fullmatch(call)
    if not found:
        raise Ax25Error(f"{call[:40]!r} is no call of at most six letters and digits and an SSID up to 15")
    shifted = bytes(ord(character) << 1 for character in found[1].ljust(ADDRESS_SIZE - 1))
    return shifted + bytes((flag | RESERVED | int(found[2] or 0) << 1,))


def _call(address: bytes) -> str:
    found = PADDED_CALL.fullmatch(address[:-1].translate(SHIFTED_RIGHT).decode("ascii"))
    if not found:
        raise Ax25Error("An address is no call of letters and digits")
    ssid = address[-1] >> 1 & 0x0F
    return f"{found[1]}-{ssid}" if ssid else found[1]
