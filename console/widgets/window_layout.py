"""Where the panels stand: lists in docks at both sides, the map between them, two docks below it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QStackedWidget, QTabBar, QWidget

from console.widgets.pieces import set_property
from console.widgets.theme import COMPACT_BELOW
from console.widgets.window_memory import WindowMemory

TABS_BELOW = 1366
WIDE_ABOVE = 2200
WIDEST_MAP = 1400
LEAST_MAP = 240
LEAST_CALLS, LEAST_UNITS = 300, 344
LEAST_MAP_HEIGHT, LEAST_BOTTOM = 180, 150
# The training frame takes this much from the width of the window, margins included.
FRAME = 40


@dataclass(frozen=True, slots=True)
class Widths:
    """Sizes in logical pixels; those that end in beside hold while the call entry panel is open."""

    gap: int
    calls: int
    units: int
    bottom: int
    radio: int
    detail: int
    entry: int
    calls_beside: int
    units_beside: int


REGULAR = Widths(
    gap=6,
    calls=456,
    units=524,
    bottom=262,
    radio=400,
    detail=510,
    entry=540,
    calls_beside=380,
    units_beside=524,
)
COMPACT = Widths(
    gap=4,
    calls=348,
    units=344,
    bottom=178,
    radio=316,
    detail=336,
    entry=404,
    calls_beside=316,
    units_beside=344,
)


@dataclass(frozen=True, slots=True)
class Panels:
    """The panels of the window, in reading order."""

    calls: QWidget
    map: QWidget
    units: QWidget
    radio: QWidget
    detail: QWidget


class WindowLayout(QMainWindow):
    """Holds the panels; their borders can be dragged, and `reset` puts them back.

    What was dragged is kept in `memory` for each shape of window.
    """

    def __init__(self, panels: Panels, memory: WindowMemory) -> None:
        super().__init__(None, Qt.WindowType.Widget)
        self._panels = panels
        self._memory = memory
        self._own: dict[str, dict[str, int]] = {}
        self._arranged = ""
        self._settled = False
        self._entry: QDockWidget | None = None
        self._entries = QStackedWidget(self)
        self._entries.hide()
        self.setDockNestingEnabled(True)
        for corner, area in (
            (Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea),
            (Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea),
        ):
            self.setCorner(corner, area)
        for panel, least in (
            (panels.map, LEAST_MAP),
            (panels.calls, LEAST_CALLS),
            (panels.units, LEAST_UNITS),
        ):
            panel.setMinimumWidth(least)
        panels.map.setMinimumHeight(LEAST_MAP_HEIGHT)
        for panel in (panels.radio, panels.detail):
            panel.setMinimumHeight(LEAST_BOTTOM)
        self.setCentralWidget(panels.map)
        self._calls = self._dock("calls", panels.calls, Qt.DockWidgetArea.LeftDockWidgetArea)
        self._units = self._dock("units", panels.units, Qt.DockWidgetArea.RightDockWidgetArea)
        self._radio = self._dock("radio", panels.radio, Qt.DockWidgetArea.BottomDockWidgetArea)
        self._detail = self._dock("detail", panels.detail, Qt.DockWidgetArea.BottomDockWidgetArea)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)

    @property
    def widths(self) -> Widths:
        # The theme learns of a new size later than the docks do.
        return COMPACT if self.width() < COMPACT_BELOW - FRAME else REGULAR

    def keep_sizes(self) -> None:
        """Write down the sizes that the panels have now, for the next start."""
        self._note_sizes()
        for shape, sizes in self._own.items():
            self._memory.keep_sizes(shape, sizes)

    def reset(self) -> None:
        """Forget what was dragged: every panel has the place and the size of the design."""
        self._own.clear()
        self._memory.forget_sizes()
        self._arrange()

    def show_entry(self, entry: QWidget) -> None:
        """Open a panel in which a call is written between Calls and the map, in place of another such."""
        self._note_sizes()
        if self._entry is None:
            self._entry = self._dock("entry", self._entries, Qt.DockWidgetArea.LeftDockWidgetArea)
            self.splitDockWidget(self._calls, self._entry, Qt.Orientation.Horizontal)
        if self._entries.indexOf(entry) < 0:
            self._entries.addWidget(entry)
        self._entries.setCurrentWidget(entry)
        self._entry.show()
        self._arrange_soon()

    def hide_entry(self) -> None:
        if self._entry is not None:
            self._entry.hide()
            self._arrange_soon()

    def _arrange_soon(self) -> None:
        self._arrange()
        self._settled = False
        # Sizes that are asked for while docks come, go or are resized hold only once that is over.
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        self._arrange()
        self._settled = True

    def _arrange(self) -> None:
        """Give every panel its place, and the size of the design or the one that was chosen for it."""
        sizes = self.widths
        set_property(self, "compact", "true" if sizes is COMPACT else "false")
        # The width of the borders is read from the style sheet at this event only.
        QApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))
        self.setContentsMargins(sizes.gap, sizes.gap, sizes.gap, sizes.gap)
        self._place_bottom()
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        chosen = self._design() | self._chosen()
        if self._entry_open():
            docks = [self._calls, self._entry, self._units]
            self.resizeDocks(docks, [sizes.calls_beside, sizes.entry, sizes.units_beside], across)
        else:
            self.resizeDocks([self._calls, self._units], [chosen["calls"], chosen["units"]], across)
        self.resizeDocks([self._radio, self._detail], [chosen["bottom"]] * 2, down)
        self.resizeDocks([self._radio, self._detail], [chosen["radio"], chosen["detail"]], across)

    def event(self, event: QEvent) -> bool:
        taken = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._entry_sticks_out():
            # A form that needed more height for a moment keeps it, and its buttons are out of sight.
            self.layout().invalidate()
            self.layout().activate()
        return taken

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The first size counts, and one that changes the shape; else the dispatcher's own sizes stay.
        # Of a size that changed behind another page Qt does not say what it was before.
        shape = self._shape(event.size().width())
        if shape != self._arranged:
            self._arranged = shape
            self._arrange_soon()

    def _shape(self, width: int) -> str:
        limits = {"tabs": TABS_BELOW - FRAME, "compact": COMPACT_BELOW - FRAME, "regular": WIDE_ABOVE}
        return next((name for name, limit in limits.items() if width < limit), "wide")

    def _design(self) -> dict[str, int]:
        return asdict(self.widths) | {"units": self._units_width()}

    def _chosen(self) -> Mapping[str, int]:
        shape = self._shape(self.width())
        return self._own.get(shape) or self._memory.sizes(shape)

    def _note_sizes(self) -> None:
        """Keep the sizes of now, unless the call entry panel has squeezed them or is just going."""
        if self._arranged and self._settled and self.isVisible() and not self._entry_open():
            panels = self._panels
            self._own[self._shape(self.width())] = {
                "calls": panels.calls.width(),
                "units": panels.units.width(),
                "bottom": max(panels.radio.height(), panels.detail.height()),
                "radio": panels.radio.width(),
                "detail": panels.detail.width(),
            }

    def _entry_open(self) -> bool:
        return self._entry is not None and not self._entry.isHidden()

    def _entry_sticks_out(self) -> bool:
        return self._entry is not None and self._entry.isVisible() and self._entry.height() > self.height()

    def _units_width(self) -> int:
        """Units take what is left in a very wide window once the map has had enough."""
        sizes = self.widths
        spare = self.width() - sizes.calls - sizes.units - WIDEST_MAP - 4 * sizes.gap
        return sizes.units + (max(0, spare) if self.width() > WIDE_ABOVE else 0)

    def _place_bottom(self) -> None:
        tabbed = bool(self.tabifiedDockWidgets(self._radio))
        if self.width() < TABS_BELOW - FRAME or self._entry_open():
            if not tabbed:
                self.tabifyDockWidget(self._radio, self._detail)
                self._name_tabs()
            return
        if tabbed:
            # Qt splits no dock that is a tab: it has to leave first.
            self.removeDockWidget(self._detail)
            self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self._detail)
            self._detail.show()
        self.splitDockWidget(self._radio, self._detail, Qt.Orientation.Horizontal)

    def _name_tabs(self) -> None:
        """Qt's own tabs have no name, and would be a stop of Tab between the command line and a form."""
        for tabs in self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            tabs.setAccessibleName("Radio traffic or call detail")
            tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _on_focus_changed(self, _before: QWidget | None, focused: QWidget | None) -> None:
        """What the keys go to is never behind another panel."""
        for dock in (self._radio, self._detail):
            if focused is not None and dock.isAncestorOf(focused):
                dock.raise_()

    def _dock(self, name: str, panel: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(panel.accessibleName() or name.capitalize(), self)
        dock.setObjectName(name)
        dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        dock.setTitleBarWidget(QWidget(dock))
        dock.setWidget(panel)
        self.addDockWidget(area, dock)
        return dock
