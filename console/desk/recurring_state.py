"""What has become of each time of a recurring task, by what the picture says now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.board.recurring_view import RecurringView, TurnView
from console.board.views import CallView, Picture
from console.desk.recurring_times import Turn, turns

REACHED = ("onscene", "report")
CLEARED = " cleared"
"""How a call's timeline says that a unit has cleared it."""
MISSED = frozenset({"overdue", "missed", "not done"})
"""What counts as missed."""
SETTLED = frozenset({"done", "cancelled", "merged", "skipped"})
MISSED_FOR = timedelta(hours=12)
"""How long after its time what is not settled is told."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One time of a task with its state.

    `state` is coming, skipped or not done, or that of its call: scheduled, held, waiting, under way, on
    scene, overdue, done, missed (it ended and no unit had cleared it), cancelled or merged.
    """

    task: RecurringView
    turn: Turn
    state: str
    call: str = ""
    why: str = ""

    @property
    def missed(self) -> bool:
        return self.state in MISSED


def comings(task: RecurringView, picture: Picture, now: datetime, days: tuple[int, int]) -> Iterator[Coming]:
    """The times of a task from so many days before today until so many after it, the earliest first."""
    today = now.astimezone(task.zone).date()
    known = {(turn.day, turn.time): turn for turn in task.turns}
    first, last = (today + timedelta(days=each) for each in days)
    for turn in turns(task, first, last):
        seen = known.get((turn.day, turn.time))
        if seen is not None:
            yield Coming(task, turn, state_of(seen, picture, now), seen.call, seen.why)
        elif turn.at >= task.at:
            yield Coming(task, turn, "coming")


def today(picture: Picture, now: datetime) -> list[Coming]:
    """All times of the station's day, and of the evening before what is not settled; the earliest first."""
    found = [each for task in picture.recurring for each in comings(task, picture, now, (-1, 0))]
    return sorted((each for each in found if _is_of_today(each, now)), key=_order)


def missed(picture: Picture, now: datetime) -> list[Coming]:
    """What counts as missed of the last hours, the earliest first."""
    found = [each for task in picture.recurring for each in comings(task, picture, now, (-1, 0))]
    return sorted((each for each in found if each.missed and each.turn.at >= now - MISSED_FOR), key=_order)


def until(picture: Picture, now: datetime, ends: datetime) -> list[Coming]:
    """The times until that moment of which no call is made yet, the earliest first."""
    found = [each for task in picture.recurring for each in comings(task, picture, now, (0, 2))]
    return sorted((each for each in found if each.state == "coming" and each.turn.at <= ends), key=_order)


def last_turn(task: RecurringView) -> TurnView | None:
    """The newest time of which a call was made, or that was missed."""
    return next((turn for turn in reversed(task.turns) if turn.how != "skipped"), None)


def state_of(turn: TurnView, picture: Picture, now: datetime) -> str:
    """The state of a time that has come."""
    if turn.how != "call":
        return "skipped" if turn.how == "skipped" else "not done"
    call = picture.calls.get(turn.call)
    return turn.ended or "made" if call is None else _of_call(call, now)


def _of_call(call: CallView, now: datetime) -> str:
    if call.state == "closed":
        cleared = any(line.kind == "left" and line.text.endswith(CLEARED) for line in call.timeline)
        return "done" if cleared else "missed"
    if call.state not in ("waiting", "active"):
        return call.state
    if any(each.state in REACHED for each in call.assignments):
        return "on scene"
    if now > call.due_at:
        return "overdue"
    return "under way" if call.assignments else "waiting"


def _is_of_today(coming: Coming, now: datetime) -> bool:
    if coming.turn.day == now.astimezone(coming.task.zone).date():
        return True
    return coming.state not in SETTLED and coming.turn.at >= now - MISSED_FOR


def _order(coming: Coming) -> tuple[datetime, int]:
    return coming.turn.at, coming.task.number
