"""Closed streets as the board has them, and which of them count at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ClosureView:
    """A closed street: between two cross-streets, or an outline, (latitude, longitude) in degrees WGS-84.

    `number` is what is typed, `key` what verbs are given; `stops` are the modes that may not enter: car,
    bike, utv, foot. It counts from `begins` until `ends`, None for as long as nobody opens it. `version`
    grows each time that somebody changes it.
    """

    number: int
    key: str
    name: str
    begins: datetime
    ends: datetime | None = None
    street: str = ""
    first: str = ""
    second: str = ""
    outline: tuple[Point, ...] = ()
    stops: tuple[str, ...] = ("car",)
    reason: str = ""
    event: str = ""
    by: str = ""
    version: int = 1

    def counts(self, now: datetime) -> bool:
        """Whether the street is closed at this moment."""
        return self.begins <= now and not self.over(now)

    def over(self, now: datetime) -> bool:
        """Whether its time has passed."""
        return self.ends is not None and self.ends <= now


def in_force(closures: Iterable[ClosureView], now: datetime) -> tuple[ClosureView, ...]:
    """The closures that count at this moment; those of later and of earlier are on the board as well."""
    return tuple(closure for closure in closures if closure.counts(now))


def next_change(closures: Iterable[ClosureView], now: datetime) -> datetime | None:
    """When the next closure begins or ends by its time; None when none will."""
    moments = (moment for each in closures for moment in (each.begins, each.ends))
    return min((moment for moment in moments if moment is not None and moment > now), default=None)
