"""The foot of a panel: a sentence on the left, a short remark on the right."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.icons import Icons
from console.widgets.panel import FOOTER_HEIGHT, SIDE_PADDING
from console.widgets.pieces import Glyph, Text, rule
from console.widgets.theme import Theme


class FootNote(QWidget):
    """A glyph with a sentence that gives way, and a remark that does not."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setFixedHeight(FOOTER_HEIGHT)
        self._glyph = Glyph(theme, icons, "link-ok")
        self._sentence = Text(theme, elide=True)
        self._remark = Text(theme, tone="second")
        row = QHBoxLayout()
        row.setContentsMargins(SIDE_PADDING, 0, SIDE_PADDING, 0)
        row.setSpacing(10)
        row.addWidget(self._glyph)
        row.addWidget(self._sentence)
        row.addStretch(1)
        row.addWidget(self._remark)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        column.addLayout(row, 1)

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    @property
    def remark(self) -> str:
        return self._remark.text()

    def show_note(self, sentence: str, remark: str = "", *, glyph: str = "", token: str = "text2") -> None:
        """Show both texts; without a glyph the sentence stands at the left edge."""
        self._glyph.setVisible(bool(glyph))
        if glyph:
            self._glyph.show_glyph(glyph, token)
        self._sentence.setText(sentence)
        self._remark.setText(remark)
        self.setAccessibleName(f"{sentence} {remark}".strip())
