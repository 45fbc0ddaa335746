"""Units, and how a unit's status comes from its assignments."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from console.errors import Refused
from console.models.assignment import PROGRESS, Assignment
from console.models.base import Moment, Row


class Unit(Row):
    """A unit on the radio.

    `duty` is what the unit is when it has no call; `status` is what the board shows: the
    furthest of its open assignments, or else the duty. Each assignment keeps its own state. `checked_at`
    is when it last answered a status check, `beat` the beat or post that it works, `charge` its vehicle's
    charge or fuel in per cent, None when not known.
    """

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_sign: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    duty: Mapped[str] = mapped_column(String(16))
    duty_since: Mapped[datetime] = mapped_column(Moment)
    status: Mapped[str] = mapped_column(String(16))
    status_since: Mapped[datetime] = mapped_column(Moment)
    skills: Mapped[list[str]] = mapped_column(JSON)
    vehicle: Mapped[str] = mapped_column(String(16), default="")
    radio_id: Mapped[str] = mapped_column(String(16), default="")
    location: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(200), default="")
    checked_at: Mapped[datetime | None] = mapped_column(Moment)
    equipment: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    beat: Mapped[str] = mapped_column(String(80), default="", server_default="")
    charge: Mapped[int | None]

    def take_status(self, assignments: Sequence[Assignment]) -> None:
        """Derive the status from all of this unit's open assignments."""
        current = furthest(assignments)
        if current is None:
            self.status, self.status_since = self.duty, self.duty_since
        else:
            self.status, self.status_since = current.state, current.since

    def must_be_on_duty(self) -> None:
        """Refused when it is off, with the line that brings it on."""
        if self.duty == "off":
            raise Refused(f"{self.call_sign} is not on duty.", instead=f"ON {self.call_sign} BADGE")

    def set_duty(self, duty: str, at: datetime, note: str = "") -> None:
        """Change what the unit is without a call."""
        if duty == self.duty and note == self.note:
            raise Refused(f"{self.call_sign} has that status already.")
        if duty != self.duty:
            self.duty, self.duty_since = duty, at
        self.note = note

    def renew_duty(self, at: datetime) -> None:
        """Count the time without a call from `at`, when the last assignment ends."""
        self.duty_since = at


class CrewMember(Row):
    """A person's time on a unit; open until `until` is set."""

    __tablename__ = "crew_member"
    __table_args__ = (Index("ix_crew_member_open_unit", "unit_id", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime | None] = mapped_column(Moment)


class Planned(Row):
    """A call that a unit is to take next, in order, or that it is kept for; open until `ended_at` is set."""

    __tablename__ = "planned"
    __table_args__ = (
        Index("ix_planned_open_unit", "unit_id", "ended_at"),
        Index("ix_planned_call_id", "call_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    reserved: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_how: Mapped[str] = mapped_column(String(16), default="")

    def end(self, how: str, at: datetime) -> None:
        """`how` is taken, dropped, over or merged."""
        self.ended_how, self.ended_at = how, at


def furthest(assignments: Sequence[Assignment]) -> Assignment | None:
    """The open assignment that has come furthest, the newest of equals; None without one."""
    still_open = [a for a in assignments if a.open]
    return max(still_open, key=lambda a: (PROGRESS.index(a.state), a.since), default=None)
