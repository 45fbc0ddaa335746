"""The watchdog: cuts a server's line when a statement has run too long, which nothing else can do.

A server that is stopped while its machine lives keeps every time-out of TCP satisfied.
"""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

SLOW_S = 1.2


class Line(Protocol):
    """A connection, as far as it is watched."""

    def fileno(self) -> int:
        """The descriptor of its socket; raises where it is closed."""
        ...


class Watchdog:
    """Watches one connection's statements; one thread, from the first watch to `close`.

    After SLOW_S without an answer it calls `slow`, on its own thread; after a watch's own limit it shuts the
    socket down, so that whoever waits on it is told that the server is gone.
    """

    def __init__(self, slow: Callable[[], None] = lambda: None) -> None:
        self.slow = slow
        self._changed = threading.Condition()
        self._began: float | None = None
        self._limit = 0.0
        self._line: Line | None = None
        self._closed = False
        self._thread: threading.Thread | None = None

    def hold(self, line: Line) -> None:
        """Watch that connection from now on."""
        self._line = line

    @contextmanager
    def watch(self, limit: float) -> Iterator[None]:
        """Give what runs inside `limit` seconds on the connection that is held."""
        self._begin(limit)
        try:
            yield
        finally:
            with self._changed:
                self._began = None

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _begin(self, limit: float) -> None:
        with self._changed:
            self._began, self._limit = time.monotonic(), limit
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        told = None
        with self._changed:
            while not self._closed:
                # It is not told when a watch begins: that would cost each statement a switch of threads.
                self._changed.wait(SLOW_S / 6)
                began = self._began
                waited = 0.0 if began is None else time.monotonic() - began
                if waited >= SLOW_S and told != began:
                    told = began
                    self.slow()
                if began is not None and waited >= self._limit:
                    if self._line is not None:
                        cut(self._line)
                    self._began = None


def cut(line: Line) -> None:
    """Shut a connection's socket down, under whoever waits on it."""
    import psycopg

    # A copy of the descriptor: closing the original is its owner's business. One that is closed needs no cut.
    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(line.fileno())) as copy:
        copy.shutdown(socket.SHUT_RDWR)
