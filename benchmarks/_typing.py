"""A window on which keys are pressed from another thread, and the time to the frame that shows each."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from benchmarks._stations import fixes
from console.app import Station, Window
from console.station.opening import Startup

FULL_LINE = 60
TURN_MS = 20


class TypingWindow(QObject):
    """The console's window; `echoes` are milliseconds from a key to the end of the frame that shows it."""

    def __init__(self, start: Startup, calls: int) -> None:
        self.station = Station(start)
        self._window = Window(self.station)
        super().__init__()
        self._pressed: list[float] = []
        self._shown: list[float] = []
        self.echoes: list[float] = []
        main = self.main = self._window.main
        self._window.open()
        self.turn_until(lambda: main.is_furnished and len(main.picture.calls) >= calls)
        self._line = main.bar.line
        self._line.installEventFilter(self)

    def press(self, key: str) -> None:
        """Press a key, from any thread."""
        self._pressed.append(time.perf_counter())
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, key)
            QCoreApplication.postEvent(self._line, event)

    def move(self, second: int, batch: int, batches: int, units: int) -> None:
        """Bring the positions of one second for one batch of the units, from any thread."""
        self.station.board.move(fixes(range(1 + batch, units + 1, batches), second))

    def turn_until(self, over: Callable[[], bool]) -> None:
        """Run the event loop until then."""
        loop, watch = QEventLoop(), QTimer(interval=TURN_MS)
        watch.timeout.connect(lambda: loop.quit() if over() else None)
        watch.start()
        loop.exec()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self._shown.append(self._pressed.pop(0))
        elif event.type() == QEvent.Type.Paint and self._shown:
            notice = QEvent(QEvent.Type.User)
            QCoreApplication.postEvent(self, notice, Qt.EventPriority.HighEventPriority.value)
        return False

    def customEvent(self, event: QEvent) -> None:
        now = time.perf_counter()
        self.echoes.extend((now - pressed) * 1000 for pressed in self._shown)
        self._shown.clear()
        if len(self._line.text()) > FULL_LINE:
            self._line.clear()

    def close(self) -> None:
        self._window.main.close()
        self._window.close()
