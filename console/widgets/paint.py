"""The pieces that rows are painted from: text, glyphs, badges, pills, bars and section bars."""

from typing import Any

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from console.board.views import Codes
from console.widgets.ages import Band, Due
from console.widgets.icons import Icons
from console.widgets.keyed import Index, KeyedListModel, Section
from console.widgets.pieces import one_line
from console.widgets.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
LINE = 20
PILL_PADDING, SLIM_PADDING = 7, 5
BAR_SPAN = 1.5

_GLYPHS = {
    "acknowledged": "status-assigned",
    "emergency": "status-emergency",
    **{code: f"status-{code}" for code in ("available", "assigned", "enroute", "onscene", "report")},
    **{code: f"status-{code}" for code in ("break", "oos", "off")},
}
_TOKENS = {"acknowledged": "s_assigned", "emergency": "red"}


def status_glyph(status: str) -> str:
    """The icon of a unit status; one that the design does not know stands as out of service."""
    return _GLYPHS.get(status, "status-oos")


def status_token(status: str) -> str:
    """The colour token of a unit status."""
    return _TOKENS.get(status, f"s_{status}" if status in _GLYPHS else "s_oos")


def status_name(status: str, codes: Codes) -> str:
    """What the station calls a status."""
    known = codes.statuses.get(status)
    return known.name if known else status.capitalize()


