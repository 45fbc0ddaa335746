"""The form in which a serial device is added or changed, beside the table and never over it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QPushButton, QWidget

from console.board.views import DeviceView
from console.widgets.devices.form_fields import FIELD_STYLE, LONGEST_FIELD, Choice, OptionLines, line_edit
from console.widgets.devices.rows import bounded
from console.widgets.entry_parts import SaveButton
from console.widgets.icons import Icons
from console.widgets.panel import SIDE_PADDING, Panel
from console.widgets.pieces import KeyCap, Text, rule, set_property
from console.widgets.theme import Theme

FIELD_HEIGHT, COMPACT_FIELD_HEIGHT = 36, 32
LABEL_WIDTH = 110
FIELDS = ("name", "port", "driver", "line", "unit", "options")
LABELS = {
    "name": "Name",
    "port": "Port",
    "driver": "Driver",
    "line": "Line settings",
    "unit": "Unit",
    "options": "Options",
}


class FormDraft(NamedTuple):
    """A device as somebody has typed it; `was` is its name and `had` its driver before that."""

    was: str
    had: str
    settings: Mapping[str, str]


class DeviceForm(Panel):
    """Name, port, driver, line settings, unit and, where its driver takes any, options of one device.

    Signals: `saved` a dict of strings with the keys name, port, driver, line, unit, options (one
    `name = value` a line) and `was`, the name that the device had (empty for a new one);
    `detect_requested` the port to listen at; `closed` by Esc. What was typed stays until the form is
    opened anew.
    """

    saved = Signal(dict)
    detect_requested = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__(theme, "New device")
        self._icons = icons
        self._was = ""
        self._had = ""
        self._takes: Mapping[str, Sequence[str]] = {}
        self._make_fields()
        self._labels: dict[str, Text] = {}
        self._words = {field: Text(theme, step="caption", tone="amber", elide=True) for field in FIELDS}
        self._detection = Text(theme, step="caption", tone="second", elide=True)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def detection(self) -> str:
        """What listening at the port came to."""
        return self._detection.text()

    def refusal(self, field: str) -> str:
        """What is said beside a field."""
        return self._words[field].text()

    def set_ports(self, ports: Sequence[tuple[str, str]]) -> None:
        """Offer these ports, each with words about it; what is in the field stays."""
        typed = self.port.currentText()
        self.port.clear()
        for name, words in ports:
            self.port.addItem(bounded(f"{name}  {words}".rstrip()), name)
        self.port.setCurrentIndex(-1)
        self.port.setEditText(typed)

    def set_drivers(self, drivers: Sequence[tuple[str, str]]) -> None:
        """Offer these drivers by their titles; the chosen one stays chosen."""
        chosen = self._driver()
        self.driver.clear()
        for name, title in drivers:
            self.driver.addItem(bounded(title), name)
        self._choose_driver(chosen)

    def set_options(self, takes: Mapping[str, Sequence[str]]) -> None:
        """The names of the options that drivers take, by the name of the driver."""
        self._takes = takes
        self._show_options()

    def open(self, device: DeviceView | None) -> None:
        """Begin with a device as it is now, or with an empty form for a new one."""
        self._was = device.name if device is not None else ""
        self._had = device.driver if device is not None and device.options else ""
        self.set_title(f"Settings of {bounded(self._was)}" if self._was else "New device")
        self.name.setText(self._was)
        self.port.setEditText(device.port if device is not None else "")
        self._choose_driver(device.driver if device is not None else "")
        self.line.setText(device.line if device is not None else "")
        self.unit.setText(device.unit if device is not None else "")
        self.options.setPlainText(device.options if device is not None else "")
        self._show_options()
        self._detection.setText("")
        for field in FIELDS:
            self._clear_refusal(field)

    def take_draft(self) -> FormDraft:
        """Everything that is typed; the form is that of a new device after it."""
        draft = FormDraft(self._was, self._had, self._settings() | {"options": self.options.toPlainText()})
        self.open(None)
        return draft

    def put_draft(self, draft: FormDraft) -> None:
        """Go on with what was typed."""
        self.open(None)
        self._was, self._had = draft.was, draft.had
        self.set_title(f"Settings of {bounded(self._was)}" if self._was else "New device")
        for field in ("name", "line", "unit"):
            self._parts[field].setText(draft.settings[field])
        self.port.setEditText(draft.settings["port"])
        self._choose_driver(draft.settings["driver"])
        self.options.setPlainText(draft.settings["options"])
        self._show_options()

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Hand the settings over, or say what is missing beside the field that lacks it."""
        settings = self._settings()
        if not settings["name"]:
            self.show_refusal("name", "What is it called? Such as Radio 1.")
        elif not settings["port"]:
            self.show_refusal("port", "Which port? Such as COM3 or /dev/ttyUSB0.")
        elif not settings["driver"]:
            self.show_refusal("driver", "Which driver? Listen and recognise can find it.")
        else:
            self.saved.emit(settings)

    def show_refusal(self, field: str, words: str) -> None:
        """Say beside a field of the form why it cannot be taken; it keeps its text."""
        self._words[field].setText(words)
        set_property(self._parts[field], "wrong", "true")
        self._parts[field].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_detection(self, words: str, *, driver: str = "", line: str = "") -> None:
        """Say what listening came to; a driver and line settings that it found are filled in."""
        self._detection.setText(words)
        if driver:
            self._choose_driver(driver)
        if line:
            self.line.setText(line)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            # Else the window would take Esc for its own.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _make_fields(self) -> None:
        self.name = line_edit("Such as Radio 1")
        self.port = Choice(self._icons)
        self.port.setEditable(True)
        self.port.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # What is typed is a port's name, which nothing may finish as another one.
        self.port.setCompleter(None)
        self.port.lineEdit().setMaxLength(LONGEST_FIELD)
        self.port.lineEdit().setPlaceholderText("Choose or type a port")
        self.driver = Choice(self._icons)
        self.driver.setPlaceholderText("Choose a driver")
        self.line = line_edit("Such as 9600 8N1; empty for the driver's own")
        self.unit = line_edit("Such as UTV-1; empty when it belongs to none")
        self.options = OptionLines()
        parts = (self.name, self.port, self.driver, self.line, self.unit, self.options)
        self._parts: dict[str, QWidget] = dict(zip(FIELDS, parts, strict=True))
        for field, part in self._parts.items():
            part.setAccessibleName(LABELS[field])

    def _lay_out(self) -> None:
        self.header.addWidget(KeyCap(self.theme, "Esc"))
        self.header.addWidget(Text(self.theme, "Close", "caption", tone="second"))
        self.body.addWidget(rule())
        self.body.addLayout(self._make_grid())
        self.body.addStretch(1)
        self.body.addWidget(rule())
        self.body.addLayout(self._make_buttons())

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(SIDE_PADDING, 16, SIDE_PADDING, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for place, field in enumerate(FIELDS):
            label = Text(self.theme, LABELS[field], tone="second")
            many = field == "options"
            label.setContentsMargins(0, 8 if many else 0, 0, 0)
            top = Qt.AlignmentFlag.AlignTop if many else Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(label, place * 2, 0, top)
            grid.addWidget(self._parts[field], place * 2, 1)
            grid.addWidget(self._words[field], place * 2 + 1, 1)
            grid.setRowMinimumHeight(place * 2 + 1, 20)
            self._labels[field] = label
        self.listen = QPushButton("Listen and recognise")
        grid.addWidget(self.listen, len(FIELDS) * 2, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._detection, len(FIELDS) * 2 + 1, 1)
        grid.setRowMinimumHeight(len(FIELDS) * 2 + 1, 24)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        return grid

    def _make_buttons(self) -> QHBoxLayout:
        self._save_button = SaveButton(self.theme, "Save device", "Ctrl+Enter", primary=True)
        row = QHBoxLayout()
        row.setContentsMargins(SIDE_PADDING, 10, SIDE_PADDING, 10)
        row.addStretch(1)
        row.addWidget(self._save_button)
        return row

    def _connect(self) -> None:
        self.name.textChanged.connect(lambda _text: self._clear_refusal("name"))
        self.port.editTextChanged.connect(lambda _text: self._clear_refusal("port"))
        self.port.activated.connect(self._take_port)
        self.driver.currentIndexChanged.connect(lambda _place: self._clear_refusal("driver"))
        self.line.textChanged.connect(lambda _text: self._clear_refusal("line"))
        self.unit.textChanged.connect(lambda _text: self._clear_refusal("unit"))
        self.options.textChanged.connect(lambda: self._clear_refusal("options"))
        self.driver.currentIndexChanged.connect(lambda _place: self._show_options())
        self.listen.clicked.connect(lambda: self._ask_detection())
        self._save_button.clicked.connect(lambda: self.save())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)

    def _settings(self) -> dict[str, str]:
        return {
            "was": self._was,
            "name": self.name.text().strip(),
            "port": self.port.currentText().strip(),
            "driver": self._driver(),
            "line": self.line.text().strip(),
            "unit": self.unit.text().strip(),
            "options": self.options.toPlainText().strip() if self._has_options() else "",
        }

    def _has_options(self) -> bool:
        """Options that a device had are kept, even where nothing is known of its driver."""
        return bool(self._takes.get(self._driver())) or self._driver() == self._had != ""

    def _show_options(self) -> None:
        """Only where the driver takes any; what was typed stays while another driver is looked at."""
        for part in (self._labels["options"], self.options, self._words["options"]):
            part.setVisible(self._has_options())
        self.options.show_names(self._takes.get(self._driver(), ()))

    def _ask_detection(self) -> None:
        port = self.port.currentText().strip()
        if not port:
            self.show_refusal("port", "Which port is to be listened at?")
            return
        self._detection.setText(f"Listening at {bounded(port)}.")
        self.detect_requested.emit(port)

    def _take_port(self, place: int) -> None:
        """Keep the port's name alone of what the list says about it."""
        name = self.port.itemData(place)
        self.port.setEditText(name or self.port.currentText())

    def _driver(self) -> str:
        return self.driver.currentData() or ""

    def _choose_driver(self, name: str) -> None:
        """Choose a driver; one that is not offered is added, so that saving does not change it."""
        if name and self.driver.findData(name) < 0:
            self.driver.addItem(bounded(name), name)
        self.driver.setCurrentIndex(self.driver.findData(name) if name else -1)

    def _clear_refusal(self, field: str) -> None:
        self._words[field].setText("")
        set_property(self._parts[field], "wrong", "false")

    def _fit(self) -> None:
        self.setStyleSheet(self.theme.fill(FIELD_STYLE))
        for part in self._parts.values():
            part.setFont(self.theme.font("data", 500))
            part.setFixedHeight(COMPACT_FIELD_HEIGHT if self.theme.compact else FIELD_HEIGHT)
        self.options.fit()
