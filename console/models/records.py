"""What is only ever added: remarks, status changes, radio events and fixes."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from console.models.base import Moment, Row


class Remark(Row):
    """A line on a call; kind is remark (a person's words), system, or back: it may wait again."""

    __tablename__ = "remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    author: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(String(2000))


class StatusChange(Row):
    """A unit went from one status to another, on a call where `call_id` is set."""

    __tablename__ = "status_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    before: Mapped[str] = mapped_column(String(16))
    after: Mapped[str] = mapped_column(String(16))
    by: Mapped[str] = mapped_column(String(80))


class RadioEvent(Row):
    """One line of what the devices said; `raw` holds the bytes as they came.

    kind is talk, status, emergency, text, outgoing, position, alarm, phone, trouble, undecoded or other;
    a talk has `until` once it ended, a line that counts what came again has it of the last one. `radio_id`
    is the identity on the wire: a radio's, an alarm account, a telephone number.
    """

    __tablename__ = "radio_event"
    __table_args__ = (
        Index("ix_radio_event_open_talk", "link", "radio_id", "until"),
        Index("ix_radio_event_kind_at", "kind", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime | None] = mapped_column(Moment)
    link: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    radio_id: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(String(2000))
    raw: Mapped[bytes] = mapped_column(LargeBinary(8192))


class Fix(Row):
    """A unit's position: degrees WGS-84, km/h, degrees true."""

    __tablename__ = "fix"
    __table_args__ = (Index("ix_fix_unit_id_id", "unit_id", "id"),)

    # A server numbers more of them than an INTEGER holds; a file has only one kind of number.
    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    lat: Mapped[float]
    lon: Mapped[float]
    valid: Mapped[bool]
    speed_kmh: Mapped[float | None]
    course_deg: Mapped[float | None]
