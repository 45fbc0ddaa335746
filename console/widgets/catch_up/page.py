"""The catch-up page: figures, conflicts side by side, and the calls of the time without the server."""

from collections.abc import Callable
from datetime import date, tzinfo
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from console.board.views import CatchUpView, Picture
from console.clock import Clock
from console.widgets.catch_up import rows
from console.widgets.catch_up.delegates import (
    LEAVE,
    TAKE,
    WHOLE_CONFLICT,
    CallLineDelegate,
    ConflictDelegate,
    ConflictHeads,
)
from console.widgets.catch_up.figures import Figures
from console.widgets.icons import Icons
from console.widgets.keyed import KeyedListModel
from console.widgets.paint import Look
from console.widgets.panel import Panel
from console.widgets.pieces import plain_tip
from console.widgets.row_list import RowList
from console.widgets.theme import Theme
from console.widgets.wall_clock import station_day

GAP, GAP_COMPACT = 6, 4
NARROW = 1000
"""In a page that is narrower than this, in pixels, the calls stand below each other."""
CONFLICTS_SHARE, CALLS_SHARE = 3, 2
PUT_AWAY = ("P", "Put away")
NO_CONFLICTS = "No conflicts: all that was done here fits what was done there. P puts this page away."
NO_CLOSED, NO_ACTIVE = "No call was closed here.", "No call of that time is open."


class CatchUpPage(QWidget):
    """What was brought to the server; each conflict waits until a person settles it with a key.

    Signals: `settle_requested` carries a conflict's key and whether ours is taken; `put_away_requested`
    carries nothing and is sent only once no conflict is left.
    """

    settle_requested = Signal(str, bool)
    put_away_requested = Signal()

    def __init__(self, theme: Theme, icons: Icons, clock: Clock, zone: tzinfo, position: str) -> None:
        super().__init__()
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._clock, self._zone, self._position = theme, clock, zone, position
        self._look = Look(theme, icons, self)
        self._catch_up: CatchUpView | None = None
        self.figures = Figures(theme, zone)
        self.conflicts = Panel(theme, "Conflicts")
        self.closed = CallLines(self._look, "Closed without the server", NO_CLOSED)
        self.active = CallLines(self._look, "Still active", NO_ACTIVE)
        self.list = self._make_list()
        self._lay_out()
        self._bind_keys()
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The parts that F6 walks, in reading order."""
        return (self.conflicts, self.closed, self.active)

    @property
    def summary(self) -> str:
        """`14 entries brought over, 2 conflicts to settle`, for the page bar."""
        return rows.summary(self._catch_up) if self._catch_up is not None else ""

    def show_picture(self, picture: Picture) -> None:
        """Show the newest state; selection, scroll and focus stay where they are."""
        catch_up = picture.catch_up
        if catch_up is None:
            return
        if catch_up is not self._catch_up:
            self.conflicts.set_note("")
        self._catch_up = catch_up
        self.figures.show_catch_up(catch_up)
        self.list.show_rows(rows.conflict_rows(catch_up, self._position, self._zone, self._today()))
        self.conflicts.set_count(len(catch_up.conflicts))
        self.conflicts.set_hints((TAKE, LEAVE) if catch_up.conflicts else (PUT_AWAY,))
        for panel, numbers in ((self.closed, catch_up.closed), (self.active, catch_up.active)):
            panel.show_lines(rows.call_lines(numbers, picture, self._zone, self._today()))
            panel.set_hints(() if catch_up.conflicts else (PUT_AWAY,))

    def focus_first(self) -> None:
        """Give the focus to the conflicts."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow, direction = event.size().width() < NARROW, QBoxLayout.Direction
        self._calls.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def _make_list(self) -> RowList:
        model = KeyedListModel(lambda row: row.sentence, lambda row: plain_tip(row.tip), self)
        delegate = ConflictDelegate(
            self._look, model, lambda: self.list.selected(), lambda: self.list.viewport().width()
        )
        made = RowList(self._look, model, delegate, "Conflicts")
        delegate.setParent(made)
        # How high a conflict is depends on how wide it is.
        made.setResizeMode(RowList.ResizeMode.Adjust)
        made.setMinimumHeight(WHOLE_CONFLICT)
        made.set_empty_text(NO_CONFLICTS)
        return made

    def _lay_out(self) -> None:
        heads = ConflictHeads(self._look, lambda: self.list.viewport().width())
        self.list.verticalScrollBar().rangeChanged.connect(lambda _low, _high: heads.update())
        self.conflicts.body.addWidget(heads)
        self.conflicts.body.addWidget(self.list, 1)
        self.conflicts.setFocusProxy(self.list)
        self._calls = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._calls.addWidget(self.closed, 1)
        self._calls.addWidget(self.active, 1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.figures)
        self._column.addWidget(self.conflicts, CONFLICTS_SHARE)
        self._column.addLayout(self._calls, CALLS_SHARE)

    def _bind_keys(self) -> None:
        put_away: dict[int, Callable[[], None]] = {Qt.Key.Key_P: self._put_away}
        self.list.keys = put_away | {
            Qt.Key.Key_T: partial(self._settle, take=True),
            Qt.Key.Key_L: partial(self._settle, take=False),
        }
        self.closed.list.keys = self.active.list.keys = put_away

    def _settle(self, *, take: bool) -> None:
        if self.list.selected():
            self.settle_requested.emit(self.list.selected(), take)
        elif self._left():
            self.conflicts.set_note("Select a conflict first, with the arrow keys.", "amber")

    def _put_away(self) -> None:
        if self._left():
            self.conflicts.set_note(f"{rows.conflicts(self._left())} first.", "amber")
        else:
            self.put_away_requested.emit()

    def _left(self) -> int:
        return len(self._catch_up.conflicts) if self._catch_up is not None else 0

    def _today(self) -> date:
        return station_day(self._clock.now(), self._zone)

    def _fit(self) -> None:
        gap = GAP_COMPACT if self._theme.compact else GAP
        self._column.setSpacing(gap)
        self._calls.setSpacing(gap)
        self._column.setContentsMargins(gap, gap, gap, gap)


class CallLines(Panel):
    """A list of calls, one a line."""

    def __init__(self, look: Look, title: str, empty: str) -> None:
        super().__init__(look.theme, title)
        model = KeyedListModel(lambda row: row.label, lambda row: plain_tip(row.label), self)
        delegate = CallLineDelegate(look, model)
        self.list = RowList(look, model, delegate, title)
        delegate.setParent(self.list)
        self.list.set_empty_text(empty)
        self.body.addWidget(self.list)
        self.setFocusProxy(self.list)

    def show_lines(self, lines: list[rows.CallLine]) -> None:
        """Show these calls; the selected one stays selected."""
        self.list.show_rows(lines)
        self.set_count(len(lines))
