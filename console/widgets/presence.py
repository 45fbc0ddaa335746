"""Who else is on this store: which positions are on, and which of them has a call open for changing."""

from datetime import date, datetime

from console.board.views import Picture, SeatView
from console.desk.numbers import short_number
from console.widgets.ages import duration, since

LATE_S = 30.0
"""A position that has said nothing for so long is shown with that age."""


def editors(picture: Picture, number: str, own: str) -> list[str]:
    """The other positions that have this call open for changing."""
    if picture.downtime_since is not None or not number:
        return []
    return sorted(seat.name for seat in picture.seats if seat.editing == number and seat.name != own)


def editing_words(names: list[str]) -> str:
    """`Position 2 is editing`, or of several `Position 2 and Position 3 are editing`."""
    if not names:
        return ""
    *others, last = names
    listed = f"{', '.join(others)} and {last}" if others else last
    return f"{listed} {'are' if others else 'is'} editing"


def count_words(picture: Picture) -> str:
    """`3 positions on`; nothing of a position that works alone, or without the server."""
    count = len(picture.seats)
    return f"{count} positions on" if count > 1 and picture.downtime_since is None else ""


def seat_lines(picture: Picture, own: str, now: datetime, today: date) -> list[str]:
    """A line for each position that is on, by name, this one first."""
    seats = sorted(picture.seats, key=lambda seat: (seat.name != own, seat.name))
    return [_seat_line(seat, own, now, today) for seat in seats]


def _seat_line(seat: SeatView, own: str, now: datetime, today: date) -> str:
    age = since(seat.beat_at, now)
    parts = [
        f"{seat.name} (this one)" if seat.name == own else seat.name,
        f"editing call {short_number(seat.editing, today)}" if seat.editing else "",
        f"silent for {duration(age)}" if age > LATE_S else "",
    ]
    return ", ".join(part for part in parts if part)
