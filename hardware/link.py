"""One port under supervision: opened, read, decoded, written to, and opened again when it is lost."""

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

from serial import SerialTimeoutException

from hardware.drivers import Driver, Options, entry, make_driver
from hardware.health import LinkHealth, SettingsJudge, undecoded
from hardware.inbox import Inbox, Received
from hardware.line_key import LineKey
from hardware.modem_lines import ModemLines
from hardware.ports import LineSettings, Ports
from hardware.readings import Reading, Trouble

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 5.0
SILENCE = 2.0
CHUNK = 65536
JOIN_LIMIT = 3.0
LINES_EVERY = 0.03
OUTBOX = 64
KEPT_FRAMES = 500
NOT_WRITTEN = "What was to be sent did not leave the port within 2 seconds."
STARTED_AGAIN = "The reader had stopped; it was started again."

log = logging.getLogger(__name__)

Tap = Callable[[bytes, bool], None]
"""Is told every chunk of bytes, and whether we sent it; called on the link's thread."""


class Frame(NamedTuple):
    """A reading as the inspector shows it: its running number and when it came, monotonic seconds."""

    number: int
    at: float
    reading: Reading


class Link:
    """Reads one port on a thread of its own and puts its readings into the inbox.

    A lost port is opened again after 0.5, 1, 2, 4, 5, 5 … seconds. Nothing ends the thread but
    `stop`: even a bug in a driver becomes a visible state and a new start. A link of a driver that
    watches the modem lines can key its radio on RTS: whoever asks for it must have been allowed to.
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
        options: Options | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Raises UnknownDriverError, and ValueError for options that the driver does not take."""
        self._name = name
        self._url = url
        self._entry = entry(driver)
        self._options = dict(options or {})
        make_driver(driver, self._options)
        self._ports = ports
        self._inbox = inbox
        self._settings = settings or LineSettings.of(self._entry)
        self._monotonic = monotonic
        self._key = LineKey(monotonic) if self._entry.lines else None
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._health = LinkHealth("connecting")
        self._port: Any = None  # SerialBase lacks in_waiting and cancel_read, which its subclasses have
        self._outbox: queue.Queue[bytes] = queue.Queue(OUTBOX)
        self._frames: deque[Frame] = deque(maxlen=KEPT_FRAMES)
        self._tap: Tap | None = None
        self._thread = self._new_thread()

    @property
    def name(self) -> str:
        return self._name

    @property
    def url(self) -> str:
        return self._url

    @property
    def driver(self) -> str:
        """The driver's name in the table."""
        return self._entry.name

    @property
    def settings(self) -> LineSettings:
        return self._settings

    @property
    def options(self) -> Options:
        """The driver's own."""
        return self._options

    @property
    def health(self) -> LinkHealth:
        """A snapshot, from any thread."""
        with self._lock:
            health = self._health
        return replace(health, dropped=self._inbox.dropped(self._name))

    def frames(self) -> list[Frame]:
        """The newest 500 readings, oldest first, from any thread."""
        with self._lock:
            return list(self._frames)

    def tap(self, tap: Tap | None) -> None:
        """Have every chunk told to `tap` from now on, or to nobody."""
        self._tap = tap

    def start(self) -> None:
        """Begin; returns at once."""
        self._note(since=self._monotonic())
        self._thread.start()

    def send(self, data: bytes) -> bool:
        """Have it written by the link's own thread; False when too much waits or no port is open."""
        try:
            if self.health.state != "open":
                raise queue.Full
            self._outbox.put_nowait(data)
        except queue.Full:
            self._note(unsent=self._health.unsent + 1)
            return False
        self._cancel_read()
        return True

    def press(self) -> bool:
        """Key the radio until `release`, for 60 s at most; False without such a key or an open port."""
        if self._key is None or self.health.state != "open":
            return False
        self._key.press()
        return True

    def release(self) -> None:
        """Let the radio go."""
        if self._key is not None:
            self._key.release()

    @property
    def keyed(self) -> bool:
        """Whether its radio is keyed on RTS now."""
        return self._key is not None and self._key.raised

    def revive(self) -> bool:
        """Start the reader again when it has died; says whether it had."""
        if self._stopping.is_set() or self._thread.ident is None or self._thread.is_alive():
            return False
        log.error("The reader of link %s had died", self._name)
        self._thread = self._new_thread()
        self._note(state="lost", why=STARTED_AGAIN)
        self._thread.start()
        return True

    def reopen(self) -> None:
        """Close the port and open it again, as soon as the reader notices."""
        port = self._port
        self._let_go(port)
        with suppress(AttributeError, OSError, TypeError):
            port.close()
        self._cancel_read()

    def stop(self) -> None:
        """End within seconds, whatever the port does; the port is closed."""
        self._stopping.set()
        self._cancel_read()
        if self._thread.ident is not None:
            self._thread.join(JOIN_LIMIT)
        if self._thread.is_alive():
            log.error("The port of link %s hangs; its thread is left behind", self._name)
            self._close()

    def _new_thread(self) -> threading.Thread:
        return threading.Thread(target=self._run, name=f"link {self._name}", daemon=True)

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            before = self._health.bytes
            self._attempt()
            if self._health.bytes > before:
                pause = FIRST_PAUSE
            self._note(next_try=self._monotonic() + pause)
            self._stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _attempt(self) -> None:
        """Open the port and read it until it is lost; says why it was."""
        try:
            self._port = self._ports.open(self._url, self._settings)
            self._let_go(self._port)
            self._note_open()
            self._greet()
            self._read_until_lost(make_driver(self._entry.name, self._options))
        except (OSError, TypeError) as error:  # TypeError: pyserial, when a port goes while it is read
            self._note(state="lost", why=str(error))
        except Exception as error:
            log.exception("Link %s failed and starts again", self._name)
            self._note(state="lost", why=f"This link failed and starts again: {error!r}")
        finally:
            self._close()

    def _note_open(self) -> None:
        if not self._health.opened:
            self._note(since=self._monotonic())
        self._note(state="open", why="", opened=self._health.opened + 1, next_try=None)

    def _greet(self) -> None:
        """What waited for the port before it was lost is too old to be sent."""
        while not self._outbox.empty():
            self._outbox.get_nowait()
            self._note(unsent=self._health.unsent + 1)
        if self._entry.lines:
            self._port.timeout = LINES_EVERY
        if self._entry.opening:
            self._write(self._entry.opening)

    def _read_until_lost(self, driver: Driver) -> None:
        try:
            self._read(driver)
        except (OSError, TypeError):
            self._deliver(driver.idle(), 0, self._monotonic())
            raise

    def _read(self, driver: Driver) -> None:
        heard = self._monotonic()
        judge = SettingsJudge(heard)
        while not self._stopping.is_set():
            data = self._port.read(min(self._port.in_waiting or 1, CHUNK))
            now = self._monotonic()
            if data:
                heard = now
                self._tell_tap(data, sent=False)
                self._deliver(driver.feed(data), len(data), now)
            elif now - heard >= SILENCE:
                heard = now
                self._deliver(driver.idle(), 0, now)
            if self._entry.lines:
                self._look_at_lines(driver, now)
            self._write_waiting()
            if (why := judge.verdict(self._health, now)) is not None:
                self._note(why=why)

    def _look_at_lines(self, driver: Any, now: float) -> None:
        port = self._port
        readings = driver.lines(ModemLines(port.cts, port.dsr, port.ri, port.cd), now)
        if self._key is not None and (why := self._key.drive(port)):
            readings = [*readings, Trouble("", why)]
        if readings:
            self._deliver(readings, 0, now)

    def _write_waiting(self) -> None:
        while not self._outbox.empty():
            self._write(self._outbox.get_nowait())

    def _write(self, data: bytes) -> None:
        try:
            self._port.write(data)
        except SerialTimeoutException:
            self._note(unsent=self._health.unsent + 1, why=NOT_WRITTEN)
            return
        self._note(sent=self._health.sent + 1)
        self._tell_tap(data, sent=True)

    def _tell_tap(self, data: bytes, *, sent: bool) -> None:
        tap = self._tap
        if tap is not None:
            tap(data, sent)

    def _deliver(self, readings: list[Reading], size: int, now: float) -> None:
        health = self._health
        bad, bad_checksums = undecoded(readings)
        with self._lock:
            for number, reading in enumerate(readings, start=health.readings + 1):
                self._frames.append(Frame(number, now, reading))
        self._note(
            bytes=health.bytes + size,
            readings=health.readings + len(readings),
            undecoded=health.undecoded + bad,
            bad_checksums=health.bad_checksums + bad_checksums,
            last_reading=now if len(readings) > bad else health.last_reading,
        )
        for reading in readings:
            self._inbox.put(Received(self._name, reading))

    def _note(self, **changes: Any) -> None:
        with self._lock:
            self._health = replace(self._health, **changes)

    def _cancel_read(self) -> None:
        """Some ports cannot be woken; their reads give up by themselves after 0.2 s."""
        with suppress(AttributeError, OSError, TypeError):
            self._port.cancel_read()

    def _let_go(self, port: Any) -> None:
        """A key that was pressed at another opening of the port keys nothing at this one."""
        if self._key is not None:
            self._key.let_go(port)

    def _close(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            self._let_go(port)
            with suppress(OSError, TypeError):
                port.close()
