"""The alarms in the status strip: how many of each level, the one to see to first, and the sound."""

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.board.alarm_views import AlarmView, worst_first
from console.board.views import Picture
from console.clock import Clock
from console.desk.numbers import short_number
from console.widgets.ages import duration, since
from console.widgets.icons import Icons
from console.widgets.pieces import Chip, KeyHints, Text, chip_width, plain_tip
from console.widgets.theme import Theme
from console.widgets.wall_clock import station_day

LOOKS = {"critical": "critical", "high": "amber", "low": "outlined"}
GLYPHS = {"critical": "status-emergency", "high": "alarm-high", "low": "alarm-low"}
GAP = 6


class AlarmChips(QWidget):
    """A chip for each level that has an open alarm, by form, word and colour; shelved ones do not count.

    Where there is little room a chip keeps its glyph and its figure, and its word is in the tip.
    Signal: `room_wanted` when its words need more or less room than before.
    """

    room_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, clock: Clock, zone: tzinfo) -> None:
        super().__init__()
        self._theme, self._clock, self._zone = theme, clock, zone
        self._picture = Picture()
        self._sound = ""
        self._short, self._least = False, 0
        self._counts = dict.fromkeys(LOOKS, 0)
        self._chips = {level: Chip(theme, icons, "", GLYPHS[level], look) for level, look in LOOKS.items()}
        self._sentence = Text(theme, weight=500, elide=True)
        self._keys = KeyHints(theme, (("F8", "Acknowledge"),))
        self._keys.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._heard = Chip(theme, icons, "", "silence", "outlined")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for chip in self._chips.values():
            row.addWidget(chip)
        row.addSpacing(GAP)
        row.addWidget(self._sentence)
        row.addSpacing(GAP)
        row.addWidget(self._keys)
        row.addStretch(1)
        row.addWidget(self._heard)
        self.show_picture(self._picture)

    def show_picture(self, picture: Picture) -> None:
        self._picture = picture
        alarms = [alarm for alarm in picture.alarms.values() if not alarm.shelved]
        self._counts = {level: sum(alarm.level == level for alarm in alarms) for level in LOOKS}
        self._show_chips()
        self.tick()

    def least_width(self) -> int:
        """How much room the chips need with their words."""
        said = [f"{count} {level}" for level, count in self._counts.items() if count]
        widths = [chip_width(self._theme, words) for words in (*said, self._sound) if words]
        return sum(widths) + GAP * (len(widths) + 4)

    def show_in(self, room: int) -> None:
        """Show the chips in so many pixels, with their words where these fit."""
        short = room < self.least_width()
        if short != self._short:
            self._short = short
            self._show_chips()
            self.tick()

    def show_sound(self, words: str) -> None:
        """Say that alarms are not heard, and why; "" while they are."""
        self._sound = words
        self.tick()

    def tick(self) -> None:
        """Bring the sentence up to this second."""
        alarms = [alarm for alarm in self._picture.alarms.values() if not alarm.shelved]
        first = min(alarms, key=worst_first, default=None)
        self._sentence.setText(self._words(first) if first is not None else "")
        self._keys.setVisible(first is not None and not first.acknowledged and not self._theme.compact)
        self._heard.setVisible(bool(self._sound))
        self._show(self._heard, "" if self._short else self._sound, self._sound, "silence", "outlined")
        least = self.least_width()
        if least != self._least:
            self._least = least
            self.room_wanted.emit()

    def _show_chips(self) -> None:
        for level, chip in self._chips.items():
            count = self._counts[level]
            chip.setVisible(bool(count))
            words = f"{count} {level}"
            self._show(chip, str(count) if self._short else words, words, GLYPHS[level], LOOKS[level])

    def _show(self, chip: Chip, shown: str, words: str, glyph: str, look: str) -> None:
        if (chip.text, chip.accessibleName()) != (shown, words):
            chip.show_chip(shown, glyph, look)
            chip.setAccessibleName(words)
            chip.setToolTip(plain_tip(words) if shown != words else "")

    def _words(self, alarm: AlarmView) -> str:
        now = self._clock.now()
        call = self._picture.calls.get(alarm.call)
        if alarm.kind == "overdue" and call is not None:
            past = duration(since(call.due_at, now))
            short = short_number(call.number, station_day(now, self._zone))
            between = "over target" if self._theme.compact else "is over target by"
            return f"Call {short} {between} {past}"
        return f"{alarm.name}, {alarm.unit}" if alarm.emergency and alarm.unit else alarm.text
