"""The panel of serial devices: the table, its keys, and the sentence about the worst device."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal

from console.board.views import DeviceView, Picture
from console.clock import Clock
from console.widgets.devices.delegate import HEADS_HEIGHT, ROW, ROW_COMPACT, DeviceDelegate, DeviceHeads
from console.widgets.devices.fault_menu import FaultMenu
from console.widgets.devices.foot_note import FootNote
from console.widgets.devices.hold_key import HoldKey
from console.widgets.devices.rows import DeviceRow, elsewhere, on_air, summary, trouble, worst
from console.widgets.icons import Icons
from console.widgets.keyed import KeyedListModel
from console.widgets.paint import Look
from console.widgets.panel import FOOTER_HEIGHT, HEADER_HEIGHT, Panel
from console.widgets.pieces import Hints, KeyHints, plain_tip
from console.widgets.row_list import LOADING, RowList
from console.widgets.theme import Theme

EMPTY_TEXT = "No serial devices yet. A adds one."
FEWEST_ROWS = 4
LEAST_WIDTH = 640
# What the keys do, in fewer words, where the table is narrow.
SHORT = {
    "Reconnect": "Reopen",
    "Test frame": "Test",
    "Turn off": "Off",
    "Turn on": "On",
    "Allow sending": "Allow",
    "Stop sending": "Forbid",
    "Hold to talk": "Talk",
}


class DeviceTable(Panel):
    """Every serial device, in the order of the picture.

    Signals: `device_selected` its name, empty when none is selected now; `action_requested` the
    action and the device's name: reconnect, test, off, on, transmit-on, transmit-off, capture-start,
    capture-stop, edit, fault: with a kind of fault, or add with an empty name; key when Ctrl+T goes
    down and unkey when it comes up, which is said of the same device.
    """

    device_selected = Signal(str)
    action_requested = Signal(str, str)

    def __init__(self, theme: Theme, icons: Icons, clock: Clock) -> None:
        super().__init__(theme, "Serial devices")
        self._clock = clock
        self._picture = Picture()
        self._taken_at = clock.monotonic()
        self._faults: FaultMenu | None = None
        self._pressed = ""
        look = Look(theme, icons, self)
        self._model = KeyedListModel(
            lambda row: row.sentence(clock.now()),
            lambda row: plain_tip(row.sentence(clock.now())),
            parent=self,
        )
        delegate = DeviceDelegate(look, self._model, clock.now)
        self.list = RowList(look, self._model, delegate, "Serial devices")
        delegate.setParent(self.list)
        self.list.keys = self._make_keys()
        self._talk = HoldKey(self.list, Qt.Key.Key_T)
        self._talk.pressed.connect(self._press)
        self._talk.released.connect(self._release)
        self._heads = DeviceHeads(look, lambda: self.list.viewport().width())
        self.list.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._heads.update())
        self.list.key_selected.connect(self._on_selected)
        self.foot = FootNote(theme, icons)
        self._key_hints = KeyHints(theme, to_right=True)
        self._lay_out()
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self._show_hints)

    def show_picture(self, picture: Picture) -> None:
        """Show the newest devices; selection, scroll and focus stay where they are."""
        if picture.devices is not self._picture.devices:
            self._taken_at = self._clock.monotonic()
        before = len(self._picture.devices)
        self._picture = picture
        self.list.set_empty_text(EMPTY_TEXT if picture.loaded else LOADING)
        self.list.show_rows([DeviceRow(device) for device in picture.devices.values()])
        self.set_count(len(picture.devices))
        if len(picture.devices) != before:
            self.updateGeometry()
        self._show_foot()
        self._show_hints()

    def tick(self) -> None:
        """Bring every age up to this second."""
        self.list.viewport().update()
        self._show_foot()

    def select(self, name: str) -> None:
        """Select a device and bring it into view."""
        self.list.select(name)

    def selected(self) -> DeviceView | None:
        return self._picture.devices.get(self.list.selected())

    @property
    def hints(self) -> Hints:
        """The keys that work on the selected device, with what they do now."""
        hints = [(key, words) for key, words in hints_for(self.selected()) if words]
        if not self.theme.compact:
            return tuple(hints)
        return tuple((key, SHORT.get(words, words)) for key, words in hints)

    @property
    def faults(self) -> FaultMenu | None:
        """The menu of faults that is open."""
        return self._faults

    def sizeHint(self) -> QSize:
        """As high as its rows: the charts below take what is left."""
        row = ROW_COMPACT if self.theme.compact else ROW
        rows = max(FEWEST_ROWS, len(self._picture.devices)) * row
        return QSize(600, HEADER_HEIGHT + HEADS_HEIGHT + rows + FOOTER_HEIGHT + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, HEADER_HEIGHT + HEADS_HEIGHT + FEWEST_ROWS * ROW_COMPACT + FOOTER_HEIGHT)

    def _lay_out(self) -> None:
        # The hints take all room that the title leaves, which the stretch would halve.
        self.header.setStretch(2, 0)
        self.header.addWidget(self._key_hints, 1)
        self.body.addWidget(self._heads)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.foot)
        self.list.setMinimumHeight(ROW)
        self.setFocusProxy(self.list)
        self.set_count(0)
        self._show_foot()
        self._show_hints()

    def _make_keys(self) -> dict[int, Callable[[], None]]:
        return {
            Qt.Key.Key_R: partial(self._ask, "reconnect"),
            Qt.Key.Key_T: partial(self._ask, "test"),
            Qt.Key.Key_G: partial(self._ask, "edit"),
            Qt.Key.Key_O: self._turn,
            Qt.Key.Key_S: self._allow,
            Qt.Key.Key_C: self._capture,
            Qt.Key.Key_X: self._open_faults,
            Qt.Key.Key_A: lambda: self.action_requested.emit("add", ""),
        }

    def _ask(self, action: str) -> None:
        device = self.selected()
        if device is not None:
            self.action_requested.emit(action, device.name)

    def _turn(self) -> None:
        device = self.selected()
        if device is not None:
            self._ask("on" if device.state == "off" else "off")

    def _allow(self) -> None:
        device = self.selected()
        if device is not None and device.sends:
            self._ask("transmit-off" if device.transmit else "transmit-on")

    def _capture(self) -> None:
        device = self.selected()
        if device is not None:
            self._ask("capture-stop" if device.capturing else "capture-start")

    def _press(self) -> None:
        """Whether it may be keyed is decided where the devices are, and said from there."""
        device = self.selected()
        if device is not None:
            self._pressed = device.name
            self.action_requested.emit("key", device.name)

    def _release(self) -> None:
        name, self._pressed = self._pressed, ""
        if name:
            self.action_requested.emit("unkey", name)

    def _open_faults(self) -> None:
        device = self.selected()
        if device is None or not device.simulated:
            return
        name = device.name
        self._faults = menu = FaultMenu(device, self)
        # The selection may move while the menu is open: the fault is that device's all the same.
        menu.chosen.connect(lambda kind: self.action_requested.emit(f"fault:{kind}", name))
        menu.aboutToHide.connect(self._close_faults)
        row = self.list.visualRect(self.list.currentIndex())
        menu.popup(self.list.viewport().mapToGlobal(row.bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _close_faults(self) -> None:
        menu, self._faults = self._faults, None
        if menu is not None:
            menu.deleteLater()

    def _on_selected(self, name: str) -> None:
        self._talk.let_go()
        self._show_hints()
        self.device_selected.emit(name)

    def _show_hints(self) -> None:
        self._key_hints.set_hints(self.hints)

    def _show_foot(self) -> None:
        keyed = [device for device in self._picture.devices.values() if device.keyed]
        if keyed:
            self.foot.show_note(on_air(keyed), glyph="radio", token="text1")
            return
        device = worst(self._picture.devices.values())
        if device is None:
            devices = self._picture.devices.values()
            self.foot.show_note(f"{summary(devices)}. {elsewhere(devices)}".strip())
            return
        token = "text2" if device.state == "connecting" else "amber"
        words = trouble(device, self._clock.now())
        self.foot.show_note(words, self._next_try(device), glyph="link-degraded", token=token)

    def _next_try(self, device: DeviceView) -> str:
        if device.next_try_s is None:
            return ""
        left = device.next_try_s - (self._clock.monotonic() - self._taken_at)
        return f"Next try in {left:.0f} s" if left >= 0.5 else "Trying now"


def hints_for(device: DeviceView | None) -> Hints:
    """Every key with what it does to a device, in no words where it does nothing."""
    if device is None:
        return (("A", "Add"),)
    sending = "Stop sending" if device.transmit else "Allow sending"
    return (
        ("R", "Reconnect"),
        # A radio that is keyed on its lines cannot be asked anything.
        ("T", "" if device.keyable else "Test frame"),
        ("G", "Settings"),
        ("O", "Turn on" if device.state == "off" else "Turn off"),
        ("S", sending if device.sends else ""),
        ("Ctrl+T", "Hold to talk" if device.keyable and device.transmit else ""),
        ("X", "Fault" if device.simulated else ""),
        ("C", "End capture" if device.capturing else "Capture"),
        ("A", "Add"),
    )
