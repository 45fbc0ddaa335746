"""A store: reading and writing sessions on one connection, owned by one thread."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from console.errors import Unavailable
from console.store.engine import make_engine
from console.store.schema import make_current

# A lock, a disk, a damaged file; SQLite's other errors are mistakes of ours.
WORLD_FAILED = (sqlite3.OperationalError, sqlite3.DatabaseError)


class Store:
    """An open store at HEAD; `migrated` tells that this start made it, or brought it there."""

    def __init__(self, engine: Engine, *, migrated: bool) -> None:
        self._engine = engine
        self._reading = engine.execution_options(reading=True)
        self.migrated = migrated

    @classmethod
    def open(cls, url: str) -> "Store":
        """Open or create; raises Unavailable with one sentence when that cannot be."""
        engine = make_engine(url)
        try:
            return cls(engine, migrated=make_current(engine))
        except (DatabaseError, sqlite3.DatabaseError) as error:
            engine.dispose()
            why = _cause(error)
            raise Unavailable(f"The store {engine.url.database} cannot be opened: {why}.") from error
        except Unavailable:
            engine.dispose()
            raise

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that holds the store's write lock; whoever uses it commits, or nothing happened."""
        with (
            _unavailable_if_it_fails("Nothing was changed; try again."),
            Session(self._engine, expire_on_commit=False, autoflush=False) as session,
        ):
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment of the store and takes no lock."""
        with (
            _unavailable_if_it_fails("Try again."),
            Session(self._reading, expire_on_commit=False) as session,
        ):
            yield session

    def data_version(self) -> int:
        """A number that changes whenever another connection has committed."""
        with _unavailable_if_it_fails("Try again."), self._reading.connect() as connection:
            return int(connection.connection.cursor().execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        self._engine.dispose()


@contextmanager
def _unavailable_if_it_fails(advice: str) -> Iterator[None]:
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        cause = _cause(error)
        if type(cause) not in WORLD_FAILED:
            raise
        raise Unavailable(f"The store could not be used: {cause}. {advice}") from error


def _cause(error: DatabaseError | sqlite3.DatabaseError) -> BaseException | None:
    """What SQLite said; the beginning of a transaction goes past SQLAlchemy, which wraps all the rest."""
    return error.orig if isinstance(error, DatabaseError) else error
