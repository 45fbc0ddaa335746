"""The overview page: seven lists of what asks for the watch commander, read from the picture only."""

from collections.abc import Sequence
from datetime import tzinfo
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.board.views import Picture
from console.clock import Clock
from console.desk.numbers import short_number
from console.widgets.ages import Band
from console.widgets.icons import Icons
from console.widgets.keyed import KeyedListModel
from console.widgets.overview import rows
from console.widgets.overview.delegate import TALL_COMPACT, OverviewDelegate
from console.widgets.overview.figures import Figures
from console.widgets.overview.recurring_rows import recurring
from console.widgets.paint import Look
from console.widgets.panel import Panel
from console.widgets.pieces import plain_tip
from console.widgets.row_list import RowList
from console.widgets.theme import Theme
from console.widgets.wall_clock import station_day

GAP, GAP_COMPACT = 6, 4
FEWEST_ROWS = 2
SHARES = ((7, 5, 5), (11, 10, 7, 9))
"""How wide the lists of each row are, against each other."""
NARROW, NARROW_SHARES = 1000, ((1, 1), (1, 1), (1, 1), (1,))
"""The same in a page that is narrower than so many pixels."""
OPEN, ACKNOWLEDGE, APPROVE = ("Enter", "Open the call"), ("K", "Acknowledge"), ("A", "Approve")
PANELS = (
    ("breaches", "Over target, or near it", "No call is near its target.", (OPEN,)),
    ("alarms", "Unacknowledged alarms", "Every alarm is acknowledged.", (ACKNOWLEDGE, OPEN)),
    ("referrals", "Referrals open", "Deputies have answered every referral.", (OPEN,)),
    ("overrides", "Sent with a reason", "Every unit was sent as recommended.", (APPROVE, OPEN)),
    ("recurring", "Recurring today", "No recurring task comes today. RT adds one.", (OPEN,)),
    ("idle", "Idle units", "No unit is free.", ()),
    ("staff", "Staffing and beats", "The station has no rules of staffing.", ()),
)


