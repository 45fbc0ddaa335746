"""What seats on one store know of each other: who is there, who holds what, which numbers are whose."""

from datetime import date, datetime

from sqlalchemy import Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.models.base import Moment, Row


class Seat(Row):
    """A position at work; `beat_at` is by the store's own clock, `editing` names what it has open."""

    __tablename__ = "seat"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    beat_at: Mapped[datetime] = mapped_column(Moment)
    editing: Mapped[str] = mapped_column(String(40), default="")
    program: Mapped[str] = mapped_column(String(40), default="")


class Lease(Row):
    """Something one seat holds until a moment by the store's clock; each new holder's token is one more."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime] = mapped_column(Moment)
    token: Mapped[int]


class NumberBlock(Row):
    """Call numbers of a day that a seat may give out by itself while it is without its server."""

    __tablename__ = "number_block"
    __table_args__ = (UniqueConstraint("day", "first"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    seat: Mapped[str] = mapped_column(String(80))
    first: Mapped[int]
    last: Mapped[int]
