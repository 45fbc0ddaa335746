"""How often the picture is painted: at once when the store is open, soon when something happened,
twice a second when things moved.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from console.board.views import Picture
from console.widgets.downtime_words import store_state

SOON_MS = 40
MOVES_MS = 500


class PicturePace(QObject):
    """Keeps the newest picture until it is due. Signal: `due` carries the Picture to paint."""

    due = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._newest: Picture | None = None
        self._shown: Picture | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._send)

    def take(self, picture: Picture) -> None:
        """Hold `picture` as the newest, and set when it is due."""
        self._newest = picture
        if picture.loaded and (self._shown is None or not self._shown.loaded):
            self._send()
            return
        wait = SOON_MS if self._is_news(picture) else MOVES_MS
        if not self._timer.isActive() or self._timer.remainingTime() > wait:
            self._timer.start(wait)

    def _is_news(self, picture: Picture) -> bool:
        shown = self._shown
        if shown is None or _marks(picture) != _marks(shown):
            return True
        return picture.devices is not shown.devices and _keyed(picture) != _keyed(shown)

    def _send(self) -> None:
        picture, self._newest = self._newest, None
        if picture is not None:
            self._shown = picture
            self.due.emit(picture)


def _marks(picture: Picture) -> tuple[object, ...]:
    """What makes a picture news: an entry of the journal, or the store gone, back or caught up with."""
    return picture.entry, picture.loaded, picture.downtime_since, picture.catch_up, store_state(picture)


def _keyed(picture: Picture) -> list[str]:
    """The radios that are keyed: whoever holds a key looks for it."""
    return [name for name, device in picture.devices.items() if device.keyed]
