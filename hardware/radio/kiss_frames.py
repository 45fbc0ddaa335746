"""KISS framing: what stands between two FENDs on a TNC's serial port, wrapped and unwrapped.

`C0 <port << 4 | command> data C0`; in what is between them C0 goes as DB DC and DB as DB DD.
"""

import re

FEND, FESC = b"\xc0", b"\xdb"
ESCAPED_FEND, ESCAPED_FESC = b"\xdb\xdc", b"\xdb\xdd"
BAD_ESCAPE = re.compile(rb"\xdb(?![\xdc\xdd])")


class KissError(ValueError):
    """What stands between two FENDs cannot be unwrapped; the text says why."""


def wrapped(data: bytes, port: int = 0) -> bytes:
    """A whole data frame for this port (0 to 15) of the TNC."""
    body = bytes((port << 4,)) + data
    return FEND + body.replace(FESC, ESCAPED_FESC).replace(FEND, ESCAPED_FEND) + FEND


def unescaped(body: bytes) -> bytes:
    """What stood between two FENDs, its command byte first; raises KissError for a bad escape."""
    if FESC not in body:
        return body
    if BAD_ESCAPE.search(body):
        raise KissError("An escape is followed by a byte that is none of the two it may be")
    return body.replace(ESCAPED_FEND, FEND).replace(ESCAPED_FESC, FESC)
