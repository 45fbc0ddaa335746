"""What a station does by itself: it takes a turn again and again, on a thread of its own."""

import threading
from abc import ABC, abstractmethod


class Keeper(ABC):
    """Takes a turn every `every_s` seconds from `start` to `stop`, which waits for the last one."""

    def __init__(self, name: str, every_s: float, patience_s: float = 5.0) -> None:
        self._every_s = every_s
        self._patience_s = patience_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @abstractmethod
    def look(self) -> object:
        """Do what is due."""

    def take_turn(self) -> None:
        """Look; for those that do not look at every turn."""
        self.look()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(self._patience_s)

    def _run(self) -> None:
        while not self._stopping.wait(self._every_s):
            self.take_turn()
