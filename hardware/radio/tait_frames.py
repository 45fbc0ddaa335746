"""The frames of Tait's computer-controlled data interface (CCDI).

`ident size parameters checksum`, ended by CR: a small letter, the number of parameter characters as
two hexadecimal digits, and the two's complement of the sum of all before it, as two more.
"""

import re
from collections.abc import Iterator

PARAMETERS_LIMIT = 255
OVERHEAD = len("p02") + len("C9")
HEAD = re.compile(rb"[a-z][0-9A-Fa-f]{2}")


def checksum(body: bytes) -> int:
    """What ident, size and parameters must be followed by, 0-255."""
    return -sum(body) & 0xFF


def framed(ident: str, parameters: str) -> bytes:
    """A whole frame with its CR; the parameters are at most 255 ASCII characters."""
    body = f"{ident}{len(parameters):02X}{parameters}".encode("ascii")
    return b"%b%02X\r" % (body, checksum(body))


def frames_in(line: bytes) -> Iterator[tuple[int, int]]:
    """Where in a line frames with a right checksum start and end, in their order."""
    end = 0
    for found in HEAD.finditer(line):
        start = found.start()
        if start >= end and is_frame(frame := line[start : start + _length(found.group())]):
            end = start + len(frame)
            yield start, end


def is_frame(frame: bytes) -> bool:
    """Whether these bytes are one frame, all of it, whose checksum is right."""
    found = HEAD.match(frame)
    return (
        found is not None and len(frame) == _length(found.group()) and _given(frame) == checksum(frame[:-2])
    )


def why_refused(line: bytes) -> str:
    """What is wrong with a line that has no frame in it."""
    found = HEAD.match(line)
    if not found:
        return "The line is no message of a Tait radio"
    if len(line) != _length(found.group()):
        given = max(0, len(line) - OVERHEAD)
        return f"The message should have {int(found.group()[1:], 16)} characters and has {given}"
    if _given(line) is None:
        return "The checksum is not two hexadecimal digits"
    return f"Checksum is {_given(line):02X}, the bytes give {checksum(line[:-2]):02X}"


def _length(head: bytes) -> int:
    return int(head[1:], 16) + OVERHEAD


def _given(frame: bytes) -> int | None:
    digits = frame[-2:]
    return int(digits, 16) if re.fullmatch(rb"[0-9A-Fa-f]{2}", digits) else None
