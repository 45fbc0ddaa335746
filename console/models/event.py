"""Events such as Pride: their plan, who stands where, what was noted, and the calls that belong to them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from console.errors import Refused
from console.models.base import Moment, Row


class Event(Row):
    """An event with its plan; `code` is what is typed, and nobody else's while it is planned or running.

    `outline` is the footprint, (latitude, longitude) in degrees WGS-84. `posts` have name, place and least,
    `channels` the columns of a radio plan, `zones` name and text of where UTVs may drive; `rules` are
    priorities by type of call, `objectives` sentences.
    """

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_ended_at", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(12), unique=True)
    code: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(80))
    place: Mapped[str] = mapped_column(String(200))
    begins: Mapped[datetime] = mapped_column(Moment)
    ends: Mapped[datetime] = mapped_column(Moment)
    outline: Mapped[list[list[float]]] = mapped_column(JSON)
    posts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    channels: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    zones: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    rules: Mapped[dict[str, int]] = mapped_column(JSON)
    objectives: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(80))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[str] = mapped_column(String(80), default="")
    ended_why: Mapped[str] = mapped_column(String(200), default="")

    def last(self, begins: datetime, ends: datetime) -> None:
        """Set from when until when; Refused when it would end before it begins."""
        if ends <= begins:
            raise Refused("The event would end before it begins. Give a later end.")
        self.begins, self.ends = begins, ends

    def end(self, at: datetime, by: str, why: str) -> None:
        """It is over."""
        self.ended_at, self.ended_by, self.ended_why = at, by, why


class EventStand(Row):
    """A unit at a post of an event, from when until when, with what it came with at that moment."""

    __tablename__ = "event_stand"
    __table_args__ = (Index("ix_event_stand_event_id", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    post: Mapped[str] = mapped_column(String(80))
    crew: Mapped[list[str]] = mapped_column(JSON)
    kind: Mapped[str] = mapped_column(String(16))
    vehicle: Mapped[str] = mapped_column(String(40))
    radio_id: Mapped[str] = mapped_column(String(16))
    skills: Mapped[list[str]] = mapped_column(JSON)
    since: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime | None] = mapped_column(Moment)


class EventNote(Row):
    """One line of an event's incident log."""

    __tablename__ = "event_note"
    __table_args__ = (Index("ix_event_note_event_id", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(String(2000))


class EventCall(Row):
    """A call that belongs to an event, or with `out` one that a person has taken out of it."""

    __tablename__ = "event_call"
    __table_args__ = (Index("ix_event_call_event_id_call_id", "event_id", "call_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(80))
    out: Mapped[bool] = mapped_column(default=False, server_default=false())
