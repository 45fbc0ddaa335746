"""What the rows of the catch-up page hold, made from what was brought to the server."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo

from console.board.views import CallView, CatchUpView, ConflictView, Picture
from console.desk.numbers import FULL, short_number
from console.widgets.pieces import one_line
from console.widgets.wall_clock import time_with_day

MOST_SHOWN = 5
"""More than this many lines of what others did stand in the row's tip only."""
NOTHING_THERE = "Nobody changed it there."


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done: when, by whom at which position, and the sentence that says it."""

    clock: str
    person: str
    position: str
    said: str

    @property
    def who(self) -> str:
        return ", ".join(part for part in (self.person, self.position) if part)

    @property
    def words(self) -> str:
        return one_line(f"{self.clock} {self.who}: {self.said}")


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """What was done here beside what was done there; `about` is the call's or the unit's short name."""

    key: str
    about: str
    why: str
    ours: Deed
    theirs: tuple[Deed, ...]

    @property
    def label(self) -> str:
        return one_line(f"{self.about}. {self.why}")

    @property
    def shown(self) -> tuple[Deed, ...]:
        """What others did, as much of it as the row has room for; the newest stays in view."""
        return self.theirs[-MOST_SHOWN:]

    @property
    def lines(self) -> int:
        return max(1, len(self.shown))

    @property
    def sentence(self) -> str:
        """What a screen reader says."""
        there = ". ".join(deed.words for deed in self.theirs) or NOTHING_THERE
        return f"{self.label} Here: {self.ours.words} There: {there}"

    @property
    def tip(self) -> str:
        """All of it, as plain text of several lines."""
        there = [deed.words for deed in self.theirs] or [NOTHING_THERE]
        return "\n".join([self.label, "Here:", self.ours.words, "There:", *there])


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call of the time without the server, as the server has it now."""

    key: str
    short: str
    clock: str
    words: str
    place: str

    @property
    def label(self) -> str:
        return ", ".join(one_line(part) for part in (self.short, self.words, self.place) if part)


def conflict_rows(catch_up: CatchUpView, position: str, zone: tzinfo, today: date) -> list[ConflictRow]:
    """Every conflict in the order in which it was done; `position` is this one."""
    return [_conflict_row(each, position, zone, today) for each in catch_up.conflicts]


def call_lines(numbers: Iterable[str], picture: Picture, zone: tzinfo, today: date) -> list[CallLine]:
    """A line for each number; of a call that the board no longer holds there is the number only."""
    return [_call_line(number, picture, zone, today) for number in numbers]


def summary(catch_up: CatchUpView) -> str:
    """`14 entries brought over, 2 conflicts to settle`."""
    left = len(catch_up.conflicts)
    return f"{entries(catch_up.done)} brought over, {conflicts(left) if left else 'no conflicts'}"


def entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def conflicts(count: int) -> str:
    return "1 conflict to settle" if count == 1 else f"{count} conflicts to settle"


def _conflict_row(conflict: ConflictView, position: str, zone: tzinfo, today: date) -> ConflictRow:
    ours = Deed(time_with_day(conflict.at, zone, today), conflict.by, position, conflict.said)
    theirs = (
        Deed(time_with_day(each.at, zone, today), each.by, each.seat, each.said) for each in conflict.theirs
    )
    about = conflict.about
    short = short_number(about, today)
    named = f"Call {short}" if FULL.fullmatch(about) else about or "This position"
    return ConflictRow(conflict.key, named, conflict.why, ours, tuple(theirs))


def _call_line(number: str, picture: Picture, zone: tzinfo, today: date) -> CallLine:
    call = picture.calls.get(number)
    short = short_number(number, today)
    if call is None:
        return CallLine(number, short, "", "", "")
    moment = call.closed_at or call.received_at
    return CallLine(number, short, time_with_day(moment, zone, today), _call_words(call, picture), call.place)


def _call_words(call: CallView, picture: Picture) -> str:
    """Its type, and how it ended or who is on it."""
    if call.ended:
        known = picture.codes.dispositions.get(call.disposition)
        return ", ".join(
            part for part in (call.type_name, known.name if known else call.disposition or call.state) if part
        )
    units = ", ".join(dict.fromkeys(each.unit for each in call.assignments)) or "waiting"
    return f"{call.type_name}, {units}"
