"""The scales of the charts: round steps, times along the bottom, and the curve cut at a limit."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise

from console.board.views import SAMPLE_S

SPAN_S = 600.0
"""How much time a chart shows, seconds."""
MARK_S = 120
Ticks = list[tuple[float, str]]
Points = list[tuple[float, float]]


def round_step(least: float, choices: Sequence[int] = (1, 2, 3, 4, 5, 6, 8)) -> float:
    """The smallest of `choices` times a power of ten that is `least` or more."""
    power = 10.0 ** math.floor(math.log10(max(least, 1e-6)))
    return next((each * power for each in choices if each * power >= least * (1 - 1e-9)), 10 * power)


def time_ticks(now: datetime, zone: tzinfo) -> Ticks:
    """The even two minutes of the last ten, in seconds before `now` (negative), as 19:42."""
    local = now.astimezone(zone)
    past = (local.minute * 60 + local.second) % MARK_S + local.microsecond / 1e6
    marks = [-past - MARK_S * place for place in range(int((SPAN_S - past) // MARK_S) + 1)]
    return [(mark, f"{(now + timedelta(seconds=mark)).astimezone(zone):%H:%M}") for mark in reversed(marks)]


def points(values: Sequence[float]) -> Points:
    """Values, the newest last, with how many seconds ago (negative) each was."""
    newest = values[-int(SPAN_S / SAMPLE_S) - 1 :]
    return [((place - len(newest) + 1) * SAMPLE_S, value) for place, value in enumerate(newest)]


def with_crossings(curve: Points, limit: float) -> Points:
    """The same curve with a point wherever it crosses `limit`, so that it can be cut there."""
    crossed = curve[:1]
    for (x0, y0), (x1, y1) in pairwise(curve):
        if (y0 - limit) * (y1 - limit) < 0:
            crossed.append((x0 + (x1 - x0) * (limit - y0) / (y1 - y0), limit))
        crossed.append((x1, y1))
    return crossed
