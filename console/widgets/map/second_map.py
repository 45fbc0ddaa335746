"""A second map in a window of its own, for another monitor: the same units and calls, its own view."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.widgets.map.panel import MapPanel
from console.widgets.theme import Theme
from console.widgets.training_frame import TrainingFrame
from console.widgets.window_memory import MapPlace, WindowMemory

SIZE = (960, 640)


class MapWindow(QWidget):
    """Signals: `closing` is sent before it goes."""

    closing = Signal()

    def __init__(self, panel: MapPanel, theme: Theme) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.panel = panel
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("TRAINING - Map - CSO Console" if panel.training else "Map - CSO Console")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TrainingFrame(theme, panel, training=panel.training))
        for key, action in (
            ("F9", panel.show_selection),
            ("F11", self._turn_full_screen),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(action)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _turn_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)


class SecondMap(QObject):
    """Opens and closes the second map of a panel, and remembers where it stood and what it showed."""

    def __init__(self, panel: MapPanel, theme: Theme, memory: WindowMemory) -> None:
        super().__init__(panel)
        self._panel = panel
        self._theme = theme
        self._memory = memory
        self.window: MapWindow | None = None
        panel.window_requested.connect(self.open)

    def open(self) -> None:
        """Open it where it was last, on another monitor the first time; bring it to the front when it is."""
        if self.window is None:
            twin = self._panel.twin()
            self.window = MapWindow(twin, self._theme)
            self.window.closing.connect(self._forget)
            twin.window_requested.connect(self.window.close)
            self._put_in_place(self.window)
            self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """Close it with the window that it belongs to."""
        if self.window is not None:
            self.window.close()

    def _put_in_place(self, window: MapWindow) -> None:
        place = self._memory.map_place()
        if place is not None:
            window.setGeometry(place.x, place.y, place.wide, place.high)
            window.panel.canvas.look_at((place.lat, place.lon), place.scale)
            return
        window.resize(*SIZE)
        here = self._panel.screen()
        other = next((screen for screen in QGuiApplication.screens() if screen is not here), None)
        if other is not None:
            window.move(other.availableGeometry().topLeft())

    def _forget(self) -> None:
        window = self.window
        if window is None:
            return
        self.window = None
        area, view = window.geometry(), window.panel.canvas.view
        lat, lon = view.middle
        size = area.x(), area.y(), area.width(), area.height()
        self._memory.keep_map_place(MapPlace(*size, lat, lon, view.scale))
        self._panel.forget(window.panel)
