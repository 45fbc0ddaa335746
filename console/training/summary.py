"""What a shift came to, counted from its journal."""

import json
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any

from console.board.views import EntryView


def summarise(entries: Sequence[EntryView]) -> dict[str, Any]:
    """Calls taken, dispatched and closed, and which of them were closed by a status from the air.

    Times are medians in seconds from taken to dispatched and to the first unit on scene.
    """
    taken = {_call(e): e.at for e in entries if e.verb == "take_call"}
    dispatched = _first(e for e in entries if e.verb == "dispatch")
    reached = _first(e for e in entries if _goes_to(e, "assignment", "onscene"))
    closed = [e for e in entries if _goes_to(e, "call", "closed")]
    return {
        "calls_taken": len(taken),
        "calls_dispatched": len(dispatched),
        "calls_closed": len(closed),
        "calls_closed_by_radio_status": sum(1 for e in closed if e.verb == "radio_status"),
        "radio_statuses": sum(1 for e in entries if e.verb == "radio_status"),
        "transmissions": sum(1 for e in entries if e.verb == "radio_heard"),
        "median_s_to_dispatch": _median(taken, dispatched),
        "median_s_to_scene": _median(taken, reached),
        "journal_entries": len(entries),
    }


def _call(entry: EntryView) -> str:
    return next((name for name in entry.touched if name.startswith("call:")), "")


def _first(entries: Iterable[EntryView]) -> dict[str, Any]:
    """The moment of the first entry for each call."""
    found: dict[str, Any] = {}
    for entry in entries:
        found.setdefault(_call(entry), entry.at)
    return found


def _goes_to(entry: EntryView, table: str, state: str) -> bool:
    """Whether a row of that table changed into that state by this entry."""
    return any(
        name.startswith(f"{table}:") and isinstance(step := fields.get("state"), list) and step[1] == state
        for name, fields in json.loads(entry.changes).items()
    )


def _median(begin: dict[str, Any], end: dict[str, Any]) -> float | None:
    spans = [(end[call] - began).total_seconds() for call, began in begin.items() if call in end]
    return round(median(spans), 1) if spans else None
