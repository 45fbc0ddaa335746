"""Closed streets: what is closed, to whom, from when until when."""

from datetime import datetime

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from console.errors import Refused
from console.models.base import Moment, Row


class Closure(Row):
    """A street between two cross-streets, or an outline of (latitude, longitude) in degrees WGS-84.

    `key` is the same on every store, wherever the closure was first entered. Without `ends` it stays until
    somebody opens it. `stops` has the modes that may not enter: car, bike, utv, foot.
    """

    __tablename__ = "closure"
    __table_args__ = (Index("ix_closure_opened_at", "opened_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    street: Mapped[str] = mapped_column(String(80), default="")
    first: Mapped[str] = mapped_column(String(80), default="")
    second: Mapped[str] = mapped_column(String(80), default="")
    outline: Mapped[list[list[float]]] = mapped_column(JSON)
    stops: Mapped[list[str]] = mapped_column(JSON)
    begins: Mapped[datetime] = mapped_column(Moment)
    ends: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(String(200), default="")
    event: Mapped[str] = mapped_column(String(80), default="")
    by: Mapped[str] = mapped_column(String(80))
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    opened_by: Mapped[str] = mapped_column(String(80), default="")
    version: Mapped[int] = mapped_column(default=1)

    def last(self, begins: datetime, ends: datetime | None) -> None:
        """Set from when until when; Refused when it would end before it begins."""
        if ends is not None and ends <= begins:
            raise Refused("It would end before it begins. Give a later end, or none.")
        self.begins, self.ends = begins, ends

    def must_be_closed(self) -> None:
        """Refused when somebody has opened it."""
        if self.opened_at is not None:
            raise Refused(f"{self.name} has been opened already.")

    def open(self, at: datetime, by: str) -> None:
        """End it now, for good."""
        self.must_be_closed()
        self.opened_at, self.opened_by = at, by
