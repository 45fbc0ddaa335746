"""The words of the printed board: units and calls in their order, times of the station, the board as text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from textwrap import wrap

from console.board.views import AssignmentView, CallView, Picture, UnitView
from console.desk.numbers import short_number

OFF = "off"
WIDTH = 78
TRAINING = "TRAINING. Simulated calls, units and devices."
NO_CALLS, NO_UNITS = "No open calls.", "No units on shift."


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: the picture of one moment, and the station that it is of; `zone` is the station's."""

    picture: Picture
    at: datetime
    zone: tzinfo
    station: str
    training: bool = False

    @property
    def today(self) -> date:
        return self.at.astimezone(self.zone).date()

    @property
    def printed(self) -> str:
        """The date and time of printing, as Sat 14 Mar 2026 19:42:18."""
        local = self.at.astimezone(self.zone)
        return f"{local:%a} {local.day} {local:%b %Y %H:%M:%S}"

    @property
    def open_calls(self) -> list[CallView]:
        """Every call that is not closed, by priority, then age."""
        calls = [call for call in self.picture.calls.values() if not call.ended]
        return sorted(calls, key=lambda call: (call.priority, call.received_at, call.number))

    @property
    def units(self) -> list[UnitView]:
        """The units on shift, by call sign."""
        units = [unit for unit in self.picture.units.values() if unit.status != OFF]
        return sorted(units, key=lambda unit: unit.call_sign)

    def clock(self, moment: datetime) -> str:
        """The time of day; of another day with its date."""
        local = moment.astimezone(self.zone)
        return f"{local:%H:%M:%S}" if local.date() == self.today else f"{local.day} {local:%b %H:%M:%S}"

    def short(self, number: str) -> str:
        return plain(short_number(number, self.today))

    def status(self, code: str) -> str:
        """What the station calls a status of a unit."""
        known = self.picture.codes.statuses.get(code)
        return plain(known.name if known else code.capitalize())

    def priority(self, number: int) -> str:
        """`2 Soon`."""
        known = self.picture.codes.priorities.get(number)
        return f"{number} {plain(known.name)}" if known else str(number)

    def unit_calls(self, unit: UnitView) -> str:
        return ", ".join(self.short(number) for number in unit.calls)

    def call_units(self, call: CallView) -> str:
        """`CSO-12 On scene since 19:42:18, CSO-17 En route since 19:44:02`, or that it waits."""
        found = [self._assigned(each) for each in _latest(call)]
        return ", ".join(found) or "Waiting"

    def _assigned(self, assignment: AssignmentView) -> str:
        state = self.status(assignment.state)
        return f"{plain(assignment.unit)} {state} since {self.clock(assignment.since)}"


def plain(text: str) -> str:
    """Text on one line, without control characters and what else nobody can see."""
    if text.isprintable():
        return text
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def board_text(sheet: Sheet) -> str:
    """The whole board for a terminal or a printer of lines, no line longer than 78 characters."""
    lines = [plain(sheet.station), f"Board, printed {sheet.printed}"]
    if sheet.training:
        lines.insert(0, TRAINING)
    calls, units = sheet.open_calls, sheet.units
    lines += ["", f"UNITS {len(units)}", "-" * WIDTH, *_unit_lines(sheet, units)]
    lines += ["", f"OPEN CALLS {len(calls)}", "-" * WIDTH, *_call_lines(sheet, calls)]
    return "\n".join(lines) + "\n"


def _latest(call: CallView) -> Iterable[AssignmentView]:
    """Each unit once, in its newest state."""
    return {each.unit: each for each in call.assignments}.values()


def _unit_lines(sheet: Sheet, units: list[UnitView]) -> Iterator[str]:
    if not units:
        yield NO_UNITS
    for unit in units:
        parts = [
            plain(unit.call_sign),
            f"{sheet.status(unit.status)} since {sheet.clock(unit.status_since)}",
            f"call {sheet.unit_calls(unit)}" if unit.calls else "",
            f"crew {plain(', '.join(unit.crew))}" if unit.crew else "",
            plain(unit.note),
        ]
        yield from _hanging("  ".join(part for part in parts if part))


def _call_lines(sheet: Sheet, calls: list[CallView]) -> Iterator[str]:
    if not calls:
        yield NO_CALLS
    for call in calls:
        first = f"{sheet.short(call.number)}  P{sheet.priority(call.priority)}  {plain(call.type_name)}"
        times = f"Received {sheet.clock(call.received_at)}, due {sheet.clock(call.due_at)}"
        yield from _hanging(first)
        for part in (plain(call.place), times, sheet.call_units(call)):
            yield from wrap(part, WIDTH, initial_indent="    ", subsequent_indent="    ")


def _hanging(line: str) -> list[str]:
    return wrap(line, WIDTH, subsequent_indent="    ")
