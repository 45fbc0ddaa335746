"""What a device said, kept in a file and played again.

A capture is text, one JSON object a line. The first line is the header:

    {"capture": 1, "driver": "nmea", "url": "/dev/ttyUSB0", "baud": 4800, "bytesize": 8,
     "parity": "N", "stopbits": 1, "started": "2026-11-23T12:00:00Z"}

and each line after it {"t": 0.25, "data": "2447"}: seconds since `started`, and what arrived as
hexadecimal digits, or "sent" in place of "data" for what the console sent. A header further down
begins a later capture of the same device.
"""

import json
import math
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import UnionType
from typing import Any, BinaryIO, NamedTuple

from hardware.ports import LineSettings
from hardware.simulators.device import Clock

FORMAT = 1
BEGINNING = b'{"capture": '
CHUNK_LIMIT = 65536
LINE_LIMIT = 4 * CHUNK_LIMIT
CAPTURE_LIMIT = 256 * 1024 * 1024
MOST_LINES = 2_000_000
LONGEST_SECONDS = 366 * 86_400.0


class Header(NamedTuple):
    """What was captured, and when it began: aware, UTC."""

    driver: str
    url: str
    settings: LineSettings
    started: datetime


class Chunk(NamedTuple):
    """Bytes as they came, or as we sent them, `t` seconds after the beginning."""

    t: float
    data: bytes
    sent: bool = False


class Capture(NamedTuple):
    """A whole file, its chunks in order of time."""

    header: Header
    chunks: tuple[Chunk, ...]

    @property
    def seconds(self) -> float:
        """From the beginning to the last chunk."""
        return self.chunks[-1].t if self.chunks else 0.0


class CaptureWriter:
    """Adds to a capture file, which is created where there is none. Safe from any thread.

    Each line is in the hands of the system when `write` returns.
    """

    def __init__(self, path: Path, *, driver: str, url: str, settings: LineSettings, clock: Clock) -> None:
        """Raises OSError when it cannot be written, ValueError when it is a file of another kind."""
        self._path = path
        self._clock = clock
        self._began = clock.monotonic()
        self._lock = threading.Lock()
        self._why = ""
        self._file: BinaryIO | None = _opened(path)
        header = {
            "capture": FORMAT,
            "driver": driver,
            "url": url,
            **settings._asdict(),
            "started": clock.now().astimezone(UTC).isoformat().replace("+00:00", "Z"),
        }
        self._add(self._file, header)

    @property
    def why(self) -> str:
        """Why nothing is captured any more; "" while it goes on, and after `close`."""
        return self._why

    def write(self, data: bytes, sent: bool = False) -> None:
        """Add what has just arrived, or was sent; nothing once it is closed.

        Raises OSError, once, when the disk is full or gone: the capture has ended there and is whole.
        """
        with self._lock:
            for start in range(0, len(data), CHUNK_LIMIT):
                if self._file is not None:
                    self._add(self._file, self._line(data[start : start + CHUNK_LIMIT], sent))

    def close(self) -> None:
        """End the capture; closing twice does no harm."""
        with self._lock:
            file, self._file = self._file, None
            if file is not None:
                file.close()

    def _line(self, data: bytes, sent: bool) -> dict[str, object]:
        t = round(self._clock.monotonic() - self._began, 6)
        return {"t": t, "sent" if sent else "data": data.hex()}

    def _add(self, file: BinaryIO, line: dict[str, object]) -> None:
        end = file.seek(0, os.SEEK_END)
        try:
            _write_whole(file, json.dumps(line).encode("ascii") + b"\n")
        except OSError as error:
            self._file = None
            self._why = f"The capture in {self._path} has ended: {error.strerror or error}."
            _cut_off(file, end)
            raise OSError(error.errno, self._why) from error


def read_capture(path: Path) -> Capture:
    """The whole file; a last line that was cut short, as by a power failure, is left out.

    Raises OSError when it cannot be read, and ValueError, which names the line, for what is no capture.
    """
    chunks: list[Chunk] = []
    header: Header | None = None
    begun = at = 0.0
    for number, line in _lines(path):
        fields = _object(line, number)
        if "capture" in fields:
            later = _header(fields, number)
            header = header or later
            begun = max(at, (later.started - header.started).total_seconds())
        elif header is None:
            raise ValueError(f"Line {number} is not the header of a capture.")
        else:
            chunk = _chunk(fields, number)
            at = max(at, begun + chunk.t)
            chunks.append(chunk._replace(t=at))
    if header is None:
        raise ValueError("Line 1 is not the header of a capture: the file is empty.")
    return Capture(header, tuple(chunks))


