"""Which part of the window comes after which, for F6 and for Tab."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.widgets.focus import give_focus, walk

if TYPE_CHECKING:
    from console.widgets.main_window import MainWindow


class ReadingOrder:
    """F6 walks the parts of the open page, Tab what takes keys in them; both come round to the first."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def walk(self, step: int) -> None:
        """Move the focus to the next part of the window, in reading order."""
        window = self._window
        walk((*self._parts(), window.bar), window.focusWidget(), step)

    def go_to(self, panel: QWidget) -> None:
        """Give the focus to a panel of the console."""
        self._window.pages.open_console()
        give_focus(panel)

    def tab(self, step: int) -> bool:
        """Move the focus to what takes keys next; whether there is an order for what has it now.

        Qt's own order is that in which the parts were made, which is nobody's reading order.
        """
        stops = self._tab_stops()
        here = self._window.focusWidget()
        if here not in stops:
            return False
        back = step < 0
        reason = Qt.FocusReason.BacktabFocusReason if back else Qt.FocusReason.TabFocusReason
        stops[(stops.index(here) + step) % len(stops)].setFocus(reason)
        return True

    def _tab_stops(self) -> list[QWidget]:
        """From the command line through the form that is open, then through the other parts."""
        writing = self._window.writing.open_panel
        parts = (self._window.bar, writing, *(part for part in self._parts() if part is not writing))
        return [stop for part in parts if part is not None for stop in tab_stops(part)]

    def _parts(self) -> Iterable[QWidget | None]:
        window, panels = self._window, self._window.panels
        alarms = window.alarms.place if window.alarms.place.isVisible() else None
        if not window.pages.on_console:
            return (alarms, *window.pages.stops)
        writing = window.writing.open_panel
        return (alarms, panels.calls, writing, panels.map, panels.units, panels.radio, panels.detail)


def tab_stops(part: QWidget) -> Iterator[QWidget]:
    """What Tab stops at in a part now, in the order in which its own parts were made."""
    each, inside = part, [part]
    while (each := each.nextInFocusChain()) is not part:
        if part.isAncestorOf(each):
            inside.append(each)
    return (each for each in inside if _takes_tab(each))


def _takes_tab(widget: QWidget) -> bool:
    tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and widget.focusProxy() is None and widget.isVisible() and widget.isEnabled()
