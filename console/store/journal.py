"""The journal: appended in the transaction of the rows, chained by hashes, checked from end to end."""

import json
import secrets
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, column, insert, select, table, true
from sqlalchemy.orm import Session

from console.models.entry import FIRST, JournalEntry, body_hash, entry_hash, first_entry_hash
from console.store.schema import must_be_known

TURN = "journal turn"
TAKE_TURN = "SELECT revision, number, hash FROM journal_turn()"
TIP = select(JournalEntry.number, JournalEntry.hash).order_by(JournalEntry.number.desc()).limit(1)
NEWEST = TIP.subquery()
REVISION = table("alembic_version", column("version_num"))
# One question for both: a newer program may have brought the store further while this one had it open.
STAND = select(REVISION.c.version_num, NEWEST.c.number, NEWEST.c.hash).select_from(
    REVISION.outerjoin(NEWEST, true())
)
APPEND = insert(JournalEntry)
BREATHE_EVERY = 500
KEYS_AT_ONCE = 500
ALTERED = "Entry {} was altered after it was written."
TOUCHED_AFTER = (
    select(JournalEntry.number, JournalEntry.touched)
    .where(JournalEntry.number > bindparam("number"))
    .order_by(JournalEntry.number)
)
OF_KEY = select(JournalEntry.number, JournalEntry.said, JournalEntry.touched).where(
    JournalEntry.key == bindparam("key")
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking the chain found; `broken` is the first bad entry's number, 0 for none."""

    entries: int
    broken: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A verb as the journal keeps it: its entry, what its author was told, and all that it touched."""

    entry: int
    said: str
    touched: tuple[str, ...]


def take_turn(session: Session) -> None:
    """From here to the commit nobody else numbers anything, and at the commit the other seats are told.

    SQLite's only writer has that turn already, and its file is looked at by the others.
    """
    if on_server(session):
        _turn(session)


def on_server(session: Session) -> bool:
    """Whether the store is a server's."""
    return session.connection().dialect.name == "postgresql"


def _turn(session: Session) -> Any:
    """Revision, newest number and hash, as they are since this transaction has the turn; asked for once."""
    transaction, stand = session.info.get(TURN, (None, None))
    if stand is None or transaction is not session.get_transaction():
        stand = tuple(session.connection().exec_driver_sql(TAKE_TURN).one())
        session.info[TURN] = (session.get_transaction(), stand)
    return stand


def _appended(session: Session, number: int, digest: str) -> None:
    """A further entry of this transaction follows this one."""
    if on_server(session):
        revision, _, _ = _turn(session)
        session.info[TURN] = (session.get_transaction(), (revision, number, digest))


def append(
    session: Session,
    *,
    at: datetime,
    actor: str,
    seat: str,
    verb: str,
    touched: Sequence[str],
    args: Mapping[str, Any],
    changes: Mapping[str, Any],
    said: str = "",
    key: str | None = None,
    source: str = "",
    entered_at: datetime | None = None,
) -> int:
    """Write one entry behind the tip and return its number; the turn is taken as late as here.

    Raises Unavailable when a newer program has changed the store meanwhile.
    """
    number, previous = _stand(session)
    private = {"salt": secrets.token_hex(8), "args": as_text(args), "changes": as_text(changes), "said": said}
    public: dict[str, Any] = {
        "number": number + 1,
        "at": at,
        "actor": actor,
        "seat": seat,
        "verb": verb,
        "touched": as_text(sorted(touched)),
        "key": key,
        "source": source,
        "entered_at": entered_at,
        "body": body_hash(**private),
        "previous": previous,
    }
    digest = entry_hash(**public)
    session.connection().execute(APPEND, {**private, **public, "hash": digest})
    _appended(session, number + 1, digest)
    return number + 1


def _stand(session: Session) -> tuple[int, str]:
    stand = _turn(session) if on_server(session) else session.connection().execute(STAND).one()
    revision, number, previous = stand
    must_be_known(revision)
    return (number, previous) if number else (0, FIRST)


def done(session: Session, key: str) -> Done | None:
    """What the journal has of the verb with that key, None when it was never done."""
    row = session.connection().execute(OF_KEY, {"key": key}).one_or_none()
    return Done(row.number, row.said, tuple(json.loads(row.touched))) if row else None


def all_done(session: Session, keys: Sequence[str]) -> dict[str, Done]:
    """What the journal has of the verbs with those keys, by key."""
    found: dict[str, Done] = {}
    columns = (JournalEntry.key, JournalEntry.number, JournalEntry.said, JournalEntry.touched)
    for begins in range(0, len(keys), KEYS_AT_ONCE):
        query = select(*columns).where(JournalEntry.key.in_(keys[begins : begins + KEYS_AT_ONCE]))
        for key, number, said, touched in session.connection().execute(query):
            found[str(key)] = Done(number, said, tuple(json.loads(touched)))
    return found


def tip(session: Session) -> tuple[int, str]:
    """The newest entry's number and hash."""
    row = session.connection().execute(TIP).one_or_none()
    return (row[0], row[1]) if row else (0, FIRST)


def touched_after(session: Session, number: int) -> tuple[int, set[str]]:
    """The newest entry's number, and all that was touched after entry `number`."""
    newest, touched = number, set[str]()
    for found, names in session.connection().execute(TOUCHED_AFTER, {"number": number}):
        newest = found
        touched.update(json.loads(names))
    return newest, touched


def entries(session: Session, after: int = 0) -> Generator[JournalEntry]:
    """All entries in order, after number `after`, without holding them all."""
    query = select(JournalEntry).where(JournalEntry.number > after).order_by(JournalEntry.number)
    with session.execute(query.execution_options(yield_per=1000)) as found:
        yield from found.scalars()


def verify(session: Session, breathe: Callable[[], None] = lambda: None) -> Verdict:
    """Check numbers and hashes of the whole chain, and stop at the first that is wrong.

    `breathe` is called now and then: it may wait, so that other threads get their turn.
    """
    expected, previous = 1, FIRST
    redactions = Redactions(session)
    with closing(entries(session)) as found:
        for entry in found:
            if expected % BREATHE_EVERY == 0:
                breathe()
            why = fault(entry, expected, previous) or redactions.fault(entry)
            if why:
                return Verdict(expected - 1, broken=expected, why=why)
            expected, previous = expected + 1, entry.hash
            session.expunge(entry)
    return Verdict(expected - 1)


class Redactions:
    """Tells entries that a redaction has emptied from those that somebody else has.

    The chain covers the redaction's own entry, which comes later and names each entry that it emptied.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._by = 0
        self._names: frozenset[str] = frozenset()

    def fault(self, entry: JournalEntry) -> str:
        """What is wrong with an entry that is said to be redacted; "" for nothing."""
        if entry.redacted_by is None:
            return ""
        if entry.redacted_by > entry.number and f"entry:{entry.number}" in self._emptied(entry.redacted_by):
            return ""
        return ALTERED.format(entry.number)

    def _emptied(self, by: int) -> frozenset[str]:
        """All that the redaction of that number touched; many entries in a row have the same one."""
        if by != self._by:
            found = select(JournalEntry.touched).where(
                JournalEntry.number == by, JournalEntry.verb == "redact"
            )
            touched = self._session.connection().execute(found).scalar()
            self._by, self._names = by, frozenset(json.loads(touched or "[]"))
        return self._names


def verify_tip(session: Session) -> Verdict:
    """Check the newest entry, and that it follows the one before: cheap, however long the journal is."""
    query = select(JournalEntry).order_by(JournalEntry.number.desc()).limit(2)
    newest = session.scalars(query).all()
    if not newest:
        return Verdict(0)
    entry, before = newest[0], (newest[1] if len(newest) > 1 else None)
    expected = (before.number if before else 0) + 1
    why = fault(entry, expected, before.hash if before else FIRST) or Redactions(session).fault(entry)
    return Verdict(entry.number, broken=expected if why else 0, why=why)


def as_text(value: Any) -> str:
    """JSON as the journal stores it; moments as ISO 8601."""
    return JSON.encode(value)


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value.isoformat()


JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_plain)


def fault(entry: JournalEntry, expected: int, previous: str) -> str:
    """What is wrong with an entry where that number is expected behind that hash; "" for nothing."""
    if entry.number != expected:
        return f"Entry {expected} is missing; the next one found is {entry.number}."
    if entry.previous != previous:
        return f"Entry {entry.number} does not follow the entry before it."
    if entry.hash != _hash_of(entry) or not _body_holds(entry):
        return ALTERED.format(entry.number)
    return ""


def _body_holds(entry: JournalEntry) -> bool:
    """What a redaction has taken out cannot be compared any more, but then it must be gone."""
    if entry.redacted_by is not None:
        return bool(entry.body) and not (entry.salt or entry.args or entry.changes or entry.said)
    if not entry.body:
        return True
    return entry.body == body_hash(salt=entry.salt, args=entry.args, changes=entry.changes, said=entry.said)


def _hash_of(entry: JournalEntry) -> str:
    head = {
        name: getattr(entry, name)
        for name in ("number", "at", "actor", "seat", "verb", "touched", "previous")
    }
    if not entry.body:
        return first_entry_hash(**head, args=entry.args, changes=entry.changes)
    late = {name: getattr(entry, name) for name in ("key", "source", "entered_at", "body")}
    return entry_hash(**head, **late)
