"""Who and what a call is about: persons, vehicles and files, numbered on their call and never deleted."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.errors import Refused
from console.models.base import Moment, Row

PERSON, VEHICLE, FILE = KINDS = ("person", "vehicle", "file")


class Involved(Row):
    """One of them, `number` on its call; `kind` is a person, a vehicle or a file.

    A person has a `role` and words, a vehicle its `plate` and words. A file has the `name` it came with, its
    `media` type, its `size` in bytes and its SHA-256; words are what it shows. What was noted by mistake is
    struck: it stays, with who struck it and why.
    """

    __tablename__ = "involved"
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    role: Mapped[str] = mapped_column(String(16), default="")
    plate: Mapped[str] = mapped_column(String(16), default="")
    name: Mapped[str] = mapped_column(String(120), default="")
    media: Mapped[str] = mapped_column(String(40), default="")
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    words: Mapped[str] = mapped_column(String(400), default="")
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(80))
    struck_at: Mapped[datetime | None] = mapped_column(Moment)
    struck_by: Mapped[str] = mapped_column(String(80), default="")
    struck_why: Mapped[str] = mapped_column(String(200), default="")

    def strike(self, at: datetime, by: str, why: str) -> None:
        """It was noted by mistake; Refused when that was said already."""
        if self.struck_at is not None:
            raise Refused(f"Number {self.number} is struck already.")
        self.struck_at, self.struck_by, self.struck_why = at, by, why


class FileContent(Row):
    """What is in a file, kept once under its SHA-256 however many calls it is attached to."""

    __tablename__ = "file_content"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    raw: Mapped[bytes] = mapped_column(LargeBinary)
