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


def listen(port: str, protocol: str, *, raw: bool) -> Iterator[dict[str, Any]]:
    """Each reading of a port as plain values, until the port or the input ends.

    `port` is a device, a URL or `-`. Raises Unavailable for an unknown protocol or a port that
    cannot be opened or is lost.
    """
    try:
        driver = make_driver(protocol)
    except UnknownDriverError as error:
        raise Unavailable(f"{error}") from error
    for data in _bytes_of(port, protocol):
        for reading in driver.feed(data) if data else driver.idle():
            yield _row(reading, raw)
    for reading in driver.idle():
        yield _row(reading, raw)


def _row(reading: Reading, raw: bool) -> dict[str, Any]:
    return as_json(reading, datetime.now(UTC), raw=raw)


def _bytes_of(port: str, protocol: str) -> Iterator[bytes]:
    """Bytes as they arrive; empty ones while the port is silent."""
    if port == STDIN:
        while data := os.read(sys.stdin.fileno(), CHUNK):
            yield data
        return
    try:
        device = Ports().open(port, LineSettings.of(entry(protocol)))
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
