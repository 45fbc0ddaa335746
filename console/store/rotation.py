"""Backups by their names: when each was made, and which of them are kept."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

MADE = "%Y%m%dT%H%M%S%fZ"
NAME = re.compile(r"(?P<store>.+)\.backup-(?P<made>\d{8}T\d{12}Z)(?P<ending>\.sqlite3|\.dump)")


@dataclass(frozen=True, slots=True)
class Backup:
    """A file whose name says of which store it is and when it was made, in UTC."""

    file: Path
    at: datetime


@dataclass(frozen=True, slots=True)
class Keep:
    """How many backups stay: the newest, then the last one of each day, then of each month (UTC)."""

    newest: int = 24
    days: int = 14
    months: int = 12


def name_for(store: str, at: datetime, ending: str) -> str:
    """The file name of a backup of the store of that name, made at that moment."""
    return f"{store}.backup-{at.astimezone(UTC).strftime(MADE)}{ending}"


def backups_in(folder: Path, store: str) -> list[Backup]:
    """The backups of the store of that name, oldest first; raises OSError where the folder cannot be read."""
    if not folder.is_dir():
        return []
    found = [backup for file in folder.iterdir() if (backup := _backup(file, store))]
    return sorted(found, key=lambda backup: backup.at)


def superfluous(backups: Iterable[Backup], keep: Keep) -> list[Backup]:
    """The backups that no rule keeps, oldest first; the newest one is always kept."""
    newest_first = sorted(backups, key=lambda backup: backup.at, reverse=True)
    kept = set(newest_first[: max(1, keep.newest)])
    kept.update(_last_of_each(newest_first, lambda at: at.date(), keep.days))
    kept.update(_last_of_each(newest_first, lambda at: at.date().replace(day=1), keep.months))
    return [backup for backup in reversed(newest_first) if backup not in kept]


def _last_of_each(newest_first: list[Backup], span: Callable[[datetime], date], count: int) -> list[Backup]:
    """The last backup of each of the newest `count` days or months that have one."""
    last: dict[date, Backup] = {}
    for backup in newest_first:
        last.setdefault(span(backup.at), backup)
    return list(last.values())[: max(0, count)]


def _backup(file: Path, store: str) -> Backup | None:
    found = NAME.fullmatch(file.name)
    if found is None or found["store"] != store:
        return None
    try:
        made = datetime.strptime(found["made"], MADE).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(file, made)
