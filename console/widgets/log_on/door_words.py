"""What the strip says of whoever sits here."""

from datetime import datetime

from console.station.seating import IN, LOCKED, OUT, Seating
from console.widgets.ages import duration

NOBODY = "Nobody logged on"


def person_words(seating: Seating, plain: str, now: datetime) -> tuple[str, str, str]:
    """The person, the role, and of a raised role which and how long; `plain` where nobody logs on."""
    if seating.state == OUT:
        return NOBODY, "", ""
    if seating.state == LOCKED:
        return seating.person, "Locked", ""
    if seating.state != IN:
        return plain, "", ""
    if seating.raised_until is not None:
        left = duration(max(0.0, (seating.raised_until - now).total_seconds()))
        return seating.person, seating.role, f"Raised: {seating.raised_to}, {left} left"
    return seating.person, seating.role, ""
