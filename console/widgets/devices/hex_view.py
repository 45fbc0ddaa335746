"""The bytes of one frame in hex and as text, with the bytes of its fields shaded."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from console.widgets.devices.frame_rows import BYTES_A_LINE, Span, text_of
from console.widgets.theme import Theme

LINE, LINE_COMPACT = 30, 24
MARGIN, GAP = 14, 12
FONT_SIZES = (15, 14, 13, 12, 11)
LEAST_GAP, MOST_GAP = 5, 13
PLAIN = ("", "text1", "")
SHADED = ("line", "text1", "")
CHOSEN = ("selected", "text1", "selline")
WRONG = ("ambersoft", "amber", "amber")
Look = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Measures:
    """Where things are in a line, in pixels; `step` is from one byte to the next."""

    font: QFont
    char: float
    hex_left: float
    step: float
    text_left: float


class HexView(QAbstractScrollArea):
    """Sixteen bytes a line: offset, hex, text. It scrolls when the frame is longer than the view."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._raw = b""
        self._looks: list[Look] = []
        self._measures = self._measure()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName("Bytes of the frame")
        theme.changed.connect(self._fit)

    @property
    def line_height(self) -> int:
        return LINE_COMPACT if self._theme.compact else LINE

    def height_of(self, lines: int) -> int:
        """How high a view of so many lines is."""
        return lines * self.line_height + GAP

    def looks(self) -> Sequence[Look]:
        """Ground, text and underline token of every byte."""
        return self._looks

    def show_bytes(self, raw: bytes, spans: Sequence[Span | None], chosen: int = -1) -> None:
        """Show bytes and their fields; `chosen` is the number of the field that is selected."""
        if raw != self._raw:
            self.verticalScrollBar().setValue(0)
        self._raw = raw
        self._looks = byte_looks(len(raw), spans, chosen)
        self._fit_bar()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(500, self.height_of(2))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.line_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), self._theme.color("panel"))
        painter.setFont(self._measures.font)
        offset, pitch = self.verticalScrollBar().value() - GAP // 2, self.line_height
        first = max(0, offset // pitch)
        last = min(_lines(self._raw), (offset + self.viewport().height()) // pitch + 1)
        for line in range(first, last):
            self._paint_line(painter, line, line * pitch - offset)

    def _paint_line(self, painter: QPainter, line: int, top: int) -> None:
        measures, start = self._measures, line * BYTES_A_LINE
        data, height = self._raw[start : start + BYTES_A_LINE], self.line_height
        self._draw(
            painter, QRectF(MARGIN, top, 60, height), f"{start:04X}", "text3", Qt.AlignmentFlag.AlignLeft
        )
        for place, byte in enumerate(data):
            box = QRectF(measures.hex_left + place * measures.step, top + 2, measures.step, height - 4)
            self._paint_byte(painter, box, start + place, f"{byte:02X}")
        for place, character in enumerate(text_of(data)):
            box = QRectF(measures.text_left + place * measures.char, top, measures.char, height)
            self._draw(painter, box, character, "text2")

    def _paint_byte(self, painter: QPainter, box: QRectF, place: int, digits: str) -> None:
        ground, token, underline = self._looks[place]
        if ground:
            painter.fillRect(box, self._theme.color(ground))
        if underline:
            painter.fillRect(
                QRectF(box.left(), box.bottom() - 2, box.width(), 2), self._theme.color(underline)
            )
        self._draw(painter, box, digits, token)

    def _draw(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        token: str,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
    ) -> None:
        painter.setPen(self._theme.color(token))
        painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), words)

    def _fit(self) -> None:
        self._measures = self._measure()
        self._fit_bar()
        self.viewport().update()

    def _fit_bar(self) -> None:
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(page)
        bar.setSingleStep(self.line_height)
        bar.setRange(0, max(0, self.height_of(_lines(self._raw)) - page))

    def _measure(self) -> Measures:
        """The largest font in which a whole line fits."""
        font = self._theme.font("mono")
        for size in FONT_SIZES:
            font.setPixelSize(size)
            char = QFontMetricsF(font).horizontalAdvance("0")
            fixed = 2 * MARGIN + char * 4 + 2 * GAP + BYTES_A_LINE * char * 3
            gap = (self.width() - fixed) / BYTES_A_LINE
            if gap >= LEAST_GAP:
                break
        step = 2 * char + min(MOST_GAP, max(1.0, gap))
        hex_left = MARGIN + char * 4 + GAP
        return Measures(font, char, hex_left, step, hex_left + BYTES_A_LINE * step + GAP)


def byte_looks(count: int, spans: Sequence[Span | None], chosen: int) -> list[Look]:
    """How each of `count` bytes looks: every other field is shaded, so that neighbours stand apart."""
    looks = [PLAIN] * count
    for place, span in enumerate(spans):
        if span is None:
            continue
        look = WRONG if span.wrong else SHADED if place % 2 == 0 else PLAIN
        looks[span.start : span.end] = [look] * (span.end - span.start)
    picked = spans[chosen] if 0 <= chosen < len(spans) else None
    if picked is not None and not picked.wrong:
        looks[picked.start : picked.end] = [CHOSEN] * (picked.end - picked.start)
    return looks


def _lines(raw: bytes) -> int:
    return -(-len(raw) // BYTES_A_LINE)
