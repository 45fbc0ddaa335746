"""People who crew units."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from console.models.base import Row


class Person(Row):
    """A member of staff, known by badge number."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    badge: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(40))
