"""The status strip: who and where, live or training, the alarms, the links and the time."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from console.board.views import Picture
from console.clock import Clock
from console.widgets.alarms.chips import AlarmChips
from console.widgets.bare_window import COMPACT_STRIP_HEIGHT, STRIP_HEIGHT
from console.widgets.icons import Icons
from console.widgets.links import LinkRow
from console.widgets.pieces import Chip, Glyph, Text, one_line, plain_tip, rule
from console.widgets.presence import count_words, seat_lines
from console.widgets.theme import Theme
from console.widgets.wall_clock import date_words, station_day, time_of_day
from console.widgets.window_frame import WindowFrame

NARROW = 1000
LONGEST_NAME = 32
CLOCK_LINE = 27
GAP, NARROW_GAP = 14, 8


class StatusStrip(QWidget):
    """The fixed top of the window.

    Signals: `theme_chosen` carries dark or light; `devices_chosen`, `reset_chosen`, `full_screen_chosen`,
    `about_chosen` and `quit_chosen` carry nothing. All come from the menu by the mark.
    """

    theme_chosen = Signal(str)
    devices_chosen = Signal()
    reset_chosen = Signal()
    full_screen_chosen = Signal()
    about_chosen = Signal()
    quit_chosen = Signal()

    def __init__(self, frame: WindowFrame, theme: Theme, icons: Icons, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._frame = frame
        self._theme = theme
        self._icons = icons
        self._clock = clock
        self._picture = Picture()
        self._role = self._raised = ""
        self._menu: QMenu | None = None
        self._narrow = False
        self._make_parts()
        self._lay_out()
        self.alarms.room_wanted.connect(self._share_room)
        theme.changed.connect(self._fit)
        self._fit()
        self.tick()

    def show_picture(self, picture: Picture) -> None:
        self._picture = picture
        self._show_positions()
        self._share_room()

    def tick(self) -> None:
        """Bring everything that depends on the time up to this second."""
        now = self._clock.now()
        self._time.setText(time_of_day(now, self._frame.zone))
        self._date.setText(date_words(now, self._frame.zone))
        self._show_positions()
        self._share_room()

    def show_person(self, person: str, role: str, raised: str = "") -> None:
        """Say who sits here and as what; what is `raised` or ends soon takes the place of the position."""
        self._role, self._raised = role, raised
        self._person.setText(person[:LONGEST_NAME])
        self._position.set_tone("amber" if raised else "second")
        self._show_positions()

    @property
    def person(self) -> tuple[str, str]:
        """Who sits here, and what stands below it."""
        return self._person.text(), self._position.text()

    def open_menu(self) -> None:
        """Open the menu under the mark."""
        menu = self.menu()
        menu.popup(self._mark.mapToGlobal(QPoint(0, self._mark.height() + 6)))
        menu.setActiveAction(menu.actions()[0])

    def allow_content(self, *, allowed: bool) -> None:
        """Whether the menu may lead to what the station shows."""
        self.menu()
        for action in self._of_content:
            action.setVisible(allowed)

    def menu(self) -> QMenu:
        if self._menu is None:
            self._menu = self._make_menu()
        return self._menu

    def _make_parts(self) -> None:
        theme, frame = self._theme, self._frame
        self._mark = Mark(theme, self._icons)
        self._mark.pressed.connect(self.open_menu)
        self._station = Text(theme, frame.station[:LONGEST_NAME], "caption", tone="second")
        self._mode = Chip(theme, self._icons)
        self._show_mode()
        self._person = Text(theme, frame.person[:LONGEST_NAME], "body", 600)
        self._position = Text(theme, frame.position[:LONGEST_NAME], "caption", tone="second")
        self.alarms = AlarmChips(theme, self._icons, self._clock, frame.zone)
        self.alarms.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._links = LinkRow(theme, self._icons)
        self._time = Text(theme, step="clock", weight=600)
        self._date = Text(theme, step="caption", tone="second")

    def _show_mode(self) -> None:
        if self._frame.training:
            self._mode.show_chip("TRAINING", "" if self._narrow else "training", "training")
        else:
            self._mode.show_chip("LIVE", look="strong")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._row = row = QHBoxLayout()
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(GAP)
        row.addWidget(self._mark)
        self._program = Text(self._theme, "CSO Console", "body", 600)
        self._first_rule = _short_rule()
        row.addLayout(_pair(self._program, self._station))
        row.addWidget(self._first_rule)
        row.addLayout(_pair(self._person, self._position))
        row.addWidget(self._mode)
        row.addWidget(_short_rule())
        # The alarms take all the room there is before their sentence is cut.
        row.addWidget(self.alarms, 1)
        row.addWidget(self._links)
        row.addWidget(_short_rule())
        # The line of the clock is higher than its digits, which leaves the date too little room.
        self._time.setFixedHeight(CLOCK_LINE)
        row.addLayout(_pair(self._time, self._date, Qt.AlignmentFlag.AlignRight))
        column.addLayout(row, 1)
        column.addWidget(rule(tone="violet" if self._frame.training else ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            for part in (self._program, self._first_rule):
                part.setHidden(narrow)
            self._row.setSpacing(NARROW_GAP if narrow else GAP)
            self._row.setContentsMargins(12 if narrow else 20, 0, 12 if narrow else 16, 0)
            self._show_mode()
        self._share_room()

    def _share_room(self) -> None:
        """Alarms keep their room, then trouble with a link; what is well gives way."""
        links, alarms = self._links, self.alarms
        before = links.minimumSizeHint()
        self._row.invalidate()
        # In the layout the alarms need nothing, so that they can take all that is left.
        room = self.width() - (self._row.minimumSize().width() - before.width())
        links.show_links(self._picture.links.values(), self._clock.now(), room - alarms.least_width())
        if links.minimumSizeHint() != before:
            links.updateGeometry()
        self._row.invalidate()
        alarms.show_in(self.width() - self._row.minimumSize().width())

    def _fit(self) -> None:
        compact = self._theme.compact
        self.setFixedHeight(COMPACT_STRIP_HEIGHT if compact else STRIP_HEIGHT)
        self._station.setVisible(not compact)
        self._date.setVisible(not compact)

    def positions(self) -> list[str]:
        """A line for each position that is on this store, this one first."""
        now = self._clock.now()
        return seat_lines(self._picture, self._frame.position, now, station_day(now, self._frame.zone))

    def _show_positions(self) -> None:
        """How many positions are on stands beside the name of this one; their names are in the tip."""
        own, count = self._frame.position[:LONGEST_NAME], count_words(self._picture)
        if self._narrow or (self._theme.compact and self._role):
            count = ""
        self._position.setText(self._raised or ", ".join(part for part in (self._role, own, count) if part))
        self._position.setToolTip(
            plain_tip("\n".join(self.positions())) if len(self._picture.seats) > 1 else ""
        )

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        themes = QActionGroup(menu)
        for name, words in (("dark", "Dark theme"), ("light", "Light theme")):
            action = self._add(menu, words, lambda _=False, name=name: self.theme_chosen.emit(name))
            action.setCheckable(True)
            action.setChecked(self._theme.name == name)
            themes.addAction(action)
        menu.addSeparator()
        menu.addMenu(PositionsMenu(menu, self.positions))
        self._of_content = [
            self._add(menu, "Devices\tCtrl+PgDn", self.devices_chosen.emit),
            self._add(menu, "Reset layout", self.reset_chosen.emit),
        ]
        self._add(menu, "Full screen\tF11", self.full_screen_chosen.emit)
        menu.addSeparator()
        self._add(menu, "About", self.about_chosen.emit)
        self._add(menu, "Quit", self.quit_chosen.emit)
        return menu

    def _add(self, menu: QMenu, words: str, then: object) -> QAction:
        # Made here and not by Qt: what Qt makes can slip away from us while the menu still has it.
        action = QAction(words, menu)
        action.triggered.connect(then)
        menu.addAction(action)
        return action


class Mark(QWidget):
    """The mark of the console: a click opens the menu."""

    pressed = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setFixedSize(28, 28)
        self.setAccessibleName("Menu")
        self.setToolTip("Menu (F10)")
        glyph = Glyph(theme, icons, "app-mark", "text1", 24)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.addWidget(glyph)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class PositionsMenu(QMenu):
    """The positions that are on, listed anew each time that it opens."""

    def __init__(self, parent: QWidget, positions: Callable[[], list[str]]) -> None:
        super().__init__("Positions", parent)
        self._positions = positions
        self.aboutToShow.connect(self.list_positions)

    def list_positions(self) -> None:
        self.clear()
        for line in self._positions() or ["No other position is known"]:
            # A lone & would be taken for the mark of a key, and not be shown.
            self.addAction(one_line(line).replace("&", "&&"))


def _pair(above: QWidget, below: QWidget, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addStretch(1)
    column.addWidget(above, 0, side)
    column.addWidget(below, 0, side)
    column.addStretch(1)
    return column


def _short_rule() -> QWidget:
    return _framed(rule(vertical=True, tone="strong"))


def _framed(line: QWidget) -> QWidget:
    """A vertical rule that keeps away from the edges of the strip."""
    line.setFixedHeight(26)
    return line
