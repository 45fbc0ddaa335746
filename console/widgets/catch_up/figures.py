"""The head of the catch-up page: from when to when there was no server, and what was brought to it."""

from datetime import tzinfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from console.board.views import CatchUpView
from console.widgets.ages import duration, since
from console.widgets.catch_up.rows import entries
from console.widgets.panel import Panel
from console.widgets.pieces import Text
from console.widgets.theme import Theme
from console.widgets.wall_clock import station_day, time_of_day, time_with_day

NAMES = ("Server away from", "Back at", "Away for", "Brought over", "Conflicts")
GAP = 36
WAITING, SETTLED = "Settle each with T or L", "None"


class Figures(Panel):
    """Each figure under its name, in one row."""

    def __init__(self, theme: Theme, zone: tzinfo) -> None:
        super().__init__(theme, "Back on the server")
        self._zone = zone
        self._values = {name: Text(theme, step="data", weight=600) for name in NAMES}
        row = QHBoxLayout()
        row.setContentsMargins(14, 2, 14, 10)
        row.setSpacing(GAP)
        for name, value in self._values.items():
            column = QVBoxLayout()
            column.setSpacing(1)
            column.addWidget(Text(theme, name, "caption", tone="third"))
            column.addWidget(value)
            row.addLayout(column)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_catch_up(self, catch_up: CatchUpView) -> None:
        """Show these figures; a date stands with the first where it was another day."""
        began, ended = catch_up.began, catch_up.ended
        left = len(catch_up.conflicts)
        self._say("Server away from", time_with_day(began, self._zone, station_day(ended, self._zone)))
        self._say("Back at", time_of_day(ended, self._zone))
        self._say("Away for", duration(since(began, ended)))
        self._say("Brought over", entries(catch_up.done))
        self._say("Conflicts", str(left) if left else SETTLED)
        self._values["Conflicts"].set_tone("amber" if left else "first")
        self.set_note(WAITING if left else "", "amber")

    def value(self, name: str) -> str:
        """What stands under a name."""
        return self._values[name].text()

    def _say(self, name: str, words: str) -> None:
        self._values[name].setText(words)
        self._values[name].setAccessibleName(f"{name} {words}")
