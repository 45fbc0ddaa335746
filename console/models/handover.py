"""Hand-overs between shifts: what was open, frozen, and signed by whoever goes and by whoever comes."""

from datetime import datetime, timedelta

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from console.errors import Refused
from console.models.base import Moment, Row

GOOD_FOR = timedelta(minutes=60)
"""A draft that is older tells too little of what is open now to be signed."""


class ShiftHandover(Row):
    """What one shift leaves to the next; `sheet` is the JSON of its open items, as they were at `at`.

    `key` is told by whoever signs: nobody signs what was drafted anew meanwhile. `begins` and `ends` are
    those of the coming shift. `given` is the signature of whoever goes, `taken` of whoever comes.
    """

    __tablename__ = "shift_handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(12), unique=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(80))
    shift: Mapped[str] = mapped_column(String(40))
    begins: Mapped[datetime] = mapped_column(Moment)
    ends: Mapped[datetime] = mapped_column(Moment)
    remark: Mapped[str] = mapped_column(String(2000))
    sheet: Mapped[str] = mapped_column(Text)
    sheet_hash: Mapped[str] = mapped_column(String(64))
    given_at: Mapped[datetime | None] = mapped_column(Moment)
    given_by: Mapped[str] = mapped_column(String(80), default="")
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    taken_by: Mapped[str] = mapped_column(String(80), default="")
    taken_remark: Mapped[str] = mapped_column(String(2000), default="")
    dropped_at: Mapped[datetime | None] = mapped_column(Moment)
    dropped_by: Mapped[str] = mapped_column(String(80), default="")
    dropped_why: Mapped[str] = mapped_column(String(200), default="")

    @property
    def state(self) -> str:
        """It is drafted, given, taken or dropped."""
        if self.dropped_at is not None:
            return "dropped"
        if self.taken_at is not None:
            return "taken"
        return "given" if self.given_at is not None else "drafted"

    def give(self, at: datetime, by: str) -> None:
        """Signed by whoever goes; Refused when it is signed already, or too old to be true."""
        if self.state != "drafted":
            raise Refused(f"Hand-over {self.id} is signed by {self.given_by} already.")
        if at - self.at > GOOD_FOR:
            raise Refused("It was drafted more than an hour ago. Draft it anew, then sign it.", instead="HO")
        self.given_at, self.given_by = at, by

    def take(self, at: datetime, by: str, remark: str) -> None:
        """Signed by whoever comes; Refused before the other signature, and for the same person."""
        if self.given_at is None:
            raise Refused("Whoever goes signs first.", instead="HO SIGN")
        if by.casefold() == self.given_by.casefold():
            raise Refused(f"{by} has signed as the one who goes. Somebody else takes the shift over.")
        self.taken_at, self.taken_by, self.taken_remark = at, by, remark

    def drop(self, at: datetime, by: str, why: str) -> None:
        """It does not count; it stays on record."""
        self.dropped_at, self.dropped_by, self.dropped_why = at, by, why
