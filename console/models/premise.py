"""What is known of a place beyond its address: hazards, notes, keys, gate codes, contacts, protection."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from console.errors import Refused
from console.models.base import Moment, Row

FLAGGED, FORTHWITH = "flagged", "forthwith"
"""Kinds that ask something of every call from there: only deputies may take it; a car is sent at once."""
KINDS = ("hazard", FLAGGED, FORTHWITH, "note", "contact", "key", "gate", "protection")
RESTRICTED = ("key", "gate", "protection")
"""Kinds that are shown to some roles only, and each time on the record."""


class Premise(Row):
    """One thing that is known of a place; `plain` is the place as it is compared, `until` when it is over.

    `key` is the same on every store. What is different is ended, and another record begins: nothing is lost.
    """

    __tablename__ = "premise"
    __table_args__ = (Index("ix_premise_plain", "plain"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(12), unique=True)
    place: Mapped[str] = mapped_column(String(200))
    plain: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(String(400))
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[str] = mapped_column(String(80), default="")
    ended_why: Mapped[str] = mapped_column(String(200), default="")

    def end(self, at: datetime, by: str, why: str) -> None:
        """It is not so any more; Refused when somebody has said so already."""
        if self.ended_at is not None:
            raise Refused("Somebody has ended that record already.")
        self.ended_at, self.ended_by, self.ended_why = at, by, why
