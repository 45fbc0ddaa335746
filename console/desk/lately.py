"""What the board holds as a whole, such as closures and events: all of it, or what has changed."""

from collections.abc import Collection
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy.orm import Session

from console.board.views import Codes
from console.desk import editions, register
from console.desk.closures import live_closures
from console.desk.event_queries import open_events
from console.desk.handovers import newest_handovers
from console.desk.recurring_queries import live_recurring

KINDS = ("closure", "event", "handover", "edition", "facility", "recurring")


def all_plans(session: Session, codes: Codes, now: datetime, zone: tzinfo) -> dict[str, Any]:
    """The fields of Changes for all of them."""
    return plans(session, codes, now, zone, KINDS)


def changed_plans(
    session: Session, codes: Codes, now: datetime, zone: tzinfo, touched: Collection[str]
) -> dict[str, Any]:
    """The fields of Changes for those of which something was touched, as `closure:a1b2` or `event:c3`."""
    return plans(session, codes, now, zone, {name.partition(":")[0] for name in touched})


def plans(
    session: Session, codes: Codes, now: datetime, zone: tzinfo, kinds: Collection[str]
) -> dict[str, Any]:
    """The fields of Changes for those kinds; `zone` is the station's."""
    read: dict[str, Any] = {}
    if "closure" in kinds:
        read["closures"] = live_closures(session, now)
    if "event" in kinds:
        read["events"] = open_events(session)
    if "handover" in kinds:
        read["handovers"] = newest_handovers(session)
    if "edition" in kinds:
        read["edition"] = editions.current(session)
    if "facility" in kinds:
        read["accounts"] = register.watched(session)
    if "recurring" in kinds:
        read["recurring"] = live_recurring(session, codes, now, zone)
    return read
