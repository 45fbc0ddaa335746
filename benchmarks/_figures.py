"""Figures of a benchmark: percentiles, a table, and whether each limit is kept."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import starmap


@dataclass(frozen=True, slots=True)
class Limit:
    """One figure beside what it may come to; `least` turns the limit from the most into the least."""

    what: str
    value: float
    limit: float
    least: bool = False

    @property
    def kept(self) -> bool:
        return self.value >= self.limit if self.least else self.value <= self.limit

    def __str__(self) -> str:
        bound = "at least" if self.least else "at most"
        verdict = "kept" if self.kept else "MISSED"
        return f"{self.what:<58} {self.value:>8.2f}   {bound} {self.limit:g}: {verdict}"


def percentile(values: Iterable[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def report(rows: Sequence[tuple[str, str]], limits: Sequence[Limit]) -> int:
    """Print what was measured and how it stands to the limits; the exit code, 1 when one is missed."""
    lines = [*starmap("{:<34} {}".format, rows), *map(str, limits)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if all(limit.kept for limit in limits) else 1
