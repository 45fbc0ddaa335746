"""What a shift came to, counted from its journal, and how its alarms stand to the truth."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from statistics import median
from typing import Any

from console.board.entry_view import EntryView
from console.training.truth import Raised, Verdict

Steps = Mapping[str, Mapping[str, datetime]]
"""For each step of a call's life when each call came to it."""


def summarise(entries: Sequence[EntryView]) -> dict[str, Any]:
    """Calls taken, dispatched and closed, and which of them were closed by a status from the air.

    Times are medians in seconds from taken to dispatched and to the first unit on scene.
    """
    steps = steps_of(entries)
    closed = [e for e in entries if _goes_to(e, "call", "closed")]
    return {
        "calls_taken": len(steps["taken"]),
        "calls_dispatched": len(steps["dispatched"]),
        "calls_closed": len(closed),
        "calls_closed_by_radio_status": sum(1 for e in closed if e.verb == "radio_status"),
        "radio_statuses": sum(1 for e in entries if e.verb == "radio_status"),
        "transmissions": sum(1 for e in entries if e.verb == "radio_heard"),
        "median_s_to_dispatch": _median(spans(steps, "taken", "dispatched")),
        "median_s_to_scene": _median(spans(steps, "taken", "on scene")),
        "journal_entries": len(entries),
    }


def steps_of(entries: Sequence[EntryView]) -> Steps:
    """When each call, by its number, was first taken, dispatched, on scene and closed."""
    return {
        "taken": _first(e for e in entries if e.verb == "take_call"),
        "dispatched": _first(e for e in entries if e.verb == "dispatch"),
        "on scene": _first(e for e in entries if _goes_to(e, "assignment", "onscene")),
        "closed": _first(e for e in entries if _goes_to(e, "call", "closed")),
    }


def spans(steps: Steps, begin: str, end: str) -> list[float]:
    """Seconds from one step to another, of the calls that came to both."""
    ended = steps[end]
    return [(ended[call] - at).total_seconds() for call, at in steps[begin].items() if call in ended]


def overdue_raised(entries: Iterable[EntryView]) -> list[Raised]:
    """The alarms about calls over their targets, in the order in which they were raised."""
    numbers = ((json.loads(e.args)["call"], e.at) for e in entries if e.verb == "tell_overdue")
    return [Raised(int(number.rpartition("-")[2]), at) for number, at in numbers]


def told_of(verdict: Verdict) -> dict[str, Any]:
    """A verdict for the summary."""
    return {
        "overdue": len(verdict.late),
        "overdue_missed": sorted({wait.call for wait in verdict.missed}),
        "overdue_false": sorted({alarm.call for alarm in verdict.false}),
        "overdue_longest_s_to_alarm": round(max(verdict.delays, default=0.0), 1),
    }


def _call(entry: EntryView) -> str:
    return next((name for name in entry.touched if name.startswith("call:")), "")


def _first(entries: Iterable[EntryView]) -> dict[str, datetime]:
    """The moment of the first entry for each call."""
    found: dict[str, datetime] = {}
    for entry in entries:
        found.setdefault(_call(entry), entry.at)
    return found


def _goes_to(entry: EntryView, table: str, state: str) -> bool:
    """Whether a row of that table changed into that state by this entry."""
    return any(
        name.startswith(f"{table}:") and isinstance(step := fields.get("state"), list) and step[1] == state
        for name, fields in json.loads(entry.changes).items()
    )


def _median(seconds: Sequence[float]) -> float | None:
    return round(median(seconds), 1) if seconds else None
