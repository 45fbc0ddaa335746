"""The form of a correction: a row for each field, with a line beneath it."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from console.board.views import Codes
from console.widgets.call_types import find_type, offered
from console.widgets.correction.draft import Value
from console.widgets.correction.field_note import FieldNote
from console.widgets.entry_parts import (
    COMPACT_FIELD_HEIGHT,
    COMPACT_LABEL_WIDTH,
    FIELD_HEIGHT,
    LABEL_WIDTH,
    in_row,
    line_field,
)
from console.widgets.panel import SIDE_PADDING
from console.widgets.pieces import Text, set_property
from console.widgets.priority_segments import PrioritySegments
from console.widgets.theme import Theme

LABELS = {"place": "Location", "type": "Type", "priority": "Priority", "caller": "Caller", "phone": "Phone"}
HINTS = {"place": "Address, crossing or place", "type": "Code or word", "caller": "Name", "phone": "Phone"}


class CorrectionForm(QWidget):
    """The fields by the names of the verb.

    Signals: `edited` carries the field that a person has changed; `down_pressed` is sent for Down in the
    type; `entered` for Enter in a field.
    """

    edited = Signal(str)
    down_pressed = Signal()
    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._codes = Codes()
        self.lines = {name: line_field(LABELS[name], hint) for name, hint in HINTS.items()}
        self.priority = PrioritySegments(theme)
        self.notes = {name: FieldNote(theme, name) for name in LABELS}
        self._labels = {name: Text(theme, label, tone="second") for name, label in LABELS.items()}
        for name, line in self.lines.items():
            line.textEdited.connect(lambda _text, name=name: self.edited.emit(name))
            line.returnPressed.connect(self.entered)
        self.priority.changed.connect(lambda _priority: self.edited.emit("priority"))
        self.lines["type"].installEventFilter(self)
        self.priority.installEventFilter(self)
        self._lay_out()
        theme.changed.connect(self._fit)
        self._fit()

    def show_codes(self, codes: Codes) -> None:
        """Take the station's code tables, by which a type is read."""
        self._codes = codes

    def value(self, name: str) -> Value:
        """What stands in a field; a type that is known by its code."""
        if name == "priority":
            return self.priority.chosen or 0
        text = self.lines[name].text().strip()
        kind = find_type(text, self._codes) if name == "type" else None
        return kind.code if kind else text

    def put(self, name: str, value: Value) -> None:
        """Put a value into a field, unless it stands there already however it is written."""
        if self.value(name) == value:
            return
        if name == "priority":
            with QSignalBlocker(self.priority):
                self.priority.choose(int(value) or None)
            return
        kind = self._codes.call_types.get(str(value)) if name == "type" else None
        self.lines[name].setText(offered(kind) if kind else str(value))

    def clear(self) -> None:
        """Nothing stands in any field, and nothing can be brought back there by undo."""
        for line in self.lines.values():
            line.setText("")
        with QSignalBlocker(self.priority):
            self.priority.choose(None)
        for note in self.notes.values():
            note.clear()

    def field(self, name: str) -> QWidget:
        return self.priority if name == "priority" else self.lines[name]

    def focused(self) -> str:
        """The field that the keys go to, "" when none of them."""
        widget = QApplication.focusWidget()
        return next((name for name in LABELS if self.field(name) is widget), "")

    def typing(self) -> str:
        """The field that is being typed in, "" for none."""
        name = self.focused()
        line = self.lines.get(name)
        return name if line is not None and line.isModified() else ""

    def set_read_only(self, names: frozenset[str]) -> None:
        """Nothing can be put into these fields, and into the others it can."""
        for name, line in self.lines.items():
            line.setReadOnly(name in names)
        self.priority.setDisabled("priority" in names)

    def show_caller(self, shown: bool) -> None:
        """Show the fields of who called, or nothing of them."""
        for name in ("caller", "phone"):
            self.lines[name].setVisible(shown)
            self._labels[name].setVisible(shown)
        self.notes["phone"].setVisible(shown)

    def mark(self, name: str, wrong: bool) -> None:
        """Draw a field's border as one that needs somebody."""
        set_property(self.field(name), "wrong", "true" if wrong else "false")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the type into the list of types; Enter saves from the priority as well."""
        if event.type() == QEvent.Type.KeyPress:
            if watched is self.lines["type"] and event.key() == Qt.Key.Key_Down:
                self.down_pressed.emit()
                return True
            if watched is self.priority and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(SIDE_PADDING, 16, SIDE_PADDING, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for number, name in enumerate(LABELS):
            grid.addWidget(self._labels[name], number * 2, 0)
            grid.addLayout(in_row([self.field(name)], spread=name == "priority"), number * 2, 1)
            grid.addWidget(self.notes[name], number * 2 + 1, 1)
        grid.setColumnStretch(1, 1)

    def _fit(self) -> None:
        compact = self._theme.compact
        for line in self.lines.values():
            line.setFixedHeight(COMPACT_FIELD_HEIGHT if compact else FIELD_HEIGHT)
            line.setFont(self._theme.font("data", 500))
        self._grid.setColumnMinimumWidth(0, COMPACT_LABEL_WIDTH if compact else LABEL_WIDTH)


class FormView(QScrollArea):
    """Shows all of the form where there is room for it; where there is not, it follows the focus."""

    def __init__(self, form: CorrectionForm) -> None:
        super().__init__()
        self._form = form
        self.setObjectName("formView")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(form)
        form.installEventFilter(self)

    def follow(self) -> None:
        """Bring the field that has the focus into view, with what stands beneath it."""
        if name := self._form.focused():
            self.ensureWidgetVisible(self._form.notes[name], 0, 4)
            self.ensureWidgetVisible(self._form.field(name), 0, 4)

    def sizeHint(self) -> QSize:
        return self._form.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._form.minimumSizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
