"""Paints the rows of the device table, and the heads of its columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from console.widgets.devices.rows import ERROR_LIMIT, DeviceRow, bounded
from console.widgets.keyed import Index, KeyedListModel
from console.widgets.paint import RIGHT, Look, RowDelegate, RowPainter

ROW, ROW_COMPACT = 50, 44
HEADS_HEIGHT = 26
NARROW, SLIM_BELOW = 980, 745
SAMPLES = 120
SPARK_PITCH = 2.0
BAR_SPAN = 3 * ERROR_LIMIT


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns are: the first four from the left, the others from the right, in pixels.

    A spark or a bar without a width is not there.
    """

    glyph: int
    state: int
    device: int
    port: int
    rate: int
    spark: int
    spark_width: int
    last: int
    bar: int
    bar_width: int
    errors: int
    reconnects: int


REGULAR = Columns(
    glyph=22, state=41, device=149, port=329, rate=536, spark=522, spark_width=112,
    last=319, bar=296, bar_width=86, errors=157, reconnects=15,
)  # fmt: skip
COMPACT = Columns(
    glyph=20, state=35, device=116, port=276, rate=350, spark=342, spark_width=62,
    last=206, bar=190, bar_width=52, errors=88, reconnects=13,
)  # fmt: skip
SLIM = Columns(
    glyph=20, state=35, device=116, port=262, rate=250, spark=250, spark_width=0,
    last=176, bar=160, bar_width=0, errors=96, reconnects=13,
)  # fmt: skip


class DeviceDelegate(RowDelegate):
    """Rows of devices: grey while all is well, amber where a person is needed, dim when off."""

    def __init__(self, look: Look, model: KeyedListModel, now: Callable[[], datetime]) -> None:
        super().__init__(look, model)
        self._now = now

    def row_height(self, row: DeviceRow) -> int:
        return ROW_COMPACT if self._look.compact else ROW

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row: DeviceRow = self._model.rows[index.row()]
        if row.device.state != "off":
            self._paint_spark(painter, option.rect, row)

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: DeviceRow) -> None:
        brush.ground(option)
        columns = columns_of(option.rect.width())
        self._paint_names(brush, option.rect, columns, row)
        if row.device.state != "off":
            self._paint_numbers(brush, option.rect, columns, row)

    def _paint_names(self, brush: RowPainter, area: QRect, columns: Columns, row: DeviceRow) -> None:
        device, middle, left = row.device, area.center().y(), area.left()
        glyph, word, token = row.state
        brush.glyph((left + columns.glyph, middle), glyph, "text2" if token == "text1" else token)
        state = QRect(left + columns.state, area.top(), columns.device - columns.state - 6, area.height())
        brush.text(state, word, "body", 600 if token == "amber" else 500, token)
        name_token = "text2" if device.state == "off" else "text1"
        name = QRect(left + columns.device, middle - 19, columns.port - columns.device - 12, 20)
        brush.text(name, bounded(device.name), "data", 600, name_token)
        brush.text(name.translated(0, 20), bounded(device.title), "caption", 400, "text2")
        # A device that is off has no numbers, and its words may run on.
        margin = columns.reconnects if device.state == "off" else columns.rate + 46
        ends = area.right() - margin
        port = QRect(left + columns.port, middle - 19, ends - left - columns.port, 20)
        brush.text(port, bounded(device.port) or "None", "data", 400, name_token)
        brush.text(port.translated(0, 20), bounded(device.line), "caption", 400, "text2")

    def _paint_numbers(self, brush: RowPainter, area: QRect, columns: Columns, row: DeviceRow) -> None:
        device, lost = row.device, row.device.state == "lost"
        token, weight = ("amber", 600) if lost else ("text1", 500)
        _right(brush, area, columns.rate, f"{device.frames_per_s:.1f}", weight, token)
        _right(brush, area, columns.last, row.age(self._now()), weight, token)
        busy = device.reconnects > 0
        _right(brush, area, columns.reconnects, str(device.reconnects), 600 if lost and busy else 400,
               "amber" if lost and busy else "text1" if busy else "text2")  # fmt: skip
        self._paint_errors(brush, area, columns, row)

    def _paint_errors(self, brush: RowPainter, area: QRect, columns: Columns, row: DeviceRow) -> None:
        device, words = row.device, row.errors()
        left = area.right() - columns.bar
        if words == "No frames":
            token = "amber" if device.state == "lost" else "text3"
            brush.text(QRect(left, area.top(), columns.bar - columns.errors, area.height()), words, "body",
                       500, token)  # fmt: skip
            return
        over = row.is_over_limit
        if columns.bar_width:
            track = QRectF(left, area.center().y() - 2.5, columns.bar_width, 5)
            _paint_bar(brush, track, device.error_share, "amber" if over else "text3")
        _right(brush, area, columns.errors, words, 600 if over else 500, "amber" if over else "text1")

    def _paint_spark(self, painter: QPainter, area: QRect, row: DeviceRow) -> None:
        columns = columns_of(area.width())
        if not columns.spark_width:
            return
        box = QRectF(area.right() - columns.spark, area.center().y() - 12, columns.spark_width, 22)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("line2"), 1))
        painter.drawLine(box.bottomLeft() + QPointF(0, 0.5), box.bottomRight() + QPointF(0, 0.5))
        painter.setPen(QPen(self._look.color("amber" if row.device.state == "lost" else "text2"), 1.25))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(spark_line(row.device.rates, box))
        painter.restore()


