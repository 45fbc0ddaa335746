"""Listens to one device, or to standard input, and decodes what it says; sends nothing."""

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from console.errors import Unavailable
from hardware.driver_options import read_options
from hardware.drivers import Driver, UnknownDriverError, entry, make_driver
from hardware.ports import LineSettings, Ports
from hardware.readings import Reading, as_json

CHUNK = 65536
STDIN = "-"

Row = dict[str, Any]


class Ear(NamedTuple):
    """A driver and the settings of the port that it is to listen at."""

    driver: Driver
    settings: LineSettings


def ear_for(protocol: str, line: str, options: Sequence[str]) -> Ear:
    """The driver of this name; `options` are `name=value`, `line` is empty for the driver's own settings.

    Raises Unavailable where there is no such driver, setting or option.
    """
    try:
        driver = make_driver(protocol, read_options(options))
        return Ear(driver, LineSettings.read(line) if line else LineSettings.of(entry(protocol)))
    except (UnknownDriverError, ValueError) as error:
        raise Unavailable(f"{error}") from error


def listen(port: str, ear: Ear, *, raw: bool) -> Iterator[Row]:
    """Each reading of a port as plain values, until the port or the input ends.

    `port` is a device, a URL or `-`. Raises Unavailable for a port that cannot be opened or is lost.
    """
    driver = ear.driver
    for data in opened(port, ear.settings):
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
