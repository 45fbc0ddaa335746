"""The records of a place in a few quiet lines, hazards marked and first."""

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from console.board.premise_view import PremisesAt, PremiseView
from console.widgets.pieces import Text, plain_tip
from console.widgets.theme import Theme

LINES = 6
"""More are not read while somebody is on the telephone; how many more there are is said."""
NAMES = {
    "facility": "Facility",
    "hazard": "Hazard",
    "flagged": "Flagged",
    "forthwith": "Car forthwith",
    "note": "Note",
    "contact": "Contact",
    "key": "Key",
    "gate": "Gate code",
    "protection": "Protection",
}
MARKED = ("hazard", "flagged", "forthwith")
KEY = "Shift+F9"
IGNORED, PREFERRED = QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred


class PremiseNotes(QWidget):
    """Takes no room where nothing is known."""

    def __init__(self, theme: Theme, margin: int = 0) -> None:
        super().__init__()
        self.setAccessibleName("What is known of the place")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(margin, 2, margin, 6)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._lines = [
            (Text(theme, step="list", weight=600), Text(theme, step="list", elide=True)) for _ in range(LINES)
        ]
        for row, (name, text) in enumerate(self._lines):
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(text, row, 1)
            text.setSizePolicy(IGNORED, PREFERRED)
        self._more = Text(theme, step="caption", tone="second", elide=True)
        self._more.setSizePolicy(IGNORED, PREFERRED)
        self._grid.addWidget(self._more, LINES, 0, 1, 2)
        self.known: PremisesAt | None = None
        self.hide()

    def show_premises(self, known: PremisesAt | None) -> None:
        """Show what is known of a place; None for no place."""
        self.known = known
        shown = known.shown if known is not None else ()
        for place, (name, text) in enumerate(self._lines):
            record = shown[place] if place < len(shown) else None
            for part in (name, text):
                part.setVisible(record is not None)
            if record is not None:
                _show(record, name, text)
        more = more_words(known) if known is not None else ""
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setAccessibleDescription(". ".join((*map(sentence, shown), more)) if shown or more else "")
        self.setVisible(bool(shown or more))


def sentence(record: PremiseView) -> str:
    """One record as it is read out."""
    return f"{NAMES.get(record.kind, record.kind)}: {record.text}"


def more_words(known: PremisesAt) -> str:
    """What is not in the lines: further records, those that have to be asked for, and earlier calls."""
    parts = []
    if len(known.shown) > LINES:
        parts.append(f"{len(known.shown) - LINES} more")
    if known.withheld:
        records = "1 restricted record" if known.withheld == 1 else f"{known.withheld} restricted records"
        parts.append(f"{records}: {KEY} shows them, on the record")
    if known.past:
        calls = "1 earlier call" if known.past == 1 else f"{known.past} earlier calls"
        parts.append(f"{calls} in a year")
    return " · ".join(parts)


def _show(record: PremiseView, name: Text, text: Text) -> None:
    name.setText(NAMES.get(record.kind, record.kind))
    name.set_tone("amber" if record.kind in MARKED else "second")
    text.setText(record.text)
    # What has no number is no record of the place: it stands in the facility register.
    source = f"Record {record.number}" if record.number else "Facility register"
    text.setToolTip(plain_tip(f"{record.text}\n{source}, by {record.by}, {record.at:%Y-%m-%d}"))
