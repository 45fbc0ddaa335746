"""What the pages of the call detail panel hold, made from one call."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from console.board.involved_view import counted
from console.board.views import AssignmentView, CallView, Codes, TimelineLine
from console.widgets.ages import duration, since, span, spoken
from console.widgets.paint import status_glyph, status_name, status_token

GLYPHS = {"remark": "note", "status": "dispatch", "left": "dispatch"}


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the timeline, or one note; `key` is the call and the line's place in it."""

    key: str
    line: TimelineLine
    clock: str

    @property
    def label(self) -> str:
        return ", ".join(part for part in (self.clock, self.line.text, self.line.by) if part)

    @property
    def glyph(self) -> str:
        return GLYPHS.get(self.line.kind, "history")


@dataclass(frozen=True, slots=True)
class FactRow:
    """One detail of the call and its name."""

    key: str
    name: str
    value: str

    @property
    def label(self) -> str:
        return f"{self.name}: {self.value}"


@dataclass(frozen=True, slots=True)
class UnitOnCall:
    """One unit on the call, in its own state on this call."""

    assignment: AssignmentView
    state_name: str

    @property
    def key(self) -> str:
        return f"{self.assignment.call} {self.assignment.unit}"

    @property
    def label(self) -> str:
        return f"{self.assignment.unit} {self.state_name}"

    @property
    def glyph(self) -> str:
        return status_glyph(self.assignment.state)

    @property
    def token(self) -> str:
        return status_token(self.assignment.state)

    def time(self, now: datetime) -> str:
        return duration(since(self.assignment.since, now))

    def sentence(self, now: datetime) -> str:
        """What a screen reader says."""
        return f"{self.label} for {spoken(since(self.assignment.since, now))}"


def timeline(call: CallView, zone: tzinfo) -> list[LineRow]:
    """All that happened, newest first."""
    lines = sorted(call.timeline, key=lambda line: line.at)
    return [
        LineRow(f"{call.number} {place}", line, _clock(line.at, zone)) for place, line in enumerate(lines)
    ][::-1]


def notes(call: CallView, zone: tzinfo) -> list[LineRow]:
    """What people wrote, newest first."""
    return [row for row in timeline(call, zone) if row.line.kind == "remark"]


def units(call: CallView, codes: Codes) -> list[UnitOnCall]:
    """The units on the call in the order in which the call has them, each once."""
    latest = {assignment.unit: assignment for assignment in call.assignments}
    return [UnitOnCall(assignment, status_name(assignment.state, codes)) for assignment in latest.values()]


def facts(call: CallView, codes: Codes, zone: tzinfo) -> list[FactRow]:
    """What is known of the call; what is not known is left out."""
    return [
        FactRow(f"{call.number} {name}", name, value) for name, value in _facts(call, codes, zone) if value
    ]


def _facts(call: CallView, codes: Codes, zone: tzinfo) -> Iterator[tuple[str, str]]:
    priority = codes.priorities.get(call.priority)
    target = span((call.due_at - call.received_at).total_seconds())
    disposition = codes.dispositions.get(call.disposition)
    yield "Number", call.number
    yield "Type", f"{call.type_code} {call.type_name}".strip()
    yield "Priority", f"{call.priority} {priority.name if priority else ''}, target {target}"
    yield "Place", call.place
    yield "Position", "" if call.lat is None or call.lon is None else f"{call.lat:.5f}, {call.lon:.5f}"
    yield "Received", _clock(call.received_at, zone)
    yield "Due", _clock(call.due_at, zone) + (", promised" if call.life.promised else "")
    yield "For a CSO", "Yes" if call.eligible else "Sworn only. Send to deputies."
    yield "Flags", ", ".join(call.flags)
    yield from _life_facts(call, codes)
    yield "Closed", "" if call.closed_at is None else _clock(call.closed_at, zone)
    yield "Disposition", disposition.name if disposition else call.disposition


def _life_facts(call: CallView, codes: Codes) -> Iterator[tuple[str, str]]:
    life = call.life
    source = codes.floor.sources.get(life.source)
    yield "Source", source.name if source else life.source
    yield "Informant", "Not to be contacted, 911N" if life.no_contact else ""
    yield "Noted", f"{counted(life.involved)}. Ctrl+F2 shows them." if life.involved else ""
    yield "Told to hold back", ", ".join(life.hold_back)
    yield "Planned", ", ".join(f"{unit}, kept for it" if kept else unit for unit, kept in life.plans)
    yield "Merged into", life.merged_into
    yield "Merged with it", ", ".join(life.merged)
    yield "Linked", ", ".join(life.links)
    covered = f", for {life.covered_for}" if life.covered_for else ""
    yield "Seen to by", f"{life.owner}{covered}"


def _clock(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%H:%M:%S}"
