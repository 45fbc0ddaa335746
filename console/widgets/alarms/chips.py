"""The alarms in the status strip: how many of each level, the one to see to first, and the sound."""

from datetime import tzinfo

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.board.alarm_views import AlarmView, worst_first
from console.board.views import Picture
from console.clock import Clock
from console.desk.numbers import short_number
from console.widgets.ages import duration, since
from console.widgets.icons import Icons
from console.widgets.pieces import Chip, KeyHints, Text
from console.widgets.theme import Theme
from console.widgets.wall_clock import station_day

LOOKS = {"critical": "critical", "high": "amber", "low": "outlined"}
GLYPHS = {"critical": "status-emergency", "high": "alarm-high", "low": "alarm-low"}
WORDS = {"critical": "critical", "high": "high", "low": "low"}


class AlarmChips(QWidget):
    """A chip for each level that has an open alarm, by form, word and colour; shelved ones do not count."""

    def __init__(self, theme: Theme, icons: Icons, clock: Clock, zone: tzinfo) -> None:
        super().__init__()
        self._theme, self._clock, self._zone = theme, clock, zone
        self._picture = Picture()
        self._sound = ""
        self._chips = {level: Chip(theme, icons, "", GLYPHS[level], look) for level, look in LOOKS.items()}
        self._sentence = Text(theme, weight=500, elide=True)
        self._keys = KeyHints(theme, (("F8", "Acknowledge"),))
        self._keys.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._heard = Chip(theme, icons, "", "silence", "outlined")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for chip in self._chips.values():
            row.addWidget(chip)
        row.addSpacing(6)
        row.addWidget(self._sentence)
        row.addSpacing(6)
        row.addWidget(self._keys)
        row.addStretch(1)
        row.addWidget(self._heard)
        self.show_picture(self._picture)

    def show_picture(self, picture: Picture) -> None:
        self._picture = picture
        alarms = [alarm for alarm in picture.alarms.values() if not alarm.shelved]
        for level, chip in self._chips.items():
            count = sum(alarm.level == level for alarm in alarms)
            chip.setVisible(bool(count))
            if chip.text != f"{count} {WORDS[level]}":
                chip.show_chip(f"{count} {WORDS[level]}", GLYPHS[level], LOOKS[level])
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
        if self._heard.text != self._sound:
            self._heard.show_chip(self._sound, "silence", "outlined")

    def _words(self, alarm: AlarmView) -> str:
        now = self._clock.now()
        call = self._picture.calls.get(alarm.call)
        if alarm.kind == "overdue" and call is not None:
            past = duration(since(call.due_at, now))
            short = short_number(call.number, station_day(now, self._zone))
            between = "over target" if self._theme.compact else "is over target by"
            return f"Call {short} {between} {past}"
        return f"{alarm.name}, {alarm.unit}" if alarm.emergency and alarm.unit else alarm.text
