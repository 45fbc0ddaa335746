"""The radio panel: traffic newest first, and who is on the air now."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListView

from console.board.views import Picture
from console.clock import Clock
from console.widgets.icons import Icons
from console.widgets.keyed import KeyedListModel
from console.widgets.on_air import on_air
from console.widgets.paint import Look
from console.widgets.panel import Glyph, Panel, Text
from console.widgets.pieces import plain_tip
from console.widgets.radio.delegate import RadioDelegate
from console.widgets.radio.filter_field import FilterField
from console.widgets.radio.rows import RadioRow, air, assigned_radios, make_rows
from console.widgets.row_list import RowList
from console.widgets.theme import Theme

EMPTY_TEXT = "No radio traffic yet. It shows here by itself."
NONE_TEXT = "None of the newest lines has these words. Esc shows all."
FILTER_KEY = "Ctrl+F"


class RadioPanel(Panel):
    """What came over the air; times are shown in `zone`. Nothing here ever takes the focus by itself.

    Signal: `command_requested` carries a command line to complete: the radio of a line that no unit
    has, for the unit to be typed after it.
    """

    command_requested = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, clock: Clock, zone: tzinfo) -> None:
        super().__init__(theme, "Radio traffic", "Ctrl+4")
        self._clock = clock
        self._zone = zone
        self._picture = Picture()
        self._live: frozenset[int] = frozenset()
        self._assigned: frozenset[str] = frozenset()
        self._before = ("", "")
        self._air = Text(theme, step="caption", tone="second", elide=True)
        self._sound = Glyph(theme, icons, "sound", "text2", 16)
        self.list = self._make_list(Look(theme, icons, self))
        self.filter = FilterField(theme, self.list)
        self._lay_out()
        self.filter.textChanged.connect(lambda _words: self._show_rows())
        self.filter.closed.connect(self._on_filter_closed)
        key = QShortcut(QKeySequence(FILTER_KEY), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.open_filter)
        self.set_count(None)
        self.tick()

    @property
    def air_text(self) -> str:
        """What the header says about the air."""
        return self._air.text()

    def show_picture(self, picture: Picture) -> None:
        """Show the newest traffic; whoever reads further down keeps the place."""
        assigned = assigned_radios(picture)
        news = picture.radio is not self._picture.radio or assigned != self._assigned
        self._picture, self._assigned = picture, assigned
        self._show(news=news)

    def tick(self) -> None:
        """Say who is talking, and for how long."""
        self._show()

    def open_filter(self) -> None:
        """Open the field that filters the traffic, in place of what the header says about the air."""
        if not self.filter.isVisible():
            top = self.list.indexAt(QPoint(1, 1)).row()
            self._before = (self.list.selected(), self._model.rows[top].key if top >= 0 else "")
            for part in (self._sound, self._air):
                part.hide()
        self.filter.open()

    def take_filter(self) -> str:
        """The words that the traffic is filtered by; the field is empty and closed after it."""
        words = self.filter.text()
        if self.filter.isVisibleTo(self):
            self.filter.hide()
            self.filter.setText("")
            self._on_filter_closed()
        return words

    def put_filter(self, words: str) -> None:
        """Filter by these words again."""
        if words:
            self.filter.setText(words)
            self.open_filter()

    def _make_list(self, look: Look) -> RowList:
        self._model = KeyedListModel(lambda row: row.sentence, _tip, parent=self)
        delegate = RadioDelegate(look, self._model, self._assign)
        rows = RowList(look, self._model, delegate, "Radio traffic")
        rows.set_empty_text(EMPTY_TEXT)
        delegate.setParent(rows)
        rows.keys = {Qt.Key.Key_Return: self._assign_selected, Qt.Key.Key_Enter: self._assign_selected}
        return rows

    def _lay_out(self) -> None:
        self.header.setSpacing(6)
        self.header_bar.setToolTip(f"{FILTER_KEY} filters the traffic")
        for place, part in enumerate((self._sound, self._air), start=2):
            self.header.insertWidget(place, part)
        # The header has a stretch of its own, which the open field takes most of.
        self.header.insertWidget(4, self.filter, 20)
        self.body.setContentsMargins(0, 4, 0, 4)
        self.body.addWidget(self.list)
        self.setFocusProxy(self.list)

    def _show(self, *, news: bool = False) -> None:
        now = self._clock.now()
        live = frozenset(line.id for line in on_air(self._picture.radio, now))
        if news or live != self._live:
            self._live = live
            self._show_rows()
        self._show_air(now, talking=bool(live))

    def _show_rows(self) -> None:
        words = self.filter.text()
        rows = make_rows(self._picture, self._zone, self._live, words)
        self.list.set_empty_text(NONE_TEXT if words.strip() and self._picture.radio else EMPTY_TEXT)
        self.list.show_rows(rows)
        self.set_count(len(rows) if words.strip() else None)

    def _show_air(self, now: datetime, *, talking: bool) -> None:
        self._sound.show_glyph("sound", "text1" if talking else "text2")
        self._air.set_tone("first" if talking else "second")
        self._air.set_weight(600 if talking else 400)
        self._air.setText(air(self._picture, now, short=self.theme.compact))

    def _on_filter_closed(self) -> None:
        """Show what was found among all lines; where nothing was chosen, the place from before."""
        for part in (self._sound, self._air):
            part.show()
        selected, top = self._before
        if self.list.selected():
            self.list.select(self.list.selected())
            return
        self.list.select(selected)
        if self._model.place(top) > 0:
            self.list.scrollTo(self._model.index(self._model.place(top)), QListView.ScrollHint.PositionAtTop)

    def _assign_selected(self) -> None:
        place = self._model.place(self.list.selected())
        if place >= 0 and self._model.rows[place].unassigned:
            self._assign(self._model.rows[place])

    def _assign(self, row: RadioRow) -> None:
        self.command_requested.emit(f"RID {row.line.radio_id} ")


def _tip(row: RadioRow) -> str:
    """The whole line, which the row may have cut short, and what Enter does; never as markup of its own."""
    parts = [row.label]
    if row.unassigned:
        parts.append(f"No unit has radio {row.line.radio_id}. Enter begins the command that gives it to one.")
    return plain_tip("\n".join(parts))
