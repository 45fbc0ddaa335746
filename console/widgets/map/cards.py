"""What the map says of a unit, a call or a cluster under the mouse, and the card that says it."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from console.board.views import CallView, Picture, UnitView
from console.widgets.ages import duration
from console.widgets.map.clusters import Cluster
from console.widgets.map.marks import CallMark, UnitMark
from console.widgets.paint import status_name
from console.widgets.pieces import one_line
from console.widgets.theme import Theme

LONGEST_LINE = 60
MOST_LISTED = 8
CURSOR_GAP = 16
PADDING, LINE_HEIGHT = 10, 18
EDGE = 4

Mark = UnitMark | CallMark | Cluster


def card_lines(mark: Mark, picture: Picture, now: datetime, zone: tzinfo) -> list[str]:
    """The lines of a card, the first one its title; none when the picture no longer has it."""
    if isinstance(mark, Cluster):
        return _cluster_lines(mark)
    if isinstance(mark, CallMark):
        call = picture.calls.get(mark.number)
        return _call_lines(call, now, zone) if call is not None else []
    unit = picture.units.get(mark.call_sign)
    return _unit_lines(unit, picture, now) if unit is not None else []


def mark_words(mark: UnitMark | CallMark, picture: Picture) -> str:
    """One line for a list: the call with its type, or the unit with its status."""
    if isinstance(mark, CallMark):
        call = picture.calls.get(mark.number)
        return f"Call {mark.plate}" + (f", {_short(call.type_name)}" if call is not None else "")
    return f"{mark.name}, {status_name(mark.status, picture.codes)}"


def _unit_lines(unit: UnitView, picture: Picture, now: datetime) -> list[str]:
    fix = picture.fixes.get(unit.call_sign)
    since = duration((now - unit.status_since).total_seconds())
    lines = [_short(unit.call_sign), f"{status_name(unit.status, picture.codes)} {since}"]
    lines += [_short(", ".join(unit.crew))] if unit.crew else []
    lines += [_short("Call " + ", ".join(call.rpartition("-")[2].lstrip("0") for call in unit.calls))] * bool(
        unit.calls
    )
    if fix is not None:
        age = duration(max(0.0, (now - fix.at).total_seconds()))
        speed = f", {fix.speed_kmh:.0f} km/h" if fix.speed_kmh is not None else ""
        lines.append(f"Fix {age} old{speed}")
        lines += [_short(fix.doubt)] if fix.doubt else []
    return lines


def _call_lines(call: CallView, now: datetime, zone: tzinfo) -> list[str]:
    taken = call.received_at.astimezone(zone)
    lines = [
        f"{call.sequence} {_short(call.type_name)}",
        _short(call.place),
        f"Priority {call.priority}, {call.state} since {taken:%H:%M}",
    ]
    if now > call.due_at and call.state == "waiting":
        lines.append(f"Over target by {duration((now - call.due_at).total_seconds())}")
    if call.assignments:
        lines.append(_short(", ".join(each.unit for each in call.assignments)))
    return [line for line in lines if line]


def _cluster_lines(cluster: Cluster) -> list[str]:
    names = sorted(member[2].call_sign for member in cluster.members)
    lines = [f"{len(names)} units, {cluster.available} available"]
    for first in range(0, min(len(names), MOST_LISTED), 4):
        lines.append(_short(", ".join(names[first : first + 4])))
    if len(names) > MOST_LISTED:
        lines.append(f"and {len(names) - MOST_LISTED} more")
    return [*lines, "Click lists them, + parts them"]


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"


class HoverCard(QWidget):
    """A small card beside the cursor; the mouse goes through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: list[str] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def lines(self) -> list[str]:
        return self._lines

    def show_lines(self, lines: list[str], at: QPointF) -> None:
        """Show the lines beside a pixel of the parent, none to hide the card."""
        if not lines:
            self.hide()
            self._lines = []
            return
        if lines != self._lines:
            self._lines = lines
            self.setAccessibleName(". ".join(lines))
            self.resize(self._wanted())
            self.update()
        room = self.parentWidget().rect()
        x, y = at.x() + CURSOR_GAP, at.y() + CURSOR_GAP
        if x + self.width() > room.right() - EDGE:
            x = at.x() - CURSOR_GAP - self.width()
        if y + self.height() > room.bottom() - EDGE:
            y = at.y() - CURSOR_GAP - self.height()
        self.move(max(EDGE, round(x)), max(EDGE, round(y)))
        self.show()

    def _wanted(self) -> QSize:
        title = QFontMetricsF(self._theme.font("body", 600)).horizontalAdvance(self._lines[0])
        plain = QFontMetricsF(self._theme.font("caption"))
        widest = max([title, *(plain.horizontalAdvance(line) for line in self._lines[1:])])
        return QSize(round(widest) + 2 * PADDING + 2, LINE_HEIGHT * len(self._lines) + PADDING + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.setBrush(self._theme.color("overlay"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        for number, line in enumerate(self._lines):
            painter.setFont(self._theme.font(*(("caption", 400) if number else ("body", 600))))
            painter.setPen(self._theme.color("text2" if number else "text1"))
            area = QRectF(PADDING, 7 + number * LINE_HEIGHT, self.width(), LINE_HEIGHT)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)


class Notice(QWidget):
    """A line on the map that says what the map or its tools do now."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> str:
        return self._words

    def say(self, words: str) -> None:
        """Show these words at the bottom of the parent, none to hide the line."""
        self._words = words
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.settle()
        self.update()

    def settle(self) -> None:
        """Stand in the middle of the parent's lower edge."""
        room = self.parentWidget()
        metrics = QFontMetricsF(self._theme.font("body", 500))
        wanted = round(metrics.horizontalAdvance(self._words)) + 2 * PADDING + 4
        width = min(room.width() - 2 * PADDING, wanted)
        self.resize(width, 28)
        self.move((room.width() - width) // 2, room.height() - 28 - PADDING)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.setBrush(self._theme.color("overlay"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(self._theme.font("body", 500))
        painter.setPen(self._theme.color("text1"))
        metrics = QFontMetricsF(painter.font())
        room = self.rect().adjusted(PADDING, 0, -PADDING, 0)
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, words)
