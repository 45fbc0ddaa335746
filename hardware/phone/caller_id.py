"""Caller ID as a modem tells it after AT+VCID=1: lines, in any chunks, to who calls.

The lines are `RING` and `TAG = value`, with or without the spaces, ended by CR, LF or both:
DATE (MMDD), TIME (HHMM), NMBR (digits, P for private, O for out of area), NAME, MESG (hex). They
come in any order behind a RING; DATE, a RING and a tag that was already there begin another call.
"""

import re
from collections.abc import Mapping

from hardware.readings import Caller, Reading, Trouble, Undecoded

LINE_LIMIT = 1024
LINE_END = re.compile(rb"[\r\n]")
RING = re.compile(rb"RING(?: \S{1,2})?")
TAGGED = re.compile(rb"(DATE|TIME|NMBR|NAME|MESG) *= *(.*)")
REFUSED = b"ERROR"
ALLOWED = b"OK"
SAYS_NOTHING = re.compile(rb"AT.*|NO CARRIER|NO DIALTONE|NO ANSWER|BUSY|DR(?:ON|OF) *=.*")
SILENT = b" \t\x00"
ABOUT_THE_CALLER = {b"NMBR", b"NAME", b"MESG"}

NAME_LIMIT = 40
NUMBER_LIMIT = 24
NO_DIGIT = re.compile(r"[^0-9]")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
WITHHELD: Mapping[str, str] = {
    "P": "private",
    "PRIVATE": "private",
    "ANONYMOUS": "private",
    "BLOCKED": "private",
    "O": "unavailable",
    "OUT OF AREA": "unavailable",
    "OUT-OF-AREA": "unavailable",
    "UNAVAILABLE": "unavailable",
    "UNKNOWN": "unavailable",
}
SILENCES_BETWEEN_CALLS = 4
"""Of two seconds each: longer than the pause between two rings of one call."""


class CallerIdDriver:
    """Sans-IO: `feed` it what the port gave.

    Each call gives one Caller: when its block of lines is complete, which the next RING or two
    seconds of silence tell. A call that only rings is "unavailable"; should its block come late,
    that is told as well. Between two calls it holds one unfinished line of at most 1024 bytes
    and one block of at most five.
    """

    def __init__(self) -> None:
        self._held = b""
        self._block: dict[bytes, bytes] = {}  # what has been told of the call that is coming in
        self._ring = b""  # the RING whose block is awaited
        self._told = False  # a Caller has been given for the call that rings
        self._silences = 0
        self._refused = False

    def feed(self, data: bytes) -> list[Reading]:
        """The readings that `data` completes; bytes that make no sense come as Undecoded."""
        readings: list[Reading] = []
        self._silences = 0
        *lines, rest = LINE_END.split(self._held + data)
        for line in lines:
            self._take(_shortened(line, readings), readings)
        self._held = _shortened(rest, readings)
        return readings

    def idle(self) -> list[Reading]:
        """The line has been silent: the block is complete, and half a line is given up."""
        readings: list[Reading] = []
        held, self._held = self._held.strip(SILENT), b""
        if held:
            readings.append(Undecoded("", "The line was cut short", held))
        self._close(readings)
        self._silences += 1
        if self._silences >= SILENCES_BETWEEN_CALLS:
            self._told = False
        return readings

    def _take(self, line: bytes, readings: list[Reading]) -> None:
        line = line.strip(SILENT)
        if RING.fullmatch(line):
            self._close(readings)
            self._ring = line
        elif tagged := TAGGED.fullmatch(line):
            self._note(tagged, readings)
        elif line == REFUSED:
            if not self._refused:
                readings.append(Trouble("", "The modem refused caller ID.", line))
            self._refused = True
        elif line == ALLOWED:
            self._refused = False
        elif line and not SAYS_NOTHING.fullmatch(line):
            readings.append(Undecoded("", "The modem said something that is not caller ID", line))

    def _note(self, tagged: re.Match[bytes], readings: list[Reading]) -> None:
        tag = tagged[1]
        if tag in self._block or (tag == b"DATE" and self._block):
            self._close(readings)
        self._block[tag] = tagged[0]

    def _close(self, readings: list[Reading]) -> None:
        """The block is complete; one that only gives the time counts like a RING without any."""
        block, self._block = self._block, {}
        ring, self._ring = self._ring, b""
        raw = b"\r\n".join(block.values()) or ring
        if ABOUT_THE_CALLER & block.keys() or (raw and not self._told):
            readings.append(_caller(block, raw))
            self._told = True


def _caller(block: Mapping[bytes, bytes], raw: bytes) -> Caller:
    said, name = _value(block, b"NMBR"), _value(block, b"NAME")
    number = ("+" if said.startswith("+") else "") + NO_DIGIT.sub("", said)[:NUMBER_LIMIT]
    if number.strip("+"):
        withheld = ""
    else:
        number, withheld = "", WITHHELD.get(said.upper()) or WITHHELD.get(name.upper(), "unavailable")
    return Caller("", number, "" if name.upper() in WITHHELD else name[:NAME_LIMIT], withheld, raw)


def _value(block: Mapping[bytes, bytes], tag: bytes) -> str:
    value = block.get(tag, b"").partition(b"=")[2].decode("ascii", "replace")
    return UNPRINTABLE.sub("\ufffd", value.strip())


def _shortened(line: bytes, readings: list[Reading]) -> bytes:
    """The end of a line, of which all that makes it too long is refused."""
    while len(line) > LINE_LIMIT:
        readings.append(Undecoded("", f"No line is longer than {LINE_LIMIT} bytes", line[:LINE_LIMIT]))
        line = line[LINE_LIMIT:]
    return line
