"""One entry of the journal, and how its hash is made."""

import hashlib
import json
from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from console.models.base import Moment, Row

FIRST = "0" * 64


class JournalEntry(Row):
    """A verb that was done; the JSON columns hold text, so that the hash covers what is stored.

    `touched` names what changed (`call:20261122-0047`, `unit:CSO-11`, `radio:12`), `changes`
    gives each changed field with its value before and after.
    """

    __tablename__ = "journal"

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


def entry_hash(
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
    """SHA-256, in hex, of an entry's fields in a fixed JSON form that ends with the hash before it."""
    fields = [number, at.isoformat(), actor, seat, verb, touched, args, changes, previous]
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
