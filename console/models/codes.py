"""The station's code tables: call types, priorities, statuses, dispositions, radio status codes."""

from sqlalchemy import JSON, String, true
from sqlalchemy.orm import Mapped, mapped_column

from console.models.base import Row


class CallType(Row):
    """A type of call as it is typed here, with its APCO ANS 2.103.2 value.

    Calls of one `family` may be about the same thing; `staff_only` is what no contracted ambassador takes.
    """

    __tablename__ = "call_type"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    words: Mapped[list[str]] = mapped_column(JSON)
    priority: Mapped[int]
    apco: Mapped[str] = mapped_column(String(16))
    eligible: Mapped[bool]
    family: Mapped[str] = mapped_column(String(16), default="", server_default="")
    staff_only: Mapped[bool] = mapped_column(default=True, server_default=true())


class Priority(Row):
    """A priority and its target in minutes from received to the first unit on scene."""

    __tablename__ = "priority"

    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    target_minutes: Mapped[int]


class Status(Row):
    """A unit status with its warning times in seconds (0 for never) and its EIDO values."""

    __tablename__ = "status"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    words: Mapped[list[str]] = mapped_column(JSON)
    settable: Mapped[bool]
    warn_s: Mapped[int]
    alert_s: Mapped[int]
    eido_primary: Mapped[str] = mapped_column(String(40))
    eido_secondary: Mapped[str] = mapped_column(String(40))


class Disposition(Row):
    """How a call ended, with its APCO ANS 1.111.2 value."""

    __tablename__ = "disposition"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    words: Mapped[list[str]] = mapped_column(JSON)
    apco: Mapped[str] = mapped_column(String(4))


class RadioStatus(Row):
    """What a status code sent by a radio means at this station."""

    __tablename__ = "radio_status"

    code: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    verb: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(40))
