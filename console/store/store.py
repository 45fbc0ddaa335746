"""A store: reading and writing sessions on one connection, owned by one thread."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Any, Protocol

from sqlalchemy import Engine, event, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from console.errors import Unavailable
from console.store.engine import is_server, make_engine, shown
from console.store.postgres import ServerBell, collided, postgres_failed, warn_unless_guarded
from console.store.schema import make_current, must_be_known, revision
from console.store.sqlite import FileBell, sqlite_failed
from console.store.trouble import way_out
from console.store.watchdog import Watchdog

VERB_S = 2.5
READ_S = 30.0
PING_S = 1.2
PING_EVERY_S = 0.5
TRY = "Try again."


class Collision(Exception):
    """Another transaction was in the way and this one was undone; done again, it may go through."""


class Bell(Protocol):
    """Rings when somebody else has committed to the store."""

    def rang(self) -> bool:
        """Whether it rang since the last call."""
        ...

    def close(self) -> None: ...


class Store:
    """An open store at HEAD; `migrated` tells that this start made it, or brought it there."""

    def __init__(self, url: str, engine: Engine, *, migrated: bool) -> None:
        self._engine = engine
        self._server = is_server(url)
        self._reading = engine.execution_options(**_reading_options(self._server))
        self._watchdog = Watchdog()
        self._pid = 0
        self._answered = time.monotonic()
        if self._server:
            event.listen(engine, "checkout", self._hold)
        self.migrated = migrated
        self._bell: Bell = ServerBell(url, lambda: self._pid) if self._server else FileBell(engine)

    @classmethod
    def open(cls, url: str) -> "Store":
        """Open or create; raises Unavailable with one sentence when that cannot be."""
        engine = make_engine(url)
        try:
            opened = cls(url, engine, migrated=make_current(engine))
        except (DBAPIError, sqlite3.DatabaseError) as error:
            engine.dispose()
            raise Unavailable(_not_opened(url, _cause(error))) from error
        except Unavailable:
            engine.dispose()
            raise
        if opened.server:
            warn_unless_guarded(url)
        return opened

    @property
    def server(self) -> bool:
        """Whether other seats may share it over a network."""
        return self._server

    def on_slow(self, told: Callable[[], None]) -> None:
        """Call `told`, on any thread, when the server has kept a statement waiting for more than a second."""
        self._watchdog.slow = told

    def on_ring(self, wake: Callable[[], None]) -> None:
        """Call `wake`, on any thread, when somebody else has committed; a file tells nobody and is asked."""
        if isinstance(self._bell, ServerBell):
            self._bell.wake = wake

    def rang(self) -> bool:
        """Whether somebody else has committed since the last call; raises Unavailable without the store."""
        with self._unavailable_if_it_fails():
            rang = self._bell.rang()
        if self._server and time.monotonic() - self._answered > PING_EVERY_S:
            self.ping()
        return rang

    def ping(self) -> None:
        """Raise Unavailable when the store does not answer."""
        with self.read(limit=PING_S) as session:
            session.execute(select(1))

    @contextmanager
    def write(self, *, limit: float = VERB_S) -> Iterator[Session]:
        """A session to change things in; whoever uses it commits, or nothing happened.

        Raises Collision when it is to be done again, Unavailable when the store failed within or at the end:
        then, on a server, what was to be committed may have been.
        """
        with (
            self._unavailable_if_it_fails("Nothing was changed. "),
            self._watched(limit),
            Session(self._engine, expire_on_commit=False, autoflush=False) as session,
        ):
            yield session
        self._answered = time.monotonic()

    @contextmanager
    def read(self, *, limit: float = READ_S) -> Iterator[Session]:
        """A session that sees one moment of the store and takes no lock."""
        with (
            self._unavailable_if_it_fails(),
            self._watched(limit),
            Session(self._reading, expire_on_commit=False) as session,
        ):
            yield session
        self._answered = time.monotonic()

    def close(self) -> None:
        self._bell.close()
        self._watchdog.close()
        self._engine.dispose()

    def _hold(self, connection: Any, _record: Any, _proxy: Any) -> None:
        self._watchdog.hold(connection)
        self._pid = connection.info.backend_pid

    def _watched(self, limit: float) -> AbstractContextManager[None]:
        return self._watchdog.watch(limit) if self._server else nullcontext()

    @contextmanager
    def _unavailable_if_it_fails(self, unchanged: str = "") -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.DatabaseError) as error:
            cause = _cause(error)
            if self._server and collided(cause):
                raise Collision from error
            failed = postgres_failed(cause) if self._server else sqlite_failed(cause)
            way = way_out(cause)
            if not (isinstance(error, IntegrityError) or (failed and (self._server or way))):
                # A newer program has taken away, or asks for, what this one does not know of.
                with suppress(DBAPIError):
                    must_be_known(revision(self._engine))
            if not failed:
                raise
            raise Unavailable(
                f"The store could not be used: {_one_line(cause)}. {unchanged}{way or TRY}"
            ) from error


def _reading_options(server: bool) -> dict[str, Any]:
    if server:
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return {"reading": True}


def _not_opened(url: str, cause: BaseException | None) -> str:
    where = shown(url) if is_server(url) else url.removeprefix("sqlite:///")
    return f"The store {where} cannot be opened: {_one_line(cause)}. {way_out(cause)}".rstrip()


def _one_line(cause: BaseException | None) -> str:
    return " ".join(str(cause).split()).rstrip(".")


def _cause(error: DBAPIError | sqlite3.DatabaseError) -> BaseException | None:
    """What the driver said; the beginning of a transaction goes past SQLAlchemy, which wraps all the rest."""
    return error.orig if isinstance(error, DBAPIError) else error