class OverviewPage(QWidget):
    """What the watch commander sees to; every list keeps its place while the data change.

    Signals: `line_entered` carries a line for the desk, `call_opened` the number of a call to open.
    """

    line_entered = Signal(str)
    call_opened = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, clock: Clock, zone: tzinfo) -> None:
        super().__init__()
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._clock, self._zone = theme, clock, zone
        self._look = Look(theme, icons, self)
        self._picture = Picture()
        self.figures = Figures(theme)
        self.panels = {code: Lines(self._look, title, empty) for code, title, empty, _ in PANELS}
        self._lay_out()
        self._bind_keys()
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The parts that F6 walks, in reading order."""
        return tuple(self.panels.values())

    @property
    def summary(self) -> str:
        """The hand-over that waits for a signature, if there is one."""
        waiting = next((each for each in self._picture.handovers if each.open), None)
        if waiting is None:
            return ""
        by = "whoever comes" if waiting.state == "given" else "whoever goes"
        return f"Hand-over {waiting.number} waits for the signature of {by}"

    def show_picture(self, picture: Picture) -> None:
        """Show the newest state; selection, scroll and focus stay where they are."""
        self._picture = picture
        self.tick()

    def tick(self) -> None:
        """Bring every age up to this second."""
        now, picture = self._clock.now(), self._picture
        parts = {
            "breaches": rows.breaches(picture, now),
            "alarms": rows.unacknowledged(picture, now),
            "referrals": rows.referrals(picture, now),
            "overrides": rows.overrides(picture, self._zone),
            "recurring": recurring(picture, now),
            "idle": rows.idle(picture, now),
        }
        staff = rows.staff(picture)
        for code, held in parts.items():
            self.panels[code].show_lines(held, len(held))
        missed = sum(row.band is Band.OVER for row in parts["recurring"])
        self.panels["recurring"].set_note(f"{missed} missed" if missed else "", "amber")
        short = sum(isinstance(row, rows.Row) and row.band is not Band.NORMAL for row in staff)
        self.panels["staff"].show_lines(staff, None)
        self.panels["staff"].set_note(f"{short} short" if short else "", "amber")
        self.figures.show_now(picture, parts, short)
        self._fit_hints(parts)

    def focus_first(self) -> None:
        """Give the focus to the calls that are over their target."""
        self.panels["breaches"].list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.figures)
        self._rows: list[QHBoxLayout] = []
        self._shares: tuple[tuple[int, ...], ...] = ()
        self._place_lists(SHARES)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_lists(NARROW_SHARES if event.size().width() < NARROW else SHARES)

    def _place_lists(self, shares: tuple[tuple[int, ...], ...]) -> None:
        """Put the lists into rows, side by side by their shares."""
        if shares == self._shares:
            return
        self._shares, before = shares, self._rows
        panels = iter(self.panels.values())
        self._rows = [QHBoxLayout() for _ in shares]
        for row, widths in zip(self._rows, shares, strict=True):
            for width in widths:
                row.addWidget(next(panels), width)
            self._column.addLayout(row, 1)
        for row in before:
            self._column.removeItem(row)
            row.deleteLater()
        self._fit()

    def _bind_keys(self) -> None:
        for panel in self.panels.values():
            opening = partial(self._open, panel)
            panel.list.keys = {Qt.Key.Key_Return: opening, Qt.Key.Key_Enter: opening}
            panel.list.doubleClicked.connect(lambda _index, opening=opening: opening())
        alarms, overrides = self.panels["alarms"].list, self.panels["overrides"].list
        alarms.keys = {**alarms.keys, Qt.Key.Key_K: self._acknowledge}
        overrides.keys = {**overrides.keys, Qt.Key.Key_A: self._approve}

    def _fit_hints(self, parts: dict[str, list[rows.Row]]) -> None:
        for code, _, _, hints in PANELS:
            self.panels[code].set_hints(hints if parts.get(code) else ())

    def _open(self, panel: "Lines") -> None:
        row = panel.selected()
        if row is not None and row.call:
            self.call_opened.emit(row.call)

    def _acknowledge(self) -> None:
        if row := self.panels["alarms"].selected():
            self.line_entered.emit(f"K {row.key}")

    def _approve(self) -> None:
        panel = self.panels["overrides"]
        row = panel.selected()
        if row is None:
            panel.set_note("Select a unit first, with the arrow keys.", "amber")
            return
        panel.set_note("")
        today = station_day(self._clock.now(), self._zone)
        self.line_entered.emit(f"AO {row.lead} {short_number(row.call, today)}")

    def _fit(self) -> None:
        gap = GAP_COMPACT if self._theme.compact else GAP
        self._column.setSpacing(gap)
        for row in self._rows:
            row.setSpacing(gap)
        self._column.setContentsMargins(gap, gap, gap, gap)


class Lines(Panel):
    """One list of the overview."""

    def __init__(self, look: Look, title: str, empty: str) -> None:
        super().__init__(look.theme, title)
        self._model = KeyedListModel(lambda row: row.label, lambda row: plain_tip(row.label), self)
        delegate = OverviewDelegate(look, self._model)
        self.list = RowList(look, self._model, delegate, title)
        delegate.setParent(self.list)
        self.list.setMinimumHeight(FEWEST_ROWS * TALL_COMPACT)
        self.list.set_empty_text(empty)
        self.body.addWidget(self.list)
        self.setFocusProxy(self.list)

    def show_lines(self, lines: Sequence[Any], count: int | None) -> None:
        """Show these; the selected one stays selected."""
        self.list.show_rows(lines)
        self.set_count(count)

    def selected(self) -> rows.Row | None:
        """The row that is selected, None when none is."""
        place = self._model.place(self.list.selected())
        return self._model.rows[place] if place >= 0 else None
