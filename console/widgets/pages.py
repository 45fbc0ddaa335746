"""The pages of the window: the console itself, and the devices, which are made when first asked for."""

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console.board.views import Picture
from console.clock import Clock
from console.widgets.icons import Icons
from console.widgets.page_bar import PageBar
from console.widgets.theme import Theme
from console.widgets.window_frame import WindowFrame

if TYPE_CHECKING:
    from console.widgets.devices import DevicesPage

CONSOLE, DEVICES = range(2)
NAMES = ("Console", "Devices")


class Pages(QWidget):
    """Shows one page at a time; the bar is there on every page but the console, which needs the room.

    Signals: `devices_made` carries the devices page once it is there; `turned` carries the number of the
    page that is open now.
    """

    devices_made = Signal(object)
    turned = Signal(int)
    _charts_loaded = Signal()

    def __init__(
        self, console: QWidget, frame: WindowFrame, theme: Theme, icons: Icons, clock: Clock
    ) -> None:
        super().__init__()
        self._frame, self._theme, self._icons, self._clock = frame, theme, icons, clock
        self._picture = Picture()
        self.devices: DevicesPage | None = None
        self._loading: threading.Thread | None = None
        self.bar = PageBar(theme, NAMES)
        self.bar.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(console)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.bar.chosen.connect(self.turn_to)
        self._charts_loaded.connect(self._show_devices, Qt.ConnectionType.QueuedConnection)

    @property
    def page(self) -> int:
        """CONSOLE or DEVICES."""
        return self._stack.currentIndex()

    def turn(self, step: int = 1) -> None:
        """Go to the next page, or with -1 to the one before."""
        self.turn_to((self.page + step) % len(NAMES))

    def turn_to(self, page: int) -> None:
        """Open a page."""
        if page == DEVICES and self.devices is None:
            self._load_charts()
            return
        self._stack.setCurrentIndex(page)
        self.bar.setVisible(page != CONSOLE)
        self.bar.show_page(page)
        self.turned.emit(page)

    def show_picture(self, picture: Picture) -> None:
        self._picture = picture
        if self.devices is not None and self.page == DEVICES:
            self.devices.show_picture(picture)
            self.bar.say(self.devices.summary)

    def tick(self) -> None:
        """Bring every age up to this second."""
        if self.devices is not None and self.page == DEVICES:
            self.devices.tick()

    def close_threads(self) -> None:
        """Wait for what is still being loaded."""
        if self._loading is not None:
            self._loading.join()

    def _load_charts(self) -> None:
        """The library of the charts takes a third of a second: the window goes on meanwhile."""
        if self._loading is None:
            self._loading = threading.Thread(target=self._import_charts, name="charts", daemon=True)
            self._loading.start()

    def _import_charts(self) -> None:
        import console.widgets.devices.charts  # noqa: F401  # imported for the page that is about to be made

        self._charts_loaded.emit()

    def _show_devices(self) -> None:
        from console.widgets.devices import DevicesPage

        self.devices = DevicesPage(self._theme, self._icons, self._clock, self._frame.zone)
        self._stack.addWidget(self.devices)
        self.devices_made.emit(self.devices)
        self.turn_to(DEVICES)
        self.show_picture(self._picture)
        self.devices.focus_first()
