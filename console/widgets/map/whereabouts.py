"""Says where the cursor is: coordinates at once, the nearest address when it rests."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QTimer, Signal

from console.widgets.map.canvas import MapCanvas
from console.widgets.pieces import one_line

# The address is looked up when the cursor has rested for so long: never while it moves.
REST_MS = 120
LONGEST = 60


class Whereabouts(QObject):
    """Signal: `told` carries the words for the place under the cursor, empty when it is not on the map."""

    told = Signal(str)

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self.near: Callable[[float, float], str] | None = None
        self._canvas = canvas
        self._at: QPointF | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._tell_address)

    def point(self, at: QPointF | None) -> None:
        """The cursor is over this pixel of the canvas, None when it has left it."""
        self._at = at
        if at is None or self._canvas.city is None:
            self._rest.stop()
            self.told.emit("")
            return
        self.told.emit(self._coordinates())
        if self.near is not None:
            self._rest.start()

    def _coordinates(self) -> str:
        lat, lon = self._canvas.place_at(self._at)
        return f"{lat:.5f}, {lon:.5f}"

    def _tell_address(self) -> None:
        if self._at is not None and self.near is not None:
            address = one_line(self.near(*self._canvas.place_at(self._at)))[:LONGEST]
            self.told.emit(f"{self._coordinates()}  {address}" if address else self._coordinates())
