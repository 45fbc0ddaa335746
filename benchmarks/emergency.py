"""How long it takes from the byte of a radio's emergency to the top alarm on the screen.

A window with 500 calls and 200 units, whose positions come in ten batches a second, has a radio on a
pseudo-terminal. A thread writes the bytes of an emergency there at uneven times; it is over when the frame
that shows its banner is. Each one is acknowledged and cleared before the next.

`python -m benchmarks.emergency` fails when one took more than a second.
"""

import os
import random
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

from benchmarks._figures import Limit, percentile, report
from benchmarks._stations import WHO, fill, startup
from benchmarks._typing import TypingWindow
from console.settings import DeviceSettings
from console.station.opening import Startup
from tests.journeys.terminal import Terminal, emergency

CALLS, UNITS, BATCHES = 500, 200, 10
EMERGENCIES = 20
RADIO = "Radio 1"
APART_S = (0.3, 0.8)
LIMIT_MS = 1000.0


class Movement(threading.Thread):
    """Moves the units of one batch ten times a second until it is stopped."""

    def __init__(self, move: Callable[[int, int], None]) -> None:
        super().__init__(name="movement")
        self._move = move
        self._stopping = threading.Event()

    def run(self) -> None:
        for turn in count():
            if self._stopping.wait(1 / BATCHES):
                return
            self._move(turn // BATCHES, turn % BATCHES)

    def stop(self) -> None:
        self._stopping.set()
        self.join()


class Banner(QObject):
    """Notes when the frame is over that shows whose emergency stands at the top."""

    def __init__(self, window: TypingWindow) -> None:
        super().__init__()
        self._banner = window.main.alarms.banner
        self._banner.installEventFilter(self)
        self._seen = ""
        self.at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        who = self._banner.faces[0].who if self._banner.faces else ""
        if event.type() == QEvent.Type.Paint and who != self._seen:
            self._seen = who
            notice = QEvent(QEvent.Type.User)
            QCoreApplication.postEvent(self, notice, Qt.EventPriority.HighEventPriority.value)
        return False

    def customEvent(self, event: QEvent) -> None:
        self.at = time.perf_counter()


def measure(start: Startup, terminal: Terminal) -> list[float]:
    """Milliseconds from the write to the frame, one for each emergency."""
    window = TypingWindow(start, CALLS)
    window.turn_until(lambda: _listens(window))
    movement = Movement(lambda second, batch: window.move(second, batch, BATCHES, UNITS))
    movement.start()
    chance, banner = random.Random(1), Banner(window)
    try:
        return [_one(window, banner, terminal, number, chance) for number in range(EMERGENCIES)]
    finally:
        movement.stop()
        window.close()


def _listens(window: TypingWindow) -> bool:
    link = window.station.board.picture.links.get(RADIO)
    return link is not None and link.state == "good"


def _one(
    window: TypingWindow, banner: Banner, terminal: Terminal, number: int, chance: random.Random
) -> float:
    """One emergency of another radio, acknowledged and cleared in the end."""
    pause, began = chance.uniform(*APART_S), time.perf_counter()
    window.turn_until(lambda: time.perf_counter() - began > pause)
    banner.at = 0.0
    written = time.perf_counter()
    terminal.say(emergency(f"100-{5001 + number}"))
    window.turn_until(lambda: banner.at > 0.0)
    (alarm,) = (each for each in window.main.picture.alarms.values() if each.emergency)
    desk, named = window.station.desk, {"number": alarm.number}
    desk.do("acknowledge_alarm", named, actor=WHO)
    desk.do("clear_alarm", {**named, "reason": "Benchmark"}, actor=WHO).result()
    window.turn_until(lambda: not window.main.alarms.banner.faces)
    return (banner.at - written) * 1000


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "*=false"
    with TemporaryDirectory() as folder:
        terminal = Terminal(Path(folder) / "radio")
        plain = startup(Path(folder))
        radio = DeviceSettings(RADIO, str(terminal.path), "kenwood")
        start = replace(plain, settings=replace(plain.settings, devices=(radio,)))
        fill(start, calls=CALLS, units=UNITS)
        took = measure(start, terminal)
        terminal.pull()
    p50, p95 = (percentile(took, share) for share in (0.5, 0.95))
    row = f"{len(took):>6} times   ms: p50 {p50:.1f}   p95 {p95:.1f}   most {max(took):.1f}"
    return report(
        [("emergency byte to top alarm", row)],
        [Limit("emergency byte to top alarm, most ms", max(took), LIMIT_MS)],
    )


if __name__ == "__main__":
    sys.exit(main())
