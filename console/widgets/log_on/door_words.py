"""What the strip says of whoever sits here."""

from datetime import datetime

from console.station.seating import IN, LOCKED, OUT, Seating
from console.widgets.ages import duration
from console.widgets.window_frame import WindowFrame

NOBODY = "Nobody logged on"


def person_words(seating: Seating, frame: WindowFrame, now: datetime) -> tuple[str, str, str]:
    """The person, what stands below the name, and its tone."""
    if seating.state == OUT:
        return NOBODY, frame.position, "second"
    if seating.state == LOCKED:
        return seating.person, f"Locked, {frame.position}", "second"
    if seating.state != IN:
        return frame.person, frame.position, "second"
    if seating.raised_until is not None:
        left = duration(max(0.0, (seating.raised_until - now).total_seconds()))
        return seating.person, f"Raised: {seating.raised_to}, {left} left", "amber"
    return seating.person, f"{seating.role}, {frame.position}", "second"
