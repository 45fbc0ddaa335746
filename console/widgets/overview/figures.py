"""The head of the overview: how many of each, under its name."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from console.board.life import PUT_OFF
from console.board.views import Picture
from console.widgets.ages import Band
from console.widgets.overview.rows import Row
from console.widgets.panel import Panel
from console.widgets.pieces import Text, rule
from console.widgets.theme import Theme

NAMES = ("Waiting", "Over target", "Unacknowledged", "Referrals open", "Free units", "Short", "To approve")
FIRST_ROW = 4
NARROW = 1000
"""Narrower than this, in pixels, the figures stand in two rows."""
HEIGHT, HEIGHT_COMPACT = 86, 72
ON_DUTY = ("off", "oos")


class Figures(Panel):
    """Each figure large, its name above and a few words under it; amber where it asks for somebody."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Now")
        self.header_bar.hide()
        self._values: dict[str, tuple[Text, Text]] = {}
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._rows.setContentsMargins(14, 6, 14, 6)
        self._rows.setSpacing(14)
        for names in (NAMES[:FIRST_ROW], NAMES[FIRST_ROW:]):
            self._rows.addLayout(self._row(names), len(names))
        # Between the two rows where they stand side by side, as between two figures.
        self._between = rule(vertical=True)
        self._rows.insertWidget(1, self._between)
        self.body.addLayout(self._rows)
        theme.changed.connect(self._fit)
        self._fit()

    def show_now(self, picture: Picture, parts: dict[str, list[Row]], short: int) -> None:
        """Count what the parts of the page list."""
        waiting = [c for c in picture.calls.values() if c.state == "waiting" and not c.ended]
        later = sum(call.state in PUT_OFF for call in picture.calls.values())
        over = sum(row.band is Band.OVER for row in parts["breaches"])
        near = len(parts["breaches"]) - over
        late = sum(row.band is Band.OVER for row in parts["referrals"])
        on_duty = [unit for unit in picture.units.values() if unit.status not in ON_DUTY]
        free = sum(unit.status == "available" for unit in on_duty)
        to_approve = sum(row.token == "amber" for row in parts["overrides"])
        self._say("Waiting", str(len(waiting)), f"{later} held or scheduled")
        self._say("Over target", str(over), f"{near} near it", asks=bool(over))
        self._say("Unacknowledged", str(len(parts["alarms"])), "alarms", asks=bool(parts["alarms"]))
        self._say(
            "Referrals open", str(len(parts["referrals"])), f"{late} without an answer", asks=bool(late)
        )
        self._say("Free units", f"{free} of {len(on_duty)}", "on duty")
        self._say("Short", str(short), "of minimum, beats, posts", asks=bool(short))
        self._say("To approve", str(to_approve), "sent with a reason", asks=bool(to_approve))

    def value(self, name: str) -> str:
        """What stands under a name."""
        return self._values[name][0].text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _row(self, names: Sequence[str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        for place, name in enumerate(names):
            if place:
                row.addWidget(rule(vertical=True))
            row.addWidget(self._figure(name), 1)
        return row

    def _figure(self, name: str) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        value, note = (
            Text(self.theme, step="clock", weight=600),
            Text(self.theme, step="caption", tone="third"),
        )
        for part in (Text(self.theme, name, "body", tone="second"), value, note):
            column.addWidget(part)
        self._values[name] = (value, note)
        return box

    def _say(self, name: str, figure: str, note: str, *, asks: bool = False) -> None:
        value, below = self._values[name]
        value.setText(figure)
        value.set_tone("amber" if asks else "first")
        value.setAccessibleName(f"{name} {figure}, {note}")
        below.setText(note)

    def _fit(self) -> None:
        narrow, direction = self.width() < NARROW, QBoxLayout.Direction
        self._rows.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._between.setHidden(narrow)
        height = HEIGHT_COMPACT if self.theme.compact else HEIGHT
        self.setFixedHeight(2 * height if narrow else height)
