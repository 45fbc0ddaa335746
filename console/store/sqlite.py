"""A store in one SQLite file: durable, one writer at a time, looked at for changes of other processes."""

import sqlite3
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

BUSY_S = 5.0
WAL_BYTES = 64 * 1024 * 1024
# A lock, a disk, a damaged file; SQLite's other errors are mistakes of ours.
WORLD_FAILED = (sqlite3.OperationalError, sqlite3.DatabaseError)


def make_sqlite_engine(address: URL) -> Engine:
    """An engine with one connection, to be used on the thread that made it."""
    # An error that is logged shows its statement; who called is not to be read there.
    options = {"connect_args": {"timeout": BUSY_S}, "hide_parameters": True}
    engine = create_engine(address, poolclass=StaticPool, **options)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def sqlite_failed(error: BaseException | None) -> bool:
    """Whether the world failed, and not this program."""
    return type(error) in WORLD_FAILED


class FileBell:
    """Rings when another connection has committed to the file: asked, because SQLite tells nobody."""

    def __init__(self, engine: Engine) -> None:
        self._reading = engine.execution_options(reading=True)
        self._version = self._data_version()

    def rang(self) -> bool:
        """Whether another connection has committed since the last call."""
        version = self._data_version()
        changed = version != self._version
        self._version = version
        return changed

    def close(self) -> None:
        """It holds nothing."""

    def _data_version(self) -> int:
        with self._reading.connect() as connection:
            return int(connection.connection.cursor().execute("PRAGMA data_version").fetchone()[0])


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own transaction handling begins too late for a read that decides a write.
    connection.isolation_level = None
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=ON",
        f"journal_size_limit={WAL_BYTES}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    # Straight to the driver: each verb begins here, and there is nothing to bind or to read.
    connection.connection.cursor().execute("BEGIN" if reading else "BEGIN IMMEDIATE")
