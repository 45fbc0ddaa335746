"""The small parts that every panel is made of: plain text, key caps, key hints, chips and rules."""

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolTip, QWidget

from console.widgets.icons import Icons
from console.widgets.theme import Theme

# Look of a chip: fill, text, outline and outline width; an empty token paints nothing.
CHIP_LOOKS = {
    "normal": ("", "text1", "line2", 1.0),
    "strong": ("", "text1", "text1", 1.25),
    "amber": ("amberfill", "onamber", "", 0.0),
    "critical": ("redfill", "onred", "onred", 1.25),
    "outlined": ("", "amber", "line2", 1.0),
    "emergency": ("redfill", "onred", "onred", 1.5),
    "training": ("violetfill", "onviolet", "", 0.0),
}
CHIP_HEIGHT = 28
KEY_HEIGHT = 18
KEY_GAP = 6
HINT_GAP = 14

Hints = Sequence[tuple[str, str]]


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set what the style sheet selects by, and dress the widget again if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def one_line(text: str) -> str:
    """Text without line breaks and control characters, which no row has room for."""
    return text if text.isprintable() else " ".join("".join(map(_seen, text)).split())


def plain_tip(text: str) -> str:
    """A tip that shows `text` as it is, line by line, whatever it looks like."""
    # Qt takes a tip for rich text when it looks like it: escaped in a span, it is what was typed.
    return f"<span>{html.escape(text)}</span>".replace("\n", "<br>") if text else ""


def _seen(character: str) -> str:
    return character if character.isprintable() else " "


class Text(QLabel):
    """Plain text in a step of the scale; `tone` is first, second, third or amber.

    With `elide` it gives way when there is too little room, and ends in three dots.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        step: str = "body",
        weight: int = 400,
        tone: str = "first",
        *,
        elide: bool = False,
    ) -> None:
        super().__init__(one_line(text))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self._theme = theme
        self._step = step
        self._weight = weight
        self._elide = elide
        if elide:
            self.setMinimumWidth(0)
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def elides(self) -> bool:
        """Whether it gives way when there is too little room."""
        return self._elide

    def setText(self, text: str) -> None:
        super().setText(one_line(text))

    def event(self, event: QEvent) -> bool:
        """What is shortened is told whole by the mouse."""
        if event.type() == QEvent.Type.ToolTip and self._elide and not self.toolTip() and self._shortened():
            QToolTip.showText(event.globalPos(), plain_tip(self.text()), self)
            return True
        return super().event(event)

    def _shortened(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self.width()

    def set_tone(self, tone: str) -> None:
        set_property(self, "tone", tone)

    def set_weight(self, weight: int) -> None:
        if weight != self._weight:
            self._weight = weight
            self._dress()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(0, hint.height()) if self._elide else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()) | int(Qt.TextFlag.TextSingleLine), shown)

    def _dress(self) -> None:
        self.setFont(self._theme.font(self._step, self._weight))


class Glyph(QWidget):
    """One icon in one colour."""

    def __init__(self, theme: Theme, icons: Icons, name: str, token: str = "text2", size: int = 16) -> None:
        super().__init__()
        self._icons = icons
        self._name = name
        self._token = token
        self._size = size
        self.setFixedSize(size, size)
        theme.changed.connect(self.update)

    def show_glyph(self, name: str, token: str) -> None:
        if (name, token) != (self._name, self._token):
            self._name, self._token = name, token
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(
            0, 0, self._icons.pixmap(self._name, self._token, self._size, self.devicePixelRatioF())
        )


class KeyCap(QWidget):
    """The name of a key, drawn as a key."""

    def __init__(self, theme: Theme, key: str, *, border: str = "line2", text: str = "text2") -> None:
        super().__init__()
        self._theme = theme
        self._key = key
        self._border = border
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Key {key}")
        theme.changed.connect(self.update)

    @property
    def key(self) -> str:
        return self._key

    def sizeHint(self) -> QSize:
        return QSize(key_width(self._theme, self._key), KEY_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_key(QPainter(self), self._theme, self.rect(), self._key, self._border, self._text)


class KeyHints(QWidget):
    """Keys with what they do, in one row; what does not fit is left out from the end."""

    def __init__(self, theme: Theme, hints: Hints = (), *, to_right: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._to_right = to_right
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_hints(hints)
        theme.changed.connect(self.update)

    def set_hints(self, hints: Hints) -> None:
        self._hints = tuple(hints)
        self.setAccessibleName(", ".join(f"{key} {words}" for key, words in hints))
        self.updateGeometry()
        self.update()

    def event(self, event: QEvent) -> bool:
        """What is left out is told by the mouse."""
        if event.type() == QEvent.Type.ToolTip and self.width() < self.sizeHint().width():
            lines = "\n".join(f"{key}  {words}" for key, words in self._hints)
            QToolTip.showText(event.globalPos(), plain_tip(lines), self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(max(0, sum(self._widths()) - HINT_GAP), KEY_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, KEY_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        widths = self._widths()
        while sum(widths) - HINT_GAP > self.width():
            widths.pop()
        left = self.width() - sum(widths) + HINT_GAP if self._to_right else 0
        for (key, words), width in zip(self._hints, widths, strict=False):
            self._paint_hint(painter, left, key, words)
            left += width

    def _paint_hint(self, painter: QPainter, left: int, key: str, words: str) -> None:
        top = (self.height() - KEY_HEIGHT) // 2
        cap = QRect(left, top, key_width(self._theme, key), KEY_HEIGHT)
        paint_key(painter, self._theme, cap, key)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("text2"))
        rest = QRect(cap.right() + 1 + KEY_GAP, top, self.width(), KEY_HEIGHT)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)

    def _widths(self) -> list[int]:
        metrics = QFontMetrics(self._theme.font("caption"))
        return [
            key_width(self._theme, key) + KEY_GAP + metrics.horizontalAdvance(words) + HINT_GAP
            for key, words in self._hints
        ]


def key_width(theme: Theme, key: str) -> int:
    """How wide a key cap is for this key."""
    return max(KEY_HEIGHT, QFontMetrics(theme.font("cap", 500)).horizontalAdvance(key) + 10)


def paint_key(
    painter: QPainter, theme: Theme, cap: QRect, key: str, border: str = "line2", text: str = "text2"
) -> None:
    """A key drawn as a key."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color(border), 1))
    painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(theme.color(text))
    painter.setFont(theme.font("cap", 500))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)


