"""The rows of who and what a call is about, made from what the desk tells."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from console.board.involved_view import CallerDetails, InvolvedView
from console.board.views import TimelineLine
from console.widgets.detail.rows import LineRow

NOT_TAKEN = "Neither name nor number was taken"
OPENS = "Enter opens it"


@dataclass(frozen=True, slots=True)
class InvolvedRow(LineRow):
    """A person, a vehicle or a file; `file` is its number on the call where it is a file, 0 elsewhere."""

    file: int = 0


def rows(call: str, found: CallerDetails, zone: tzinfo) -> Iterator[LineRow]:
    """Who called, then what stands, then what was struck."""
    caller = ", ".join(part for part in (found.name, found.phone) if part) or NOT_TAKEN
    yield LineRow(f"{call} caller", TimelineLine(datetime.min, "remark", caller, ""), "Caller")
    for struck in (False, True):
        for noted in found.involved:
            if bool(noted.struck_why) is struck:
                yield _row(call, noted, zone)


def _row(call: str, noted: InvolvedView, zone: tzinfo) -> InvolvedRow:
    at = f", {noted.at.astimezone(zone):%H:%M:%S}" if noted.at else ""
    opens = bool(noted.sha256 and noted.name and not noted.struck_why)
    words = f"{noted.said}. {OPENS}" if opens else noted.said
    head = f"{noted.number}  {noted.kind.capitalize()}{at}"
    line = TimelineLine(noted.at or datetime.min, "remark", words or "Redacted", noted.by)
    return InvolvedRow(f"{call} {noted.number}", line, head, noted.number if opens else 0)
