"""The door of a seat's window: what it shows of whoever may come in, and how they do, with keys only."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QWidget

from console.clock import ManualClock
from console.settings import LogOnPolicy, Settings
from tests.journeys.seat import Seat, take_seat

ADMIN, PASSWORD, WRONG = "ann", "gravel-otter-41", "gravel-otter-42"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
NOON = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


def guarded(position: str = "Position 1", **log_on: Any) -> Settings:
    """A live station whose passwords are checked quickly."""
    return Settings(mode="live", position=position, log_on=LogOnPolicy(hash_kib=19_456, **log_on))


@contextmanager
def door_seat(
    bot: Any, store: str, clock: ManualClock | None = None, settings: Settings | None = None
) -> Iterator[Seat]:
    """A window on a store with accounts: it is ready once it asks who comes."""
    clock = clock or ManualClock(NOON)
    with take_seat(bot, store, settings or guarded(), clock, until=lambda seat: is_covered(seat)) as seat:
        yield seat


def is_covered(seat: Seat) -> bool:
    guard = seat.window.main.guard
    return guard is not None and guard.covered and guard.log_on.isVisible()


def log_on(seat: Seat, name: str, password: str = PASSWORD) -> None:
    """Log on at the sheet that is there, with keys, and wait to be in."""
    type_log_on(seat, name, password)
    seat.wait(lambda: not is_covered(seat))
    seat.wait(lambda: seat.has_line)


def type_log_on(seat: Seat, name: str, password: str) -> None:
    seat.type(name)
    seat.press(Qt.Key.Key_Tab)
    seat.type(password)
    seat.press(Qt.Key.Key_Return)


def refusal(seat: Seat) -> str:
    """What the sheet says is wrong, once it says anything."""
    sheet = seat.window.main.guard.log_on
    seat.wait(lambda: sheet.trouble not in ("", "Checking."))
    return str(sheet.trouble)


def add_account(seat: Seat, name: str, role: str) -> None:
    """What `cso-console user add` does, by the administrator who is logged on at the seat."""
    by = seat.window.sitting.session

    def add(desk: Any) -> None:
        admin = desk.account_admin
        admin.add(name, role=role, secret=admin.hashed(name, PASSWORD), person=name.title(), by=by)

    seat.station.desk.order(add).result(20)


def everything_said(window: QWidget) -> str:
    """Every word that is anywhere in a window, shown or not, for the eye or for a screen reader."""
    words = [window.windowTitle()]
    for part in (window, *window.findChildren(QWidget)):
        words += [part.accessibleName(), part.accessibleDescription(), part.toolTip()]
        if isinstance(part, QLabel | QLineEdit):
            words.append(part.text())
        if isinstance(part, QPlainTextEdit):
            words.append(part.toPlainText())
        if isinstance(part, QAbstractItemView) and part.model() is not None:
            model = part.model()
            indexes = [model.index(place, 0) for place in range(model.rowCount())]
            words += [str(model.data(index, role)) for index in indexes for role in ROLES]
    return "\n".join(words)
