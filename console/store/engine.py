"""Opens the SQLite file a store lives in, durable and with one writer at a time."""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

from console.errors import Unavailable

BUSY_S = 5.0
WAL_BYTES = 64 * 1024 * 1024


def make_engine(url: str) -> Engine:
    """An engine with one connection, to be used on the thread that made it.

    Raises Unavailable for an address this program does not know.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise Unavailable(f"'{url}' is not a store's address. Write sqlite:///PATH.") from error
    if address.get_backend_name() != "sqlite":
        raise Unavailable("This version opens SQLite stores only. Write sqlite:///PATH.")
    engine = create_engine(address, poolclass=StaticPool, connect_args={"timeout": BUSY_S})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


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
