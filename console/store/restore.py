"""Puts a backup in the place of a store, which is moved aside: as it was made, or as at a moment."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.errors import Unavailable
from console.models import JournalEntry
from console.store import backup, journal
from console.store.rewind import ENTERED, go_back, newest_until
from console.store.rotation import MADE, backups_in
from console.store.salvage import reading, take_over
from console.store.store import Store

BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be restored: a backup or a folder of them, and until when; None is all that is in it."""

    source: Path
    until: datetime | None
    now: datetime
    actor: str
    seat: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands in the store's place now: `entries` of its history, the last one written at `newest`.

    `aside` is where the store is that stood there before; `said` is what else has to be known, or "".
    """

    store: Path
    source: Path
    entries: int
    newest: datetime | None
    aside: Path | None
    said: str


def restore(store: Path, wish: Wish) -> Restored:
    """Restore into the place of `store`; what stood there is renamed and loses nothing.

    Raises Unavailable with one sentence, and then everything is where it was.
    """
    source = _chosen(store, wish)
    work = store.with_name(f".{store.name}.restoring")
    with backup.told(f"{source} cannot be restored"):
        _must_be_unused(store)
        try:
            restored = _prepare(source, work, store, wish)
            _must_be_unused(store)
            if restored.aside is not None:
                _move_aside(store, restored.aside)
            backup.put(work, store)
        finally:
            backup.remove(work)
    return restored


def _chosen(store: Path, wish: Wish) -> Path:
    """The file; of a folder the newest backup that is not later than the moment, or else the first after."""
    source = wish.source
    if source.is_dir():
        until = wish.until or wish.now
        backups = [b for b in backups_in(source, store.stem) if b.file.suffix == backup.ENDING]
        if not backups:
            raise Unavailable(
                f"There is no backup of {store.stem} in {source}. Name a file or another folder."
            )
        source = ([b for b in backups if b.at <= until] or backups[:1])[-1].file
    backup.must_be_there(source)
    if store.exists() and source.samefile(store):
        raise Unavailable(f"{source} is the store itself. Name a backup of it.")
    return source


def _prepare(source: Path, work: Path, store: Path, wish: Wish) -> Restored:
    """Make what is to stand in the store's place, beside it."""
    backup.must_have_room(source.stat().st_size, store.parent)
    backup.copy(source, work)
    _, fault = backup.check(work)
    aside = _aside(store, wish.now) if store.exists() else None
    opened = Store.open(f"sqlite:///{work}")
    try:
        with opened.write() as session:
            said = _bring(session, store, wish)
            entries, _ = journal.tip(session)
            newest = session.scalar(select(ENTERED).where(JournalEntry.number == entries))
            _note(session, source, wish, aside)
            session.commit()
    finally:
        opened.close()
    with closing(backup.connect(work)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    words = [said, f"Its journal does not hold: {fault}" if fault else ""]
    return Restored(store, source, entries, newest, aside, " ".join(filter(None, words)))


def _bring(session: Session, store: Path, wish: Wish) -> str:
    """Bring the copy to the moment, back or on; says what could not be had."""
    if wish.until is None:
        return ""
    held, _ = journal.tip(session)
    there = newest_until(session, wish.until)
    # Also where no entry is later: positions may be.
    go_back(session, there, wish.until)
    if there < held:
        return ""
    if not store.exists():
        return f"There is no store from which the time after entry {held} could be taken."
    with reading(store) as later:
        return take_over(session, later, wish.until)


def _note(session: Session, source: Path, wish: Wish, aside: Path | None) -> None:
    """The journal itself says that its history was taken up again from here."""
    said = f"Restored from {source.name}" + (f"; the store before is {aside.name}." if aside else ".")
    args = {"file": source.name, "to": wish.until, "aside": aside.name if aside else ""}
    journal.append(
        session,
        at=wish.now,
        actor=wish.actor,
        seat=wish.seat,
        verb="restore",
        touched=(),
        args=args,
        changes={},
        said=said,
    )


def _must_be_unused(store: Path) -> None:
    """Raise Unavailable while another program has the store open; closes its log, so that it is one file."""
    if not store.exists():
        return
    try:
        with closing(backup.connect(store)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            # One that is damaged cannot say, and is moved aside with its log.
            return
        raise Unavailable(
            f"The store {store} is in use. Close the console on every position and try again."
        ) from error


def _aside(store: Path, now: datetime) -> Path:
    moment = now.astimezone(UTC).strftime(MADE)
    return store.with_name(f"{store.stem}.aside-{moment}{store.suffix}")


def _move_aside(store: Path, aside: Path) -> None:
    """Give the store a second name; the first is taken over when the restored one is put there.

    There is never a moment without a store, in which a console that starts would make a new one.
    """
    if aside.exists():
        raise Unavailable(f"{aside} is there already. Nothing was changed; try again.")
    try:
        os.link(store, aside)
    except OSError:
        # Not every file system has two names for one file.
        store.rename(aside)
    for ending in BESIDE:
        log = store.with_name(store.name + ending)
        if log.exists():
            log.rename(aside.with_name(aside.name + ending))
