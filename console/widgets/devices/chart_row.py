"""The two panels below the table, whose charts are made when the page is first seen."""

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.board.views import DeviceView
from console.clock import Clock
from console.widgets.devices.rows import bounded
from console.widgets.panel import Panel
from console.widgets.theme import Theme

if TYPE_CHECKING:
    from console.widgets.devices.charts import ErrorChart, RateChart

LEAST_HEIGHT = 150
GAP, GAP_COMPACT = 6, 4


class ChartRow(QWidget):
    """Frames per second and checksum errors of one device over the last ten minutes."""

    def __init__(self, theme: Theme, clock: Clock, zone: tzinfo) -> None:
        super().__init__()
        self._theme = theme
        self._clock = clock
        self._zone = zone
        self._device: DeviceView | None = None
        self.charts: tuple[RateChart, ErrorChart] | None = None
        self.panels = (Panel(theme, "Frames per second"), Panel(theme, "Checksum errors"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for panel in self.panels:
            self._row.addWidget(panel, 1)
            # The note stands beside the title, and gives way before it.
            panel.header.removeItem(panel.header.itemAt(2))
            panel.header.addStretch(1)
            panel.set_count(None)
        theme.changed.connect(self._fit)
        self._fit()

    def make_charts(self) -> None:
        """Load pyqtgraph, which takes a while, and draw; further calls do nothing."""
        if self.charts is not None:
            return
        from console.widgets.devices.charts import ErrorChart, RateChart

        self.charts = (RateChart(self._theme, self._zone), ErrorChart(self._theme, self._zone))
        for panel, chart in zip(self.panels, self.charts, strict=True):
            panel.body.addWidget(chart, 1)
        self._draw()

    def show_device(self, device: DeviceView | None) -> None:
        """Show the curves of a device; the same curves as before cost nothing."""
        same = _curves(device) == _curves(self._device)
        self._device = device
        if not same:
            self._draw()

    def sizeHint(self) -> QSize:
        return QSize(600, LEAST_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(400, LEAST_HEIGHT)

    def _draw(self) -> None:
        device, now = self._device, self._clock.now()
        name = f"{bounded(device.name)} " if device is not None else ""
        titles = ("frames per second", "checksum errors")
        for panel, title in zip(self.panels, titles, strict=True):
            panel.set_title(f"{name}{title}" if name else title.capitalize())
        self._show_notes(device)
        if self.charts is not None:
            self._show_values(device, now)

    def _show_notes(self, device: DeviceView | None) -> None:
        rates, errors = self.panels
        if device is None:
            notes = ("No device selected", "")
        elif not any(device.rates):
            notes = ("No frames in the last 10 min", "No frames in the last 10 min")
        else:
            notes = ("Last 10 min", "Share of frames, last 10 min")
        rates.set_note(notes[0])
        errors.set_note(notes[1])

    def _show_values(self, device: DeviceView | None, now: datetime) -> None:
        rates, errors = self.charts
        rates.show_values(device.rates if device is not None else (), now)
        errors.show_values(device.error_shares if device is not None else (), now)

    def _fit(self) -> None:
        self._row.setSpacing(GAP_COMPACT if self._theme.compact else GAP)


def _curves(device: DeviceView | None) -> tuple[object, ...]:
    """What the charts draw of a device: its counters change much more often."""
    return () if device is None else (device.name, device.rates, device.error_shares)
