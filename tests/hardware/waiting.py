"""Waiting for something to become true, instead of for time to pass."""

import threading
import time
from collections.abc import Callable

LONGEST = 20.0


def wait_until(true: Callable[[], object], what: str = "") -> None:
    """Return as soon as `true()` is; fail after 20 s."""
    pause = threading.Event()
    until = time.monotonic() + LONGEST
    while not true():
        assert time.monotonic() < until, f"Waited in vain {what}"
        pause.wait(0.005)
