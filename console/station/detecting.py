"""Finds out what speaks on a port by listening at the likely settings; nothing is ever sent."""

import threading
import time
from typing import Any, NamedTuple

from hardware.detect import Detector, plan
from hardware.drivers import entries
from hardware.ports import LineSettings, Ports

LISTEN_S = 3.0
CHUNK = 4096


class Detected(NamedTuple):
    """`driver` and `line` are empty when nothing was recognised; `words` says what was heard."""

    words: str
    driver: str = ""
    line: str = ""


def detect(port: str, stopping: threading.Event, seconds: float = LISTEN_S) -> Detected:
    """Listen at each likely setting in turn until a driver recognises what it hears."""
    heard = 0
    for settings in plan(entries()):
        if stopping.is_set():
            break
        try:
            detector, size = _listen(port, settings, stopping, seconds)
        except OSError as error:
            return Detected(f"{port} cannot be listened at: {error}")
        heard += size
        verdict = detector.verdict()
        if verdict.driver:
            return Detected(f"{verdict.words} At {settings}.", verdict.driver, str(settings))
    if heard:
        return Detected(f"{heard} bytes came, and no driver makes sense of them at the usual settings.")
    return Detected("Nothing came. Is the device on, and the cable in?")


def _listen(
    port: str, settings: LineSettings, stopping: threading.Event, seconds: float
) -> tuple[Detector, int]:
    detector, size, until = Detector(entries()), 0, time.monotonic() + seconds
    device: Any = Ports().open(port, settings)
    try:
        while time.monotonic() < until and not stopping.is_set():
            data = device.read(max(1, min(device.in_waiting, CHUNK)))
            detector.feed(data)
            size += len(data)
    finally:
        device.close()
    return detector, size
