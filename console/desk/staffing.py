"""Whether enough people are on duty, by the station's own rule of counting."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from console.board.floor_codes import Beat, Minimum
from console.board.views import UnitView

CREW = "crew"
NOT_THERE = ("off", "oos")


@dataclass(frozen=True, slots=True)
class Staffing:
    """One rule and what it came to."""

    name: str
    least: int
    there: int

    @property
    def short(self) -> int:
        """How many are missing, 0 for none."""
        return max(0, self.least - self.there)


def staffing(units: Iterable[UnitView], minimums: Iterable[Minimum]) -> list[Staffing]:
    """How many count by each of the rules."""
    held = list(units)
    return [Staffing(rule.name, rule.least, sum(_count(unit, rule) for unit in held)) for rule in minimums]


def beats(units: Iterable[UnitView], wanted: Iterable[Beat]) -> list[Staffing]:
    """How many units work each beat or post that somebody should work."""
    worked = Counter(unit.outfit.beat.casefold() for unit in units if unit.status not in NOT_THERE)
    return [Staffing(beat.name, beat.least, worked[beat.name.casefold()]) for beat in wanted]


def _count(unit: UnitView, rule: Minimum) -> int:
    if (
        unit.kind not in rule.kinds
        or unit.status in rule.statuses
        or not set(rule.skills) <= set(unit.skills)
    ):
        return 0
    return len(unit.crew) if rule.counts == CREW else 1
