"""The map panel: the canvas, the tools over it and the line under it."""

from collections.abc import Callable, Sequence
from datetime import UTC, tzinfo

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from console.board.views import Picture
from console.clock import Clock
from console.errors import Unavailable
from console.geo.city import City
from console.widgets.icons import Icons
from console.widgets.map.background import Backdrop, Tiles
from console.widgets.map.canvas import ZOOM_STEP, MapCanvas
from console.widgets.map.cards import HoverCard, Notice, card_lines
from console.widgets.map.closures import MapClosure
from console.widgets.map.clusters import Cluster
from console.widgets.map.footer import MapFooter, credit_of
from console.widgets.map.hands import MapHands
from console.widgets.map.keys import HELP
from console.widgets.map.map_menus import LayersMenu, add_marks, add_tools, marks_of
from console.widgets.map.scene import Selection
from console.widgets.map.tools import TOOL_HEIGHT, MapTool
from console.widgets.map.whereabouts import Whereabouts
from console.widgets.pieces import KeyCap, set_property
from console.widgets.theme import Theme

DATA_MS = 500
NOTICE_MS = 4000
MARGIN = 9
TOOL_GAP = 6
# What is so near to the middle, in pixels, is listed for whoever has no mouse.
AROUND = 70.0


class MapPanel(QWidget):
    """Where the units and calls are.

    Pictures are painted at most twice a second; what a hand does is painted at once. Signals:
    `unit_clicked` carries the call sign, `call_clicked` the number of the marker under the mouse;
    `recommend_requested` the number of a call that somebody is to be sent to; `outline_drawn` the points
    of a new outline, (lat, lon) in degrees, `outline_changed` the id of a closure and its new points;
    `window_requested` is sent for a second map window.
    """

    unit_clicked = Signal(str)
    call_clicked = Signal(str)
    recommend_requested = Signal(str)
    outline_drawn = Signal(object)
    outline_changed = Signal(str, object)
    window_requested = Signal()

    def __init__(
        self,
        *,
        city: City | None,
        theme: Theme,
        icons: Icons | None = None,
        clock: Clock,
        training: bool,
        zone: tzinfo = UTC,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Map")
        self._theme, self._clock, self._zone = theme, clock, zone
        self._icons = icons or Icons(theme)
        self.training = training
        self.canvas = MapCanvas(theme, self._icons, clock, training=training, zone=zone)
        self.hands = MapHands(self.canvas)
        self.footer = MapFooter(theme)
        self.whereabouts = Whereabouts(self.canvas)
        self._twins: list[MapPanel] = []
        self._reached_by_key = True
        self._next: Picture | None = None
        self._pause = QTimer(self, singleShot=True, interval=DATA_MS)
        self._pause.timeout.connect(self._show_next)
        self._hush = QTimer(self, singleShot=True, interval=NOTICE_MS)
        self._hush.timeout.connect(self._say_state)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.canvas)
        if city is not None:
            self.set_city(city)

    def set_city(self, city: City) -> None:
        """Draw this city; before it is given the panel is empty ground."""
        self.canvas.set_city(city)
        self._show_credit()
        for twin in self._twins:
            twin.set_city(city)

    def set_near(self, near: Callable[[float, float], str] | None) -> None:
        """What tells the address nearest to a latitude and longitude, in microseconds; None for nothing."""
        self.whereabouts.near = near
        for twin in self._twins:
            twin.set_near(near)

    def set_background(self, tiles: Tiles | None) -> None:
        """Raster tiles behind the map, None for none."""
        if self.canvas.backdrop is not None:
            self.canvas.backdrop.close()
        self.canvas.set_backdrop(Backdrop(tiles, self) if tiles is not None else None)
        self._show_credit()
        for twin in self._twins:
            twin.set_background(tiles)

    def set_closures(self, closures: Sequence[MapClosure]) -> None:
        """Draw these closures and perimeters."""
        self.canvas.set_closures(closures)
        self.footer.set_closures(*self.canvas.legend)
        for twin in self._twins:
            twin.set_closures(closures)

    def show_picture(self, picture: Picture) -> None:
        """Paint this picture, after a pause when one was painted less than half a second ago."""
        self._next = picture
        if not self._pause.isActive():
            self._show_next()
        for twin in self._twins:
            twin.show_picture(picture)

    def tick(self) -> None:
        """Bring the ages up to date, once a second."""
        self.canvas.tick()
        self.footer.set_closures(*self.canvas.legend)
        for twin in self._twins:
            twin.tick()

    def select_call(self, number: str) -> None:
        """Ring this call's marker, empty for none; the map does not move."""
        self._select(Selection(number, self.canvas.selection.unit))

    def select_unit(self, call_sign: str) -> None:
        """Ring this unit's marker, empty for none; the map does not move."""
        self._select(Selection(self.canvas.selection.call, call_sign))

    def show_selection(self) -> None:
        """Bring the selected call, else the selected unit, to the middle of the map."""
        self.canvas.show_selection()

    def show_unit(self, call_sign: str) -> None:
        """Bring this unit to the middle, although a selected call is what is shown otherwise."""
        selected = self.canvas.selection.call
        self._select(Selection("", call_sign))
        self.show_selection()
        self.select_call(selected)

    def fit_all(self) -> None:
        """Show every unit and call, or the whole city."""
        self.canvas.fit_all()

    def draw_outline(self) -> None:
        """Let a hand draw an outline; `outline_drawn` carries it."""
        self.canvas.drawing.draw()
        self.canvas.setFocus()

    def alter_outline(self, id: str) -> None:
        """Let a hand change the outline of the closure with this id; `outline_changed` carries it."""
        closure = next((each for each in self.canvas.closures if each.id == id), None)
        if closure is not None and closure.outline:
            self.canvas.drawing.alter(id, closure.outline)
            self.canvas.setFocus()

    def say(self, words: str) -> None:
        """Say something on the map for four seconds."""
        self.notice.say(words)
        self._hush.start()

    @property
    def help(self) -> str:
        """The keys of the map, one a line."""
        return HELP

    def twin(self) -> "MapPanel":
        """Another panel with the same city, units and calls, and a view of its own, until it is forgotten."""
        canvas = self.canvas
        twin = MapPanel(
            city=canvas.city,
            theme=self._theme,
            icons=self._icons,
            clock=self._clock,
            training=self.training,
            zone=self._zone,
        )
        twin._reached_by_key = False
        twin.canvas.tracks = canvas.tracks
        twin.set_closures(canvas.closures)
        twin.set_near(self.whereabouts.near)
        twin.set_background(canvas.backdrop.tiles if canvas.backdrop is not None else None)
        twin.show_picture(canvas.picture)
        twin.canvas.select(canvas.selection)
        twin.unit_clicked.connect(self.unit_clicked)
        twin.call_clicked.connect(self.call_clicked)
        twin.recommend_requested.connect(self.recommend_requested)
        twin.outline_drawn.connect(self.outline_drawn)
        twin.outline_changed.connect(self.outline_changed)
        self._twins.append(twin)
        return twin

    def forget(self, twin: "MapPanel") -> None:
        """Show a twin nothing more."""
        self._twins = [each for each in self._twins if each is not twin]
        twin.set_background(None)

    def close_background(self) -> None:
        """Wait for a tile that is being read, before the window goes."""
        if self.canvas.backdrop is not None:
            self.canvas.backdrop.close()

    def _select(self, selection: Selection) -> None:
        self.canvas.select(selection)
        for twin in self._twins:
            twin.canvas.select(selection)

    def _lay_out(self) -> None:
        theme, icons = self._theme, self._icons
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.footer)
        self.card = HoverCard(theme, self.canvas)
        self.notice = Notice(theme, self.canvas)
        self._layers = MapTool(theme, icons, "Layers", icon="layers", key="L")
        self._selection = MapTool(theme, icons, "Selection", icon="centre-map", key="F9")
        self._all = MapTool(theme, icons, "All units", icon="crew", key="0")
        self._tools = MapTool(theme, icons, "Tools", icon="settings", key="X")
        self._nearer = MapTool(theme, icons, "+", key="+", name="Zoom in")
        self._further = MapTool(theme, icons, "-", key="-", name="Zoom out")
        self._key = KeyCap(theme, "Ctrl+2")
        self.layers_menu = LayersMenu(self)
        self.tools_menu = QMenu(self)
        for tool in (*self._row(), self._nearer, self._further, self._key):
            tool.setParent(self)
            tool.raise_()

    def _row(self) -> tuple[MapTool, ...]:
        return self._layers, self._selection, self._all, self._tools

    def _connect(self) -> None:
        canvas, hands, drawing = self.canvas, self.hands, self.canvas.drawing
        hands.unit_clicked.connect(self.unit_clicked)
        hands.call_clicked.connect(self.call_clicked)
        hands.cluster_clicked.connect(self._list_cluster)
        hands.hovered.connect(self._on_hovered)
        hands.menu_asked.connect(self._open_menu)
        hands.key_asked.connect(self.press)
        canvas.moved.connect(self._on_moved)
        canvas.follows.connect(lambda _name, words: self.say(words))
        canvas.installEventFilter(self)
        drawing.changed.connect(self._say_state)
        drawing.refused.connect(self.say)
        drawing.drawn.connect(self.outline_drawn)
        drawing.altered.connect(self.outline_changed)
        self.whereabouts.told.connect(self.footer.show_where)
        self.layers_menu.chosen.connect(canvas.set_layers)
        self._layers.clicked.connect(lambda: self.press("L"))
        self._selection.clicked.connect(self.show_selection)
        self._all.clicked.connect(self.fit_all)
        self._tools.clicked.connect(lambda: self.press("X"))
        self._nearer.clicked.connect(lambda: canvas.zoom(ZOOM_STEP))
        self._further.clicked.connect(lambda: canvas.zoom(1 / ZOOM_STEP))

    def press(self, key: str) -> None:
        """Do what a key of the map does; a letter that means nothing does nothing."""
        actions: dict[str, Callable[[], object]] = {
            "L": lambda: self.layers_menu.popup(_below(self._layers)),
            "X": self._open_tools,
            "F": self._follow,
            "T": lambda: self.canvas.show_tracks(not self.canvas.shows_tracks),
            "M": self._measure,
            "O": self.draw_outline,
            "E": self._alter_middle,
            "D": self._recommend,
            "S": self._save,
            "P": self._print,
            "W": self.window_requested.emit,
            "Enter": self._list_around,
        }
        if key in actions:
            actions[key]()

    def _open_tools(self) -> None:
        self.tools_menu.clear()
        add_tools(self.tools_menu, self.press)
        self.tools_menu.popup(_below(self._tools))

    def _follow(self) -> None:
        canvas, unit = self.canvas, self.canvas.selection.unit
        if canvas.following:
            canvas.follow("")
        elif unit and unit in canvas.picture.fixes:
            canvas.follow(unit)
        else:
            self.say("Select a unit that is on the map first. F follows it then.")

    def _measure(self) -> None:
        drawing = self.canvas.drawing
        if drawing.measuring:
            drawing.leave()
        else:
            drawing.measure()
            self.canvas.setFocus()

    def _alter_middle(self) -> None:
        """Change the outline that is nearest to the middle of the view."""
        canvas = self.canvas
        outlines = [each for each in canvas.closures if each.outline]
        if not outlines:
            self.say("There is no outline to change. O draws one.")
            return
        x, y = canvas.view.map_pixel(canvas.view.middle)

        def off(closure: MapClosure) -> float:
            at_x, at_y = canvas.view.map_pixel(closure.anchors[0])
            return abs(at_x - x) + abs(at_y - y)

        self.alter_outline(min(outlines, key=off).id)

    def _recommend(self) -> None:
        number = self.canvas.selection.call
        if number:
            self.recommend_requested.emit(number)
        else:
            self.say("Select a waiting call first. D sends the recommended unit to it then.")

    def _save(self) -> None:
        # The sheet is loaded with the first picture: a window that makes none would not pay for it.
        from console.widgets.map.sheet import ask_for_path, save_sheet

        path = ask_for_path(self, self._clock.now().astimezone(self._zone))
        if path is None:
            return
        try:
            save_sheet(self.sheet(), path)
        except Unavailable as failed:
            self.say(str(failed))
        else:
            self.say(f"The map is in {path.name}.")

    def _print(self) -> None:
        from console.widgets.map.sheet import print_sheet

        # Paper is white, whatever the screen is.
        print_sheet(self.sheet("light"), self)

    def sheet(self, look: str = "") -> QImage:
        """The map as a picture with its title, in the look of the window or in `look`."""
        from console.widgets.map.sheet import map_sheet

        theme = Theme(look or self._theme.name)
        return map_sheet(self, theme, Icons(theme), self._clock.now(), self._zone)

    def _list_around(self) -> None:
        """List what is near the middle, for whoever points with keys."""
        middle = self.canvas.rect().center()
        marks = self.canvas.marks_around(QPointF(middle), AROUND)
        if marks:
            self._list(marks, self.canvas.mapToGlobal(middle))
        else:
            self.say("Nothing is near the middle. The arrows move the map.")

    def _list_cluster(self, cluster: Cluster, at: QPoint) -> None:
        self._list(marks_of(cluster, self._clock.now()), at)

    def _list(self, marks: Sequence[object], at: QPoint) -> None:
        menu = self._new_menu()
        add_marks(menu, marks, self.canvas.picture, self)
        menu.popup(at)
        menu.setActiveAction(next(iter(menu.actions()), None))

    def _open_menu(self, mark: object, at: QPoint) -> None:
        menu = self._new_menu()
        if mark is not None:
            add_marks(menu, marks_of(mark, self._clock.now()), self.canvas.picture, self, actions=True)
            menu.addSeparator()
        add_tools(menu, self.press)
        menu.popup(at)

    def _new_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu = menu
        return menu

    def _on_hovered(self, mark: object, at: QPointF) -> None:
        lines: list[str] = []
        if mark is not None:
            lines = card_lines(mark, self.canvas.picture, self._clock.now(), self._zone)
        elif (closure := self.canvas.closure_at(at)) is not None and at.x() >= 0:
            lines = closure.card(self._clock.now(), self._zone)
        self.card.show_lines(lines, at)
        self.whereabouts.point(at if at.x() >= 0 else None)

    def _on_moved(self) -> None:
        self.footer.set_scale(self.canvas.scale)
        self.card.show_lines([], QPointF())
        if self.canvas.shows_crosshair:
            self.whereabouts.point(QPointF(self.canvas.rect().center()))

    def _say_state(self) -> None:
        """What the tool in hand does, or nothing."""
        drawing = self.canvas.drawing
        if drawing.active:
            self.notice.say(f"{drawing.words} · {drawing.hint}" if drawing.words else drawing.hint)
        elif not self._hush.isActive():
            self.notice.say(f"Following {self.canvas.following}" if self.canvas.following else "")

    def _show_credit(self) -> None:
        if self.canvas.city is not None:
            backdrop = self.canvas.backdrop
            self.footer.set_credit(credit_of(self.canvas.city, backdrop.attribution if backdrop else ""))

    def _show_next(self) -> None:
        if self._next is not None:
            self.canvas.show_picture(self._next)
            self._next = None
            self._pause.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            set_property(self, "focused", "true" if self.canvas.hasFocus() else "false")
        elif event.type() == QEvent.Type.Resize:
            self.notice.settle()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left, edge = MARGIN, self.width() - MARGIN - TOOL_HEIGHT
        for tool in self._row():
            # A tool without room gives way whole: its key still works.
            tool.setVisible(left + tool.width() + TOOL_GAP <= edge)
            tool.move(left, MARGIN)
            left += tool.width() + TOOL_GAP
        self._nearer.move(edge, MARGIN)
        self._further.move(edge, MARGIN + TOOL_HEIGHT + 4)
        self._key.resize(self._key.sizeHint())
        self._key.move(edge - 8 - self._key.width(), MARGIN + 5)
        # In a narrow panel the tools need the room more than the reminder does.
        self._key.setVisible(self._reached_by_key and left < self._key.x())


def _below(tool: QWidget) -> QPoint:
    return tool.mapToGlobal(QPoint(0, TOOL_HEIGHT + 4))
