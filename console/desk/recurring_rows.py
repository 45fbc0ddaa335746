"""Recurring tasks as rows of plain values, for `show` and for scripts."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from console.board.recurring_view import RecurringView
from console.board.views import Picture
from console.desk.recurring_state import last_turn, state_of
from console.desk.recurring_times import next_turn
from console.desk.stamps import stamp


def recurring(picture: Picture, now: datetime) -> Iterator[dict[str, Any]]:
    """Tasks that nobody has stopped, in the order of their numbers."""
    for task in picture.recurring:
        yield recurring_row(task, picture, now)


def recurring_row(task: RecurringView, picture: Picture, now: datetime) -> dict[str, Any]:
    """One task, when it comes next, and how the last time went; times are RFC 3339 UTC."""
    coming, last = next_turn(task, now), last_turn(task)
    return {
        "number": task.number,
        "kind": task.kind,
        "days": task.days,
        "times": task.times.split(","),
        "place": task.place,
        "text": task.text,
        "next_at": stamp(coming.at) if coming is not None else None,
        "last_at": stamp(last.at) if last is not None else None,
        "last_call": last.call if last is not None else "",
        "last": state_of(last, picture, now) if last is not None else "",
        "why": last.why if last is not None else "",
        "skipped": [
            f"{turn.day} {turn.time}" for turn in task.turns if turn.how == "skipped" and turn.at > now
        ],
        "lead_min": task.lead_min,
        "first_day": task.first_day.isoformat() if task.first_day else None,
        "last_day": task.last_day.isoformat() if task.last_day else None,
        "unit": task.unit,
        "by": task.by,
    }
