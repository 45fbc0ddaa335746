"""The devices page: table, charts and inspector of the serial devices side by side."""

from datetime import tzinfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from console.board.views import Picture
from console.clock import Clock
from console.widgets.devices.chart_row import ChartRow
from console.widgets.devices.device_form import DeviceForm, FormDraft
from console.widgets.devices.inspector import FrameInspector
from console.widgets.devices.rows import summary, worst
from console.widgets.devices.table import DeviceTable
from console.widgets.icons import Icons
from console.widgets.theme import Theme

GAP, GAP_COMPACT = 6, 4
NARROW = 1200
"""In a page that is narrower than this, in pixels, the inspector stands below the charts."""
TABLE_SHARE, INSPECTOR_SHARE = 1096, 806


class DevicesPage(QWidget):
    """How every serial device does, and what one of them sends.

    Signals: `inspect_requested` the device whose frames are wanted, empty when the page is left;
    `action_requested` an action and a device's name: reconnect, test, off, on, add (with an empty
    name), edit, transmit-on, transmit-off, key, unkey, capture-start, capture-stop, and fault: with a
    kind of fault. For add and edit the page has opened its `form`, which asks by its own signals for a
    port to be listened at and for a save.
    """

    inspect_requested = Signal(str)
    action_requested = Signal(str, str)

    def __init__(self, theme: Theme, icons: Icons, clock: Clock, zone: tzinfo) -> None:
        super().__init__()
        self._theme = theme
        self._picture = Picture()
        self.table = DeviceTable(theme, icons, clock)
        self.charts = ChartRow(theme, clock, zone)
        self.inspector = FrameInspector(theme, icons, zone)
        self.form = DeviceForm(theme, icons)
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out()
        self._connect()
        self._fit()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The parts that F6 walks, in reading order."""
        return (self.table, self.right.currentWidget())

    @property
    def summary(self) -> str:
        """`8 devices, 6 running, 1 with errors, 1 lost`, for the page bar."""
        return summary(self._picture.devices.values())

    def show_picture(self, picture: Picture) -> None:
        """Show the newest devices and frames; selection, scroll and focus stay where they are."""
        same = picture.devices is self._picture.devices and picture.loaded == self._picture.loaded
        self._picture = picture
        if not same:
            self.table.show_picture(picture)
            self._select_worst()
            self._show_device()
        self.inspector.show_frames(picture.inspected)

    def tick(self) -> None:
        """Bring every age up to this second."""
        self.table.tick()

    def select(self, name: str) -> None:
        """Select a device, as a click on it would."""
        self.table.select(name)

    def selected(self) -> str:
        """The name of the selected device, empty when none is."""
        return self.table.list.selected()

    def focus_first(self) -> None:
        """Give the focus to the table of devices."""
        self.table.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_draft(self) -> FormDraft | None:
        """What is typed in the open form, which is closed and empty after it; None when it is closed."""
        if self.right.currentWidget() is not self.form:
            return None
        self.right.setCurrentWidget(self.inspector)
        return self.form.take_draft()

    def put_draft(self, draft: FormDraft) -> None:
        """Open the form as it was left."""
        self.form.put_draft(draft)
        self.right.setCurrentWidget(self.form)

    def close_form(self) -> None:
        """Put the inspector back where the form stood, after a save or Esc."""
        self.right.setCurrentWidget(self.inspector)
        self.focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if event.spontaneous():
            return
        self._select_worst()
        if self.selected():
            self.inspect_requested.emit(self.selected())
        # The page is on the screen before pyqtgraph, which takes a while to load.
        QTimer.singleShot(0, self.charts, self.charts.make_charts)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.inspect_requested.emit("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow, direction = event.size().width() < NARROW, QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def _lay_out(self) -> None:
        self.right = QStackedWidget()
        self.right.addWidget(self.inspector)
        self.right.addWidget(self.form)
        self._left = QVBoxLayout()
        self._left.addWidget(self.table)
        self._left.addWidget(self.charts, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addLayout(self._left, TABLE_SHARE)
        self._row.addWidget(self.right, INSPECTOR_SHARE)

    def _connect(self) -> None:
        self.table.device_selected.connect(self._on_selected)
        self.table.action_requested.connect(self._on_action)
        self.form.closed.connect(self.close_form)
        self._theme.changed.connect(self._fit)

    def _select_worst(self) -> None:
        """Begin with the device that needs a person; what a person has selected stays."""
        devices = self._picture.devices
        if self.selected() or not self.isVisible() or not devices:
            return
        first = worst(devices.values())
        self.table.select(first.name if first is not None else next(iter(devices)))

    def _on_selected(self, name: str) -> None:
        self._show_device()
        if self.isVisible():
            self.inspect_requested.emit(name)

    def _show_device(self) -> None:
        device = self.table.selected()
        self.charts.show_device(device)
        self.inspector.show_device(device)

    def _on_action(self, action: str, name: str) -> None:
        if action in ("add", "edit"):
            self.form.open(self._picture.devices.get(name))
            self.right.setCurrentWidget(self.form)
            self.form.focus_first()
        self.action_requested.emit(action, name)

    def _fit(self) -> None:
        gap = GAP_COMPACT if self._theme.compact else GAP
        self._left.setSpacing(gap)
        self._row.setSpacing(gap)
        self._row.setContentsMargins(gap, gap, gap, gap)
