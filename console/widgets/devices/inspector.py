"""The panel of one device's frames: the list of them, one in hex, and what was decoded of it."""

from collections.abc import Callable
from datetime import tzinfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from console.board.views import DeviceView, FrameView, InspectedDevice
from console.widgets.devices.foot_note import FootNote
from console.widgets.devices.frame_delegates import FieldDelegate, FrameDelegate, FrameHeads
from console.widgets.devices.frame_rows import (
    BYTES_A_LINE,
    FieldRow,
    FrameRow,
    clock_ms,
    copied,
    failures,
    field_spans,
    matches,
)
from console.widgets.devices.hex_view import HexView
from console.widgets.devices.rows import bounded
from console.widgets.icons import Icons
from console.widgets.keyed import KeyedListModel
from console.widgets.paint import Look
from console.widgets.panel import SIDE_PADDING, Panel
from console.widgets.pieces import KeyHints, Text
from console.widgets.row_list import RowList
from console.widgets.theme import Theme

LONGEST_FILTER = 100
FEWEST_LINES, MOST_LINES, MOST_LINES_COMPACT = 2, 6, 4
SECTION_HEIGHT = 26
LIST_SHARE, FIELDS_SHARE = 2, 3
NO_DEVICE = "Select a device to see its frames."
NO_FRAME = "Select a frame to see its fields."


