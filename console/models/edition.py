"""Editions of the geofile: which were published, and the cities that they say."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from console.models.base import Moment, Row


class CityContent(Row):
    """A whole city under the SHA-256 of its file, compressed; written once, shared by editions, kept.

    A restored store takes over what is newer than its own by the number, so none is given twice.
    """

    __tablename__ = "city_content"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    packed: Mapped[bytes] = mapped_column(LargeBinary)


class Edition(Row):
    """One publishing of a city; the newest is in force, and none is ever changed.

    The content is no foreign key: what a restored store lacks is reported, and hinders no history.
    """

    __tablename__ = "edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    published_at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    source: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    segments: Mapped[int]
    points: Mapped[int]
    places: Mapped[int]
