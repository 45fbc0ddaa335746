"""Every device pulled out and put back in turn while the others go on talking, under the real window.

Four GPS receivers, a radio, an alarm receiver, a tracker and a caller-ID modem stand on pseudo-terminals.
All of them say numbered messages; what was said while a device's port was open must have been read, and
afterwards no thread and no file may be left. A 1 ms timer notes how late the window's loop is meanwhile.

`python -m benchmarks.unplug` fails when a reading is missing, a thread or file is left, or the window's
loop was ever more than 50 ms late.
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QTimer

from benchmarks._figures import Limit, percentile, report
from benchmarks._loading import Lateness
from benchmarks._stations import startup
from console.app import Station, Window
from console.settings import DeviceSettings
from hardware.simulators.gps import sentence
from tests.journeys.terminal import Terminal

ROUNDS = 5
SPOKEN = 10
"""Messages of each device before, during and after each gap."""
EVERY_S = 0.02
PATIENCE_S = 20.0
STALL_MS = 50.0
LOOK_MS = 50


def gps(number: int) -> bytes:
    now = datetime.now(UTC)
    time_of_day = f"{now:%H%M%S}.{now.microsecond // 10_000:02d}"
    where = f"3405.{number:04d},N,11822.0000,W"
    return sentence(f"GPRMC,{time_of_day},A,{where},10.0,90.0,{now:%d%m%y},,,A")


def radio(number: int) -> bytes:
    return b"\x02F1004011text %d\x03" % number


def receiver(number: int) -> bytes:
    return b"5011 18%04dE60201001\x14" % (number % 10_000)


def tracker(number: int) -> bytes:
    return b">RPV15714+3739438-1220384601512612;ID=%04d<" % (number % 10_000)


def modem(number: int) -> bytes:
    return b"\r\nRING\r\n\r\nNMBR=310%07d\r\nNAME=X\r\n\r\nRING\r\n" % number


DEVICES: Sequence[tuple[str, str, Callable[[int], bytes]]] = (
    ("Radio 1", "kenwood", radio),
    ("Alarms", "surgard", receiver),
    ("Tracker", "taip", tracker),
    ("Desk line", "caller-id", modem),
    *((f"GPS {unit}", "nmea", gps) for unit in ("CSO-11", "CSO-12", "CSO-14", "UTV-1")),
)


class Shift:
    """Speaks for all devices on a thread of its own, and pulls one after the other."""

    def __init__(self, folder: Path, station: Station) -> None:
        self._station = station
        self._terminals = {name: Terminal(folder / name.replace(" ", "-")) for name, _, _ in DEVICES}
        self._said = dict.fromkeys(self._terminals, 0)
        self._number = 0
        self._pause = threading.Event()
        self.missing = 0
        self.error: Exception | None = None
        self.thread = threading.Thread(target=self._run)

    def settings(self) -> tuple[DeviceSettings, ...]:
        """The devices as the station's settings have them."""
        return tuple(
            DeviceSettings(
                name, str(self._terminals[name].path), driver, name[4:] if driver == "nmea" else ""
            )
            for name, driver, _ in DEVICES
        )

    def _run(self) -> None:
        try:
            self._play()
        except (OSError, TimeoutError, KeyError) as error:
            self.error = error
        finally:
            for terminal in self._terminals.values():
                terminal.pull()

    def _play(self) -> None:
        names = list(self._terminals)
        self._wait(lambda: all(self._state(name) == "running" for name in names))
        for _ in range(ROUNDS):
            for name in names:
                self._speak(names)
                self._count(names)
                self._terminals[name].pull()
                self._speak([other for other in names if other != name])
                self._wait(lambda name=name: self._state(name) == "lost")
                self._terminals[name].plug()
                self._wait(lambda name=name: self._state(name) == "running")
        self._speak(names)
        self._count(names)

    def _speak(self, names: Sequence[str]) -> None:
        for _ in range(SPOKEN):
            self._number += 1
            for name, _, message in DEVICES:
                if name in names:
                    data = message(self._number)
                    self._terminals[name].say(data)
                    self._said[name] += len(data)
            self._pause.wait(EVERY_S)

    def _count(self, names: Sequence[str]) -> None:
        """Every byte that was said so far has been read, or is counted as missing."""
        for name in names:
            try:
                self._wait(lambda name=name: self._read(name) >= self._said[name], 3.0)
            except TimeoutError:
                self.missing += self._said[name] - self._read(name)

    def _read(self, name: str) -> int:
        return self._station.board.picture.devices[name].bytes

    def _state(self, name: str) -> str:
        device = self._station.board.picture.devices.get(name)
        return device.state if device is not None else ""

    def _wait(self, true: Callable[[], bool], patience: float = PATIENCE_S) -> None:
        until = time.monotonic() + patience
        while not true():
            if time.monotonic() > until:
                raise TimeoutError
            self._pause.wait(0.02)


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def play(folder: Path) -> tuple[Shift, list[float]]:
    """One shift; the lateness of the window's loop in milliseconds."""
    start = startup(folder)
    station = Station(start)
    shift = Shift(folder, station)
    settings = replace(start.settings, devices=shift.settings())
    station.startup = replace(start, settings=settings)
    window, lateness = Window(station), Lateness()
    watch = QTimer(window.main, interval=LOOK_MS)
    watch.timeout.connect(lambda: None if shift.thread.is_alive() else window.quit())
    began = QTimer(window.main, interval=LOOK_MS)

    def begin() -> None:
        devices = station.board.picture.devices if window.main.is_furnished else {}
        if len(devices) == len(DEVICES):
            began.stop()
            lateness.start()
            shift.thread.start()
            watch.start()

    began.timeout.connect(begin)
    began.start()
    window.open()
    window.run()
    window.main.deleteLater()
    return shift, lateness.ms


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with TemporaryDirectory() as folder:
        threads = files = 0
        for attempt in ("first", "second"):
            home = Path(folder) / attempt
            home.mkdir(exist_ok=True)
            # What the first shift loads once for the process is no leak of the second.
            threads, files = threading.active_count(), open_files()
            shift, late = play(home)
            if shift.error is not None:
                raise shift.error
        left = threading.active_count() - threads, open_files() - files
    pulls = ROUNDS * len(DEVICES)
    return report(
        [("shift", f"{pulls} times unplugged   loop p99 {percentile(late, 0.99):.1f} ms")],
        [
            Limit("bytes said to an open port and not read", shift.missing, 0),
            Limit("threads left", left[0], 0),
            Limit("files left", left[1], 0),
            Limit("longest stall of the window, ms", max(late), STALL_MS),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
