"""UBX frames: found in a stream of bytes that carries other things too, wherever they begin.

A frame is `B5 62`, class, id, length (two bytes, the low one first), payload, two check bytes.

The two bytes at its beginning stand in payloads and in noise as well, and a garbled length would
swallow what follows. So everything that looks like a beginning is kept in mind, and whichever frame
is complete first with its check right is the one. That also makes the chunks of a stream irrelevant.
"""

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import accumulate
from typing import NamedTuple

from hardware.readings import RAW_LIMIT

SYNC = b"\xb5\x62"
HALF_SYNC = SYNC[:1]
HEADER_LENGTH = 6
CHECK_LENGTH = 2
PAYLOAD_LIMIT = RAW_LIMIT - HEADER_LENGTH - CHECK_LENGTH


class Frame(NamedTuple):
    """A whole one; `kind` is its class and id."""

    kind: bytes
    payload: bytes
    raw: bytes


class Broken(NamedTuple):
    """What began like a frame and is none, and why in plain words."""

    why: str
    raw: bytes


Piece = Frame | Broken | bytes
"""Plain bytes are what stands between frames."""


def framed(kind: bytes, payload: bytes) -> bytes:
    """A frame of this class and id."""
    checked = kind + len(payload).to_bytes(2, "little") + payload
    return SYNC + checked + check_bytes(checked)


def check_bytes(checked: bytes) -> bytes:
    """Fletcher's sums over class, id, length and payload."""
    return bytes((sum(checked) & 0xFF, sum(accumulate(checked)) & 0xFF))


class Framer:
    """Holds at most one frame of the largest size. Positions count from the stream's first byte."""

    def __init__(self) -> None:
        self._held = b""
        self._at = 0  # where in the stream the held bytes begin
        self._searched = 0
        self._open: list[tuple[int, int]] = []  # when to look at it, where it begins; a heap

    def feed(self, data: bytes) -> Iterator[Piece]:
        """The pieces that `data` completes."""
        for at in range(0, len(data), RAW_LIMIT):
            yield from self._feed(data[at : at + RAW_LIMIT])

    def close(self) -> Iterator[Piece]:
        """Nothing more comes: what is open will not be finished."""
        starts = sorted(start for _, start in self._open)
        self._open.clear()
        for end in [*starts[1:], self._end] if starts else []:
            yield Broken("The frame was cut short", self._drop(end))
        yield from self._drop_until(self._end)

    def _feed(self, data: bytes) -> Iterator[Piece]:
        self._held += data
        self._find_beginnings()
        yield from self._drop_until(self._first_open())
        while self._open and self._open[0][0] <= self._end:
            due, start = heappop(self._open)
            why = self._why_not(due, start)
            if why is None:
                continue
            if why and due == self._end and self._held.endswith(HALF_SYNC):
                # Its last byte may be the first of the next frame: the next byte will tell.
                heappush(self._open, (due, start))
                return
            yield from self._refuse(due, start, why) if why else self._accept(due, start)
            yield from self._drop_until(self._first_open())

    @property
    def _end(self) -> int:
        return self._at + len(self._held)

    def _find_beginnings(self) -> None:
        # A frame whose last byte looked like a beginning has been taken since.
        start = self._held.find(SYNC, max(0, self._searched - self._at))
        while start >= 0:
            heappush(self._open, (self._at + start + HEADER_LENGTH, self._at + start))
            start = self._held.find(SYNC, start + len(SYNC))
        self._searched = self._end - self._held.endswith(HALF_SYNC)

    def _first_open(self) -> int:
        """Where the first frame may begin that is not decided yet."""
        return min((start for _, start in self._open), default=self._searched)

    def _why_not(self, due: int, start: int) -> str | None:
        """Why it is no frame, "" when it is one; None when now its length is known."""
        raw = self._held[start - self._at : due - self._at]
        if len(raw) > HEADER_LENGTH:
            given, right = raw[-CHECK_LENGTH:], check_bytes(raw[len(SYNC) : -CHECK_LENGTH])
            return "" if given == right else f"Checksum is {given.hex(' ')}, the bytes give {right.hex(' ')}"
        length = int.from_bytes(raw[-2:], "little")
        if length > PAYLOAD_LIMIT:
            return f"No frame is {length} bytes long"
        heappush(self._open, (due + length + CHECK_LENGTH, start))
        return None

    def _refuse(self, due: int, start: int, why: str) -> Iterator[Piece]:
        """It is shown, up to where another may begin; inside one that is still open it says nothing."""
        if start < self._first_open():
            yield from self._drop_until(start)
            yield Broken(why, self._drop(min(due, self._first_open())))

    def _accept(self, due: int, start: int) -> Iterator[Piece]:
        """All that began before it is over and is not one."""
        if start > self._at:
            yield Broken("Another frame began inside this one", self._drop(start))
        raw = self._drop(due)
        self._open = sorted(entry for entry in self._open if entry[1] >= due)
        yield Frame(raw[2:4], raw[HEADER_LENGTH:-CHECK_LENGTH], raw)

    def _drop_until(self, end: int) -> Iterator[Piece]:
        if end > self._at:
            yield self._drop(end)

    def _drop(self, end: int) -> bytes:
        """Let go of the held bytes before `end`, a position in the stream, and return them."""
        length = end - self._at
        dropped, self._held = self._held[:length], self._held[length:]
        self._at = end
        return dropped
