"""A seat at the console: the real window on a real store, read and driven as a dispatcher would."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView, QWidget

from console.app import Station, Window
from console.clock import Clock, SystemClock
from console.settings import DeviceSettings, Settings
from console.station.opening import Startup
from console.widgets.links import LinkChip

LONGEST_MS = 10_000
BADGES = {"CSO-11": "4411", "CSO-12": "4412", "UTV-1": "4421"}


def live(*devices: DeviceSettings) -> Settings:
    """A station that is not in training, with these devices."""
    return Settings(mode="live", devices=devices)


def store_in(folder: Path) -> str:
    """The address of a store in a folder."""
    return f"sqlite:///{folder / 'station.sqlite3'}"


@dataclass(frozen=True, slots=True)
class Seat:
    """One open window."""

    window: Window
    station: Station
    bot: Any

    @property
    def calls(self) -> list[str]:
        """What the rows of the calls panel say."""
        return rows_in(self.window.main.panels.calls.list)

    @property
    def units(self) -> list[str]:
        """What the rows of the unit board say."""
        return rows_in(self.window.main.panels.units.list)

    @property
    def radio(self) -> list[str]:
        """What the rows of the radio log say, newest first."""
        return rows_in(self.window.main.panels.radio.list)

    @property
    def response(self) -> str:
        """What the response line says."""
        return str(self.window.main.bar.response.text)

    @property
    def typed(self) -> str:
        """What stands in the command line."""
        return str(self.window.main.bar.line.text())

    @property
    def links(self) -> list[str]:
        """What the chips of the status strip say."""
        return [chip.accessibleName() for chip in self.window.main.findChildren(LinkChip) if chip.isVisible()]

    @property
    def has_line(self) -> bool:
        """Whether the keys go to the command line."""
        return focused() is self.window.main.bar.line

    def wait(self, true: Callable[[], object]) -> None:
        """Return as soon as `true()` is; fail after 15 s."""
        self.bot.waitUntil(lambda: bool(true()), timeout=LONGEST_MS)

    def wait_said(self, said: str) -> None:
        """Wait until the response line says this, among other things."""

        def it_says_so() -> None:
            assert said in self.response, f"the response line says: {self.response}"

        self.bot.waitUntil(it_says_so, timeout=LONGEST_MS)

    def wait_row(self, rows: Callable[[], list[str]], *parts: str) -> None:
        """Wait for a row with all these parts."""

        def it_is_there() -> None:
            assert row(rows(), *parts), f"no row with {parts} in {rows()}; {self.response}"

        self.bot.waitUntil(it_is_there, timeout=LONGEST_MS)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self.bot.keyClicks(focused(), text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the focus is."""
        self.bot.keyClick(focused(), key, modifier)

    def enter(self, line: str, said: str) -> None:
        """Type a line, press Enter, and wait for the answer."""
        self.type(line)
        self.press(Qt.Key.Key_Return)
        self.wait_said(said)


def row(rows: Sequence[str], *parts: str) -> str:
    """The first row with all these parts, empty when there is none."""
    return next((each for each in rows if all(part in each for part in parts)), "")


def focused() -> QWidget:
    """The widget that the keys go to."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard focus"
    return widget


@contextmanager
def take_seat(
    bot: Any,
    store: str,
    settings: Settings | None = None,
    clock: Clock | None = None,
    until: "Callable[[Seat], object]" = lambda seat: "Ready" in seat.response,
) -> Iterator[Seat]:
    """Open the console's window on a store and wait until it is ready; close it at the end."""
    station = Station(Startup(settings or live(), store, "R. Okafor", clock=clock or SystemClock()))
    window = Window(station)
    bot.addWidget(window.main)
    window.open()
    try:
        bot.waitActive(window.main, timeout=LONGEST_MS)
        bot.waitUntil(lambda: window.main.is_furnished, timeout=LONGEST_MS)
        seat = Seat(window, station, bot)
        seat.wait(lambda: until(seat))
        yield seat
    finally:
        window.main.close()
        window.close()


def sign_on(bot: Any, store: str, *units: str) -> None:
    """Bring units on duty, as the shift before did."""
    with take_seat(bot, store) as seat:
        for unit in units:
            seat.enter(f"ON {unit} {BADGES[unit]}", f"{unit} is on duty")


def rows_in(view: QListView) -> list[str]:
    """What a screen reader says for each row of a list."""
    model = view.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.data(model.index(place, 0), role)) for place in range(model.rowCount())]
