"""Opens SQLite files that somebody else has made: read only, and nothing in them is obeyed."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

LONGEST_VALUE = 4_000_000
MOST_STEPS = 10_000
STEP = 100_000
COMPUTED = re.compile(r"\bAS\s*\(", re.IGNORECASE)
UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What reading raises; SQLite's words about a damaged schema may be no text themselves."""
READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection on which only tables can be read; raises UNREADABLE for what is no such file.

    Its views, triggers and functions never run, no value is longer than 4 MB, a query that takes too many
    steps is ended, and no file is made beside it.
    """
    with closing(connect(path)) as connection:
        yield connection


def connect(path: Path, *, any_thread: bool = False) -> sqlite3.Connection:
    """The same for whoever closes it."""
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=not any_thread)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for setting in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "query_only=ON"):
        connection.execute(f"PRAGMA {setting}")
    connection.set_authorizer(_allowed)
    bound_steps(connection)
    return connection


def bound_steps(connection: sqlite3.Connection) -> None:
    """From here on the connection may take so many steps again, before it is ended."""
    connection.set_progress_handler(_Steps(), STEP)


def tables(connection: sqlite3.Connection) -> dict[str, str]:
    """The plain tables by their names in small letters; what is computed or virtual is none of them."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
    named = [(str(name), str(sql)) for name, sql in connection.execute(query)]
    return {name.casefold(): name for name, sql in named if _is_plain(sql)}


def quoted(name: str) -> str:
    """A name of a table or column in a statement."""
    return '"' + name.replace('"', '""') + '"'


def _is_plain(sql: str) -> bool:
    """Whether all of its columns are stored: what is computed would be computed by reading it."""
    return sql.startswith("CREATE TABLE") and COMPUTED.search(sql) is None


def _allowed(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in READING else sqlite3.SQLITE_DENY


class _Steps:
    """Counts the steps of a connection and ends it when there are too many."""

    def __init__(self) -> None:
        self._taken = 0

    def __call__(self) -> int:
        self._taken += 1
        return int(self._taken > MOST_STEPS)
