"""Everything the support person would ask, checked and said in one line each."""

import platform
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from serial.tools import list_ports

from console.errors import Unavailable
from console.store.engine import is_server, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.desk.desk import Desk
    from console.settings import Settings

PACKAGES = ("cso-console", "PySide6", "SQLAlchemy", "alembic", "pyserial", "pydantic")
MEGABYTE = 1_000_000
LEAST_FREE = 1000 * MEGABYTE


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
    yield from _around(settings, store_url)
    yield from _devices(settings)


def _store(store_url: str, open_desk: "Callable[[], Desk]") -> Iterator[Finding]:
    try:
        desk = open_desk()
    except Unavailable as error:
        yield Finding("store", False, str(error))
        return
    changes = desk.load()
    open_calls = sum(1 for call in changes.calls if not call.ended)
    yield Finding("store", True, f"{shown(store_url)}: {open_calls} open calls, {len(changes.units)} units")
    verdict = desk.verify()
    text = verdict.why or f"{verdict.entries} entries, the chain holds"
    yield Finding("journal", not verdict.broken, text)
    desk.close()


def _around(settings: "Settings", store_url: str) -> Iterator[Finding]:
    """The server, where there is one, and what this machine keeps beside the store."""
    folders = {"printed board": settings.printed, "backups": settings.backups}
    if is_server(store_url):
        from console.station.opening import full_address
        from console.station.server_doctor import examine_server

        del folders["backups"]
        now = datetime.now(UTC)
        where = settings.database_password
        yield Finding("password", True, f"The database's password is in the {where}")
        try:
            url = full_address(settings, store_url)
        except Unavailable as error:
            yield Finding("password", False, str(error))
        else:
            yield from examine_server(url, now, now.astimezone(settings.time_zone).date())
    else:
        yield _backup(settings, store_url)
    for name, folder in folders.items():
        yield _room(name, folder)


def _backup(settings: "Settings", store_url: str) -> Finding:
    """How old the newest backup is; twice the time between two of them is too old."""
    from console.store.backups import backups_of

    every = timedelta(hours=settings.backup.every_hours)
    try:
        made = backups_of(store_url, settings.backups).made_at()
    except Unavailable as error:
        return Finding("backup", False, str(error))
    newest = max(made, default=None)
    if newest is None:
        return Finding("backup", True, "There is none yet: run cso-console backup.")
    age = datetime.now(UTC) - newest
    late = bool(every) and age > 2 * every
    advice = ": look at what the console says of Backup." if late else ""
    return Finding("backup", not late, f"The newest is {age.total_seconds() / 3600:.0f} h old{advice}")


def _room(name: str, folder: Path) -> Finding:
    """Free space on the disk of a folder that may not be there yet."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    free = shutil.disk_usage(there).free
    if free < LEAST_FREE:
        text = f"Only {free // MEGABYTE} MB are free at {there}: make room, or name another disk."
        return Finding(f"disk of the {name}", False, text)
    return Finding(f"disk of the {name}", True, f"{free // MEGABYTE} MB free at {there}")


def _devices(settings: "Settings") -> Iterator[Finding]:
    found = {port.device: port.description for port in list_ports.comports()}
    text = ", ".join(f"{device} ({what})" for device, what in found.items()) or "none found"
    yield Finding("ports", True, text)
    for device in settings.devices:
        here = "://" in device.url or device.url in found
        yield Finding(f"device {device.name}", here, device.url if here else f"{device.url} is not there")
