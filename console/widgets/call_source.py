"""Where a call came from, and whether whoever called is to be contacted, as one line of call entry."""

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QWidget

from console.board.floor_codes import CodedView
from console.board.views import Codes
from console.widgets.check_box import CheckBox
from console.widgets.entry_parts import line_field
from console.widgets.pieces import set_property
from console.widgets.theme import Theme

HINT = "Came by"
TRY = "phone, radio, counter, online, city"


class CallSource(QWidget):
    """A source by code, word or beginning of its name, which is completed while it is typed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._codes = Codes()
        self.field = line_field("Source", HINT)
        self.contact = CheckBox(theme, "Do not contact, 911N")
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.field, 1)
        row.addWidget(self.contact)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(lambda: set_property(self.field, "wrong", "false"))

    def show_codes(self, codes: Codes) -> None:
        """Know the station's sources from now on."""
        self._codes = codes
        self._names.setStringList([source.name for source in codes.floor.sources.values()])

    @property
    def code(self) -> str:
        """The code of the source that is typed, "" for none."""
        found = self._found()
        return found.code if found is not None else ""

    def trouble(self) -> str:
        """Why what is typed cannot be taken, "" where it can."""
        if not self.field.text().strip() or self._found() is not None:
            return ""
        return f"No source “{self.field.text().strip()}”. Try: {TRY}."

    def put(self, typed: str, *, no_contact: bool) -> None:
        """Go on with what was written down."""
        # Unlike `clear` it leaves nothing that undo could bring back for the next person.
        self.field.setText(typed)
        self.contact.setChecked(no_contact)

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed while it is on its way."""
        self.field.setReadOnly(read_only)
        self.contact.setDisabled(read_only)

    def _found(self) -> CodedView | None:
        typed = self.field.text().strip().casefold()
        if not typed:
            return None
        for source in self._codes.floor.sources.values():
            spellings = (source.code, source.name, *source.words)
            if any(spelling.casefold() == typed for spelling in spellings):
                return source
        fits = [s for s in self._codes.floor.sources.values() if s.name.casefold().startswith(typed)]
        return fits[0] if len(fits) == 1 else None
