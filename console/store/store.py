"""A store: reading and writing sessions on one connection, owned by one thread."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from console.errors import Unavailable
from console.store.engine import make_engine
from console.store.schema import make_current


class Store:
    """An open store at HEAD; `new` tells that this start created it."""

    def __init__(self, engine: Engine, *, new: bool) -> None:
        self._engine = engine
        self._reading = engine.execution_options(reading=True)
        self.new = new

    @classmethod
    def open(cls, url: str) -> "Store":
        """Open or create; raises Unavailable with one sentence when that cannot be."""
        engine = make_engine(url)
        try:
            return cls(engine, new=make_current(engine))
        except DatabaseError as error:
            engine.dispose()
            raise Unavailable(f"The store {engine.url.database} cannot be opened: {error.orig}.") from error
        except Unavailable:
            engine.dispose()
            raise

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that holds the store's write lock; whoever uses it commits, or nothing happened."""
        with (
            _unavailable_if_it_fails(),
            Session(self._engine, expire_on_commit=False, autoflush=False) as session,
        ):
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment of the store and takes no lock."""
        with _unavailable_if_it_fails(), Session(self._reading, expire_on_commit=False) as session:
            yield session

    def data_version(self) -> int:
        """A number that changes whenever another connection has committed."""
        with self._reading.connect() as connection:
            return int(connection.connection.cursor().execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        self._engine.dispose()


@contextmanager
def _unavailable_if_it_fails() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise Unavailable(
            f"The store could not be used: {error.orig}. Nothing was changed; try again."
        ) from error