class Replay:
    """A device that says again what was captured, in the same chunks' order and at their times.

    It begins when it is first read. `speed` 2 is twice as fast; 0 is as fast as it is read, a chunk
    at a time. What the console sends is not heard.
    """

    def __init__(self, capture: Capture, clock: Clock, speed: float = 1.0) -> None:
        """Raises ValueError for a speed below 0 or without end."""
        if not (speed >= 0 and math.isfinite(speed)):
            raise ValueError(f"A replay runs at a speed of 0 or more, not {speed}.")
        self._chunks = [chunk for chunk in capture.chunks if not chunk.sent]
        self._clock = clock
        self._speed = speed
        self._next = 0
        self._began: float | None = None
        self._lock = threading.Lock()

    @property
    def done(self) -> bool:
        """Whether all has been said."""
        with self._lock:
            return self._next == len(self._chunks)

    def receive(self, data: bytes) -> None:
        """What was captured does not change."""

    def emit(self) -> bytes:
        """What is due by now, at most 64 KB and a chunk; the rest comes with the next calls."""
        with self._lock:
            now = self._clock.monotonic()
            if self._began is None:
                self._began = now
            end = self._due((now - self._began) * self._speed)
            said, self._next = self._chunks[self._next : end], end
        return b"".join(chunk.data for chunk in said)

    def _due(self, t: float) -> int:
        end, size = self._next, 0
        if self._speed == 0:
            return min(end + 1, len(self._chunks))
        while end < len(self._chunks) and self._chunks[end].t <= t and size < CHUNK_LIMIT:
            size += len(self._chunks[end].data)
            end += 1
        return end


def _opened(path: Path) -> BinaryIO:
    """At its end, behind its last whole line; raises ValueError when it holds anything but captures."""
    file = path.open("ab+", buffering=0)
    try:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(0)
            if not file.read(len(BEGINNING)).startswith(BEGINNING):
                raise ValueError(f"{path} is not a capture file: nothing is written to it.")
            file.seek(max(0, size - LINE_LIMIT))
            file.truncate(size - len(file.read().rpartition(b"\n")[2]))
    except BaseException:
        file.close()
        raise
    return file


def _write_whole(file: BinaryIO, line: bytes) -> None:
    while line:
        line = line[file.write(line) :]


def _cut_off(file: BinaryIO, end: int) -> None:
    """Take back half a line; where even that fails, what ended the capture is the thing to tell."""
    with suppress(OSError), file:
        file.truncate(end)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        size, number = 0, 0
        while line := file.readline(LINE_LIMIT):
            number, size = number + 1, size + len(line)
            if len(line) == LINE_LIMIT and not line.endswith(b"\n"):
                raise ValueError(f"Line {number} is longer than a capture's lines are.")
            if size > CAPTURE_LIMIT:
                raise ValueError(f"Line {number} is beyond the 256 MB that a capture may have.")
            if number > MOST_LINES:
                raise ValueError(f"Line {number} is one more than a capture may have.")
            if number > 1 and not line.endswith((b"\n", b"}")):
                return
            yield number, line


def _object(line: bytes, number: int) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"Line {number} is not JSON.") from error
    if not isinstance(fields, dict):
        raise ValueError(f"Line {number} is not a JSON object.")
    return fields


def _header(fields: dict[str, Any], number: int) -> Header:
    if fields["capture"] != FORMAT:
        raise ValueError(f"Line {number} is of a capture format that is not known here.")
    try:
        texts = [fields[name] for name in ("driver", "url", "parity", "started")]
        numbers = [fields[name] for name in ("baud", "bytesize", "stopbits")]
        if not _all(texts, str) or not _all(numbers[:2], int) or not _all(numbers, int | float):
            raise TypeError("A field of the header is of the wrong kind")
        driver, url, parity, started = texts
        baud, bytesize, stopbits = numbers
        at = datetime.fromisoformat(started).astimezone(UTC)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"Line {number} is not the header of a capture.") from error
    return Header(driver, url, LineSettings(baud, bytesize, parity, stopbits), at)


def _all(values: list[Any], kind: type | UnionType) -> bool:
    return all(isinstance(value, kind) for value in values)


def _chunk(fields: dict[str, Any], number: int) -> Chunk:
    t, sent = fields.get("t"), "sent" in fields
    digits = fields.get("sent" if sent else "data")
    if not isinstance(t, int | float) or not 0 <= t <= LONGEST_SECONDS:
        raise ValueError(f'Line {number} has no time: "t" must be seconds since the beginning.')
    try:
        data = bytes.fromhex(digits) if isinstance(digits, str) else None
    except ValueError:
        data = None
    if data is None:
        raise ValueError(f'Line {number} has no bytes: "data" or "sent" must be hexadecimal digits.')
    return Chunk(float(t), data, sent)
