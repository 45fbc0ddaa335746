"""The map panel: the canvas, the tools over it and the legend under it."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from console.board.views import Picture
from console.clock import Clock
from console.geo.streets import StreetMap
from console.widgets.icons import Icons
from console.widgets.map.base import Layers
from console.widgets.map.canvas import ZOOM_STEP, MapCanvas
from console.widgets.map.scene import Selection
from console.widgets.map.tools import TOOL_HEIGHT, MapFooter, MapTool
from console.widgets.pieces import KeyCap, set_property
from console.widgets.theme import Theme

DATA_MS = 500
MARGIN = 9
TOOL_GAP = 6


class MapPanel(QWidget):
    """Where the units and calls are.

    Pictures are painted at most twice a second; what a hand does is painted at once. Signals:
    `unit_clicked` carries the call sign, `call_clicked` the number of the marker under the mouse.
    """

    unit_clicked = Signal(str)
    call_clicked = Signal(str)

    def __init__(
        self,
        *,
        street_map: StreetMap | None,
        theme: Theme,
        icons: Icons | None = None,
        clock: Clock,
        training: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Map")
        icons = icons or Icons(theme)
        self.canvas = MapCanvas(theme, icons, clock, training=training)
        self.footer = MapFooter(theme)
        self._next: Picture | None = None
        self._pause = QTimer(self, singleShot=True, interval=DATA_MS)
        self._pause.timeout.connect(self._show_next)
        self._lay_out(theme, icons)
        self._connect()
        self.setFocusProxy(self.canvas)
        if street_map is not None:
            self.set_street_map(street_map)

    def set_street_map(self, street_map: StreetMap) -> None:
        """Draw this map; before it is given the panel is empty ground."""
        self.canvas.set_street_map(street_map)

    def show_picture(self, picture: Picture) -> None:
        """Paint this picture, after a pause when one was painted less than half a second ago."""
        self._next = picture
        if not self._pause.isActive():
            self._show_next()

    def tick(self) -> None:
        """Bring the ages up to date, once a second."""
        self.canvas.tick()

    def select_call(self, number: str) -> None:
        """Ring this call's marker, empty for none; the map does not move."""
        self.canvas.select(Selection(number, self.canvas.selection.unit))

    def select_unit(self, call_sign: str) -> None:
        """Ring this unit's marker, empty for none; the map does not move."""
        self.canvas.select(Selection(self.canvas.selection.call, call_sign))

    def show_selection(self) -> None:
        """Bring the selected call, else the selected unit, to the middle of the map."""
        self.canvas.show_selection()

    def fit_all(self) -> None:
        """Show every unit and call, or the whole city."""
        self.canvas.fit_all()

    def _lay_out(self, theme: Theme, icons: Icons) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.footer)
        self._layers = MapTool(theme, icons, "Layers", icon="layers", key="L")
        self._selection = MapTool(theme, icons, "Selection", icon="centre-map", key="F9")
        self._all = MapTool(theme, icons, "All units", icon="crew", key="0")
        self._nearer = MapTool(theme, icons, "+", key="+", name="Zoom in")
        self._further = MapTool(theme, icons, "-", key="-", name="Zoom out")
        self._key = KeyCap(theme, "Ctrl+2")
        self._menu = QMenu(self)
        self._names = self._menu_item("Street names")
        self._facilities = self._menu_item("Facilities")
        for tool in (*self._tools(), self._nearer, self._further, self._key):
            tool.setParent(self)
            tool.raise_()

    def _tools(self) -> tuple[MapTool, ...]:
        return self._layers, self._selection, self._all

    def _menu_item(self, text: str) -> QAction:
        item = self._menu.addAction(text)
        item.setCheckable(True)
        item.setChecked(True)
        item.toggled.connect(self._on_layers_changed)
        return item

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.unit_clicked.connect(self.unit_clicked)
        canvas.call_clicked.connect(self.call_clicked)
        canvas.moved.connect(lambda: self.footer.set_scale(canvas.scale))
        canvas.layers_asked.connect(self._open_layers)
        canvas.installEventFilter(self)
        self._layers.clicked.connect(self._open_layers)
        self._selection.clicked.connect(self.show_selection)
        self._all.clicked.connect(self.fit_all)
        self._nearer.clicked.connect(lambda: canvas.zoom(ZOOM_STEP))
        self._further.clicked.connect(lambda: canvas.zoom(1 / ZOOM_STEP))

    def _open_layers(self) -> None:
        self._menu.popup(self._layers.mapToGlobal(QPoint(0, TOOL_HEIGHT + 4)))

    def _on_layers_changed(self) -> None:
        self.canvas.set_layers(Layers(self._names.isChecked(), self._facilities.isChecked()))

    def _show_next(self) -> None:
        if self._next is not None:
            self.canvas.show_picture(self._next)
            self._next = None
            self._pause.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            set_property(self, "focused", "true" if self.canvas.hasFocus() else "false")
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left, edge = MARGIN, self.width() - MARGIN - TOOL_HEIGHT
        for tool in self._tools():
            # A tool without room gives way whole: its key still works.
            tool.setVisible(left + tool.width() + TOOL_GAP <= edge)
            tool.move(left, MARGIN)
            left += tool.width() + TOOL_GAP
        self._nearer.move(edge, MARGIN)
        self._further.move(edge, MARGIN + TOOL_HEIGHT + 4)
        self._key.resize(self._key.sizeHint())
        self._key.move(edge - 8 - self._key.width(), MARGIN + 5)
        # In a narrow panel the tools need the room more than the reminder does.
        self._key.setVisible(left < self._key.x())
