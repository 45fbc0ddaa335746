"""One entry of the journal, and how its hash is made."""

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from console.models.base import Moment, Row

FIRST = "0" * 64


class JournalEntry(Row):
    """A verb that was done; the JSON columns hold text, so that the hash covers what is stored.

    `touched` names what changed (`call:20261122-0047`, `unit:CSO-11`, `radio:12`), `changes`
    gives each changed field with its value before and after, `said` is what its author was answered.
    `key` tells the verb from every other order, so that it is never done twice; `source` is what it was
    ordered from. `entered_at` is set where it was entered later than `at`, when it happened.

    `body` is the hash of salt, arguments, changes and answer: with it the chain still holds after a
    redaction has emptied those and the salt, which the entry `redacted_by` did. Entries of the first
    versions have no body; their hash covers everything itself.
    """

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_key", "key", unique=True),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(80))
    seat: Mapped[str] = mapped_column(String(80))
    verb: Mapped[str] = mapped_column(String(40))
    touched: Mapped[str] = mapped_column(Text)
    args: Mapped[str] = mapped_column(Text)
    changes: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    key: Mapped[str | None] = mapped_column(String(32))
    source: Mapped[str] = mapped_column(String(16), server_default="")
    said: Mapped[str] = mapped_column(Text, server_default="")
    entered_at: Mapped[datetime | None] = mapped_column(Moment)
    salt: Mapped[str] = mapped_column(String(32), server_default="")
    body: Mapped[str] = mapped_column(String(64), server_default="")
    redacted_by: Mapped[int | None]


def body_hash(*, salt: str, args: str, changes: str, said: str) -> str:
    """SHA-256, in hex, of what a redaction may take out of an entry."""
    return _hash([salt, args, changes, said])


def entry_hash(
    *,
    number: int,
    at: datetime,
    actor: str,
    seat: str,
    verb: str,
    touched: str,
    key: str | None,
    source: str,
    entered_at: datetime | None,
    body: str,
    previous: str,
) -> str:
    """SHA-256, in hex, of an entry's fields in a fixed JSON form that ends with the hash before it."""
    entered = entered_at.isoformat() if entered_at else None
    fields = [number, at.isoformat(), actor, seat, verb, touched, key, source, entered, body, previous]
    return _hash(fields)


def first_entry_hash(
    *,
    number: int,
    at: datetime,
    actor: str,
    seat: str,
    verb: str,
    touched: str,
    args: str,
    changes: str,
    previous: str,
) -> str:
    """The hash of an entry of the first versions, which covers arguments and changes itself."""
    return _hash([number, at.isoformat(), actor, seat, verb, touched, args, changes, previous])


def _hash(fields: list[Any]) -> str:
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
