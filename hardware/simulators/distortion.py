"""What a bad line does to bytes: each of these takes messages as they were sent and gives what arrives."""

import re
from collections.abc import Iterator
from random import Random

LONGEST_NOISE = 4096
FEWEST_COPIES, MOST_COPIES = 3, 50
UBX_SYNC, UBX_FRAME_BYTES = b"\xb5\x62", 8
RATES = (0.25, 0.5, 2.0, 4.0)
"""How long a bit of the sender is for a receiver that is set to 4, 2, 1/2 and 1/4 times its rate."""

MESSAGE = re.compile(
    rb"\xc0[^\xc0]+\xc0"  # KISS
    rb"|\x02[^\x02\x03]*\x03"  # Kenwood
    rb"|>[^<>\r\n]*<[\r\n]*"  # TAIP
    rb"|\n[^\n\r]+\r"  # Ademco
    rb"|[^\x02\x03\x14\r\n\xc0\xb5]*(?:\x14|[\r\n]+)",  # Sur-Gard, and whatever comes in lines
    re.DOTALL,
)


def messages(data: bytes) -> Iterator[bytes]:
    """Cut what a device said into its messages, by the ends that these devices put; nothing is lost."""
    at = 0
    while at < len(data):
        end = _end_of_message(data, at)
        yield data[at:end]
        at = end


def _end_of_message(data: bytes, at: int) -> int:
    if data.startswith(UBX_SYNC, at) and len(data) >= at + UBX_FRAME_BYTES:
        return at + UBX_FRAME_BYTES + int.from_bytes(data[at + 4 : at + 6], "little")
    found = MESSAGE.match(data, at)
    return found.end() if found and found.end() > at else len(data)


def noise(random: Random) -> bytes:
    """Framing noise: 1 byte to 4 KB."""
    return random.randbytes(random.randint(1, LONGEST_NOISE))


def one_byte_changed(message: bytes, random: Random) -> bytes:
    """One digit becomes another one, so that the message keeps its form; without digits, any byte."""
    # A TAG block before a GPS sentence has a checksum of its own: the sentence is what must be hit.
    body = message.rfind(b"\\") + 1
    digits = [at for at in range(body, len(message)) if chr(message[at]) in "0123456789"]
    at = random.choice(digits or range(len(message)))
    return message[:at] + bytes([message[at] ^ 1]) + message[at + 1 :]


def cut_short(message: bytes, random: Random) -> bytes:
    """The first part of a message, at least a byte of it."""
    return message[: random.randint(1, max(1, len(message) - 1))]


def copies(random: Random) -> int:
    """How often a message comes in a storm of duplicates: 3 to 50 times."""
    return random.randint(FEWEST_COPIES, MOST_COPIES)


def at_wrong_rate(data: bytes, rate: float) -> bytes:
    """What a UART delivers whose bit lasts `rate` bits of the sender: 8N1 on both ends.

    It waits for the line to fall, samples the middle of each of its own bits, and delivers a
    character even where the stop bit is not there.
    """
    line = [level for byte in data for level in _levels(byte)]
    received = bytearray()
    at = 0.0
    while (start := _falls(line, int(at))) is not None:
        bits = [_level(line, start + rate * (bit + 1.5)) for bit in range(8)]
        received.append(sum(level << bit for bit, level in enumerate(bits)))
        at = max(start + rate * 9.5, start + 1)
    return bytes(received)


def _levels(byte: int) -> list[int]:
    return [0, *((byte >> bit) & 1 for bit in range(8)), 1]


def _falls(line: list[int], at: int) -> int | None:
    """Where the next start bit begins; the line must have been high before."""
    while at < len(line):
        if line[at] == 0 and _level(line, at - 1) == 1:
            return at
        at += 1
    return None


def _level(line: list[int], at: float) -> int:
    """An idle line is high."""
    return line[int(at)] if 0 <= at < len(line) else 1
