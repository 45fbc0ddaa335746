"""What mouse and keys do to the map."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent

from console.widgets.map.canvas import ZOOM_STEP, MapCanvas
from console.widgets.map.clusters import Cluster
from console.widgets.map.marks import CallMark, UnitMark

PAN_STEP = 80
CLICK_SLACK = 4
ARROWS = {
    Qt.Key.Key_Left: (PAN_STEP, 0),
    Qt.Key.Key_Right: (-PAN_STEP, 0),
    Qt.Key.Key_Up: (0, PAN_STEP),
    Qt.Key.Key_Down: (0, -PAN_STEP),
}
# Keys that belong to the whole window elsewhere, but to the drawing while there is one.
DRAWING_KEYS = frozenset(
    {
        Qt.Key.Key_Escape,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Z,
        Qt.Key.Key_Space,
    }
)
Mark = UnitMark | CallMark | Cluster


class MapHands(QObject):
    """Moves a canvas by hand.

    Signals: `unit_clicked` and `call_clicked` carry what was clicked; `cluster_clicked` the Cluster;
    `hovered` the mark under the mouse, None for none, and where in the canvas; `menu_asked` the mark, None
    for none, and where on the screen; `key_asked` the letter of a key that is not for moving the map.
    """

    unit_clicked = Signal(str)
    call_clicked = Signal(str)
    cluster_clicked = Signal(object, QPoint)
    hovered = Signal(object, QPointF)
    menu_asked = Signal(object, QPoint)
    key_asked = Signal(str)

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._pressed: QPoint | None = None
        self._dragged = False
        self._answers: dict[QEvent.Type, Callable[[QEvent], bool]] = {
            QEvent.Type.MouseButtonPress: self._press,
            QEvent.Type.MouseMove: self._move,
            QEvent.Type.MouseButtonRelease: self._release,
            QEvent.Type.MouseButtonDblClick: self._double_click,
            QEvent.Type.Wheel: self._wheel,
            QEvent.Type.KeyPress: self._key,
            QEvent.Type.ShortcutOverride: self._claim,
            QEvent.Type.ContextMenu: self._menu,
            QEvent.Type.Leave: self._leave,
        }
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        answer = self._answers.get(event.type())
        return answer(event) if answer is not None else False

    def _press(self, event: QMouseEvent) -> bool:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position().toPoint(), False
            self._canvas.show_crosshair(False)
            if self._canvas.drawing.active and not _held_to_pan(event):
                self._canvas.drawing.press(self._canvas.map_point(event.position()), self._canvas.view)
        return False

    def _move(self, event: QMouseEvent) -> bool:
        canvas, at = self._canvas, event.position()
        if self._pressed is None:
            canvas.show_crosshair(False)
            self.hovered.emit(canvas.hit(at), at)
            return False
        step = at.toPoint() - self._pressed
        if self._dragged or step.manhattanLength() >= CLICK_SLACK:
            self._dragged = True
            if canvas.drawing.active and not _held_to_pan(event):
                canvas.drawing.drag(canvas.map_point(at), canvas.view)
                return False
            self._pressed = at.toPoint()
            canvas.pan(step.x(), step.y())
        return False

    def _release(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if self._canvas.drawing.active:
            self._canvas.drawing.release()
        elif self._pressed is not None and not self._dragged:
            self._click(event)
        self._pressed = None
        return False

    def _click(self, event: QMouseEvent) -> None:
        mark = self._canvas.hit(event.position())
        if isinstance(mark, CallMark):
            self.call_clicked.emit(mark.number)
        elif isinstance(mark, UnitMark):
            self.unit_clicked.emit(mark.call_sign)
        elif mark is not None:
            self.cluster_clicked.emit(mark, event.globalPosition().toPoint())

    def _double_click(self, event: QMouseEvent) -> bool:
        """The second click of a double click also was a press: the outline ends where it stands."""
        if event.button() == Qt.MouseButton.LeftButton and self._canvas.drawing.active:
            self._canvas.drawing.finish()
            return True
        return False

    def _wheel(self, event: QWheelEvent) -> bool:
        turns = event.angleDelta().y() / 120
        if turns:
            self._canvas.zoom(ZOOM_STEP**turns, event.position())
        event.accept()
        return True

    def _claim(self, event: QKeyEvent) -> bool:
        """Before a shortcut of the window takes a key: the drawing needs some of them itself."""
        if self._canvas.drawing.active and Qt.Key(event.key()) in DRAWING_KEYS:
            event.accept()
            return True
        return False

    def _key(self, event: QKeyEvent) -> bool:
        canvas, key, text = self._canvas, Qt.Key(event.key()), event.text()
        if canvas.drawing.key(event, canvas.view):
            return True
        if key in ARROWS:
            canvas.show_crosshair(True)
            canvas.pan(*ARROWS[key])
        elif text in ("+", "="):
            canvas.zoom(ZOOM_STEP, self._cursor())
        elif text in ("-", "_"):
            canvas.zoom(1 / ZOOM_STEP, self._cursor())
        elif text == "0":
            canvas.fit_all()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            canvas.show_crosshair(True)
            self.key_asked.emit("Enter")
        elif len(text) == 1 and text.isalpha() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.key_asked.emit(text.upper())
        else:
            return False
        return True

    def _cursor(self) -> QPointF | None:
        """The mouse while it is over the map and points; the middle of the map else."""
        canvas = self._canvas
        if canvas.shows_crosshair or not canvas.underMouse():
            return None
        return QPointF(canvas.mapFromGlobal(canvas.cursor().pos()))

    def _menu(self, event: QContextMenuEvent) -> bool:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        mark = self._canvas.hit(QPointF(event.pos())) if by_mouse else None
        where = event.globalPos() if by_mouse else self._canvas.mapToGlobal(self._canvas.rect().center())
        self.menu_asked.emit(mark, where)
        return True

    def _leave(self, event: QEvent) -> bool:
        self.hovered.emit(None, QPointF(-1, -1))
        return False


def _held_to_pan(event: QMouseEvent) -> bool:
    """With Ctrl held the mouse moves the map although something is being drawn."""
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
