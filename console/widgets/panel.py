"""The frame of every panel: a header, a body and a footer of key hints."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.pieces import Chip, Glyph, KeyCap, KeyHints, Text, rule, set_property
from console.widgets.theme import Theme

__all__ = ["Chip", "Glyph", "KeyCap", "KeyHints", "Panel", "Text", "rule", "set_property"]

HEADER_HEIGHT = 34
FOOTER_HEIGHT = 30
SIDE_PADDING = 14


class Panel(QWidget):
    """A bordered part of the window; its border shows when the focus is inside.

    Put the content into `body`, a vertical layout without margins, and further parts of the
    header into `header`, whose stretch stands between the count and the note.
    """

    def __init__(self, theme: Theme, title: str = "", key: str = "") -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.theme = theme
        self._title = Text(theme, title, "body", 600)
        self._count = Text(theme, tone="third")
        self._note = Text(theme, step="caption", tone="second", elide=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.header_bar, self.header = self._make_header(key)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self._footer, self._hints = self._make_footer()
        column.addWidget(self.header_bar)
        column.addLayout(self.body, 1)
        column.addWidget(self._footer)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_count(self, count: int | None) -> None:
        self._count.setText("" if count is None else str(count))

    def set_note(self, note: str, tone: str = "second") -> None:
        """What stands at the right of the header, before the key cap."""
        self._note.setText(note)
        self._note.set_tone(tone)

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show a footer of keys and what they do; an empty list takes the footer away."""
        self._hints.set_hints(hints)
        self._footer.setVisible(bool(hints))

    def _make_header(self, key: str) -> tuple[QWidget, QHBoxLayout]:
        bar = QWidget()
        bar.setFixedHeight(HEADER_HEIGHT)
        row = QHBoxLayout(bar)
        row.setContentsMargins(SIDE_PADDING - 1, 0, 9, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._note)
        if key:
            row.addWidget(KeyCap(self.theme, key))
        return bar, row

    def _make_footer(self) -> tuple[QWidget, KeyHints]:
        footer = QWidget()
        column = QVBoxLayout(footer)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        hints = KeyHints(self.theme)
        row = QHBoxLayout()
        row.setContentsMargins(SIDE_PADDING - 1, 0, SIDE_PADDING - 1, 0)
        row.addWidget(hints)
        column.addWidget(rule())
        column.addLayout(row, 1)
        footer.setFixedHeight(FOOTER_HEIGHT)
        footer.hide()
        return footer, hints

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        inside = new is not None and (new is self or self.isAncestorOf(new))
        set_property(self, "focused", "true" if inside else "false")
