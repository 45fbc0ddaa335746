"""Frozen views of alarms: what is alarmed about, how loud it is, and what was done about it."""

from dataclasses import dataclass
from datetime import datetime

LEVELS = ("critical", "high", "low")
"""The worst first."""


@dataclass(frozen=True, slots=True)
class AlarmLevelView:
    """How bad an alarm is; `sound` is repeated every `again_s` seconds until acknowledged, 0 for once."""

    code: str
    name: str
    words: str
    sound: str = ""
    again_s: int = 0


@dataclass(frozen=True, slots=True)
class AlarmStep:
    """What becomes of an alarm `after_s` seconds from when it was raised.

    `level` is what it rises to, `tell` who is told (commander or everyone), `cover` drafts the nearest unit.
    With `unacknowledged` the step is only taken while nobody has acknowledged it.
    """

    after_s: int
    level: str = ""
    tell: str = ""
    cover: bool = False
    unacknowledged: bool = False


@dataclass(frozen=True, slots=True)
class AlarmKindView:
    """A kind of alarm as the station's table has it.

    An `emergency` is never shelved and is cleared only after it was acknowledged. A `lasting` alarm does not
    end when what caused it is over: a person clears it. `families` are events of alarm receivers that raise
    it; `after_s` is how long its cause lasts until then, where the cause has no limit of its own.
    """

    code: str
    name: str
    level: str
    response: str
    emergency: bool = False
    shelve: bool = True
    lasting: bool = False
    tell: str = ""
    steps: tuple[AlarmStep, ...] = ()
    families: tuple[str, ...] = ()
    after_s: int = 0


@dataclass(frozen=True, slots=True)
class StatusCheckView:
    """After how many minutes in a status a unit is asked how it is; `call_type` is empty for any other."""

    status: str
    minutes: int
    call_type: str = ""


@dataclass(frozen=True, slots=True)
class AlarmView:
    """One alarm: `number` is what is typed, and nobody else's while it is open.

    `about` is what it is about within its kind, `told` is "", commander or everyone, `steps` counts those
    of its kind that were taken, `draft` is a line for a person to run. `restored_at` is when its cause was
    said to be over, `restricted` that its call is for sworn officers.
    """

    id: int
    number: int
    kind: str
    name: str
    level: str
    text: str
    raised_at: datetime
    last_at: datetime
    times: int = 1
    about: str = ""
    call: str = ""
    unit: str = ""
    place: str = ""
    seat: str = ""
    response: str = ""
    emergency: bool = False
    shelve: bool = True
    told: str = ""
    steps: int = 0
    draft: str = ""
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    shelved_until: datetime | None = None
    shelved_why: str = ""
    restored_at: datetime | None = None
    restored_why: str = ""
    cleared_at: datetime | None = None
    restricted: bool = False

    @property
    def rank(self) -> int:
        """0 for the worst level."""
        return LEVELS.index(self.level) if self.level in LEVELS else len(LEVELS)

    @property
    def open(self) -> bool:
        return self.cleared_at is None

    @property
    def acknowledged(self) -> bool:
        return self.acknowledged_at is not None

    @property
    def shelved(self) -> bool:
        return self.shelved_until is not None

    @property
    def matter(self) -> tuple[str, str]:
        """What it is about; there is one open alarm for each."""
        return self.kind, self.about


def worst_first(alarm: AlarmView) -> tuple[bool, bool, int, float]:
    """The order of the list: shelved ones last, then what nobody has acknowledged, the worst, the newest."""
    return alarm.shelved, alarm.acknowledged, alarm.rank, -alarm.raised_at.timestamp()
