"""The truth about a played shift: which calls were over their target and when, from its diary alone.

It asks neither the desk nor the watch nor the alarms, so that these can be judged by it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.board.views import Codes
from console.training.diary import Happening

HOLDS, SCHEDULES, PROMISES, RELEASES = "H", "SC", "PR", "REL"
ENDS = ("CAN", "CX", "DUP")
ACCEPTED = "ACCEPTED"


@dataclass(frozen=True, slots=True)
class Wait:
    """A call of that number of the day waited for its first unit from `since` until `until`, due at `due`."""

    call: int
    since: datetime
    due: datetime
    until: datetime

    @property
    def late_from(self) -> datetime:
        """From when it was over its target, if it waited that long."""
        return max(self.since, self.due)

    @property
    def over(self) -> timedelta:
        """For how long it was over its target; negative by how much it was not."""
        return self.until - self.late_from


@dataclass(frozen=True, slots=True)
class Raised:
    """An alarm was raised about a call over its target."""

    call: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """How alarms stand to the truth: `late` waits that needed one, `missed` those of them without.

    `false` are alarms without such a wait, or a second one for it. `close` waits ended so near the target
    that either is right. `delays` are those of the alarms, in seconds.
    """

    late: tuple[Wait, ...]
    missed: tuple[Wait, ...]
    false: tuple[Raised, ...]
    close: tuple[Wait, ...]
    delays: tuple[float, ...]


def waits(happenings: Iterable[Happening], codes: Codes, until: datetime) -> list[Wait]:
    """Every time that a call waited for its first unit; a call that waits still did so `until` the end.

    Reads the lines of a scenario: N with a type's code, H, SC, PR, REL, CAN, CX, DUP and REF ACCEPTED, times
    as minutes from now on (+20). Raises ValueError for another time.
    """
    calls: dict[int, _Waiting] = {}
    for happening in _in_order(happenings):
        if happening.reached:
            calls[happening.reached].end(happening.at)
            continue
        verb, *words = happening.line.replace(",", " ").replace(";", " ").upper().split()
        if verb == "N":
            calls[len(calls) + 1] = _Waiting.taken(words, codes, happening.at)
        elif words and words[0].isdigit():
            calls[int(words[0])].take(verb, words[1:], happening.at)
    return [
        Wait(call, *span) for call, waiting in sorted(calls.items()) for span in waiting.spans_until(until)
    ]


def judge(found: Iterable[Wait], raised: Collection[Raised], slack: timedelta) -> Verdict:
    """Hold alarms against the truth; word from the street takes up to `slack` to be on the board."""
    spent: defaultdict[Wait, list[Raised]] = defaultdict(list)
    owed = sorted((wait for wait in found if wait.over > -slack), key=lambda wait: wait.since)
    false = [alarm for alarm in raised if not _spend(alarm, owed, spent, slack)]
    late = [wait for wait in owed if wait.over > slack]
    return Verdict(
        late=tuple(late),
        missed=tuple(wait for wait in late if not spent[wait]),
        false=tuple(false),
        close=tuple(wait for wait in owed if wait.over <= slack),
        delays=tuple((alarm.at - wait.late_from).total_seconds() for wait in late for alarm in spent[wait]),
    )


def _spend(
    alarm: Raised, owed: Sequence[Wait], spent: defaultdict[Wait, list[Raised]], slack: timedelta
) -> bool:
    """Whether a wait was owed that alarm and has none yet."""
    for wait in owed:
        fits = wait.call == alarm.call and wait.late_from <= alarm.at <= wait.until + slack
        if fits and not spent[wait]:
            spent[wait].append(alarm)
            return True
    return False


def _in_order(happenings: Iterable[Happening]) -> list[Happening]:
    return sorted(happenings, key=lambda each: each.at)


@dataclass(slots=True)
class _Waiting:
    """One call's waits so far: since when it waits now, until when it is put off, when it is due."""

    target: timedelta
    due: datetime
    since: datetime | None
    back: datetime | None = None
    over: bool = False
    spans: list[tuple[datetime, datetime, datetime]] = field(default_factory=list)

    @classmethod
    def taken(cls, words: Sequence[str], codes: Codes, at: datetime) -> "_Waiting":
        """From `type place` or `type P1 place`."""
        named = words[1][1:] if len(words) > 1 and words[1][0] == "P" else ""
        priority = int(named) if named.isdigit() else codes.call_types[words[0]].priority
        target = timedelta(minutes=codes.priorities[priority].target_minutes)
        return cls(target, at + target, at)

    def take(self, verb: str, words: Sequence[str], at: datetime) -> None:
        """What one line makes of it."""
        self._come_back(at)
        if verb in (HOLDS, SCHEDULES):
            self._stop(at)
            self.back = at + _minutes(words[0])
            if verb == SCHEDULES:
                self.due = self.back + self.target
        elif verb == PROMISES:
            self._stop(at)
            self.due, self.since = at + _minutes(words[0]), at
        elif verb == RELEASES and self.back is not None:
            self.back, self.since = None, at
        elif verb in ENDS or words[:1] == [ACCEPTED]:
            self.end(at)

    def end(self, at: datetime) -> None:
        """Nobody waits any more."""
        self._come_back(at)
        self._stop(at)
        self.over, self.back = True, None

    def spans_until(self, until: datetime) -> Iterator[tuple[datetime, datetime, datetime]]:
        """All its waits: since, due, until."""
        self.end(until)
        yield from self.spans

    def _come_back(self, at: datetime) -> None:
        if self.back is not None and self.back <= at and not self.over:
            self.since, self.back = self.back, None

    def _stop(self, at: datetime) -> None:
        if self.since is not None:
            self.spans.append((self.since, self.due, at))
            self.since = None


def _minutes(typed: str) -> timedelta:
    if not typed.startswith("+"):
        raise ValueError(f"A scenario's time is in minutes from now on, such as +20, not {typed}")
    return timedelta(minutes=int(typed[1:]))
