"""Work that comes back by itself, such as patrol checks, and each time that it has come."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from console.errors import Refused
from console.models.base import Moment, Row


class RecurringTask(Row):
    """A task on some weekdays at some times of the station's clock, until somebody stops it.

    `days` and `times` are as they are tidied: `MO-FR,SU` or DAILY, and `2200,0200`. A call is made of it
    `lead_min` minutes before each time; `first_day` and `last_day` are the station's dates, both included.
    `unit` is the call sign of whom the station would like to go, "" for anybody.
    """

    __tablename__ = "recurring"
    __table_args__ = (Index("ix_recurring_ended_at", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    place: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(String(2000), default="")
    days: Mapped[str] = mapped_column(String(40))
    times: Mapped[str] = mapped_column(String(80))
    lead_min: Mapped[int]
    first_day: Mapped[date | None] = mapped_column(Date)
    last_day: Mapped[date | None] = mapped_column(Date)
    unit: Mapped[str] = mapped_column(String(16), default="")
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(80))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[str] = mapped_column(String(80), default="")
    ended_why: Mapped[str] = mapped_column(String(200), default="")

    def end(self, at: datetime, by: str, why: str) -> None:
        """It does not come back any more; Refused when it was stopped already."""
        if self.ended_at is not None:
            raise Refused(f"Recurring task {self.id} was stopped by {self.ended_by}.")
        self.ended_at, self.ended_by, self.ended_why = at, by, why


class RecurringTurn(Row):
    """One time that a task has come: `day` and `time` are those of the station's clock, `at` the moment.

    `how` is call, with the call that was made of it, skipped, or missed; `why` says why it was not done.
    """

    __tablename__ = "recurring_turn"
    __table_args__ = (
        # Whatever goes wrong with whoever orders it, no time of a task is ever begun twice.
        Index("ix_recurring_turn_once", "recurring_id", "day", "time", unique=True),
        Index("ix_recurring_turn_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recurring_id: Mapped[int] = mapped_column(ForeignKey("recurring.id"))
    day: Mapped[date] = mapped_column(Date)
    time: Mapped[str] = mapped_column(String(4))
    at: Mapped[datetime] = mapped_column(Moment)
    how: Mapped[str] = mapped_column(String(16))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    why: Mapped[str] = mapped_column(String(200), default="")
    by: Mapped[str] = mapped_column(String(80))
    noted_at: Mapped[datetime] = mapped_column(Moment)
