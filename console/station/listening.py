"""Listens to one device, or to standard input, and decodes what it says; sends nothing."""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from console.errors import Unavailable
from hardware.drivers import UnknownDriverError, entry, make_driver
from hardware.ports import LineSettings, Ports
from hardware.readings import Reading, as_json

CHUNK = 65536
STDIN = "-"

Row = dict[str, Any]


def listen(port: str, protocol: str, *, raw: bool, line: str = "") -> Iterator[Row]:
    """Each reading of a port as plain values, until the port or the input ends.

    `port` is a device, a URL or `-`; `line` its settings where they are not the driver's own. Raises
    Unavailable for an unknown protocol or a port that cannot be opened or is lost.
    """
    try:
        driver = make_driver(protocol)
        settings = LineSettings.read(line) if line else LineSettings.of(entry(protocol))
    except (UnknownDriverError, ValueError) as error:
        raise Unavailable(f"{error}") from error
    for data in opened(port, settings):
        for reading in driver.feed(data) if data else driver.idle():
            yield row_of(reading, raw=raw)
    for reading in driver.idle():
        yield row_of(reading, raw=raw)


def row_of(reading: Reading, *, raw: bool = False) -> Row:
    """A reading as plain values."""
    return as_json(reading, datetime.now(UTC), raw=raw)


def opened(port: str, settings: LineSettings) -> Iterator[bytes]:
    """Bytes of a port as they arrive; empty ones while it is silent. Raises Unavailable."""
    if port == STDIN:
        while data := os.read(sys.stdin.fileno(), CHUNK):
            yield data
        return
    try:
        device = Ports().open(port, settings)
    except OSError as error:
        raise Unavailable(f"The port {port} cannot be opened: {error}.") from error
    waiting: Any = device  # SerialBase lacks in_waiting, which its subclasses have
    try:
        while True:
            yield device.read(max(1, min(waiting.in_waiting, CHUNK)))
    except OSError as error:
        raise Unavailable(f"The port {port} was lost: {error}.") from error
    finally:
        device.close()
