"""A painted piece of the map, which a pan only moves and a zoom only stretches."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

from console.widgets.map.labels import Label
from console.widgets.map.lettering import Lettering
from console.widgets.map.plates import Box


@dataclass(frozen=True, slots=True)
class Layers:
    """What may be taken off the map."""

    labels: bool = True
    facilities: bool = True
    beats: bool = True
    closures: bool = True
    streets: bool = True
    background: bool = True


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of the map to be painted, in map pixels at `scale`, for a screen of `dpr`."""

    left: int
    top: int
    wide: int
    high: int
    scale: float
    dpr: float

    @property
    def box(self) -> Box:
        return Box(self.left, self.top, self.left + self.wide, self.top + self.high)

    def covers(self, box: Box, scale: float) -> bool:
        """Whether a view at that scale can be cut from this piece."""
        own = self.box
        inside = own.left <= box.left and own.top <= box.top
        return scale == self.scale and inside and box.right <= own.right and box.bottom <= own.bottom


class Ground:
    """A painted piece of the map; `bare` is the same without names, so that single names can be left out."""

    def __init__(self, window: Window, bare: QPixmap, lettering: Lettering) -> None:
        self.window = window
        self.bare = bare
        self.pixmap = QPixmap(bare)
        self._lettering = lettering
        self._left_out: set[Label] = set()

    def leave_out(self, labels: set[Label]) -> None:
        """Paint these names away, and bring back those that were left out before and are not now."""
        if labels == self._left_out:
            return
        painter = QPainter(self.pixmap)
        painter.translate(-self.window.left, -self.window.top)
        for label in labels - self._left_out:
            for box in label.boxes:
                self._wipe(painter, box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._lettering.write_all(painter, self._left_out - labels)
        painter.end()
        self._left_out = set(labels)

    def _wipe(self, painter: QPainter, box: Box) -> None:
        left, top = math.floor(box.left) - 2, math.floor(box.top) - 2
        wide, high = math.ceil(box.right) + 2 - left, math.ceil(box.bottom) + 2 - top
        dpr, window = self.window.dpr, self.window
        source = QRectF((left - window.left) * dpr, (top - window.top) * dpr, wide * dpr, high * dpr)
        painter.drawPixmap(QRectF(left, top, wide, high), self.bare, source)
