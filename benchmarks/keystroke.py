"""How long a key takes to its echo on the screen, and how late the window is while rows are loaded.

A thread presses keys for the command line of a window with 500 calls and 200 units, 20 a second at
uneven times; an echo is over when the frame that shows it is. First nothing else happens, then the
200 units move once a second while a job blocks the database thread for ten seconds. Before that,
fresh processes open the same store, and a 1 ms timer tells how late their event loops are until the
rows are on the screen.

`python -m benchmarks.keystroke` fails when the loaded echo's 95th percentile is over 30 ms or over
3 times the unloaded one, or when the event loop's 99th percentile is over 16 ms late.
"""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._figures import Limit, percentile, report
from benchmarks._stations import fill, startup
from benchmarks._typing import TypingWindow
from benchmarks.startup import PATIENCE_S, environment
from console.station.opening import Startup

CALLS, UNITS = 500, 200
STARTS = 5
KEY_EVERY_S = 0.05
BATCHES = 10
BLOCKED_S = 10.0
UNLOADED_S = 5.0
ROUNDS = 2
LINE = "R 47, caller says the blue sedan has left "
Move = Callable[[int, int], None]
ECHO_TIMES, ECHO_MS, LATE_MS = 3.0, 30.0, 16.0


def lateness(store: str, home: Path) -> list[float]:
    """Milliseconds that each turn of a fresh process's event loop was late while it loaded the store."""
    command = [sys.executable, "-m", "benchmarks._loading", store, str(CALLS)]
    ran = subprocess.run(
        command, env=environment(home), capture_output=True, check=True, text=True, timeout=PATIENCE_S
    )
    late: list[float] = json.loads(ran.stdout)
    return late


class Typist(threading.Thread):
    """Presses keys for `seconds`, and meanwhile calls `move` with the second, BATCHES times in each."""

    def __init__(self, press: Callable[[str], None], move: Move | None, seconds: float) -> None:
        super().__init__(name="typist")
        self._press, self._move, self._seconds = press, move, seconds

    def run(self) -> None:
        pause, chance = threading.Event(), random.Random(1)
        began, moved = time.monotonic(), 0
        for key in range(round(self._seconds / KEY_EVERY_S)):
            due = began + (key + chance.random()) * KEY_EVERY_S
            while self._move and moved / BATCHES < due - began:
                pause.wait(max(0.0, began + moved / BATCHES - time.monotonic()))
                self._move(moved // BATCHES, moved % BATCHES)
                moved += 1
            pause.wait(max(0.0, due - time.monotonic()))
            self._press(LINE[key % len(LINE)])


class Echoes:
    """Echo times on one window, unloaded and loaded by turns."""

    def __init__(self, start: Startup) -> None:
        self._window = TypingWindow(start, CALLS)
        self.unloaded: list[float] = []
        self.loaded: list[float] = []

    def measure(self) -> None:
        for _ in range(ROUNDS):
            self.unloaded += self._type(UNLOADED_S, None)
            blocked = self._window.station.desk.order(lambda _: threading.Event().wait(BLOCKED_S))
            self.loaded += self._type(BLOCKED_S, self._move)
            self._window.turn_until(blocked.done)
        self._window.close()

    def _type(self, seconds: float, move: Move | None) -> list[float]:
        self._window.echoes.clear()
        typist = Typist(self._window.press, move, seconds)
        typist.start()
        self._window.turn_until(lambda: not typist.is_alive())
        return list(self._window.echoes)

    def _move(self, second: int, batch: int) -> None:
        self._window.move(second, batch, BATCHES, UNITS)


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "*=false"
    with TemporaryDirectory() as folder:
        start = startup(Path(folder))
        fill(start, calls=CALLS, units=UNITS)
        starts = [lateness(start.store_url, Path(folder)) for _ in range(STARTS + 1)][1:]
        echoes = Echoes(start)
        echoes.measure()
    late = [ms for each in starts for ms in each]
    rows = {"echo, nothing else": echoes.unloaded, "echo, units move, store blocked": echoes.loaded}
    rows["loop late while rows are loaded"] = late
    unloaded, loaded = (percentile(ms, 0.95) for ms in (echoes.unloaded, echoes.loaded))
    return report(
        [(name, _row(ms)) for name, ms in rows.items()],
        [
            Limit("loaded echo / unloaded echo, p95", loaded / unloaded, ECHO_TIMES),
            Limit("loaded echo, p95 ms", loaded, ECHO_MS),
            Limit("loop late while rows are loaded, p99 ms", percentile(late, 0.99), LATE_MS),
        ],
    )


def _row(ms: Sequence[float]) -> str:
    p50, p95, p99 = (percentile(ms, share) for share in (0.5, 0.95, 0.99))
    return f"{len(ms):>6} times   ms: p50 {p50:.2f}   p95 {p95:.2f}   p99 {p99:.2f}   most {max(ms):.1f}"


if __name__ == "__main__":
    sys.exit(main())
