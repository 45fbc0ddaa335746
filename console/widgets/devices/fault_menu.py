"""What can go wrong with a simulated device, to be chosen in training."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from console.board.views import DeviceView

CABLE = (
    ("unplug", "Unplug for 10 s"),
    ("another name", "Unplug, and come back under another name"),
)
LINE = (
    ("garbage", "Garbage between frames"),
    ("bad checksum", "Bad checksum"),
    ("split", "Split frames"),
    ("glue", "Glued frames"),
    ("truncated", "Frames cut short"),
    ("wrong baud", "Wrong baud"),
    ("flood", "Flood"),
    ("duplicates", "Duplicates"),
)
DEVICE = (
    ("silence", "Silence"),
    ("lost ack", "Lost acknowledgements"),
    ("stuck clock", "Stuck clock"),
)
KEY = (("stuck ptt", "Stuck PTT"),)
GPS = (
    ("void", "No fix"),
    ("stale", "The same fix for ever"),
    ("jump", "Runs away"),
    ("zero", "At 0, 0"),
    ("factory", "At the maker's place"),
)


class FaultMenu(QMenu):
    """The faults of one device; those that it has are checked, and choosing one again ends it.

    Signals: `chosen` the kind of fault.
    """

    chosen = Signal(str)

    def __init__(self, device: DeviceView, parent: QWidget) -> None:
        super().__init__(parent)
        for group in groups_of(device):
            if not self.isEmpty():
                self.addSeparator()
            for kind, words in group:
                self._add(kind, words, checked=kind in device.faults)

    def _add(self, kind: str, words: str, *, checked: bool) -> None:
        action = self.addAction(words)
        action.setCheckable(True)
        action.setChecked(checked)
        action.triggered.connect(lambda _checked: self.chosen.emit(kind))


def groups_of(device: DeviceView) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The faults that a device can have, in groups; where only modem lines speak, no frame can be spoilt."""
    if device.keyable:
        return (CABLE, KEY)
    return (CABLE, LINE, DEVICE, GPS) if device.kind == "gps" else (CABLE, LINE, DEVICE)
