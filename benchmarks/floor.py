"""How fast the floor stays with 500 calls, 200 units and ten updates a second.

On one window a thread works calls with ten verbs a second, another presses 20 keys a second for the command
line, and all units' positions come each second in ten batches. Meanwhile calls with a unit on them get a
stop-condition: it is over when the picture on the screen has no unit to recommend, a referral, the unit told
to hold back, and a high alarm. The store is a SQLite file that is on the disk with each commit.

`python -m benchmarks.floor` fails when that took more than a second, when the echo's 95th percentile is over
30 ms, or when the verbs' 99th percentile is over 25 ms. `python -m benchmarks.emergency` is the same floor's
emergency.
"""

import os
import random
import sys
import threading
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._figures import Limit, percentile, report
from benchmarks._stations import WHO, fill, startup
from benchmarks._typing import TypingWindow
from benchmarks.emergency import BATCHES, CALLS, UNITS, Movement
from benchmarks.keystroke import Typist
from console.board.views import CallView
from console.desk.thread import DeskThread
from console.station.opening import Startup

STOPS, VERB_EVERY_S = 20, 0.1
APART_S = (0.3, 0.8)
SECONDS = STOPS * sum(APART_S) / 2
FIRST_FREE = CALLS // 3 + 2
"""The units before it are on calls already."""
STOP_MS, ECHO_MS, VERB_MS = 1000.0, 30.0, 25.0


class Dispatcher(threading.Thread):
    """Works calls with ten verbs a second until it is stopped; `took` is milliseconds, one for each verb."""

    def __init__(self, desk: DeskThread) -> None:
        super().__init__(name="dispatcher")
        self._desk = desk
        self._stopping = threading.Event()
        self._due = 0.0
        self.took: list[float] = []

    def run(self) -> None:
        for unit in cycle(range(FIRST_FREE, UNITS + 1)):
            for verb, args in self._a_call(f"U-{unit}"):
                self._stopping.wait(max(0.0, self._due - time.perf_counter()))
                began = time.perf_counter()
                self._due = began + VERB_EVERY_S
                receipt = self._desk.do(verb, args, actor=WHO).result()
                self.took.append((time.perf_counter() - began) * 1000)
                self._call = receipt.calls[0] if verb == "take_call" else self._call
            if self._stopping.is_set():
                return

    def stop(self) -> None:
        self._stopping.set()
        self.join()

    def _a_call(self, unit: str) -> Iterator[tuple[str, dict[str, object]]]:
        """A call's whole life by one unit."""
        self._call = ""
        yield "take_call", {"type": "586", "place": f"{7100 + len(self.took)} Fountain Ave", "text": "van"}
        yield "dispatch", {"units": [unit], "call": self._call}
        for step in ("acknowledge", "en_route", "on_scene"):
            yield step, {"unit": unit}
        yield "remark", {"call": self._call, "text": "the van has left"}
        yield "clear", {"unit": unit, "disposition": "01"}


def measure(start: Startup) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of stop-conditions, of echoes, and of verbs."""
    window = TypingWindow(start, CALLS)
    busy = [call.number for call in window.main.picture.calls.values() if call.assignments][:STOPS]
    movement = Movement(lambda second, batch: window.move(second, batch, BATCHES, UNITS))
    typist = Typist(window.press, None, SECONDS)
    dispatcher = Dispatcher(window.station.desk)
    chance = random.Random(1)
    for each in (movement, typist, dispatcher):
        each.start()
    try:
        stops = [_one(window, number, chance.uniform(*APART_S)) for number in busy]
        window.turn_until(lambda: not typist.is_alive())
    finally:
        dispatcher.stop()
        movement.stop()
        window.close()
    return stops, window.echoes, dispatcher.took


def _one(window: TypingWindow, number: str, pause: float) -> float:
    """One stop-condition, after a pause in seconds."""
    began = time.perf_counter()
    window.turn_until(lambda: time.perf_counter() - began > pause)
    said = time.perf_counter()
    window.station.desk.do("flag_call", {"call": number, "stop": "weapon"}, actor=WHO)
    window.turn_until(lambda: _is_withdrawn(window, number))
    return (time.perf_counter() - said) * 1000


def _is_withdrawn(window: TypingWindow, number: str) -> bool:
    picture = window.main.picture
    call: CallView = picture.calls[number]
    alarms = {alarm.kind: alarm.level for alarm in picture.alarms.values() if alarm.call == number}
    units = {assignment.unit for assignment in call.assignments}
    told = call.referral is not None and units <= set(call.life.hold_back)
    return told and not call.eligible and alarms.get("stop_condition", alarms.get("hold_back")) == "high"


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "*=false"
    with TemporaryDirectory() as folder:
        start = startup(Path(folder))
        fill(start, calls=CALLS, units=UNITS)
        stops, echoes, verbs = measure(start)
    rows = {"stop-condition to withdrawal": stops, "echo of a key": echoes, "verb": verbs}
    return report(
        [(name, _row(ms)) for name, ms in rows.items()],
        [
            Limit("stop-condition to withdrawal and alarm, most ms", max(stops), STOP_MS),
            Limit("echo, p95 ms", percentile(echoes, 0.95), ECHO_MS),
            Limit("verb, p99 ms", percentile(verbs, 0.99), VERB_MS),
        ],
    )


def _row(took: list[float]) -> str:
    p50, p95, p99 = (percentile(took, share) for share in (0.5, 0.95, 0.99))
    return f"{len(took):>6} times   ms: p50 {p50:.2f}   p95 {p95:.2f}   p99 {p99:.2f}   most {max(took):.1f}"


if __name__ == "__main__":
    sys.exit(main())
