"""A backup of a store's file while it is in use: copied in steps, checked, opened on trial, then named."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from console.errors import Unavailable
from console.models.entry import FIRST
from console.store import journal
from console.store.engine import make_engine
from console.store.rotation import name_for
from console.store.schema import HEAD
from console.store.sqlite import sqlite_failed
from console.store.store import Store
from console.store.trouble import DAMAGED, way_out

STEP_PAGES = 1000
MARGIN = 0.1
LEFT_BEHIND_S = 86_400
ENDING = ".sqlite3"
Breathe = Callable[[], None]
"""Called between steps: it may wait, so that others get the disk, and raise Unavailable to end the work."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a store holds at one moment: its newest entry and that one's hash, and the rows of each table."""

    entries: int
    tip: str
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was checked and can be restored; `size` in bytes.

    `fault` says what is wrong with the journal it holds, as in the store itself, "" for nothing.
    """

    file: Path
    at: datetime
    entries: int
    tip: str
    size: int
    fault: str = ""


def back_up(store: Path, folder: Path, at: datetime, breathe: Breathe = lambda: None) -> Made:
    """Copy the store into `folder` while others read and write it; nobody waits for it.

    Raises Unavailable with one sentence, and then the folder holds what it held before.
    """
    file = folder / name_for(store.stem, at, ENDING)
    part = file.with_name(f".{file.name}.part")
    with told(f"The backup to {folder} failed"):
        must_be_there(store)
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder, store.stem, at)
        must_have_room(_size(store), folder)
        try:
            held = copy(store, part, breathe)
            found, fault = check(part, breathe)
            if found != held:
                raise Unavailable("The copy does not hold what the store did. Nothing was kept; try again.")
            put(part, file)
        finally:
            remove(part)
        return Made(file, at, held.entries, held.tip, file.stat().st_size, fault)


def file_of(url: str) -> Path:
    """The file behind a SQLite store's address; Unavailable where it has none."""
    name = make_engine(url).url.database
    if not name or name == ":memory:":
        raise Unavailable("A store in memory has no file.")
    return Path(name)


def copy(store: Path, to: Path, breathe: Breathe = lambda: None) -> Held:
    """Copy one moment of a store into a single file and return what it held then.

    The moment is held by a transaction that only reads: writers go on, and their commits do not make the
    copy begin again.
    """
    remove(to)
    with closing(connect(store)) as source, closing(sqlite3.connect(to, isolation_level=None)) as target:
        source.execute("BEGIN")
        held = holding(source)
        source.backup(target, pages=STEP_PAGES, progress=lambda *_: breathe())
        source.execute("ROLLBACK")
        # One file that needs no other beside it.
        target.execute("PRAGMA journal_mode=DELETE")
    return held


def check(file: Path, breathe: Breathe = lambda: None) -> tuple[Held, str]:
    """What a file holds, and what is wrong with its journal's chain.

    Raises Unavailable unless the file is whole and can be opened as a store.
    """
    with closing(connect(file)) as connection:
        found = holding(connection)
        _must_be_whole(file, connection)
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    trial = file
    if revision != HEAD:
        # Opening brings a store up to date, and a backup stays what it is.
        trial = file.with_name(f"{file.name}.trial")
        shutil.copyfile(file, trial)
    try:
        return found, _try(trial, found, breathe)
    finally:
        if trial != file:
            remove(trial)


def holding(connection: sqlite3.Connection) -> Held:
    """What the connection's store holds; sqlite3's errors when it is none."""
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    rows = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}
    newest = "SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1"
    number, tip = connection.execute(newest).fetchone() or (0, FIRST)
    return Held(number, tip, rows)


def connect(file: Path) -> sqlite3.Connection:
    """A connection to a file that is there, without a transaction of its own."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)


def put(part: Path, file: Path) -> None:
    """Give a finished file its name, on the disk for good."""
    _flush(part)
    part.replace(file)
    # Windows keeps a folder's names by itself and opens none.
    if os.name == "posix":
        _flush(file.parent)


def remove(file: Path) -> None:
    """Remove a file of ours that is not finished, with what SQLite put beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def must_be_there(store: Path) -> None:
    """Raise Unavailable where there is no file."""
    if not store.is_file():
        raise Unavailable(f"There is no store at {store}. Name it with --store sqlite:///PATH.")


def must_have_room(needed: int, folder: Path) -> None:
    """Raise Unavailable when the folder's disk is too full for so many bytes."""
    free = shutil.disk_usage(folder).free
    if needed * (1 + MARGIN) > free:
        raise Unavailable(
            f"There is no room in {folder}: {_megabytes(needed)} are needed and {_megabytes(free)} are free."
            " Nothing was written. Free space there or choose another folder."
        )


@contextmanager
def told(what: str) -> Iterator[None]:
    """Turn a failure of disk or file into Unavailable, in one sentence that begins with `what`."""
    try:
        yield
    except OSError as error:
        raise Unavailable(f"{what}: {error.strerror or error}. Look after it and try again.") from error
    except sqlite3.Error as error:
        if not sqlite_failed(error):
            raise
        raise Unavailable(f"{what}: {error}. {way_out(error)}".rstrip()) from error


def _must_be_whole(file: Path, connection: sqlite3.Connection) -> None:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found == "ok" and (stray := connection.execute("PRAGMA foreign_key_check").fetchone()):
        found = f"a row of {stray[0]} belongs to none of {stray[2]}"
    if found != "ok":
        words = " ".join(found.split())[:120]
        raise Unavailable(f"The copy is damaged: {words}. {DAMAGED}")


def _try(file: Path, held: Held, breathe: Breathe) -> str:
    """Open it as the console would, follow its journal from end to end, and say what is wrong with that."""
    store = Store.open(f"sqlite:///{file}")
    try:
        with store.read() as session:
            verdict = journal.verify(session, breathe)
            newest = journal.tip(session)
    finally:
        store.close()
    with closing(connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    if newest != (held.entries, held.tip):
        raise Unavailable("The copy opens at another entry than it was made at. Nothing was kept; try again.")
    return verdict.why


def _sweep(folder: Path, store: str, at: datetime) -> None:
    """Remove what a backup that was killed has left behind; one that still runs is younger."""
    for left in folder.glob(f".{store}.backup-*.part*"):
        if at.timestamp() - left.stat().st_mtime > LEFT_BEHIND_S:
            left.unlink(missing_ok=True)


def _size(store: Path) -> int:
    log = store.with_name(f"{store.name}-wal")
    return store.stat().st_size + (log.stat().st_size if log.exists() else 0)


def _flush(path: Path) -> None:
    # Windows flushes only what was opened for writing.
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
