"""Alarms of a stretch of time, as they were raised and as far as they have come."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from console.models import Alarm

AT_MOST = 100_000


@dataclass(frozen=True, slots=True)
class PastAlarm:
    """One alarm, open or cleared, with the moments that a report counts by."""

    number: int
    kind: str
    about: str
    level: str
    times: int
    raised_at: datetime
    acknowledged_at: datetime | None
    cleared_at: datetime | None


def past_alarms(session: Session, begins: datetime | None, ends: datetime | None) -> list[PastAlarm]:
    """Those that were raised in that time, and those that were still open in it, oldest first."""
    query = select(*(getattr(Alarm, name) for name in PastAlarm.__dataclass_fields__)).order_by(Alarm.id)
    if begins is not None:
        query = query.where(or_(Alarm.raised_at >= begins, Alarm.cleared_at.is_(None)))
    if ends is not None:
        query = query.where(Alarm.raised_at < ends)
    return [PastAlarm(**row._mapping) for row in session.execute(query.limit(AT_MOST))]