class DeviceHeads(QWidget):
    """The names of the columns; `width_of` gives the width of the rows below, without a scroll bar."""

    def __init__(self, look: Look, width_of: Callable[[], int]) -> None:
        super().__init__()
        self._look = look
        self._width_of = width_of
        self.setFixedHeight(HEADS_HEIGHT)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        brush, width = RowPainter(self._look, QPainter(self)), self._width_of()
        columns = columns_of(width)
        narrow, right = columns is not REGULAR, width - 1
        rate = "Frames per second" if columns.spark_width else "Per second"
        heads = (
            (columns.glyph - 8, "State"),
            (columns.device, "Device"),
            (columns.port, "Port" if narrow else "Port and settings"),
            (right - columns.bar, "Errors" if narrow else "Checksum errors"),
        )
        for left, words in heads:
            brush.text(self.rect().adjusted(left, 0, 0, 0), words, "caption", 400, "text3")
        ends = (
            (columns.spark - columns.spark_width, rate),
            (columns.last, "Last frame"),
            (columns.reconnects, "Reconnects" if narrow else "Reconnects today"),
        )
        for margin, words in ends:
            brush.text(QRect(0, 0, width - margin, HEADS_HEIGHT), words, "caption", 400, "text3", RIGHT)
        brush.fill(QRect(0, self.rect().bottom(), self.width(), 1), "line")


def columns_of(width: int) -> Columns:
    """The columns of a table this wide."""
    if width < SLIM_BELOW:
        return SLIM
    return COMPACT if width < NARROW else REGULAR


def spark_line(rates: Sequence[float], box: QRectF) -> QPolygonF:
    """The newest ten minutes of a rate inside a box, the newest at its right edge."""
    each = max(1, round(SAMPLES * SPARK_PITCH / box.width()))
    means = _means(rates[-SAMPLES:], each)
    top = max(means, default=0.0) or 1.0
    step = box.width() * each / SAMPLES
    first = box.right() - step * (len(means) - 1)
    points = [
        (first + step * place, box.bottom() - box.height() * mean / top) for place, mean in enumerate(means)
    ]
    return QPolygonF([QPointF(max(box.left(), x), y) for x, y in points])


def _means(values: Sequence[float], each: int) -> list[float]:
    """The means of every `each` values, counted from the newest, so that a fast curve stays a line."""
    ends = range(len(values), 0, -each)
    groups = [values[max(0, end - each) : end] for end in ends]
    return [sum(group) / len(group) for group in reversed(groups)]


def _paint_bar(brush: RowPainter, track: QRectF, share: float, token: str) -> None:
    """A share of errors against its limit, which is a mark across the track."""
    brush.box(track, 2.5, fill="line2")
    if share > 0:
        gone = QRectF(track)
        gone.setWidth(max(3.0, track.width() * min(share / BAR_SPAN, 1.0)))
        brush.box(gone, 2.5, fill=token)
    limit = round(track.left() + track.width() * ERROR_LIMIT / BAR_SPAN)
    brush.fill(QRect(limit, round(track.center().y()) - 6, 2, 12), "text1")


def _right(brush: RowPainter, area: QRect, margin: int, words: str, weight: int, token: str) -> None:
    ends = area.adjusted(0, 0, -margin, 0)
    brush.text(ends, words, "data", weight, token, RIGHT)
