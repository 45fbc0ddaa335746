"""The radio panel: traffic newest first, and who is on the air now."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QRect, QRectF
from PySide6.QtWidgets import QStyleOptionViewItem

from console.board.views import Picture
from console.clock import Clock
from console.widgets.icons import Icons
from console.widgets.keyed import KeyedListModel
from console.widgets.on_air import on_air
from console.widgets.paint import Look, RowDelegate, RowPainter
from console.widgets.panel import Glyph, Panel, Text
from console.widgets.radio.rows import RadioRow, air, make_rows
from console.widgets.row_list import RowList
from console.widgets.theme import Theme

ROW_HEIGHT = 24
NAME_WIDTH, NAME_WIDTH_COMPACT, WIDEST_NAME = 62, 56, 120
EMPTY_TEXT = "No radio traffic yet. It shows here by itself."


class RadioDelegate(RowDelegate):
    """Rows of time, glyph, name and text; who is talking now stands in a frame."""

    def row_height(self, row: RadioRow) -> int:
        return ROW_HEIGHT

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: RadioRow) -> None:
        area = option.rect
        brush.ground(option, ruled=False)
        if row.live:
            brush.box(QRectF(area.adjusted(6, 1, -6, -1)), 4, fill="raised", outline="text2", width=1.25)
        middle = area.center().y()
        line = area.adjusted(13, 0, -13, 0)
        time = brush.text(line, row.clock, "list", 400, "text3")
        glyph = line.left() + time + 15
        token = "text1" if row.live else "text2" if row.token == "text1" else row.token
        brush.glyph((glyph, middle + 1), row.glyph, token, 14)
        who = QRect(glyph + 16, area.top(), line.right() - glyph - 16, area.height())
        who.setWidth(min(who.width(), WIDEST_NAME))
        name = brush.text(who, row.who, "list", 600, "text1" if row.known else row.token)
        usual = NAME_WIDTH_COMPACT if self._look.compact else NAME_WIDTH
        line.setLeft(who.left() + max(usual, name + 8))
        brush.text(line, row.text, "list", 600 if row.live else 400, "text1" if row.live else row.token)


class RadioPanel(Panel):
    """What came over the air; times are shown in `zone`. Nothing here ever takes the focus by itself."""

    def __init__(self, theme: Theme, icons: Icons, clock: Clock, zone: tzinfo) -> None:
        super().__init__(theme, "Radio traffic", "Ctrl+4")
        self._clock = clock
        self._zone = zone
        self._picture = Picture()
        self._live: frozenset[int] = frozenset()
        self._air = Text(theme, step="caption", tone="second", elide=True)
        self.header.setSpacing(6)
        self._sound = Glyph(theme, icons, "sound", "text2", 16)
        self.header.insertWidget(2, self._sound)
        self.header.insertWidget(3, self._air)
        look = Look(theme, icons, self)
        self._model = KeyedListModel(lambda row: row.label, parent=self)
        delegate = RadioDelegate(look, self._model)
        self.list = RowList(look, self._model, delegate, "Radio traffic")
        delegate.setParent(self.list)
        self.list.set_empty_text(EMPTY_TEXT)
        self.body.setContentsMargins(0, 4, 0, 4)
        self.body.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.set_count(None)
        self.tick()

    @property
    def air_text(self) -> str:
        """What the header says about the air."""
        return self._air.text()

    def show_picture(self, picture: Picture) -> None:
        """Show the newest traffic; whoever reads further down keeps the place."""
        news = picture.radio is not self._picture.radio
        self._picture = picture
        self._show(news=news)

    def tick(self) -> None:
        """Say who is talking, and for how long."""
        self._show()

    def _show(self, *, news: bool = False) -> None:
        now = self._clock.now()
        live = frozenset(line.id for line in on_air(self._picture.radio, now))
        if news or live != self._live:
            self._live = live
            self.list.show_rows(make_rows(self._picture, self._zone, live))
        self._show_air(now, talking=bool(live))

    def _show_air(self, now: datetime, *, talking: bool) -> None:
        self._sound.show_glyph("sound", "text1" if talking else "text2")
        self._air.set_tone("first" if talking else "second")
        self._air.set_weight(600 if talking else 400)
        self._air.setText(air(self._picture, now, short=self.theme.compact))
