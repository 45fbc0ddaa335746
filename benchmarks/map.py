"""How long the map takes to pan, to zoom and to move its units: 20,000 segments, 1,000 units, 1280 x 800.

The real canvas is shown offscreen. A frame is the call that moves it and its whole paint, ground, markers and
plates; a hand moves it 60 times a second. Between two frames new ground is painted in slices, and how long
each turn of the event loop takes then is measured too: nothing may come later for it. pyqtgraph draws the
same streets with the same widths, and the same units, beside it in the same run.

`python -m benchmarks.map` fails when a pan takes over 2 ms in the median or 16 ms in the 99th percentile,
a tick of the units over 4 ms in the median, or a zoom over 16 ms in the 95th percentile; when a turn of the
event loop between frames takes over 16 ms in the 99th percentile, or when a pan or a tick is not 10 times
faster than pyqtgraph's.
"""

import gc
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_LOGGING_RULES"] = "*=false"

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from benchmarks._curves import Curves
from benchmarks._figures import Limit, percentile, report
from benchmarks._map_scene import NOW, Shift, city
from console.clock import ManualClock
from console.widgets.icons import Icons
from console.widgets.map.canvas import MapCanvas
from console.widgets.map.ground_paint import road_width
from console.widgets.theme import Theme

WIDE, HIGH = 1280, 800
UNITS = 1000
CITY_SCALE, STREET_SCALE = 0.085, 0.3
PANS, ZOOMS, TICKS, PEER_FRAMES = 400, 120, 120, 12
PAN_MS, PAN_P99_MS, TICK_MS, ZOOM_P95_MS, TIMES_FASTER = 2.0, 16.0, 4.0, 16.0, 10.0
STEP = 9.0
TURN_S = 0.001
FRAME_S = 1 / 60
# A hand turns: so many steps one way, then back, so that new ground comes into view again and again.
TURN = 100


@dataclass
class Run:
    """Milliseconds of each frame by what was done."""

    ms: dict[str, list[float]] = field(default_factory=dict)

    def time(self, what: str, action: Callable[[], None]) -> None:
        began = time.perf_counter()
        action()
        self.ms.setdefault(what, []).append((time.perf_counter() - began) * 1000)

    def p(self, what: str, share: float) -> float:
        return percentile(self.ms[what], share)


class Bench:
    """A canvas with the city and the shift on it, and what is measured on it."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.run = Run()
        self.clock = ManualClock(NOW)
        theme = Theme()
        theme.apply(app)
        self.canvas = MapCanvas(theme, Icons(theme), self.clock, training=False)
        self.canvas.resize(WIDE, HIGH)
        self.city, self.shift = city(), Shift(UNITS)
        self.canvas.show()
        self.canvas.set_city(self.city)
        self.canvas.show_picture(self.shift.picture(0))
        self.settle()

    def settle(self) -> None:
        self.canvas.settle()
        for _ in range(3):
            self.canvas.repaint()
            self._app.processEvents()

    def at(self, scale: float) -> None:
        """Look at the middle of the city from so near."""
        self.canvas.look_at(self.canvas.view.origin, scale)
        self.settle()

    def pan(self, what: str) -> None:
        for frame in range(PANS):
            way = STEP if frame // TURN % 2 else -STEP
            began = time.perf_counter()
            self.run.time(what, lambda way=way: self._frame(lambda: self.canvas.pan(way, way / 3)))
            self.rest(f"between, {what}", began + FRAME_S)

    def zoom(self) -> None:
        at = QPointF(WIDE / 3, HIGH / 3)
        for frame in range(ZOOMS):
            factor = 1.25 if frame // 4 % 2 else 1 / 1.25
            self.run.time("zoom", lambda factor=factor: self._frame(lambda: self.canvas.zoom(factor, at)))
            if frame % 4 == 3:
                self.rest("between, zoom", time.perf_counter() + 2.0)

    def rest(self, what: str, until: float) -> None:
        """Let new ground be painted until then; each turn of the event loop is measured."""
        while not self.canvas.is_settled and time.perf_counter() < until:
            self.run.time(what, self._app.processEvents)
            time.sleep(TURN_S)

    def tick(self, what: str) -> None:
        for second in range(1, TICKS + 1):
            picture = self.shift.picture(second)
            self.clock.advance(1)
            self.run.time(what, lambda picture=picture: self._frame(lambda: self._show(picture)))

    def _show(self, picture: object) -> None:
        self.canvas.show_picture(picture)

    def _frame(self, action: Callable[[], None]) -> None:
        action()
        self.canvas.repaint()


def peer(bench: Bench, scale: float, run: Run, what: str) -> None:
    """pyqtgraph on the same view: pans and ticks."""
    widths = {kind: road_width(kind, scale) for kind in ("local", "collector", "arterial")}
    curves = Curves(bench.city, bench.canvas.view.origin, widths, WIDE, HIGH)
    bench.canvas.look_at(bench.canvas.view.origin, scale)
    view = bench.canvas.view
    curves.move(bench.shift.picture(0))
    curves.look(view)
    for frame in range(PEER_FRAMES):
        view = view.panned(STEP, STEP / 3)
        run.time(f"pyqtgraph pan, {what}", lambda view=view: curves.look(view))
        picture = bench.shift.picture(frame)

        def tick(picture: object = picture, view: object = view) -> None:
            curves.move(picture)
            curves.look(view)

        run.time(f"pyqtgraph tick, {what}", tick)
    curves.widget.close()


def main() -> int:
    app = QApplication([])
    bench = Bench(app)
    gc.collect()
    gc.freeze()
    for what, scale in (("whole city", CITY_SCALE), ("streets", STREET_SCALE)):
        bench.at(scale)
        bench.pan(f"pan, {what}")
        bench.at(scale)
        bench.tick(f"tick, {what}")
        peer(bench, scale, bench.run, what)
    bench.at(STREET_SCALE)
    bench.zoom()
    return report([(what, _row(ms)) for what, ms in bench.run.ms.items()], limits(bench.run))


def limits(run: Run) -> list[Limit]:
    found = []
    for what in ("whole city", "streets"):
        pan, tick = f"pan, {what}", f"tick, {what}"
        found += [
            Limit(f"{pan}, median ms", run.p(pan, 0.5), PAN_MS),
            Limit(f"{pan}, p99 ms", run.p(pan, 0.99), PAN_P99_MS),
            Limit(f"{tick}, median ms", run.p(tick, 0.5), TICK_MS),
            Limit(
                f"pyqtgraph pan / {pan}", run.p(f"pyqtgraph {pan}", 0.5) / run.p(pan, 0.5), TIMES_FASTER, True
            ),
            Limit(
                f"pyqtgraph tick / {tick}",
                run.p(f"pyqtgraph {tick}", 0.5) / run.p(tick, 0.5),
                TIMES_FASTER,
                True,
            ),
        ]
    held = [ms for what, each in run.ms.items() if what.startswith("between") for ms in each]
    return [
        *found,
        Limit("zoom, p95 ms", run.p("zoom", 0.95), ZOOM_P95_MS),
        Limit("turn of the event loop between frames, p99 ms", percentile(held, 0.99), PAN_P99_MS),
    ]


def _row(ms: list[float]) -> str:
    p50, p95, p99 = (percentile(ms, share) for share in (0.5, 0.95, 0.99))
    return f"{len(ms):>5} frames   ms: p50 {p50:.2f}   p95 {p95:.2f}   p99 {p99:.2f}   most {max(ms):.1f}"


if __name__ == "__main__":
    sys.exit(main())