class Look(QObject):
    """Fonts, measures and colours kept ready for painting; `changed` follows the theme's."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.icons = icons
        self._fonts: dict[tuple[str, int], tuple[QFont, QFontMetrics]] = {}
        self._colors: dict[str, QColor] = {}
        theme.changed.connect(self._renew)

    @property
    def compact(self) -> bool:
        return self.theme.compact

    def font(self, step: str, weight: int) -> QFont:
        return self._font(step, weight)[0]

    def metrics(self, step: str, weight: int) -> QFontMetrics:
        return self._font(step, weight)[1]

    def color(self, token: str) -> QColor:
        if token not in self._colors:
            self._colors[token] = self.theme.color(token)
        return self._colors[token]

    def _font(self, step: str, weight: int) -> tuple[QFont, QFontMetrics]:
        if (step, weight) not in self._fonts:
            font = self.theme.font(step, weight)
            self._fonts[step, weight] = (font, QFontMetrics(font))
        return self._fonts[step, weight]

    def _renew(self) -> None:
        self._fonts.clear()
        self._colors.clear()
        self.changed.emit()


class RowPainter:
    """Paints into one row; places are in pixels of the view, texts are always plain and elided."""

    def __init__(self, look: Look, painter: QPainter) -> None:
        self.look = look
        self._painter = painter
        # The transform knows the scale; the device may be one of Qt's own that Python must not touch.
        self._dpr = painter.deviceTransform().m11()

    def width(self, text: str, step: str, weight: int) -> int:
        return self.look.metrics(step, weight).horizontalAdvance(text)

    def text(
        self,
        area: QRect,
        text: str,
        step: str = "body",
        weight: int = 400,
        token: str = "text1",
        align: Qt.AlignmentFlag = LEFT,
    ) -> int:
        """Draw one line of plain text and return how wide it came out."""
        font, metrics = self.look.font(step, weight), self.look.metrics(step, weight)
        line = one_line(text)
        width = metrics.horizontalAdvance(line)
        if width > area.width():
            line = metrics.elidedText(line, Qt.TextElideMode.ElideRight, area.width())
            width = area.width()
        self._painter.setFont(font)
        self._painter.setPen(self.look.color(token))
        self._painter.drawText(area, int(align) | int(Qt.TextFlag.TextSingleLine), line)
        return width

    def glyph(self, centre: tuple[int, int], name: str, token: str, size: int = 16) -> None:
        pixmap = self.look.icons.pixmap(name, token, size, self._dpr)
        self._painter.drawPixmap(centre[0] - size // 2, centre[1] - size // 2, pixmap)

    def fill(self, area: QRect, token: str) -> None:
        self._painter.fillRect(area, self.look.color(token))

    def box(self, area: QRectF, radius: float, fill: str = "", outline: str = "", width: float = 0) -> None:
        """A rounded box whose outline lies inside `area`."""
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.color(outline), width) if outline else Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color(fill) if fill else Qt.BrushStyle.NoBrush)
        inset = width / 2
        painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), radius, radius)

    def badge(self, left: int, middle: int, priority: int, *, size: int = 22, active: bool = False) -> None:
        """A priority: its importance is the weight of the form, never a colour."""
        area = QRect(left, middle - size // 2, size, size)
        boxed = QRectF(area)
        if priority == 1:
            self.box(boxed, 4, fill="text3" if active else "text1")
        elif priority == 2:
            self.box(boxed, 4, outline="text1", width=1.75)
        elif priority == 3:
            self.box(boxed, 4, outline="control", width=1)
        else:
            self.fill(QRect(left + size // 2 - 6, area.bottom() - 1, 12, 1), "control")
        token = {1: "textinv", 2: "text1"}.get(priority, "text2")
        self.text(area, str(priority), "body" if size >= 20 else "caption", 600, token, CENTRE)

    def pill(
        self,
        right: int,
        middle: int,
        text: str,
        *,
        step: str,
        glyph: str = "",
        height: int = 22,
        outline: bool = False,
    ) -> int:
        """An amber pill whose text ends at `right`; returns where it begins."""
        lead = 24 if glyph else 0
        text_width = self.width(text, step, 600)
        padding = PILL_PADDING if glyph else SLIM_PADDING
        left = right - text_width - lead - padding
        area = QRect(left, middle - height // 2, right + padding - left, height)
        if outline:
            self.box(QRectF(area), 4, outline="amber", width=1.25)
        else:
            self.box(QRectF(area), 4, fill="amberfill")
        token = "amber" if outline else "onamber"
        if glyph:
            self.glyph((left + padding + 7, middle), glyph, token, 14)
        self.text(
            QRect(right - text_width, area.top(), text_width + 1, height), text, step, 600, token, RIGHT
        )
        return left

    def limited(
        self,
        right: int,
        middle: int,
        text: str,
        band: Band,
        *,
        step: str = "data",
        token: str = "text1",
        weight: int = 600,
    ) -> int:
        """A time against its limit: plain, hourglass and amber, or an amber pill; returns its left end."""
        if band is Band.OVER:
            return self.pill(right, middle, text, step=step, glyph="alarm-high")
        if band is Band.WARN:
            token, weight = "amber", 600
        width = self.width(text, step, weight)
        self.text(QRect(right - width, middle - 11, width + 1, 22), text, step, weight, token, RIGHT)
        if band is Band.NORMAL:
            return right - width
        self.glyph((right - width - 14, middle), "call-waiting", "amber", 14)
        return right - width - 22

    def bar(self, left: int, middle: int, width: int, due: Due) -> None:
        """How much of the target is gone: 0 to 150 %, with a tick at 100 %."""
        track = QRectF(left, middle - 2.5, width, 5)
        self.box(track, 2.5, fill="raised" if due.band is not Band.OVER else "canvas")
        gone = QRectF(track)
        gone.setWidth(max(5.0, width * min(due.share, BAR_SPAN) / BAR_SPAN))
        if due.band is Band.WARN:
            self.box(gone, 2.5, outline="amber", width=1)
        else:
            self.box(gone, 2.5, fill="amber" if due.band is Band.OVER else "text3")
        self._tick(left + width / BAR_SPAN, middle)

    def _tick(self, x: float, middle: int) -> None:
        self._painter.setPen(QPen(self.look.color("text1"), 1.5))
        self._painter.drawLine(QPointF(x, middle - 5), QPointF(x, middle + 5))

    def key_cap(self, left: int, middle: int, key: str) -> int:
        """A key; returns where it ends."""
        width = max(18, self.width(key, "cap", 500) + 10)
        area = QRect(left, middle - 9, width, 18)
        self.box(QRectF(area), 3, outline="control", width=1)
        self.text(area, key, "cap", 500, "text1", CENTRE)
        return left + width

    def section(self, area: QRect, section: Section, *, title_at: int) -> None:
        """A bar that names a group of rows, its count and how it is sorted."""
        self.fill(area, "raised")
        middle = area.center().y() + 1
        if section.glyph:
            self.glyph((area.left() + 22, middle), section.glyph, "text2")
        line = QRect(area.left() + title_at, area.top(), area.width() - title_at - 14, area.height())
        width = self.text(line, section.title, "body", 600, "text2")
        line.setLeft(line.left() + width + 8)
        width = self.text(line, str(section.count), "body", 400, "text3")
        line.setLeft(line.left() + width + 8)
        self.text(line, section.note, "caption", 400, "text3", RIGHT)

    def ground(self, option: QStyleOptionViewItem, edge: str = "", *, ruled: bool = True) -> None:
        """The row's fill by selection and mouse, its edge, and the rule under it."""
        area = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            self.fill(area, "selected")
        elif option.state & QStyle.StateFlag.State_MouseOver:
            self.fill(area, "hover")
        if ruled:
            self.fill(QRect(area.left(), area.bottom(), area.width(), 1), "line")
        if selected or edge:
            token = "selline" if selected else edge
            self.fill(QRect(area.left(), area.top(), 3, area.height()), token)


class RowDelegate(QStyledItemDelegate):
    """Paints whole rows; subclasses say how high a row is and what is in it."""

    section_height = 24
    section_title_at = 37

    def __init__(self, look: Look, model: KeyedListModel) -> None:
        super().__init__()
        self._look = look
        self._model = model

    def row_height(self, row: Any) -> int:
        raise NotImplementedError

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: Any) -> None:
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = self._model.rows[index.row()]
        return QSize(0, self.section_height if isinstance(row, Section) else self.row_height(row))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._model.rows[index.row()]
        brush = RowPainter(self._look, painter)
        if isinstance(row, Section):
            brush.section(option.rect, row, title_at=self.section_title_at)
        else:
            self.paint_row(brush, option, row)
