"""Everything the support person would ask, checked and said in one line each."""

import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from serial.tools import list_ports

from console.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.desk.desk import Desk
    from console.settings import Settings

PACKAGES = ("cso-console", "PySide6", "SQLAlchemy", "alembic", "pyserial", "pydantic")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    ok: bool
    text: str


def examine(settings: "Settings", store_url: str, open_desk: "Callable[[], Desk]") -> Iterator[Finding]:
    """Look at the program, the settings, the store and the ports."""
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    yield Finding("system", True, system)
    yield Finding("packages", True, ", ".join(f"{name} {version(name)}" for name in PACKAGES))
    yield Finding("sqlite", True, f"SQLite {sqlite3.sqlite_version}")
    yield Finding("station", True, f"{settings.name}, {settings.zone}, {settings.mode}, {settings.position}")
    yield from _store(store_url, open_desk)
    yield from _devices(settings)


def _store(store_url: str, open_desk: "Callable[[], Desk]") -> Iterator[Finding]:
    try:
        desk = open_desk()
    except Unavailable as error:
        yield Finding("store", False, str(error))
        return
    changes = desk.load()
    open_calls = sum(1 for call in changes.calls if call.state != "closed")
    yield Finding("store", True, f"{store_url}: {open_calls} open calls, {len(changes.units)} units")
    verdict = desk.verify()
    text = verdict.why or f"{verdict.entries} entries, the chain holds"
    yield Finding("journal", not verdict.broken, text)
    desk.close()


def _devices(settings: "Settings") -> Iterator[Finding]:
    found = {port.device: port.description for port in list_ports.comports()}
    text = ", ".join(f"{device} ({what})" for device, what in found.items()) or "none found"
    yield Finding("ports", True, text)
    for device in settings.devices:
        here = "://" in device.url or device.url in found
        yield Finding(f"device {device.name}", here, device.url if here else f"{device.url} is not there")
