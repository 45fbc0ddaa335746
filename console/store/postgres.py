"""A store on a PostgreSQL server: every wait bounded, one connection for the desk and one that listens."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import QueuePool

from console.errors import Unavailable
from console.store.watchdog import cut

if TYPE_CHECKING:
    import psycopg

CONNECT_S = 2
CHANNEL = "cso_console"
# Seconds a seat may hold a transaction open without a statement: one that is frozen must not stop all others.
IDLE_S = 3
BOUNDS: dict[str, Any] = {
    "connect_timeout": CONNECT_S,
    "tcp_user_timeout": 2000,
    "keepalives": 1,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
}
LISTEN_AGAIN_S = 0.5
LOCAL = ("", "localhost", "127.0.0.1", "::1")

log = logging.getLogger(__name__)


def connect(url: str, **options: Any) -> "psycopg.Connection[Any]":
    """A connection with every wait bounded that the address does not bound itself.

    Raises psycopg's errors, and Unavailable where the driver is not installed.
    """
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:
        raise Unavailable(
            "This installation cannot reach PostgreSQL. Install cso-console[postgresql] with pip."
        ) from error
    given = conninfo_to_dict(url)
    return psycopg.connect(url, **{k: v for k, v in BOUNDS.items() if k not in given}, **options)


def answers(url: str) -> bool:
    """Whether the server is there and takes changes; raises Unavailable where the driver is not installed."""
    import psycopg

    try:
        with connect(url, autocommit=True) as connection, _bounded(connection):
            found = connection.execute("SELECT NOT pg_is_in_recovery()").fetchone()
    except (psycopg.Error, OSError):
        return False
    return bool(found and found[0])


@contextmanager
def _bounded(connection: "psycopg.Connection[Any]") -> Iterator[None]:
    """Cut the connection when what runs inside takes longer than connecting may."""
    timer = threading.Timer(CONNECT_S, cut, (connection,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def make_postgres_engine(url: str) -> Engine:
    """An engine with one connection; its address goes to libpq as it is, also with several hosts."""
    return create_engine(
        "postgresql+psycopg://",
        creator=lambda: _prepared(connect(url, application_name="cso-console")),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        # An error that is logged shows its statement; who called is not to be read there.
        hide_parameters=True,
    )


def is_guarded(url: str) -> bool:
    """Whether nobody between can read along or pretend to be the server: it is local, or TLS checks it."""
    from psycopg.conninfo import conninfo_to_dict

    given = conninfo_to_dict(url)
    hosts = str(given.get("host") or "").split(",")
    return given.get("sslmode") == "verify-full" or all(h in LOCAL or h.startswith("/") for h in hosts)


def warn_unless_guarded(url: str) -> None:
    """Say in the log that others on the network could read along, where they could."""
    if not is_guarded(url):
        log.warning("The store's address has no sslmode=verify-full: others could pretend to be its server.")


def postgres_failed(error: BaseException | None) -> bool:
    """Whether the server, the network or a fail-over failed, and not this program."""
    import psycopg

    failed = (
        psycopg.OperationalError,
        psycopg.InterfaceError,
        psycopg.errors.ReadOnlySqlTransaction,
        # A seat that was asleep in the middle of a verb; the driver files it under errors of the program.
        psycopg.errors.IdleInTransactionSessionTimeout,
    )
    return isinstance(error, failed)


def collided(error: BaseException | None) -> bool:
    """Whether another transaction was in the way of this one: done again, it may go through."""
    from psycopg.errors import DeadlockDetected, SerializationFailure

    return isinstance(error, DeadlockDetected | SerializationFailure)


class ServerBell:
    """Rings when another connection of the server says that it has committed; heard on a thread of its own.

    A ring that is lost costs time, never a change: whoever answers the bell reads everything that is new, and
    the bell rings by itself whenever it had to connect again.
    """

    def __init__(self, url: str, own: Callable[[], int]) -> None:
        """`own` is the server's number of the connection whose rings are not for us."""
        self._url = url
        self._own = own
        self._heard = threading.Event()
        self._closing = threading.Event()
        self._connection: psycopg.Connection[Any] | None = None
        self.wake: Callable[[], None] = lambda: None
        # Before anything is read: what is committed from now on rings.
        self._listen()
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)
        self._thread.start()

    def rang(self) -> bool:
        """Whether it rang since the last call."""
        rang = self._heard.is_set()
        self._heard.clear()
        return rang

    def close(self) -> None:
        self._closing.set()
        connection = self._connection
        if connection is not None:
            cut(connection)
        self._thread.join()
        self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _run(self) -> None:
        while not self._closing.is_set():
            connection = self._connection
            if connection is None:
                self._closing.wait(LISTEN_AGAIN_S)
                self._listen()
                self._ring()
                continue
            self._follow(connection)
            self._drop()

    def _listen(self) -> None:
        """Begin to hear; the desk's own connection tells people what is wrong where that fails."""
        import psycopg

        try:
            self._connection = connect(self._url, autocommit=True, application_name="cso-console listener")
            self._connection.execute(f"LISTEN {CHANNEL}")
        except (psycopg.Error, OSError):
            self._drop()

    def _follow(self, connection: "psycopg.Connection[Any]") -> None:
        import psycopg

        with suppress(psycopg.Error, OSError):
            while not self._closing.is_set():
                for notice in connection.notifies(timeout=1.0):
                    if notice.pid != self._own():
                        self._ring()

    def _ring(self) -> None:
        self._heard.set()
        self.wake()


def _prepared(connection: "psycopg.Connection[Any]") -> "psycopg.Connection[Any]":
    connection.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_S}s'")
    connection.execute("SET TimeZone = 'UTC'")
    connection.commit()
    return connection
