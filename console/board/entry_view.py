"""A journal entry as it is read."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class EntryView:
    """One journal entry; `args` and `changes` are JSON text."""

    number: int
    at: datetime
    actor: str
    seat: str
    verb: str
    touched: tuple[str, ...]
    args: str
    changes: str
    said: str = ""
    source: str = ""
    entered_at: datetime | None = None