class FrameInspector(Panel):
    """The frames of the device that is inspected, newest first.

    Space holds the list still while frames go on being counted, F shows only bad ones, Ctrl+F opens
    the filter, Ctrl+C copies the selected frame.
    """

    def __init__(self, theme: Theme, icons: Icons, zone: tzinfo) -> None:
        super().__init__(theme, "Frames")
        self._zone = zone
        self._device: DeviceView | None = None
        self._inspected = InspectedDevice()
        self._held: InspectedDevice | None = None
        self._frame: FrameView | None = None
        self._bad_only = False
        self._lines = FEWEST_LINES
        self._make_lists(Look(theme, icons, self))
        self.hex = HexView(theme)
        self.filter = FilterField()
        self.foot = FootNote(theme, icons)
        self._frame_title = Text(theme, weight=600)
        self._decoded_note = Text(theme, step="caption", tone="second", elide=True)
        self._key_hints = KeyHints(theme, to_right=True)
        self._lay_out()
        self._connect()
        self.show_device(None)

    @property
    def is_paused(self) -> bool:
        return self._held is not None

    @property
    def note(self) -> str:
        """What the header says about what the list leaves out."""
        parts = []
        if self._held is not None:
            missed = self._missed()
            parts.append(f"paused, {missed} more since" if missed else "paused")
        if self._bad_only:
            parts.append("bad only")
        if self._device is not None and self._device.capturing:
            parts.append("capturing")
        words = ", ".join(parts)
        return words[:1].upper() + words[1:]

    @property
    def frame(self) -> FrameView | None:
        """The frame whose bytes are shown."""
        return self._frame

    def show_device(self, device: DeviceView | None) -> None:
        """Take the device whose frames are looked at; another one than before begins from nothing."""
        before = self._device.name if self._device is not None else ""
        self._device = device
        name = device.name if device is not None else ""
        if name != before:
            self._begin()
        self.set_title(f"{bounded(name)} frames" if name else "Frames")
        self._show_header()
        self._show_foot()

    def show_frames(self, inspected: InspectedDevice) -> None:
        """Take the newest frames; the selected one stays selected, and a paused list stays as it is."""
        if inspected is self._inspected:
            return
        self._inspected = inspected
        if self._held is None:
            self._show_rows()
        self._show_header()
        self._show_foot()

    def copy(self) -> None:
        """Put the shown frame on the clipboard, as hex and decoded."""
        if self._frame is not None and self._device is not None:
            QGuiApplication.clipboard().setText(copied(bounded(self._device.name), self._frame, self._zone))

    def open_filter(self) -> None:
        self.filter.show()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _make_lists(self, look: Look) -> None:
        self._frames = KeyedListModel(lambda row: row.label, parent=self)
        painter = FrameDelegate(look, self._frames)
        self.list = RowList(look, self._frames, painter, "Frames")
        painter.setParent(self.list)
        self.list.keys = self._make_keys()
        self._heads = FrameHeads(look)
        self._fields = KeyedListModel(lambda row: row.label, parent=self)
        painter = FieldDelegate(look, self._fields)
        self.fields = RowList(look, self._fields, painter, "Decoded fields")
        painter.setParent(self.fields)

    def _make_keys(self) -> dict[int, Callable[[], None]]:
        return {
            Qt.Key.Key_Space: self._turn_pause,
            Qt.Key.Key_F: self._turn_bad_only,
        }

    def _lay_out(self) -> None:
        self.header.setStretch(2, 0)
        self.header.addWidget(self._key_hints, 1)
        self.header.addWidget(self.filter)
        self.filter.hide()
        self.body.addWidget(self._heads)
        self.body.addWidget(self.list, LIST_SHARE)
        hint = Text(
            self.theme, "Hex, then text. Shaded blocks are fields.", "caption", tone="second", elide=True
        )
        self.body.addWidget(_section(self._frame_title, hint))
        self.body.addWidget(self.hex)
        self.body.addWidget(_section(Text(self.theme, "Decoded", weight=600), self._decoded_note))
        self.body.addWidget(self.fields, FIELDS_SHARE)
        self.body.addWidget(self.foot)
        self.list.setMinimumHeight(60)
        self.fields.setMinimumHeight(60)
        self.setFocusProxy(self.list)
        self.set_count(None)

    def _connect(self) -> None:
        self.list.key_selected.connect(self._on_frame_selected)
        self.fields.key_selected.connect(lambda _key: self._show_bytes())
        self.filter.textChanged.connect(lambda _text: self._show_rows())
        self.filter.closed.connect(self._close_filter)
        self.theme.changed.connect(self._fit)
        for keys, action in ((QKeySequence.StandardKey.Copy, self.copy), ("Ctrl+F", self.open_filter)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def _begin(self) -> None:
        self._held = None
        self._lines = FEWEST_LINES
        self._show_rows()
        self._show_frame(None)

    def _show_rows(self) -> None:
        wanted = self.filter.text().strip().casefold()
        frames = self._listed().frames
        if self._bad_only:
            frames = tuple(frame for frame in frames if not frame.good)
        if wanted:
            frames = tuple(frame for frame in frames if matches(frame, wanted))
        self.list.set_empty_text(self._empty_text())
        self.list.show_rows([FrameRow(frame, clock_ms(frame.at, self._zone)) for frame in frames])
        self._make_room(frames)

    def _listed(self) -> InspectedDevice:
        """What the list is made from: frames of another device than the selected are not shown as its."""
        listed = self._held or self._inspected
        name = self._device.name if self._device is not None else ""
        return listed if listed.device == name else InspectedDevice()

    def _empty_text(self) -> str:
        if self._device is None:
            return NO_DEVICE
        if self._bad_only or self.filter.text().strip():
            return "No frame fits. F shows all, Ctrl+F changes the filter."
        return "No frames yet. They show here by themselves."

    def _make_room(self, frames: tuple[FrameView, ...]) -> None:
        """Let the bytes take the lines that they need: growing only, so that the lists stay put."""
        longest = max((len(frame.raw) for frame in frames), default=0)
        self._lines = max(self._lines, -(-longest // BYTES_A_LINE))
        self._fit()

    def _fit(self) -> None:
        most = MOST_LINES_COMPACT if self.theme.compact else MOST_LINES
        self.hex.setFixedHeight(self.hex.height_of(min(self._lines, most)))
        self.filter.setFont(self.theme.font("body"))

    def _on_frame_selected(self, key: str) -> None:
        # One that has left the list goes on being shown: whoever reads it has not finished.
        row = next((row for row in self._frames.rows if row.key == key), None)
        if row is not None:
            self._show_frame(row.frame)

    def _show_frame(self, frame: FrameView | None) -> None:
        self._frame = frame
        fields = frame.fields if frame is not None else ()
        nothing = NO_FRAME if frame is None else "Nothing in this frame could be decoded."
        self.fields.set_empty_text(nothing)
        self.fields.show_rows([FieldRow(place, field) for place, field in enumerate(fields)])
        self._frame_title.setText(
            f"Frame {frame.number}, {len(frame.raw)} bytes" if frame else "No frame selected"
        )
        good = frame is None or frame.good
        self._decoded_note.setText("" if good else f"Not used: {bounded(frame.check)}")
        self._decoded_note.set_tone("second" if good else "amber")
        self._show_bytes()

    def _show_bytes(self) -> None:
        if self._frame is None:
            self.hex.show_bytes(b"", [])
            return
        chosen = self._fields.place(self.fields.selected())
        self.hex.show_bytes(self._frame.raw, field_spans(self._frame), chosen)

    def _turn_pause(self) -> None:
        if self._device is None:
            return
        self._held = self._inspected if self._held is None else None
        self._show_rows()
        self._show_header()

    def _turn_bad_only(self) -> None:
        self._bad_only = not self._bad_only
        self._show_rows()
        self._show_header()

    def _close_filter(self) -> None:
        self.filter.clear()
        self.filter.hide()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _missed(self) -> int:
        """How many frames have come since the list was held."""
        newest, held = self._inspected.frames, self._held.frames if self._held else ()
        if self._held is None or self._inspected.device != self._held.device or not newest:
            return 0
        return max(0, newest[0].number - (held[0].number if held else newest[-1].number - 1))

    def _show_header(self) -> None:
        self.set_note(self.note, "amber" if self.is_paused else "second")
        self._key_hints.set_hints(
            (
                ("Space", "Go on" if self.is_paused else "Pause"),
                ("F", "All" if self._bad_only else "Bad only"),
                ("Ctrl+C", "Copy"),
                ("Ctrl+F", "Filter"),
            )
        )

    def _show_foot(self) -> None:
        device = self._device
        if device is None:
            self.foot.show_note("")
            return
        inspected = self._inspected.device == device.name
        sentence, any_failed = failures(self._inspected.frames if inspected else ())
        remark = f"{device.frames:,} frames, {device.bad_checksums:,} bad"
        self.foot.show_note(sentence, remark, glyph="history", token="amber" if any_failed else "text2")


class FilterField(QLineEdit):
    """A small field for a text that frames must hold. Signal: `closed` by Esc."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(LONGEST_FILTER)
        self.setPlaceholderText("Filter, Esc closes")
        self.setAccessibleName("Filter frames")
        self.setFixedSize(150, 26)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            # Else the window would take Esc, and leave the page with the filter still at work.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _section(title: Text, note: Text) -> QWidget:
    bar = QWidget()
    bar.setObjectName("section")
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    bar.setFixedHeight(SECTION_HEIGHT)
    row = QHBoxLayout(bar)
    row.setContentsMargins(SIDE_PADDING, 0, SIDE_PADDING, 0)
    row.setSpacing(12)
    row.addWidget(title)
    row.addStretch(1)
    row.addWidget(note)
    return bar
