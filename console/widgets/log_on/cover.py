"""What stands in place of the station's content while nobody may see it: a sheet, and how much waits."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.icons import Icons
from console.widgets.log_on.sheet import WIDTH, Sheet
from console.widgets.log_on.veil import Waits, calls_words
from console.widgets.pieces import Chip, Glyph, Text
from console.widgets.small_window import Room
from console.widgets.theme import Theme

LOW = 400
"""In less height than this, in pixels, the sheet stands as close as it can."""


class Cover(QWidget):
    """Holds one sheet in its middle, to be scrolled where it is higher than the window.

    Signal: `rang` when more waits than a moment ago.
    """

    rang = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._waits: Waits | None = None
        self._seen: frozenset[int] = frozenset()
        self._sheet: Sheet | None = None
        self._calls = Text(theme, step="data", weight=600)
        self._late = Chip(theme, icons)
        self._emergencies = Chip(theme, icons)
        self._hidden = Text(theme, step="caption", tone="third")
        self._bar = self._make_bar(theme, icons)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.addStretch(2)
        self._column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._hidden, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(3)
        self._room = Room(inside, "Log-on")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._room)
        self.hide()

    @property
    def words(self) -> str:
        """What it says of what waits."""
        return str(self._bar.accessibleName())

    def show_sheet(self, sheet: Sheet, hidden: str = "") -> None:
        """Put a sheet in the middle; what is `hidden` behind it is said, and how much of it waits."""
        if self._sheet is not sheet:
            if self._sheet is not None:
                self._sheet.hide()
                self._sheet.said.disconnect(self._room.reveal)
            self._sheet = sheet
            sheet.said.connect(self._room.reveal)
            self._column.insertWidget(2, sheet, 0, Qt.AlignmentFlag.AlignHCenter)
            self._fit()
            sheet.show()
        self._hidden.setText(hidden)
        for part in (self._bar, self._hidden):
            part.setVisible(bool(hidden))

    def begin(self, waits: Waits) -> None:
        """What waits at the beginning is known to whoever was here, and rings nothing."""
        self._seen, self._waits = waits.emergencies, waits
        self.show_waits(waits)

    def show_waits(self, waits: Waits) -> None:
        """Say how much waits, and ring when it has become more."""
        before, self._waits = self._waits or waits, waits
        late, emergencies = waits.late, len(waits.emergencies - self._seen)
        self._calls.setText(calls_words(waits.calls))
        self._late.show_chip(f"{late} over target", "alarm-high", "amber")
        self._late.setVisible(bool(late))
        named = "1 emergency" if emergencies == 1 else f"{emergencies} emergencies"
        self._emergencies.show_chip(named, "status-emergency", "emergency")
        self._emergencies.setVisible(bool(emergencies))
        told = [calls_words(waits.calls), f"{late} over target" if late else "", named if emergencies else ""]
        self._bar.setAccessibleName(", ".join(part for part in told if part))
        if waits.is_worse_than(before):
            self.rang.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        low = self.height() < LOW
        self._column.setSpacing(8 if low else 12)
        margin = 4 if low else 12
        self._column.setContentsMargins(margin, margin, margin, margin)
        if self._sheet is not None:
            self._sheet.stand_close(close=low)

    def _make_bar(self, theme: Theme, icons: Icons) -> QWidget:
        bar = QWidget()
        bar.setFixedWidth(WIDTH)
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Glyph(theme, icons, "call-waiting", "text2"))
        row.addWidget(self._calls)
        row.addStretch(1)
        row.addWidget(self._emergencies)
        row.addWidget(self._late)
        return bar
