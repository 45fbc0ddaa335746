"""What the strip says of whoever sits here."""

from datetime import datetime, timedelta

from console.station.seating import IN, LOCKED, OUT, Seating
from console.widgets.ages import duration

NOBODY = "Nobody logged on"
WARNED = timedelta(minutes=10)
"""So long before a person has to log on again they are told, to do it between two calls."""


def person_words(seating: Seating, plain: str, now: datetime) -> tuple[str, str, str]:
    """The person, the role, and what ends soon, a log-on or a raised role; `plain` where nobody logs on."""
    if seating.state == OUT:
        return NOBODY, "", ""
    if seating.state == LOCKED:
        return seating.person, "Locked", ""
    if seating.state != IN:
        return plain, "", ""
    return seating.person, seating.role, _ending(seating, now)


def _ending(seating: Seating, now: datetime) -> str:
    again, raised = seating.again_at, seating.raised_until
    if again is not None and again - now <= WARNED and (raised is None or again <= raised):
        return f"Log on again within {_left(again, now)} (Ctrl+L)"
    return f"Raised: {seating.raised_to}, {_left(raised, now)} left" if raised is not None else ""


def _left(until: datetime, now: datetime) -> str:
    return duration(max(0.0, (until - now).total_seconds()))
