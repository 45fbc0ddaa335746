"""A seeded stream of NAV-PVT frames and of what else a u-blox receiver sends."""

import struct
from collections.abc import Iterator
from random import Random

NAV_PVT = b"\x01\x07"
LAYOUT = struct.Struct("<IH5BBIi4B4i2I5i2I2H4xihH")
"""From iTOW to magAcc: 92 bytes."""
OTHERS = (b"\x01\x35", b"\x0a\x04", b"\x05\x01", b"\x02\x15", b"\x01\x03")


def fletcher(checked: bytes) -> bytes:
    """The check bytes, in the plainest way."""
    one = two = 0
    for byte in checked:
        one = (one + byte) % 256
        two = (two + one) % 256
    return bytes((one, two))


def frame(kind: bytes, payload: bytes) -> bytes:
    """A whole frame."""
    checked = kind + struct.pack("<H", len(payload)) + payload
    return b"\xb5b" + checked + fletcher(checked)


def pvt(
    lat: int = 34_0901000,
    lon: int = -118_3850000,
    fix_type: int = 3,
    flags: int = 1,
    flags3: int = 0,
    year: int = 2026,
    month: int = 11,
    day: int = 23,
    hour: int = 12,
    minute: int = 0,
    second: int = 0,
    nano: int = 0,
    valid: int = 7,
    speed: int = 0,
    course: int = 0,
    size: int = 92,
) -> bytes:
    """A NAV-PVT in the receiver's own units: degrees times ten million, mm/s, degrees times 100,000."""
    payload = LAYOUT.pack(
        *(0, year, month, day, hour, minute, second, valid, 50, nano, fix_type, flags, 0, 9),
        *(lon, lat, 90_000, 57_000, 2000, 3000),
        *(0, 0, 0, speed, course, 100, 1_000_000, 150, flags3, 0, 0, 0),
    )
    return frame(NAV_PVT, payload[:size])


def frames(count: int, seed: int) -> Iterator[bytes]:
    """`count` NAV-PVT, every fifth with another kind of frame behind it."""
    random = Random(seed)
    for number in range(count):
        yield _random_pvt(random)
        if number % 5 == 4:
            yield frame(random.choice(OTHERS), random.randbytes(random.randrange(60)))


def mutated(count: int, seed: int) -> Iterator[bytes]:
    """About `count` frames, each changed at one place; most of them with check bytes that are right."""
    random = Random(seed)
    for whole in frames(count, seed):
        changed = _changed(whole, random)
        yield _healed(changed) if random.random() < 0.8 else changed


def garbled_stream(count: int, seed: int, share: float = 0.1) -> bytes:
    """Frames in a row, a `share` of them changed at one place and not healed."""
    random = Random(seed)
    return b"".join(
        _changed(whole, random) if random.random() < share else whole for whole in frames(count, seed)
    )


def _changed(whole: bytes, random: Random) -> bytes:
    at = random.randrange(len(whole))
    match random.randrange(6):
        case 0:
            return whole[:at] + random.randbytes(1) + whole[at:]
        case 1:
            return whole[:at] + whole[at + 1 :]
        case 2:
            return whole[:at]
        case 3:
            return whole[:at] + random.randbytes(4) + whole[at + 4 :]
    return whole[:at] + random.randbytes(1) + whole[at + 1 :]


def _healed(changed: bytes) -> bytes:
    """Length and check bytes as they should be for what is there."""
    payload = changed[6:-2]
    return frame(changed[2:4], payload) if len(changed) >= 8 else changed


def _random_pvt(random: Random) -> bytes:
    return pvt(
        lat=random.choice((0, 900_000_000, -900_000_000, random.randint(-900_000_000, 900_000_000))),
        lon=random.choice((0, 1_800_000_000, -1_800_000_000, random.randint(-(18 * 10**8), 18 * 10**8))),
        fix_type=random.choice((0, 1, 2, 3, 3, 3, 4, 5)),
        flags=random.choice((0, 1, 1, 3, 0x83)),
        flags3=random.choice((0, 0, 0, 1, 0x1E)),
        hour=random.randrange(24),
        minute=random.randrange(60),
        second=random.randrange(61),
        nano=random.randint(-500_000, 999_999_999),
        valid=random.choice((0, 1, 2, 3, 7, 7)),
        speed=random.randrange(60_000),
        course=random.randrange(360_00000),
        size=random.choice((84, 92, 92)),
    )
