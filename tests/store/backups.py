"""What tests of backups share: a picture of a file, and ways to spoil one."""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from console.board.views import Changes
from console.store.backup import Made, back_up
from console.store.restore import Restored, Wish, restore
from tests.desk.stations import EVENING, Bench, bench

WEEK = EVENING + timedelta(days=7)


def wish(source: Path, until: datetime | None = None, now: datetime = WEEK) -> Wish:
    return Wish(source, until, now, "R. Okafor", "Position 1")


def put_back(file: Path, source: Path, until: datetime | None = None) -> Restored:
    return restore(file, wish(source, until))


def picture(file: Path, at: datetime) -> Changes:
    """What a console that opens the file at that time of day shows; the restoring is an entry more."""
    with bench(file, at) as here:
        assert not here.desk.verify().broken
        return replace(here.desk.load(), entry=0)


def shown(here: Bench) -> Changes:
    return replace(here.desk.load(), entry=0)


def change_behind_its_back(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def damage(file: Path, table: str) -> None:
    """Write over the first page of a table in the middle of the file."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode=DELETE")
    (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with file.open("r+b") as opened:
        opened.seek((page - 1) * size)
        opened.write(b"\xff" * size)


def made(here: Bench, file: Path) -> Made:
    return back_up(file, file.parent / "backups", here.clock.now())
