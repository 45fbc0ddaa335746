"""How late the window's event loop is while the desk's thread opens a store and its rows are shown.

Prints the lateness of each turn of a 1 ms timer in milliseconds, from the window's first frame until
half a second after its calls are painted.
"""

import json
import sys
import time
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer

from benchmarks._first_paint import FirstPaint
from console.app import Station, Window, startup_for

AFTERWARDS_MS = 500


class Lateness:
    """Counts from `start`: how much later than 1 ms after the last turn each turn comes."""

    def __init__(self) -> None:
        self.ms: list[float] = []
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start()

    def _turn(self) -> None:
        now = time.perf_counter()
        self.ms.append(max(0.0, (now - self._last) * 1000 - 1))
        self._last = now


def main(store: str, calls: int) -> None:
    plain = startup_for(store)
    # Without simulated devices: what is measured is the loading of rows.
    window = Window(Station(replace(plain, settings=replace(plain.settings, mode="live"))))
    lateness = Lateness()
    FirstPaint(
        window.main,
        lambda: window.main.is_furnished and len(window.main.picture.calls) >= calls,
        lambda: QTimer.singleShot(AFTERWARDS_MS, window.quit),
    ).setParent(window.main)
    window.main.furnished.connect(lateness.start)
    window.open()
    window.run()
    sys.stdout.write(json.dumps(lateness.ms))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
