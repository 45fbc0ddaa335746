"""A recurring task as the board shows it, with the times that it has lately come."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo


@dataclass(frozen=True, slots=True)
class TurnView:
    """One time that a task has come; `day` and `time` (HHMM) are the station's, `at` is the moment.

    `how` is call, skipped or missed, `why` says why it was not done. `ended` is how its call had ended when
    this was read: done, missed, cancelled or merged; "" while it was open.
    """

    day: date
    time: str
    at: datetime
    how: str
    call: str = ""
    why: str = ""
    ended: str = ""


@dataclass(frozen=True, slots=True)
class RecurringView:
    """A task that nobody has stopped; `number` is what is typed, `key` what verbs are given.

    `days` and `times` are as the desk keeps them, by the clock of `zone`, the station's; `name` is that of
    its kind. `turns` are those of the last days and the newest, oldest first.
    """

    number: int
    key: str
    kind: str
    name: str
    place: str
    days: str
    times: str
    zone: tzinfo
    at: datetime
    by: str
    text: str = ""
    lead_min: int = 0
    first_day: date | None = None
    last_day: date | None = None
    unit: str = ""
    eligible: bool = True
    turns: tuple[TurnView, ...] = ()
