"""The bar of the correction panel that says who else has the call open for changing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.widgets.icons import Icons
from console.widgets.panel import SIDE_PADDING
from console.widgets.pieces import Glyph, Text
from console.widgets.theme import Theme


class Others(QWidget):
    """Says who else has the call open for changing; nothing while nobody has."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("section")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(28)
        self._words = Text(theme, weight=500, elide=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE_PADDING, 0, SIDE_PADDING, 0)
        row.setSpacing(8)
        row.addWidget(Glyph(theme, icons, "note", "text1"))
        row.addWidget(self._words)
        row.addStretch(1)
        self.hide()

    @property
    def text(self) -> str:
        return self._words.text()

    def say(self, editing: str) -> None:
        self._words.setText(f"{editing} this call as well" if editing else "")
        self.setVisible(bool(editing))
