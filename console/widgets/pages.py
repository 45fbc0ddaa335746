"""The pages of the window: the console, the overview, the devices, and what is caught up with."""

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from console.board.views import Picture
from console.clock import Clock
from console.widgets.icons import Icons
from console.widgets.page_bar import PageBar
from console.widgets.theme import Theme
from console.widgets.window_frame import WindowFrame

if TYPE_CHECKING:
    from console.widgets.catch_up import CatchUpPage
    from console.widgets.devices import DevicesPage
    from console.widgets.overview import OverviewPage

CONSOLE, DEVICES, CATCH_UP, OVERVIEW = range(4)
NAMES = {CONSOLE: "Console", OVERVIEW: "Overview", DEVICES: "Devices", CATCH_UP: "Catch-up"}
"""The pages in the order of the bar."""


class Pages(QWidget):
    """Shows one page at a time; the bar is there on every page but the console, which needs the room.

    The other pages are made when they are first asked for; that of the catch-up is there only while there
    is something to catch up with, the overview only for the watch commander. Signals: `devices_made` carries
    the devices page once it is there; `turned` the number of the page that is open now; `settle_requested`
    and `put_away_requested` come from the catch-up page, `line_entered` and `call_opened` from the overview.
    """

    devices_made = Signal(object)
    turned = Signal(int)
    settle_requested = Signal(str, bool)
    put_away_requested = Signal()
    line_entered = Signal(str)
    call_opened = Signal(str)
    _charts_loaded = Signal()

    def __init__(
        self, console: QWidget, frame: WindowFrame, theme: Theme, icons: Icons, clock: Clock
    ) -> None:
        super().__init__()
        self._frame, self._theme, self._icons, self._clock = frame, theme, icons, clock
        self._picture = Picture()
        self.devices: DevicesPage | None = None
        self.catch_up: CatchUpPage | None = None
        self.overview: OverviewPage | None = None
        self._oversees = True
        self._page = CONSOLE
        self._loading: threading.Thread | None = None
        self.bar = PageBar(theme, self._names())
        self.bar.hide()
        self._stack = QStackedWidget()
        self._console = console
        self._stack.addWidget(console)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.bar.chosen.connect(lambda place: self.turn_to(self._there()[place]))
        self._charts_loaded.connect(self._show_devices, Qt.ConnectionType.QueuedConnection)

    @property
    def page(self) -> int:
        """CONSOLE, DEVICES, CATCH_UP or OVERVIEW."""
        return self._page

    @property
    def stops(self) -> "tuple[QWidget, ...]":
        """The parts of the open page that F6 walks; none of the console, whose panels it holds."""
        page = self._made(self._page)
        return page.stops if page is not None else ()

    def focus_first(self) -> None:
        """Give the focus to the first part of a page that is not the console."""
        page = self._made(self._page)
        if page is not None:
            page.focus_first()

    @property
    def on_console(self) -> bool:
        return self._page == CONSOLE

    @property
    def on_catch_up(self) -> bool:
        return self._page == CATCH_UP

    def open_console(self) -> None:
        """Open the console, unless it is open."""
        if not self.on_console:
            self.turn_to(CONSOLE)

    def open_devices(self) -> None:
        """Open the devices page."""
        self.turn_to(DEVICES)

    def oversee(self, *, allowed: bool) -> None:
        """Whether the overview is among the pages, for whoever sits here now."""
        self._oversees = allowed
        self.bar.set_names(self._names())
        if self._page == OVERVIEW and not allowed:
            self.turn_to(CONSOLE)
        self.bar.show_page(self._there().index(self._page))

    def open_catch_up(self) -> None:
        """Open the catch-up page, while there is one."""
        self.turn_to(CATCH_UP)

    def show_catch_up(self) -> None:
        """Show the catch-up page and leave the focus where it is."""
        self._show(CATCH_UP)

    def turn(self, step: int = 1) -> None:
        """Go to the next page, or with -1 to the one before."""
        there = self._there()
        self.turn_to(there[(there.index(self.page) + step) % len(there)])

    def turn_to(self, page: int) -> None:
        """Open a page, if it is there."""
        if page == DEVICES and self.devices is None:
            self._load_charts()
        elif page in self._there():
            self._show(page)
            self.turned.emit(page)

    def show_picture(self, picture: Picture) -> None:
        self._picture = picture
        self.bar.set_names(self._names())
        if self._page == CATCH_UP and picture.catch_up is None:
            self.turn_to(CONSOLE)
        self.bar.show_page(self._there().index(self._page))
        self._show_open_page()

    def tick(self) -> None:
        """Bring every age up to this second."""
        page = {DEVICES: self.devices, OVERVIEW: self.overview}.get(self.page)
        if page is not None:
            page.tick()

    def close_threads(self) -> None:
        """Wait for what is still being loaded."""
        if self._loading is not None:
            self._loading.join()

    def _show(self, page: int) -> None:
        if page == CATCH_UP and self.catch_up is None:
            self.catch_up = self._make_catch_up()
        if page == OVERVIEW and self.overview is None:
            self.overview = self._make_overview()
        self._page = page
        self._turn_stack(self._made(page) or self._console)
        self.bar.setVisible(page != CONSOLE)
        self.bar.show_page(self._there().index(page))
        self._show_open_page()

    def _turn_stack(self, shown: QWidget) -> None:
        """The page that is open takes the room that it needs, and none for those that are not."""
        for place in range(self._stack.count()):
            page = self._stack.widget(place)
            policy = QSizePolicy.Policy.Preferred if page is shown else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)
        self._stack.setCurrentWidget(shown)

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

    def _there(self) -> tuple[int, ...]:
        """The pages that there are now, in the order of the bar."""
        absent = {CATCH_UP: self._picture.catch_up is None, OVERVIEW: not self._oversees}
        return tuple(page for page in NAMES if not absent.get(page))

    def _names(self) -> tuple[str, ...]:
        """Their names, with the number of conflicts that wait."""
        catch_up = self._picture.catch_up
        waits = f" {len(catch_up.conflicts)}" if catch_up is not None and catch_up.conflicts else ""
        return tuple(NAMES[page] + (waits if page == CATCH_UP else "") for page in self._there())

    def _made(self, page: int) -> "DevicesPage | CatchUpPage | OverviewPage | None":
        return {DEVICES: self.devices, CATCH_UP: self.catch_up, OVERVIEW: self.overview}.get(page)

    def _show_open_page(self) -> None:
        page = self._made(self._page)
        if page is not None:
            page.show_picture(self._picture)
            self.bar.say(page.summary)

    def _make_catch_up(self) -> "CatchUpPage":
        from console.widgets.catch_up import CatchUpPage

        frame = self._frame
        page = CatchUpPage(self._theme, self._icons, self._clock, frame.zone, frame.position)
        page.settle_requested.connect(self.settle_requested)
        page.put_away_requested.connect(self.put_away_requested)
        self._stack.addWidget(page)
        return page

    def _make_overview(self) -> "OverviewPage":
        from console.widgets.overview import OverviewPage

        page = OverviewPage(self._theme, self._icons, self._clock, self._frame.zone)
        page.line_entered.connect(self.line_entered)
        page.call_opened.connect(self.call_opened)
        self._stack.addWidget(page)
        return page
