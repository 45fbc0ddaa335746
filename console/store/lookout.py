"""Looks out for a server that is gone, on a thread of its own, until it answers."""

import threading
from collections.abc import Callable

from console.errors import Unavailable
from console.store.postgres import answers

EVERY_S = 1.0


class Lookout:
    """Asks once a second; nothing waits for it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self, seen: Callable[[], None]) -> None:
        """Call `seen` once, on the lookout's thread, as soon as the server answers and takes changes."""
        self._thread = threading.Thread(target=self._run, args=(seen,), name="lookout", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self, seen: Callable[[], None]) -> None:
        while not self._stopping.wait(EVERY_S):
            try:
                if answers(self._url):
                    seen()
                    return
            except Unavailable:
                return
