"""Brings a store to the revision that this program knows, or says why it cannot."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import Any

from sqlalchemy import Connection, Engine, Function, func, inspect, select, text

from console.errors import Unavailable

HEAD = "0017"
MIGRATING = 2_026_031_501
"""The advisory lock under which one seat at a time makes or migrates a server's store."""
MADE_WITHIN_MS = 60_000
"""How long a seat waits for another that makes or migrates the same file: far longer than a verb may wait."""
ONE_AT_A_TIME = threading.Lock()
"""Alembic keeps the migration that runs in variables of its modules: one a process."""


def make_current(engine: Engine) -> bool:
    """Migrate the store up to HEAD; True when it was not there yet.

    Raises Unavailable when a newer program made it, or when it is no store of ours.
    """
    with _alone(engine):
        found = revision(engine)
        if found == HEAD:
            _write_ahead(engine)
            return False
        must_be_known(found)
        _write_ahead(engine)
        _upgrade(engine)
        return True


def must_be_known(found: str) -> None:
    """Raise Unavailable for the revision of a newer program, which may start while this one runs."""
    if found > HEAD:
        raise Unavailable(
            f"The store was made by a newer version of this program (revision {found}, this one"
            f" knows {HEAD}). Nothing was changed. Start the newer version."
        )


def revision(engine: Engine) -> str:
    """The revision the store is at, "" when it is empty."""
    with engine.connect().execution_options(reading=True) as connection, connection.begin():
        found = None
        tables = set(inspect(connection).get_table_names())
        if "alembic_version" in tables:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            tables.remove("alembic_version")
    # Other programs number their revisions in a table of that name too.
    if tables and "journal" not in tables:
        raise Unavailable("The file is a database, but not a store of this program. Choose another file.")
    return str(found or "")


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Several seats may start at once: an advisory lock on a server, the file's own lock for SQLite."""
    if engine.dialect.name != "postgresql":
        with _patient(engine):
            yield
        return
    with engine.connect() as connection:
        _lock(connection, func.pg_advisory_lock(MIGRATING))
    try:
        yield
    finally:
        with engine.connect() as connection:
            _lock(connection, func.pg_advisory_unlock(MIGRATING))


@contextmanager
def _patient(engine: Engine) -> Iterator[None]:
    usual = _pragma(engine, "PRAGMA busy_timeout")
    _pragma(engine, f"PRAGMA busy_timeout={MADE_WITHIN_MS}")
    try:
        yield
    finally:
        _pragma(engine, f"PRAGMA busy_timeout={usual}")


def _lock(connection: Connection, function: Function[Any]) -> None:
    # The engine has one connection, and the lock is that connection's until it is given back.
    connection.execute(select(function))
    connection.commit()


def _write_ahead(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        return
    # It rewrites the file's header, so it waits until the file is known to be ours.
    _pragma(engine, "PRAGMA journal_mode=WAL")


def _pragma(engine: Engine, statement: str) -> Any:
    connection = engine.raw_connection()
    try:
        return connection.cursor().execute(statement).fetchone()[0]
    finally:
        connection.close()


def _upgrade(engine: Engine) -> None:
    # Alembic takes half a second to import, and a store that is current never needs it.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    scripts_there = as_file(files("console.store") / "migrations")
    # One transaction for all of them: on SQLite Alembic would begin one for each, and another seat that
    # makes the same file would read a revision in between.
    with ONE_AT_A_TIME, scripts_there as scripts, engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(scripts))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise Unavailable(f"The store cannot be brought up to date: {error}. Restore a copy.") from error
