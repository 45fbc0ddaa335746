"""A picture behind the map from raster tiles, read and decoded away from the window's thread."""

import math
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QObject,
    QRectF,
    QRunnable,
    QThreadPool,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from console.geo.measure import Point, to_metres
from console.widgets.map.ground import Window
from console.widgets.theme import Theme

TILE_PIXELS = 256
LARGEST_TILE = 2_000_000
LARGEST_SIDE = 1024
MOST_TILES = 400
# Tiles come one by one; the ground is painted again when this long none has come, in milliseconds.
SETTLE_MS = 80
# The picture is dimmed by the ground's colour, so that what stands on it is read first.
DIMMED = 0.4
EQUATOR_M = 40_075_016.686

Key = tuple[int, int, int]


class Tiles(Protocol):
    """Raster tiles in the Web Mercator scheme with y from the north; asked from one thread, not the window's.

    `bounds` are (west, south, east, north) in degrees, None when not said; `levels` the first and the last
    zoom that there is.
    """

    @property
    def bounds(self) -> tuple[float, float, float, float] | None: ...

    @property
    def levels(self) -> tuple[int, int]: ...

    @property
    def attribution(self) -> str: ...

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The PNG or JPEG of one tile, None where there is none."""


class Backdrop(QObject):
    """Keeps the newest tiles. Signal: `arrived` is sent when tiles that were missing can be painted."""

    arrived = Signal()
    _read = Signal(object, QImage)

    def __init__(self, tiles: Tiles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.attribution = tiles.attribution
        self.tiles = tiles
        self._images: OrderedDict[Key, QImage] = OrderedDict()
        self._asked: set[Key] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.arrived)
        self._read.connect(self._keep)

    def close(self) -> None:
        """Wait for the tile that is being read; nothing is read after that."""
        self._pool.clear()
        self._pool.waitForDone()

    @property
    def is_waiting(self) -> bool:
        """Whether tiles are being read."""
        return bool(self._asked) or self._settle.isActive()

    def steps(self, window: Window, origin: Point, theme: Theme) -> Iterator[Callable[[QPainter], None]]:
        """What there is of a window in map pixels, a tile a step; what is missing is asked for."""
        for key in wanted(window, origin, self.tiles.levels, self.tiles.bounds):
            image = self._images.get(key)
            if image is None:
                self._ask(key)
            elif not image.isNull():
                self._images.move_to_end(key)
                place = tile_rect(key, origin, window.scale)
                yield partial(_draw, place=place, image=image)
        shade = QColor(theme.color("m_out"))
        shade.setAlphaF(DIMMED)
        box = window.box
        whole = QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top)
        yield lambda painter: painter.fillRect(whole, shade)

    def _ask(self, key: Key) -> None:
        if key not in self._asked:
            self._asked.add(key)
            self._pool.start(_Reading(self.tiles, key, self._read))

    @Slot(object, QImage)
    def _keep(self, key: Key, image: QImage) -> None:
        self._asked.discard(key)
        self._images[key] = image
        while len(self._images) > MOST_TILES:
            self._images.popitem(last=False)
        self._settle.start()


class _Reading(QRunnable):
    """Reads and decodes one tile; what is no picture comes back as a null image."""

    def __init__(self, tiles: Tiles, key: Key, done: Signal) -> None:
        super().__init__()
        self._tiles, self._key, self._done = tiles, key, done

    def run(self) -> None:
        content = self._tiles.tile(*self._key)
        self._done.emit(self._key, decoded(content) if content else QImage())


def decoded(content: bytes) -> QImage:
    """The picture in a tile's bytes; a null image for anything that is none, or is far too large."""
    if len(content) > LARGEST_TILE:
        return QImage()
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > LARGEST_SIDE:
        return QImage()
    return reader.read()


def wanted(
    window: Window, origin: Point, levels: tuple[int, int], bounds: tuple[float, float, float, float] | None
) -> list[Key]:
    """The tiles that cover a window: of the level whose pixels are nearest to the screen's."""
    box, scale = window.box, window.scale
    north, west = _place(box.left, box.top, origin, scale)
    south, east = _place(box.right, box.bottom, origin, scale)
    if bounds is not None:
        west, south, east, north = (
            max(west, bounds[0]),
            max(south, bounds[1]),
            min(east, bounds[2]),
            min(north, bounds[3]),
        )
    if west >= east or south >= north:
        return []
    level = _level(origin, scale * window.dpr, levels)
    while True:
        left, top = _column(west, level), _row(north, level)
        right, bottom = _column(east, level), _row(south, level)
        if (right - left + 1) * (bottom - top + 1) <= MOST_TILES // 2 or level == 0:
            return [(level, x, y) for y in range(top, bottom + 1) for x in range(left, right + 1)]
        level -= 1


def tile_rect(key: Key, origin: Point, scale: float) -> QRectF:
    """Where a tile lies, in map pixels; half a pixel larger, so that no seam is seen."""
    level, x, y = key
    left, top = to_metres((_lat(y, level), _lon(x, level)), origin)
    right, bottom = to_metres((_lat(y + 1, level), _lon(x + 1, level)), origin)
    rect = QRectF(left * scale, -top * scale, (right - left) * scale, (top - bottom) * scale)
    return rect.adjusted(-0.25, -0.25, 0.25, 0.25)


def _draw(painter: QPainter, place: QRectF, image: QImage) -> None:
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)


def _level(origin: Point, pixels_a_metre: float, levels: tuple[int, int]) -> int:
    metres_a_pixel = EQUATOR_M * math.cos(math.radians(origin[0])) / TILE_PIXELS
    exact = math.log2(max(1e-9, metres_a_pixel * pixels_a_metre))
    return min(max(levels[0], round(exact)), levels[1])


def _place(x: float, y: float, origin: Point, scale: float) -> Point:
    east, north = to_metres((origin[0] + 1.0, origin[1] + 1.0), origin)
    return origin[0] - y / scale / north, origin[1] + x / scale / east


def _column(lon: float, level: int) -> int:
    return min(2**level - 1, max(0, int((lon + 180.0) / 360.0 * 2**level)))


def _row(lat: float, level: int) -> int:
    mercator = math.asinh(math.tan(math.radians(min(85.0, max(-85.0, lat)))))
    return min(2**level - 1, max(0, int((1.0 - mercator / math.pi) / 2.0 * 2**level)))


def _lon(column: int, level: int) -> float:
    return column / 2**level * 360.0 - 180.0


def _lat(row: int, level: int) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1.0 - 2.0 * row / 2**level))))
