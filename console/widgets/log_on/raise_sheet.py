"""The row above the command bar in which a person raises their role for a while, with a reason."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.station.seating import Seating
from console.widgets.icons import Icons
from console.widgets.log_on.fields import PlainField
from console.widgets.pieces import Glyph, KeyHints, Text, rule
from console.widgets.theme import Theme

HEIGHT, TALL = 52, 82
NARROW = 1000
"""Narrower than this, in pixels, the reason stands below what it is for."""
LONGEST_REASON = 200
KEYS = (("Enter", "Raise"), ("Esc", "Leave"))


class RaiseSheet(QWidget):
    """The panels make room for it. Signals: `raised` a role's code and the reason; `left` by Esc."""

    raised = Signal(str, str)
    left = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._roles: tuple[tuple[str, str], ...] = ()
        self._minutes = 0
        self._place = 0
        self._words = Text(theme, weight=600)
        self._trouble = Text(theme, tone="amber", elide=True)
        self.reason = PlainField("Reason", LONGEST_REASON, "Why; it goes into the journal")
        self.reason.setFixedHeight(32)
        self._keys = KeyHints(theme, KEYS)
        self._keys.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        what, why = QHBoxLayout(), QHBoxLayout()
        what.addWidget(Glyph(theme, icons, "alarm-low", "amber"))
        what.addWidget(self._words)
        what.addStretch(1)
        why.addWidget(self.reason, 1)
        why.addWidget(self._trouble)
        why.addWidget(self._keys)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._rows.setContentsMargins(16, 8, 16, 8)
        for part in (what, why):
            part.setSpacing(12)
            self._rows.addLayout(part)
        self._rows.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        column.addLayout(self._rows)
        self._fit()
        self.hide()

    @property
    def trouble(self) -> str:
        return self._trouble.text()

    def open(self, seating: Seating) -> None:
        """Ask for the reason; the arrow keys choose where there are several roles."""
        self._roles, self._minutes, self._place = seating.raise_to, seating.raise_min, 0
        self._choose(0)
        self.show_refusal("")
        self.show()
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_sheet(self) -> None:
        """Empty and hide it."""
        self.reason.setText("")
        self.hide()

    def show_refusal(self, words: str) -> None:
        """Say why not; the reason stays."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            # Else the window would take Esc for its own.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(event.key(), 0)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif step:
            self._choose(step)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        narrow = self.width() < NARROW
        direction = QBoxLayout.Direction
        self._rows.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._rows.setSpacing(6 if narrow else 12)
        self.setFixedHeight(TALL if narrow else HEIGHT)

    def _submit(self) -> None:
        if self.reason.words:
            self.raised.emit(self._roles[self._place][0], self.reason.words)
        else:
            self.show_refusal("Say why.")

    def _choose(self, step: int) -> None:
        self._place = (self._place + step) % len(self._roles)
        arrows = " (↑↓ another)" if len(self._roles) > 1 else ""
        self._words.setText(f"Raise to {self._roles[self._place][1]}{arrows} for {self._minutes} min")
