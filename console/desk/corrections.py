"""The fields of a call that can be corrected, and how a correction stands on the call's timeline."""

from collections.abc import Sequence
from dataclasses import replace

from console.board.views import Codes, TimelineLine

FIELDS = {
    "place": "Place",
    "type": "Type",
    "priority": "Priority",
    "caller": "Caller",
    "phone": "Telephone",
}
OF_CALLER = ("caller", "phone")
"""Who called is not for everybody's eyes; that it was corrected is."""


def line(name: str, before: str, now: str) -> str:
    """What the timeline says of a field that was corrected: `Place: was Plummer Park, now 8300 Sunset Bl`."""
    return f"{begins(name)}changed" if name in OF_CALLER else f"{begins(name)}was {before}, now {now}"


def begins(name: str) -> str:
    """How every line on a field's corrections begins."""
    return f"{FIELDS[name]}: "


def newest(timeline: Sequence[TimelineLine], name: str, now: str) -> TimelineLine | None:
    """The line on the correction that made a field what it is `now`, None where there is none.

    The timeline is in the order in which things happened: one that was made without the server may stand
    before another that it replaced. Who called is in no line; the newest counts.
    """
    start, end = begins(name), "changed" if name in OF_CALLER else f", now {now}"
    lines = (each for each in reversed(timeline) if each.kind == "system" and each.text.startswith(start))
    return next((each for each in lines if each.text.endswith(end)), None)


def without_type(line: TimelineLine) -> TimelineLine:
    """A line that does not tell which types a call had."""
    of_type = line.kind == "system" and line.text.startswith(begins("type"))
    return replace(line, text=f"{begins('type')}changed") if of_type else line


def said(name: str, value: object, codes: Codes) -> str:
    """A field's value in words; a type has its name after its code."""
    kind = codes.call_types.get(str(value)) if name == "type" else None
    return f"{kind.code} {kind.name}" if kind else str(value)
