"""The diary of a simulated shift: what really happened, whatever the console made of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Happening:
    """At a moment somebody brought a line, or a crew said on scene at the call of that number of the day."""

    at: datetime
    line: str = ""
    reached: int = 0


class Diary:
    """Written by the stage alone, in the seconds of a shift that began at `began`; read by anyone."""

    def __init__(self, began: datetime) -> None:
        self._began = began
        self._happenings: list[Happening] = []

    @property
    def happenings(self) -> tuple[Happening, ...]:
        """What has happened so far, the earliest first."""
        return tuple(sorted(self._happenings, key=lambda each: each.at))

    def said(self, line: str, now: float) -> None:
        """A line was brought to the dispatcher."""
        self._happenings.append(Happening(self._moment(now), line=line))

    def reached(self, call: int, now: float) -> None:
        """A crew says that it is on scene."""
        self._happenings.append(Happening(self._moment(now), reached=call))

    def _moment(self, now: float) -> datetime:
        return self._began + timedelta(seconds=now)
