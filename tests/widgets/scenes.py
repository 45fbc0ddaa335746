"""The real window with a full station in it, taken from one scene to the next as a dispatcher would."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from console.board.facility_view import Register
from console.board.views import Picture
from console.clock import ManualClock
from console.desk.grammar import explain
from console.geo.training import training_geofile
from console.station.seating import IN, LOCKED, OFFERED, OPEN, OUT, Seating
from console.widgets.icons import Icons
from console.widgets.involved.rows import rows as involved_rows
from console.widgets.involved.sheet import FileSheet, InvolvedSheet
from console.widgets.main_window import MainWindow, WindowFrame
from console.widgets.premise.register_sheet import RegisterSheet
from console.widgets.theme import Theme
from tests.widgets.downtime_pictures import conflict, database, returned, station
from tests.widgets.full_station import BUSIEST, codes, full
from tests.widgets.list_pictures import NOW
from tests.widgets.sheet_pictures import details, document, photo, register

ZONE = ZoneInfo("America/Los_Angeles")
FRAME = WindowFrame("West Hollywood Station", "R. Okafor", "Position 2", False, ZONE, shared=True)
MOST_TURNS = 10_000
AGAINST = "20261122-0233"
CONTROL = Qt.KeyboardModifier.ControlModifier
CONTROL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier
BO = Seating(IN, "bo", "Bo Reyes", "Dispatcher")
HIGHER = (("lead", "Watch commander"), ("administrator", "Administrator"))


class Stage:
    """One window; `scenes` leads it through everything that can be opened."""

    def __init__(self, app: QApplication, theme: str = "dark", *, training: bool = False) -> None:
        self.app = app
        self.theme = Theme(theme)
        self.theme.apply(app)
        self.window = MainWindow(frame=FRAME._replace(training=training), theme=self.theme)
        self.window.furnish(ManualClock(NOW), lambda line: explain(line, self.window.picture, NOW.date()))
        self.window.writing.set_geofile(training_geofile())
        self.window.show()
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        # The charts' library leaves widgets without a parent, which a single test would be blamed for.
        self._open_devices()
        self.window.pages.open_console()

    def resize(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        self.settle()

    def wait(self, true: Callable[[], object]) -> None:
        """Let the window work until it is so."""
        for _ in range(MOST_TURNS):
            if true():
                return
            self.app.processEvents()
            QTest.qWait(1)
        raise AssertionError("the window never came so far")

    def settle(self) -> None:
        """Let layouts and what they put off come to rest."""
        for _ in range(6):
            self.app.processEvents()
        self.window.panels.map.canvas.settle()

    def show(self, picture: Picture) -> None:
        self.window.show_picture(picture)
        self.wait(lambda: self.window.picture.calls is picture.calls)
        self.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWidget:
        """Press a key where the focus is; returns where it is after that."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()
        return QApplication.focusWidget()

    def scenes(self) -> Iterator[str]:
        """The name of each scene while it is on the screen."""
        self.calm_down()
        yield "console"
        yield from self._call_detail()
        yield from self._forms()
        yield from self._sheets()
        yield from self._pages()
        self.show(full())
        yield "emergency"
        self.press(Qt.Key.Key_F2)
        yield "emergency while a call is written"
        self.press(Qt.Key.Key_Escape)
        yield from self._pages("emergency, ")
        yield from self._downtime()
        yield from self._doors()

    def calm_down(self) -> Picture:
        """A full station without an emergency, its busiest call selected."""
        busy = full()
        calm = {key: alarm for key, alarm in busy.alarms.items() if not alarm.emergency}
        picture = replace(busy, alarms=calm, entry=10)
        self.show(picture)
        self.window.select_call(BUSIEST)
        self.settle()
        return picture

    def _open_devices(self) -> None:
        self.window.pages.open_devices()
        self.wait(lambda: self.window.pages.devices is not None)
        self.settle()

    def _call_detail(self) -> Iterator[str]:
        self.press(Qt.Key.Key_5, CONTROL)
        for page in ("details", "units of a call", "notes", "timeline"):
            self.press(Qt.Key.Key_PageDown, CONTROL)
            yield page
        self.press(Qt.Key.Key_4, CONTROL)
        yield "radio"
        self.press(Qt.Key.Key_2, CONTROL)
        yield "map"
        self.press(Qt.Key.Key_Escape)

    def _forms(self) -> Iterator[str]:
        picture = self.window.picture
        self.press(Qt.Key.Key_F2)
        yield "call entry"
        QTest.keyClicks(QApplication.focusWidget(), "santa monica")
        self.settle()
        yield "call entry with places to choose from"
        self.press(Qt.Key.Key_Escape)
        self.window.select_call(AGAINST)
        self.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
        yield "correction"
        QTest.keyClicks(QApplication.focusWidget(), " 2")
        theirs = replace(picture.calls[AGAINST], place="Somewhere else, said another position", version=2)
        self.show(replace(picture, calls={**picture.calls, AGAINST: theirs}, entry=11))
        yield "correction against another position's"
        self.press(Qt.Key.Key_Escape)

    def _sheets(self) -> Iterator[str]:
        self.press(Qt.Key.Key_F1)
        yield "help"
        self.window.help.show_content(sheet := RegisterSheet(self.theme, Icons(self.theme), ZONE))
        for name, known in (("facility register", register()), ("empty facility register", Register())):
            sheet.show_register(known)
            self.settle()
            yield name
        self.press(Qt.Key.Key_Escape)
        yield from self._involved()
        self.press(Qt.Key.Key_8, CONTROL)
        yield "list of alarms"
        self.press(Qt.Key.Key_Escape)

    def _involved(self) -> Iterator[str]:
        """Who and what a call is about, and its files."""
        window, theme = self.window, self.theme
        window.help.show_content(sheet := InvolvedSheet(theme, Icons(theme), AGAINST))
        sheet.show_rows("233", list(involved_rows(AGAINST, details(), ZONE)), window.height())
        self.settle()
        yield "who and what a call is about"
        for name, file in (("photo", photo()), ("document", document())):
            window.help.show_content(FileSheet(theme, AGAINST, file, "File 3 of call 233", window.height()))
            self.settle()
            yield name
        self.press(Qt.Key.Key_Escape)

    def _pages(self, state: str = "") -> Iterator[str]:
        self.press(Qt.Key.Key_PageDown, CONTROL)
        yield f"{state}overview"
        self._open_devices()
        yield f"{state}devices"
        self.press(Qt.Key.Key_G)
        yield f"{state}settings of a device"
        self.press(Qt.Key.Key_Escape)
        self.window.pages.open_console()
        self.press(Qt.Key.Key_Escape)

    def _downtime(self) -> Iterator[str]:
        """The server goes and comes back."""
        self.show(replace(station(link=database("lost", "No answer for 20 s")), codes=codes()))
        yield "without the server"
        self.show(replace(returned(conflict()), codes=codes()))
        yield "back from downtime"
        self.press(Qt.Key.Key_6, CONTROL)
        yield "catch-up"

    def _doors(self) -> Iterator[str]:
        """Whoever comes and goes."""
        self.window.pages.open_console()
        yield from self._at_the_door("locked", replace(BO, state=LOCKED, why="Locked by hand."))
        self.press(Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
        yield "locked, and somebody else comes"
        self.window.guard.show_refusal("Name, password or code is wrong. After three more the sheet waits.")
        yield "refused at the door"
        yield from self._at_the_door("log-on", Seating(OUT, away=True, why="The shift is over."))
        yield from self._at_the_door("logged on", replace(BO, raise_to=HIGHER, raise_min=30))
        self.press(Qt.Key.Key_R, CONTROL_SHIFT)
        yield "raising a role"
        self.press(Qt.Key.Key_Return)
        yield "raising a role without a reason"
        self.press(Qt.Key.Key_Escape)
        yield from self._at_the_door("offer of accounts", Seating(OFFERED, secret_length=12))
        self.press(Qt.Key.Key_A, CONTROL_SHIFT)
        yield "first administrator"
        self.window.guard.show_refusal("The two passwords differ. Type both again.")
        self.settle()
        yield "first administrator refused"
        self.press(Qt.Key.Key_Escape)
        self.window.show_seating(Seating(OPEN))
        self.settle()

    def _at_the_door(self, name: str, seating: Seating) -> Iterator[str]:
        self.window.show_seating(seating)
        self.settle()
        yield name
