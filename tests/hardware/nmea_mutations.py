"""Sentences gone wrong, as lines, receivers and people make them go wrong."""

from collections.abc import Iterator
from random import Random

from tests.hardware.nmea_stream import sentences

STRAY = b"0123456789.,-+NSEWAVMTKxn *$\\\x00\xff "
ODD_FIELDS = (
    b"nan",
    b"inf",
    b"1e3",
    b"99999.9",
    b"-1",
    b"9960.00",
    b"18000.01",
    b"235960",
    b"290223",
    b"4512",
)
HEALED_SHARE = 0.8
"""Of the garbled sentences: their checksum is right again, so that their fields are looked at."""


def mutated(count: int, seed: int) -> Iterator[bytes]:
    """`count` sentences, each changed at one place; some of them mean what they meant."""
    random = Random(seed)
    for sentence in sentences(count, seed):
        body, star, end = sentence[1:].partition(b"*")
        body = _other_byte(body, random) if random.random() < 0.5 else _other_field(body, random)
        if random.random() < HEALED_SHARE:
            end = b"%02X\r\n" % _xor(body)
        yield b"$" + body + star + end


def _other_byte(body: bytes, random: Random) -> bytes:
    at, gone = random.randrange(len(body)), random.choice((0, 1, 1, 1))
    stray = random.choice((*(bytes((byte,)) for byte in STRAY), b""))
    return body[:at] + stray + body[at + gone :]


def _other_field(body: bytes, random: Random) -> bytes:
    fields = body.split(b",")
    at = random.randrange(len(fields))
    change = random.choice(("empty", "cut", "odd", "swap", "lose"))
    if change == "cut":
        del fields[at:]
    elif change == "lose":
        del fields[at]
    else:
        fields[at] = {"empty": b"", "odd": random.choice(ODD_FIELDS), "swap": random.choice(fields)}[change]
    return b",".join(fields)


def _xor(body: bytes) -> int:
    value = 0
    for byte in body:
        value ^= byte
    return value
