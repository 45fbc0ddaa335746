"""The facility register: facilities, their areas, and which account and zone of a receiver is where."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.models.base import Moment, Row

PLANNED, TESTED = "planned", "tested"
STATUSES = (PLANNED, "installed", TESTED, "out of service")
LEVELS = range(9)
"""UL 752's levels of resistance to bullets, 1 to 8; 0 for none."""


class Facility(Row):
    """A place with an alarm system; `plain` is its place as places are compared."""

    __tablename__ = "facility"
    __table_args__ = (Index("ix_facility_plain", "plain"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(80), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    plain: Mapped[str] = mapped_column(String(200), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[str] = mapped_column(String(80))

    def changed(self, at: datetime, by: str) -> None:
        """Somebody has written in the register."""
        self.changed_at, self.changed_by = at, by


class FacilityArea(Row):
    """A part of a facility: how it is protected, and how far its installation is.

    `hours` are those in which people come and go, as they are typed; "" leaves those of the account.
    """

    __tablename__ = "facility_area"
    __table_args__ = (UniqueConstraint("facility_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    facility_id: Mapped[int] = mapped_column(ForeignKey("facility.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(80), default="")
    level: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(String(24), default=PLANNED)
    camera: Mapped[str] = mapped_column(String(80), default="")
    keys: Mapped[str] = mapped_column(String(200), default="")
    hours: Mapped[str] = mapped_column(String(200), default="")


class FacilityAccount(Row):
    """A receiver's account: whose it is, when people come and go, and how often it has to be heard.

    `test_min` are minutes between two signals, 0 for no such duty; `heard_at` is when it was heard last, or
    when that began to be expected.
    """

    __tablename__ = "facility_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(16), unique=True)
    facility_id: Mapped[int] = mapped_column(ForeignKey("facility.id"))
    hours: Mapped[str] = mapped_column(String(200), default="")
    test_min: Mapped[int] = mapped_column(default=0)
    heard_at: Mapped[datetime | None] = mapped_column(Moment)

    def hear(self, at: datetime) -> None:
        """It was heard; what is entered late does not make it older."""
        self.heard_at = at if self.heard_at is None else max(at, self.heard_at)


class FacilityZone(Row):
    """The area of an account's zone in a partition; "" stands for every zone, or every partition."""

    __tablename__ = "facility_zone"
    __table_args__ = (UniqueConstraint("account_id", "partition", "zone"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("facility_account.id"))
    partition: Mapped[str] = mapped_column(String(8), default="")
    zone: Mapped[str] = mapped_column(String(8), default="")
    area_id: Mapped[int] = mapped_column(ForeignKey("facility_area.id"))

    def is_of(self, partition: str, zone: str) -> bool:
        """Whether it is for exactly these; a person writes 4 for what a panel sends as 004."""
        ours, theirs = (self.partition, self.zone), (partition, zone)
        return [*map(without_zeros, ours)] == [*map(without_zeros, theirs)]


def without_zeros(number: str) -> str:
    """The number of a zone or partition without the zeros before it; "" stays what it is."""
    return number.lstrip("0") or number[:1]
