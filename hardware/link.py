"""One port under supervision: opened, read, decoded, and opened again when it is lost."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Literal

from hardware.drivers import Driver, entry, make_driver
from hardware.inbox import Inbox, Received
from hardware.ports import LineSettings, Ports
from hardware.readings import Reading, Undecoded

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 5.0
SILENCE = 2.0
CHUNK = 65536
JOIN_LIMIT = 3.0
JUDGED_EVERY = 5.0
FEWEST_TO_JUDGE = 5
LEAST_DECODED = 0.2
CHECK_SETTINGS = "Little of what arrives can be decoded: check the port settings."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LinkHealth:
    """How a link is doing; counts are since `start`, `last_reading` is in monotonic seconds."""

    state: Literal["connecting", "open", "lost"]
    why: str = ""
    bytes: int = 0
    readings: int = 0
    undecoded: int = 0
    dropped: int = 0
    opened: int = 0
    last_reading: float | None = None


class Link:
    """Reads one port on a thread of its own and puts its readings into the inbox.

    A lost port is opened again after 0.5, 1, 2, 4, 5, 5 … seconds. Nothing ends the thread but
    `stop`: even a bug in a driver becomes a visible state and a new start.
    """

    def __init__(
        self,
        *,
        name: str,
        url: str,
        driver: str,
        ports: Ports,
        inbox: Inbox,
        settings: LineSettings | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Raises UnknownDriverError when the table has no such driver."""
        self._name = name
        self._url = url
        self._driver_name = driver
        self._ports = ports
        self._inbox = inbox
        self._settings = settings or LineSettings.of(entry(driver))
        self._monotonic = monotonic
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._health = LinkHealth("connecting")
        self._port: Any = None  # SerialBase lacks in_waiting and cancel_read, which its subclasses have
        self._thread = threading.Thread(target=self._run, name=f"link {name}", daemon=True)

    @property
    def name(self) -> str:
        return self._name

    @property
    def url(self) -> str:
        return self._url

    @property
    def driver(self) -> str:
        """The driver's name in the table."""
        return self._driver_name

    @property
    def health(self) -> LinkHealth:
        """A snapshot, from any thread."""
        with self._lock:
            health = self._health
        return replace(health, dropped=self._inbox.dropped(self._name))

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End within seconds, whatever the port does; the port is closed."""
        self._stopping.set()
        self._cancel_read()
        if self._thread.ident is not None:
            self._thread.join(JOIN_LIMIT)
        if self._thread.is_alive():
            log.error("The port of link %s hangs; its thread is left behind", self._name)
            self._close()

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            before = self._health.bytes
            self._attempt()
            if self._health.bytes > before:
                pause = FIRST_PAUSE
            self._stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _attempt(self) -> None:
        """Open the port and read it until it is lost; says why it was."""
        try:
            self._port = self._ports.open(self._url, self._settings)
            self._note(state="open", why="", opened=self._health.opened + 1)
            self._read_until_lost(make_driver(self._driver_name))
        except (OSError, TypeError) as error:  # TypeError: pyserial, when a port goes while it is read
            self._note(state="lost", why=str(error))
        except Exception as error:
            log.exception("Link %s failed and starts again", self._name)
            self._note(state="lost", why=f"This link failed and starts again: {error!r}")
        finally:
            self._close()

    def _read_until_lost(self, driver: Driver) -> None:
        try:
            self._read(driver)
        except (OSError, TypeError):
            self._deliver(driver.idle(), 0, self._monotonic())
            raise

    def _read(self, driver: Driver) -> None:
        heard = judged = self._monotonic()
        before = self._health
        while not self._stopping.is_set():
            data = self._port.read(min(self._port.in_waiting or 1, CHUNK))
            now = self._monotonic()
            if data:
                heard = now
                self._deliver(driver.feed(data), len(data), now)
            elif now - heard >= SILENCE:
                heard = now
                self._deliver(driver.idle(), 0, now)
            if now - judged >= JUDGED_EVERY:
                judged, before = now, self._judge(before)

    def _deliver(self, readings: list[Reading], size: int, now: float) -> None:
        for reading in readings:
            self._inbox.put(Received(self._name, reading))
        health = self._health
        undecoded = sum(isinstance(reading, Undecoded) for reading in readings)
        self._note(
            bytes=health.bytes + size,
            readings=health.readings + len(readings),
            undecoded=health.undecoded + undecoded,
            last_reading=now if len(readings) > undecoded else health.last_reading,
        )

    def _judge(self, before: LinkHealth) -> LinkHealth:
        """Bytes without sense for five seconds mean a wrong baud rate or parity: say so."""
        health = self._health
        arrived = health.readings - before.readings
        decoded = arrived - (health.undecoded - before.undecoded)
        if arrived >= FEWEST_TO_JUDGE:
            self._note(why=CHECK_SETTINGS if decoded < LEAST_DECODED * arrived else "")
        return self._health

    def _note(self, **changes: Any) -> None:
        with self._lock:
            self._health = replace(self._health, **changes)

    def _cancel_read(self) -> None:
        """Some ports cannot be woken; their reads give up by themselves after 0.2 s."""
        with suppress(AttributeError, OSError, TypeError):
            self._port.cancel_read()

    def _close(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            with suppress(OSError, TypeError):
                port.close()
