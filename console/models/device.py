"""Serial devices that a person has added or changed in the window."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.models.base import Row


class Device(Row):
    """One device of one seat; it takes the place of a device of that name in the seat's settings.

    `options` are its driver's, one `name = value` a line; None leaves those of the seat's settings.
    """

    __tablename__ = "device"
    __table_args__ = (UniqueConstraint("seat", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    seat: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(40))
    url: Mapped[str] = mapped_column(String(200))
    driver: Mapped[str] = mapped_column(String(40))
    line: Mapped[str] = mapped_column(String(16))
    unit: Mapped[str] = mapped_column(String(16))
    off: Mapped[bool]
    options: Mapped[str | None] = mapped_column(String(8000))
