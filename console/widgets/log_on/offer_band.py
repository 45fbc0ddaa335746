"""The band under the strip of a live station that nobody has to log on to."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.widgets.icons import Icons
from console.widgets.pieces import Glyph, KeyHints, Text, plain_tip
from console.widgets.theme import Theme

HEIGHT = 34
OPEN_TO_ALL = "Nobody logs on here: whoever sits down can do everything."
MAKE_KEY, WITHOUT_KEY = "Ctrl+Shift+A", "Ctrl+Shift+W"
KEYS = ((MAKE_KEY, "Make the first administrator"), (WITHOUT_KEY, "Go on without accounts"))
FEW_WORDS = ((MAKE_KEY, "Administrator"), (WITHOUT_KEY, "Go on without"))
NARROW = 900
"""Narrower than this, in pixels, the keys say it in few words."""


class OfferBand(QWidget):
    """It takes no focus, and the panels below make room for it."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(OPEN_TO_ALL)
        self.setToolTip(plain_tip(OPEN_TO_ALL))
        self._keys = KeyHints(theme, KEYS, to_right=True)
        self._keys.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(Glyph(theme, icons, "link-degraded", "amber"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Text(theme, OPEN_TO_ALL, weight=500, elide=True))
        row.addStretch(1)
        row.addWidget(self._keys)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keys.set_hints(FEW_WORDS if self.width() < NARROW else KEYS)
