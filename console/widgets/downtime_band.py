"""The band under the strip that tells, on every page, that the store is away or has come back."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from console.board.views import Picture
from console.clock import Clock
from console.widgets.downtime_words import Told, told
from console.widgets.icons import Icons
from console.widgets.pieces import Glyph, KeyHints, Text, plain_tip
from console.widgets.theme import Theme
from console.widgets.window_frame import WindowFrame

TALL, TALL_COMPACT, THIN = 52, 46, 28
EDGE = 6
OPEN = "Open"


class DowntimeBand(QWidget):
    """Hidden while all is well; it takes no focus, and the panels below make room for it.

    Signal: `open_requested` once the band was clicked while it has something to open.
    """

    open_requested = Signal()

    def __init__(self, frame: WindowFrame, theme: Theme, icons: Icons, clock: Clock) -> None:
        super().__init__()
        self._frame, self._theme, self._clock = frame, theme, clock
        self._picture = Picture()
        self._told: Told | None = None
        self._opened = False
        self._glyph = Glyph(theme, icons, "link-lost", "amber")
        self._head = Text(theme, step="data", weight=600)
        self._words = Text(theme, tone="second", elide=True)
        self._age = Text(theme, step="title", weight=600)
        self._keys = KeyHints(theme, to_right=True)
        self._lay_out()
        self.hide()
        theme.changed.connect(self._fit)

    @property
    def told(self) -> Told | None:
        """What it says now, None while it is hidden."""
        return self._told

    def show_picture(self, picture: Picture) -> None:
        self._picture = picture
        self._show()

    def show_page(self, *, caught_up: bool) -> None:
        """Take what it opens as open or not: there it says nothing of the server's return."""
        self._opened = caught_up
        self._show()

    def tick(self) -> None:
        """Bring the age up to this second."""
        if self._told is not None:
            self._show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._told is not None and self._told.key:
            self.open_requested.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        urgent = self._told is not None and self._told.urgent
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("ambersoft" if urgent else "panel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))
        if urgent:
            painter.fillRect(0, 0, EDGE, self.height(), self._theme.color("amber"))

    def _lay_out(self) -> None:
        self._texts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._texts.addWidget(self._head)
        self._texts.addWidget(self._words)
        self._keys.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self._glyph)
        row.addLayout(self._texts)
        row.addStretch(1)
        row.addWidget(self._keys)
        row.addWidget(self._age)

    def _show(self) -> None:
        frame = self._frame
        now = self._clock.now()
        said = told(self._picture, now, frame.zone, printed=frame.printed, shared=frame.shared)
        if said is not None and said.key and self._opened:
            said = None
        before, self._told = self._told, said
        if said is not None and said != before:
            self._say(said)
            self._fit()
        self.setVisible(said is not None)

    def _say(self, said: Told) -> None:
        self._glyph.show_glyph(said.glyph, "amber" if said.urgent else "text2")
        self._head.setText(said.head)
        self._words.setText(said.words)
        self._age.setText(said.age)
        self._age.setVisible(bool(said.age))
        self._keys.set_hints(((said.key, OPEN),) if said.key else ())
        self._keys.setVisible(bool(said.key))
        self.setToolTip(plain_tip("\n".join(part for part in (said.head, said.words, said.why) if part)))
        self.setAccessibleName(f"{said.head}. {said.words}")
        self.update()

    def _fit(self) -> None:
        tall = self._told is not None and self._told.tall
        self.setFixedHeight((TALL_COMPACT if self._theme.compact else TALL) if tall else THIN)
        direction = QBoxLayout.Direction
        self._texts.setDirection(direction.TopToBottom if tall else direction.LeftToRight)
        self._texts.setSpacing(1 if tall else 12)
        margin = 5 if tall else 0
        self._texts.setContentsMargins(0, margin, 0, margin)
