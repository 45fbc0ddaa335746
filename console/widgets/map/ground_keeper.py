"""Keeps the painted ground under a view: paints it anew between events, a few milliseconds at a time."""

import time
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, QTimer, Signal
from PySide6.QtGui import QPainter

from console.widgets.map.ground import Ground, Layers, Window
from console.widgets.map.ground_paint import GroundPainter
from console.widgets.map.lettering import Lettering
from console.widgets.map.names import Names
from console.widgets.map.plates import Box
from console.widgets.map.projection import View

OVERSIZE = 1.5
# Painting goes on for so long between two events, and the very first piece for so long before it is shown.
SLICE_S = 0.004
FIRST_S = 0.060
TURN_MS = 1
# While a wheel turns nothing is painted that the next turn would throw away.
ZOOM_PAUSE_MS = 70
# A new piece is begun when so much of the room that was painted beside the view is used up.
USED_UP = 0.5


class GroundKeeper(QObject):
    """Holds the piece of ground that is shown. Signal: `renewed` is sent when there is another one."""

    renewed = Signal()

    def __init__(self, painter: GroundPainter, lettering: Lettering, parent: QObject) -> None:
        super().__init__(parent)
        self.painter = painter
        self.ground: Ground | None = None
        self._lettering = lettering
        self._names: Names | None = None
        self._outdated = False
        self._window: Window | None = None
        self._work: Iterator[Ground | None] | None = None
        self._turns = QTimer(self, interval=TURN_MS)
        self._turns.timeout.connect(self._go_on)
        self._pause = QTimer(self, singleShot=True, interval=ZOOM_PAUSE_MS)
        self._pause.timeout.connect(self._turns.start)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being painted."""
        return self._work is None and self.ground is not None and not self._outdated

    def names(self, scale: float) -> Names | None:
        """The names of this scale, None while they have not been looked for."""
        shown = self.ground is not None and self.ground.window.scale == scale
        return self._names if shown and self._names is not None and self._names.scale == scale else None

    def forget(self, *, names: bool = True) -> None:
        """Colours, layers or closures have changed: what is painted is shown until it is painted anew."""
        self._outdated = True
        self._drop_work()
        if names:
            self._names = None

    def prepare(self, view: View, wide: int, high: int, dpr: float, layers: Layers) -> None:
        """See to it that a view of wide x high logical pixels can be shown, now or soon."""
        seen = _seen(view, wide, high)
        if self._needs(seen, view.scale, dpr):
            self._begin(seen, view.scale, dpr, layers)
        if self.ground is None:
            self._work_for(FIRST_S)

    def leave_out(self, covered: Iterable[Box], scale: float) -> None:
        """Take the names that these boxes would cover off the ground, and bring the others back."""
        names = self.names(scale)
        if names is not None and self.ground is not None:
            self.ground.leave_out(names.under(covered))

    def show(self, painter: QPainter, view: View, wide: int, high: int) -> None:
        """Paint the ground of a view in the widget's own pixels.

        A piece of another scale is stretched until its own is painted.
        """
        seen, ground = _seen(view, wide, high), self.ground
        if ground is None:
            painter.fillRect(0, 0, wide, high, self.painter.out)
            return
        window, left, top = ground.window, seen.left, seen.top
        if window.covers(seen, view.scale):
            dpr = window.dpr
            # Whole pixels: Qt then only copies.
            x, y = round((left - window.left) * dpr), round((top - window.top) * dpr)
            painter.drawPixmap(0, 0, wide, high, ground.pixmap, x, y, round(wide * dpr), round(high * dpr))
            return
        painter.fillRect(0, 0, wide, high, self.painter.out)
        grown = view.scale / window.scale
        size = QSizeF(window.wide * grown, window.high * grown)
        place = QRectF(QPointF(window.left * grown - left, window.top * grown - top), size)
        painter.drawPixmap(place, ground.pixmap, QRectF(ground.pixmap.rect()))

    def settle(self) -> None:
        """Finish at once what has been begun."""
        self._work_for(None)

    def _needs(self, seen: Box, scale: float, dpr: float) -> bool:
        """Whether a piece has to be begun: none that is there or on its way will do much longer."""
        coming = self._window if self._work is not None else None
        if coming is not None:
            return coming.dpr != dpr or not coming.covers(seen, scale)
        if self.ground is None or self._outdated or self.ground.window.dpr != dpr:
            return True
        window = self.ground.window
        spare = (window.wide - (seen.right - seen.left)) / 2, (window.high - (seen.bottom - seen.top)) / 2
        across, down = spare[0] * (1 - USED_UP), spare[1] * (1 - USED_UP)
        wanted = Box(seen.left - across, seen.top - down, seen.right + across, seen.bottom + down)
        return not window.covers(wanted, scale)

    def _begin(self, seen: Box, scale: float, dpr: float, layers: Layers) -> None:
        self._drop_work()
        wide, high = seen.right - seen.left, seen.bottom - seen.top
        across, down = int(wide * (OVERSIZE - 1) / 2), int(high * (OVERSIZE - 1) / 2)
        left, top = int(seen.left) - across, int(seen.top) - down
        self._window = Window(left, top, int(wide) + 2 * across, int(high) + 2 * down, scale, dpr)
        if self._names is None or self._names.scale != scale:
            self._names = Names(self.painter.plan, self._lettering, scale)
        self._outdated = False
        self._work = self.painter.paint(self._window, self._names, layers)
        zooming = self.ground is not None and self.ground.window.scale != scale
        (self._pause if zooming else self._turns).start()

    def _drop_work(self) -> None:
        if self._work is not None:
            self._work.close()
            self._work = None
        self._turns.stop()
        self._pause.stop()

    def _go_on(self) -> None:
        self._work_for(SLICE_S)

    def _work_for(self, seconds: float | None) -> None:
        """Paint until the time is over, to the end without one."""
        if self._work is None:
            return
        until = None if seconds is None else time.perf_counter() + seconds
        for ground in self._work:
            if ground is not None:
                self._work = None
                self._turns.stop()
                self._pause.stop()
                self.ground = ground
                self.renewed.emit()
                return
            if until is not None and time.perf_counter() >= until:
                return


def _seen(view: View, wide: int, high: int) -> Box:
    left, top = view.corner(wide, high)
    return Box(left, top, left + wide, top + high)
