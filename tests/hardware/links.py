"""Links on real pseudo-terminals and on a bench, for every test that needs some."""

import os
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hardware.inbox import Inbox
from hardware.link import Link
from hardware.ports import Ports
from hardware.readings import Reading
from hardware.simulators.bench import Bench
from tests.hardware.waiting import wait_until


class Terminal:
    """A pseudo-terminal under a fixed name, like an adapter under /dev/serial/by-id."""

    def __init__(self, name: Path) -> None:
        self._name = name
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        name.symlink_to(os.ttyname(self._slave))

    def say(self, data: bytes) -> None:
        os.write(self._master, data)

    def hear(self, size: int) -> bytes:
        """The next bytes that were written to it."""
        heard = b""
        while len(heard) < size:
            heard += os.read(self._master, size - len(heard))
        return heard

    def vanish(self) -> None:
        self._name.unlink()
        os.close(self._slave)
        os.close(self._master)


class Station:
    """An inbox and the links that were made for it; counts what they leave behind."""

    def __init__(self) -> None:
        self.inbox = Inbox()
        self.bench = Bench()
        self.links: list[Link] = []
        self.heard: list[Reading] = []

    def link(
        self, url: object, driver: str = "kenwood", monotonic: Callable[[], float] = time.monotonic
    ) -> Link:
        link = Link(
            name=f"{driver} {len(self.links)}",
            url=str(url),
            driver=driver,
            ports=Ports(self.bench),
            inbox=self.inbox,
            monotonic=monotonic,
        )
        self.links.append(link)
        link.start()
        return link

    def wait_for(self, kind: str, times: int = 1) -> None:
        def heard() -> bool:
            self.heard += [received.reading for received in self.inbox.take(0)]
            return sum(reading.kind == kind for reading in self.heard) >= times

        wait_until(heard, f"for {kind}: {self.heard} {[link.health for link in self.links]}")


@contextmanager
def linked() -> Iterator[Station]:
    """A station whose links, threads and files are gone afterwards."""
    threads, files = set(threading.enumerate()), open_files()
    station = Station()
    yield station
    for link in station.links:
        link.stop()
    station.inbox.close()
    assert set(threading.enumerate()) <= threads
    assert open_files() <= files


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
