"""The line under the map: its scale, north, what the markers mean, and where the cursor points."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from console.geo.city import City
from console.widgets.map.closures import paint_sample
from console.widgets.map.markers import paint_body, paint_diamond
from console.widgets.pieces import one_line
from console.widgets.theme import Theme

FOOTER_HEIGHT = 30
TRAINING_CREDIT = "Training map, approximate"
LONGEST_CREDIT = 60
BAR_LENGTHS = (20, 50, 100, 200, 500, 1000, 2000, 5000)
LONGEST_BAR = 110
# The room of the arrow that points north.
NORTH = 34
LEGEND = (
    ("C", "CSO"),
    ("U", "UTV"),
    ("B", "Bike"),
    ("A", "Ambassador"),
    ("closed", "Closed"),
    ("later", "Closed later"),
    ("stale", "Stale fix"),
    ("waiting", "Call waiting"),
    ("active", "Call active"),
)

CLOSURES = frozenset({"closed", "later"})
"""Signs that are explained only where there are such."""


def credit_of(city: City, background: str = "") -> str:
    """What the map is worth, or whose it is: the first sentence of its note, its name without one."""
    note = city.note.partition(". ")[0].rstrip(".")
    own = TRAINING_CREDIT if "training" in city.name.lower() else note or city.name
    return one_line(", ".join(part for part in (own, background) if part))[:LONGEST_CREDIT]


class MapFooter(QWidget):
    """Shows the legend, or the words that say where the cursor is while it is on the map."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._scale = 0.2
        self._credit = ""
        self._where = ""
        self._absent: frozenset[str] = CLOSURES
        self.setFixedHeight(FOOTER_HEIGHT)
        theme.changed.connect(self.update)

    def set_scale(self, scale: float) -> None:
        """In pixels a metre."""
        self._scale = scale
        self.update()

    def set_closures(self, now: bool, later: bool) -> None:
        """Say what closures look like, of those kinds that there are."""
        absent = frozenset(sign for sign, there in (("closed", now), ("later", later)) if not there)
        if absent != self._absent:
            self._absent = absent
            self.update()

    def set_credit(self, credit: str) -> None:
        self._credit = credit
        self.setAccessibleName(credit)
        self.update()

    @property
    def where(self) -> str:
        return self._where

    def show_where(self, words: str) -> None:
        """Where the cursor is; empty brings the legend back."""
        if words != self._where:
            self._where = words
            self.setAccessibleDescription(words)
            self.update()

    @property
    def credit(self) -> str:
        return self._credit

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paint_on(QPainter(self))

    def paint_on(self, painter: QPainter) -> None:
        """Paint it as wide as it is, on the screen or on paper."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.width(), 1), self._theme.color("line"))
        painter.setFont(self._theme.font("caption"))
        metrics = QFontMetricsF(painter.font())
        right = self.width() - 13 - metrics.horizontalAdvance(self._credit)
        self._write(painter, right, self._credit, "text3")
        left = self._paint_scale(painter, metrics, right - 20 - NORTH) + 14
        self._paint_north(painter, left + 5)
        left += NORTH
        if self._where:
            words = metrics.elidedText(self._where, Qt.TextElideMode.ElideRight, max(0, right - 16 - left))
            self._write(painter, left, words, "text2")
            return
        for sign, words in (entry for entry in LEGEND if entry[0] not in self._absent):
            width = 20 + metrics.horizontalAdvance(words)
            if left + width > right - 16:
                return
            self._paint_sign(painter, sign, left + 7)
            self._write(painter, left + 20, words, "text2")
            left += width + 16

    def _paint_scale(self, painter: QPainter, metrics: QFontMetricsF, right: float) -> float:
        """Draw the bar and its length, no further than `right`; returns where they end."""
        longest = min(LONGEST_BAR, right - 22 - metrics.horizontalAdvance("5000 m"))
        fitting = [length for length in BAR_LENGTHS if length * self._scale <= longest]
        if not fitting:
            return 14
        length = fitting[-1]
        end = 14 + length * self._scale
        painter.setPen(QPen(self._theme.color("text2"), 1.25))
        painter.drawPolyline([QPointF(14, 13), QPointF(14, 18), QPointF(end, 18), QPointF(end, 13)])
        words = f"{length} m" if length < 1000 else f"{length // 1000} km"
        self._write(painter, end + 8, words, "text2")
        return end + 8 + metrics.horizontalAdvance(words)

    def _paint_north(self, painter: QPainter, middle: float) -> None:
        """An arrow and its letter: north is always up."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("text2"))
        tip, foot = QPointF(middle, 9), 21
        painter.drawPolygon(
            QPolygonF([tip, QPointF(middle + 4, foot), QPointF(middle, foot - 3), QPointF(middle - 4, foot)])
        )
        self._write(painter, middle + 7, "N", "text2")

    def _write(self, painter: QPainter, left: float, words: str, token: str) -> None:
        painter.setPen(self._theme.color(token))
        painter.drawText(
            QRectF(left, 1, self.width(), FOOTER_HEIGHT - 1), Qt.AlignmentFlag.AlignVCenter, words
        )

    def _paint_sign(self, painter: QPainter, sign: str, middle: float) -> None:
        pen = QPen(self._theme.color("text1"), 1.5)
        if sign == "stale":
            pen.setDashPattern([2, 1.6])
        painter.save()
        painter.translate(middle, FOOTER_HEIGHT / 2 + 0.5)
        painter.setPen(pen)
        painter.setBrush(self._theme.color("text1") if sign == "waiting" else Qt.BrushStyle.NoBrush)
        if sign in CLOSURES:
            paint_sample(painter, self._theme, QRectF(-7, -5, 14, 10), later=sign == "later")
        elif sign in ("waiting", "active"):
            paint_diamond(painter, 6.5)
        else:
            paint_body(painter, sign, 4.75 if sign == "A" else 6)
        painter.restore()