class Chip(QWidget):
    """A short text with an optional glyph; the look is one of CHIP_LOOKS."""

    def __init__(
        self, theme: Theme, icons: Icons, text: str = "", glyph: str = "", look: str = "normal"
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(text, glyph, look)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    @property
    def text(self) -> str:
        return self._chip_text

    def show_chip(self, text: str, glyph: str = "", look: str = "normal") -> None:
        self._chip_text = text
        self._glyph = glyph
        self._look = look
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._theme, self._chip_text, glyph=bool(self._glyph)), CHIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        fill, text, outline, width = CHIP_LOOKS[self._look]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = width / 2
        painter.setPen(QPen(self._theme.color(outline), width) if outline else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(fill) if fill else QColor(Qt.GlobalColor.transparent))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
        left = 10
        if self._glyph:
            pixmap = self._icons.pixmap(self._glyph, text, 16, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - 16) // 2, pixmap)
            left += 22
        painter.setPen(self._theme.color(text))
        painter.setFont(self._theme.font("body", 600))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._chip_text)


def chip_width(theme: Theme, text: str, *, glyph: bool = True) -> int:
    """How wide a chip is for these words; one without words is as wide as its glyph asks for."""
    words = QFontMetrics(theme.font("body", 600)).horizontalAdvance(text)
    return words + 20 + (16 if glyph else 0) + (6 if glyph and text else 0)


def rule(*, vertical: bool = False, tone: str = "") -> QFrame:
    """A line one pixel thick; tone is empty, strong or violet."""
    line = QFrame()
    line.setObjectName("rule")
    line.setProperty("tone", tone)
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
