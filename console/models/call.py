"""Calls, and when a call waits, is active or is closed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Date, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.errors import Refused
from console.models.assignment import Assignment
from console.models.base import Moment, Row


class Call(Row):
    """A non-emergency call; `day` is the station's date on which it was numbered."""

    __tablename__ = "call"
    __table_args__ = (
        UniqueConstraint("day", "sequence"),
        Index("ix_call_state_closed_at", "state", "closed_at"),
        Index("ix_call_phone", "phone", "id"),
        Index("ix_call_received_at", "received_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    day: Mapped[date] = mapped_column(Date)
    sequence: Mapped[int]
    type_code: Mapped[str] = mapped_column(String(16))
    priority: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    place: Mapped[str] = mapped_column(String(200))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    caller: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    received_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    disposition: Mapped[str] = mapped_column(String(16), default="")
    taken_by: Mapped[str] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    def promise(self, target_minutes: int) -> None:
        """Set when the first unit is due on scene."""
        self.due_at = self.received_at + timedelta(minutes=target_minutes)

    def reopen(self) -> None:
        """Open a closed call again; the time it was received stands."""
        self.state, self.closed_at, self.disposition = "waiting", None, ""

    def close(self, disposition: str, at: datetime) -> None:
        """Close with a disposition; Refused when it is closed already."""
        if self.state == "closed":
            raise Refused("The call is closed already.")
        self.state, self.closed_at, self.disposition = "closed", at, disposition

    def take_state(self, assignments: Sequence[Assignment], at: datetime) -> None:
        """Derive the state after an assignment began or ended.

        With a unit on it the call is active. When the last unit leaves, the call closes if one
        of its units cleared it with a disposition, and waits again if all were only freed.
        """
        if any(a.open for a in assignments):
            self.state = "active"
        elif self.disposition:
            self.close(self.disposition, at)
        else:
            self.state = "waiting"
