"""The bar that names the pages of the window and shows which one is open."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.widgets.pieces import KeyHints, Text
from console.widgets.theme import Theme

HEIGHT, COMPACT_HEIGHT = 40, 34
GAP, LEFT, LINE = 26, 20, 3


class PageBar(QWidget):
    """Signal: `chosen` carries the number of a page that was clicked."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, names: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._page = 0
        self._summary = Text(theme, step="caption", tone="second", elide=True)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(GAP)
        row.addWidget(KeyHints(theme, (("Ctrl+PgUp", ""), ("Ctrl+PgDn", "Switch page"))), 1)
        row.addWidget(self._summary)
        theme.changed.connect(self._fit)
        self.set_names(names)

    @property
    def names(self) -> tuple[str, ...]:
        return self._names

    def set_names(self, names: Sequence[str]) -> None:
        """Name the pages that there are now; the one that is open stays marked."""
        if tuple(names) != self._names:
            self._names = tuple(names)
            self._fit()

    def show_page(self, page: int) -> None:
        """Mark the page that is open."""
        self._page = page
        self.setAccessibleName(f"Page {self._names[page]}")
        self.update()

    def say(self, summary: str) -> None:
        """What there is to know about the page, in a few words."""
        self._summary.setText(summary)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for page, (name, area) in enumerate(zip(self._names, self._areas(), strict=True)):
            here = page == self._page
            painter.setFont(self._theme.font("body", 600 if here else 500))
            painter.setPen(self._theme.color("text1" if here else "text2"))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)
            if here:
                bottom = QRect(area.left(), self.height() - LINE, area.width(), LINE)
                painter.fillRect(bottom, self._theme.color("selline"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for page, area in enumerate(self._areas()):
            if area.adjusted(-GAP // 2, 0, GAP // 2, 0).contains(event.position().toPoint()):
                self.chosen.emit(page)

    def _areas(self) -> list[QRect]:
        areas, left = [], LEFT
        for name in self._names:
            width = self._metrics().horizontalAdvance(name)
            areas.append(QRect(left, 0, width, self.height()))
            left += width + GAP
        return areas

    def _width(self) -> int:
        widths = [self._metrics().horizontalAdvance(name) for name in self._names]
        return sum(widths) + GAP * (len(widths) - 1)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font("body", 600))

    def _fit(self) -> None:
        self.setFixedHeight(COMPACT_HEIGHT if self._theme.compact else HEIGHT)
        self._row.setContentsMargins(LEFT + self._width() + GAP, 0, 16, 0)
        self.update()
