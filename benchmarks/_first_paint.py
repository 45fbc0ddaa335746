"""Notes when a window has painted its first frame, and the first frame that shows what is awaited."""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Watches one top-level window from outside.

    A frame is over when the event loop comes back from it: a notice posted ahead of all else while
    the frame is being painted is handled then. `ready` says whether what is awaited is on it.
    """

    def __init__(self, window: QWidget, ready: Callable[[], bool], done: Callable[[], None]) -> None:
        super().__init__()
        self._ready = ready
        self._done = done
        self._noticed = self._told = False
        self.moments: list[int] = []
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        painting = event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest)
        if painting and not self._noticed and self._awaits():
            self._noticed = True
            notice = QEvent(QEvent.Type.User)
            QCoreApplication.postEvent(self, notice, Qt.EventPriority.HighEventPriority.value)
        return False

    def _awaits(self) -> bool:
        return not self.moments or (self._ready() and not self._told)

    def customEvent(self, event: QEvent) -> None:
        self._noticed = False
        self.moments.append(time.monotonic_ns())
        if self._ready() and not self._told:
            self._told = True
            self._done()

    def tell(self) -> None:
        """Print the moments of the first frame and of the last one, nanoseconds of the monotonic clock."""
        sys.stdout.write(f"{self.moments[0]} {self.moments[-1]}\n")
