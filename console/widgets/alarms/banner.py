"""The banner of emergencies: on every page of every window until a person has cleared them."""

from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from console.board.alarm_views import AlarmView
from console.board.views import Picture
from console.clock import Clock
from console.widgets.alarms.faces import Face, critical, face
from console.widgets.icons import Icons
from console.widgets.paint import RIGHT, Look, RowPainter, status_glyph
from console.widgets.pieces import plain_tip
from console.widgets.theme import Theme
from console.widgets.window_frame import WindowFrame

HEIGHT, ROW, EDGE = 132, 44, 3
SHOWN_ROWS = 3
OCTAGON = 64
COLUMN = 24
WIDE, NARROW = 1500, 1000
LEAST_COLUMN = 180
BUTTON = 40


class Measures(NamedTuple):
    """Of the banner's parts, in logical pixels."""

    who: int
    octagon: int
    actions: int
    gap: int
    place: str


SMALL = "caption"
MEASURES = {
    "wide": Measures(who=404, octagon=OCTAGON, actions=400, gap=COLUMN, place="title"),
    "usual": Measures(who=372, octagon=OCTAGON, actions=300, gap=COLUMN, place="title"),
    "narrow": Measures(who=308, octagon=36, actions=168, gap=14, place="body"),
}


class EmergencyBanner(QWidget):
    """Hidden while there is no emergency; it never takes the focus.

    The first emergency has the banner, each further one a row under it. Signal: `acknowledge_requested`
    carries the number of the alarm whose button was clicked.
    """

    acknowledge_requested = Signal(int)

    def __init__(self, frame: WindowFrame, theme: Theme, icons: Icons, clock: Clock) -> None:
        super().__init__()
        self._frame, self._theme, self._clock = frame, theme, clock
        self._look = Look(theme, icons, self)
        self._picture = Picture()
        self._alarms: list[AlarmView] = []
        self._faces: list[Face] = []
        self._filled = True
        self._button = QRect()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        theme.changed.connect(self.update)

    @property
    def faces(self) -> list[Face]:
        """What it says now, the one in the banner first."""
        return self._faces

    def show_picture(self, picture: Picture) -> None:
        self._picture = picture
        alarms = critical(picture.alarms.values())
        if alarms or self._alarms:
            self._alarms = alarms
            self._show()

    def tick(self) -> None:
        """Bring the timers up to this second; the octagon of what nobody has acknowledged flashes at 1 Hz."""
        if self._alarms:
            self._filled = not self._filled
            self._show()

    def _show(self) -> None:
        now, frame = self._clock.now(), self._frame
        silent = frame.alarms.silent_first
        self._faces = [face(a, self._picture, now, frame.zone, silent=silent) for a in self._alarms]
        rows = min(max(0, len(self._faces) - 1), SHOWN_ROWS)
        self.setFixedHeight(HEIGHT + rows * ROW)
        self.setAccessibleName("; ".join(each.sentence for each in self._faces))
        self.setToolTip(plain_tip("\n".join(each.sentence for each in self._faces)))
        self.setVisible(bool(self._faces))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._faces and self._button.contains(event.position().toPoint()):
            self.acknowledge_requested.emit(self._faces[0].number)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._faces:
            return
        brush = RowPainter(self._look, QPainter(self))
        area = QRect(0, 0, self.width(), HEIGHT)
        brush.fill(self.rect(), "reddeep")
        first = self._faces[0]
        right = self._paint_actions(brush, area, first)
        left = self._paint_who(brush, area, first)
        self._paint_middle(brush, QRect(left, 0, right - left, HEIGHT), first)
        for place, each in enumerate(self._faces[1 : SHOWN_ROWS + 1]):
            self._paint_row(brush, QRect(0, HEIGHT + place * ROW, self.width(), ROW), each, place)
        # White edges: red alone is dark to some eyes.
        for top in (0, self.height() - 2):
            brush.fill(QRect(0, top, self.width(), 2), "onred")

    @property
    def _measures(self) -> Measures:
        width = self.width()
        return MEASURES["wide" if width >= WIDE else "usual" if width >= NARROW else "narrow"]

    def _paint_who(self, brush: RowPainter, area: QRect, shown: Face) -> int:
        """The unit, how long, and whether somebody has taken notice; where it ends."""
        width, octagon = self._measures.who, self._measures.octagon
        block = QRect(0, 2, width, area.height() - 4)
        brush.fill(block, "redfill")
        glyph = "status-emergency" if shown.acknowledged or self._filled else "emergency-outline"
        margin = octagon * 20 // OCTAGON
        brush.glyph((margin + octagon // 2, HEIGHT // 2), glyph, "onred", octagon)
        left, right = 2 * margin + octagon, width - 18
        line = QRect(left, 10, right - left, 20)
        state = "Acknowledged" if shown.acknowledged else shown.state
        taken = brush.text(line, state, "body", 600, "onred", RIGHT)
        brush.text(line.adjusted(0, 0, -taken - 12, 0), shown.head, "body", 600, "onred")
        big = QRect(left, 30, right - left, 42)
        timer = brush.width(shown.timer, "banner", 600)
        brush.text(big, shown.timer, "banner", 600, "onred", RIGHT)
        brush.text(big.adjusted(0, 0, -timer - 10, 0), shown.who, "banner", 600, "onred")
        brush.text(QRect(left, 76, right - left, 20), shown.about, "body", 600, "onred")
        brush.text(QRect(left, 98, right - left, 20), shown.pressed, "body", 500, "onred")
        return width + self._measures.gap

    def _paint_middle(self, brush: RowPainter, area: QRect, shown: Face) -> None:
        """Where the unit was last, who is near, and, where there is room, what to do in which order."""
        count = 3 if self.width() >= WIDE else 2 if area.width() >= 2 * LEAST_COLUMN else 1
        width = area.width() // count
        first = QRect(area.left(), 0, width - self._measures.gap, HEIGHT)
        self._paint_place(brush, first, shown)
        if count > 1:
            self._paint_near(brush, first.translated(width, 0), shown)
        if count > 2:
            self._paint_steps(brush, first.translated(2 * width, 0), shown)
        for column in range(1, count):
            x = area.left() + column * width - COLUMN // 2
            brush.fill(QRect(x, 14, 1, HEIGHT - 28), "redfill")

    def _paint_place(self, brush: RowPainter, area: QRect, shown: Face) -> None:
        left, width = area.left(), area.width()
        brush.text(QRect(left, 10, width, 20), "Last known place", "body", 500, "onred2")
        self._paint_whole(brush, QRect(left, 34, width, 26), shown.place)
        if shown.fix:
            brush.glyph((left + 8, 80), "location", "onred", 16)
        brush.text(QRect(left + 24, 70, width - 24, 20), shown.fix, "body", 600, "onred")
        brush.text(QRect(left, 96, width, 20), shown.over, "body", 500, "onred")

    def _paint_whole(self, brush: RowPainter, area: QRect, place: str) -> None:
        """A place is told whole before it is told large: small, and in two lines where it has to be."""
        steps = (self._measures.place, SMALL)
        step = next((each for each in steps if brush.width(place, each, 600) <= area.width()), "")
        if step:
            brush.text(area, place, step, 600, "onred")
            return
        before, comma, after = place.rpartition(", ")
        for line, words in enumerate((before + comma, after) if comma else (place, "")):
            row = QRect(area.left(), area.top() - 4 + 15 * line, area.width(), 18)
            brush.text(row, words, SMALL, 600, "onred")

    def _paint_near(self, brush: RowPainter, area: QRect, shown: Face) -> None:
        left, width = area.left(), area.width()
        brush.text(QRect(left, 10, width, 20), "Nearest units", "body", 500, "onred2")
        if not shown.near:
            brush.text(QRect(left, 36, width, 20), "No unit with a fix is near", "body", 500, "onred")
        for place, near in enumerate(shown.near):
            top = 36 + place * 28
            brush.glyph((left + 8, top + 10), status_glyph(near.status), "onred", 16)
            brush.text(QRect(left + 24, top, 76, 20), near.unit, "data", 600, "onred")
            brush.text(QRect(left + 100, top, 60, 20), near.distance, "body", 600, "onred", RIGHT)
            brush.text(
                QRect(left + 174, top, max(0, width - 174), 20), near.status_name, "body", 400, "onred"
            )

    def _paint_steps(self, brush: RowPainter, area: QRect, shown: Face) -> None:
        left, width = area.left(), area.width()
        brush.text(QRect(left, 10, width, 20), "Steps", "body", 500, "onred2")
        for place, words in enumerate(shown.steps):
            top = 34 + place * 23
            brush.text(QRect(left, top, 18, 20), f"{place + 1}", "body", 600, "onred2")
            weight = 600 if (place == 0) != shown.acknowledged else 400
            brush.text(QRect(left + 20, top, width - 20, 20), words, "body", weight, "onred")

    def _paint_actions(self, brush: RowPainter, area: QRect, shown: Face) -> int:
        """What may be done now, with its keys; where it begins."""
        width, narrow = self._measures.actions, self.width() < NARROW
        left = area.width() - width - 16
        self._button = QRect(left, 12, width, BUTTON) if not shown.acknowledged else QRect()
        if shown.acknowledged:
            brush.text(QRect(left, 12, width, 20), shown.state, "body", 600, "onred")
            keys = (
                ("Shift+F8", "Clear it" if narrow else "Clear it, with a reason"),
                ("Ctrl+F9", "On the map" if narrow else f"Show {shown.unit or 'it'} on the map"),
            )
        else:
            brush.box(QRectF(self._button), 5, fill="onred")
            brush.glyph((left + 22, 32), "silence", "reddeep", 18)
            words = "Acknowledge" if narrow else "Acknowledge and silence"
            step = "body" if narrow else "data"
            brush.text(self._button.adjusted(36, 0, -40, 0), words, step, 600, "reddeep")
            self._cap(brush, left + width - 40, 32, "F8", "reddeep")
            where = "On the map" if narrow else f"Show {shown.unit or 'it'} on the map"
            keys = (("Ctrl+F9", where), ("Ctrl+8", "All alarms"))
        top = 46 if shown.acknowledged else 74
        for place, (key, words) in enumerate(keys):
            middle = top + place * 26
            end = self._cap(brush, left, middle, key, "onred")
            brush.text(QRect(end + 8, middle - 10, left + width - end - 8, 20), words, "body", 500, "onred")
        more = len(self._faces) - 1 - SHOWN_ROWS
        if more > 0:
            brush.text(QRect(left, 106, width, 20), f"And {more} more: Ctrl+8", "body", 600, "onred")
        return left - self._measures.gap

    def _cap(self, brush: RowPainter, left: int, middle: int, key: str, token: str) -> int:
        width = max(18, brush.width(key, "cap", 500) + 10)
        cap = QRect(left, middle - 9, width, 18)
        brush.box(QRectF(cap), 3, outline=token, width=1)
        brush.text(cap, key, "cap", 500, token, Qt.AlignmentFlag.AlignCenter)
        return left + width

    def _paint_row(self, brush: RowPainter, area: QRect, shown: Face, place: int) -> None:
        middle = area.center().y()
        brush.fill(QRect(0, area.top(), area.width(), 1), "onred2")
        inset = 0 if self.width() >= NARROW else 52
        brush.glyph((52 - inset // 2, middle), "status-emergency", "onred", 24)
        parts = (
            (104 - inset, 170, shown.who, "title", 600),
            (288 - inset, 80, shown.timer, "title", 600),
            (388 - inset, 260, f"{shown.head}. {shown.state}", "body", 600),
        )
        for left, width, words, step, weight in parts:
            brush.text(QRect(left, area.top(), width, ROW), words, step, weight, "onred")
        rest = QRect(664 - inset, area.top(), max(0, area.width() - 664 + inset - 110), ROW)
        brush.text(rest, ". ".join(filter(None, (shown.place, shown.fix, shown.about))), "body", 400, "onred")
        line = f"KX {shown.number}" if shown.acknowledged else f"K {shown.number}"
        self._cap(brush, area.right() - 76, middle, line, "onred")
