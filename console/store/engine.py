"""What a store's address leads to: a SQLite file or a PostgreSQL server."""

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from console.errors import Unavailable
from console.store.postgres import make_postgres_engine
from console.store.sqlite import make_sqlite_engine

FORMS = "Write sqlite:///PATH or postgresql://USER@HOST/DATABASE."


def is_server(url: str) -> bool:
    """Whether the address is that of a server."""
    return url.startswith(("postgresql://", "postgres://"))


def make_engine(url: str) -> Engine:
    """An engine with one connection, to be used on the thread that made it.

    Raises Unavailable for an address this program does not know.
    """
    return make_postgres_engine(url) if is_server(url) else make_sqlite_engine(_file(url))


def shown(url: str) -> str:
    """The address as a person may read it, without its password."""
    if not is_server(url):
        return url
    scheme, _, rest = url.partition("://")
    who, at, where = rest.rpartition("@")
    return f"{scheme}://{who.partition(':')[0]}{at}{where.partition('?')[0]}"


def _file(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise Unavailable(f"'{url}' is not a store's address. {FORMS}") from error
    if address.get_backend_name() != "sqlite":
        raise Unavailable(f"This program has no stores of that kind. {FORMS}")
    return address
