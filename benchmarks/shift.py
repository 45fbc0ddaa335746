"""A whole shift in the real window that nobody attends: eight hours and 120 calls, sixty times as fast.

Callers, crews, radios and receivers are simulated, an unattended dispatcher types. It prints how long calls
took from step to step, what was left of objects and memory between the shift's first hour and its end, and
how the alarms about calls over their targets stand to the truth. The truth is made of what the simulated
people did, of no alarm; when an alarm was raised is when the window had it.

`python -m benchmarks.shift` takes eight minutes, `python -m benchmarks.shift quiet-evening` less than one.
It fails when an alarm is missed, raised without need or too late, when objects are leaked, or when the
memory grows.
"""

import gc
import os
import sys
from collections import Counter
from pathlib import Path
from statistics import fmean, median
from tempfile import TemporaryDirectory

from benchmarks._figures import Limit, percentile, report
from benchmarks.memory import resident
from console.shifts import UnattendedShift
from console.training.summary import spans
from console.training.truth import Raised, Verdict, judge
from tests.journeys.census import Census, take_census

SPEED = 60.0
WARM = 1 / 8
"""The share of a shift after which everything has been used once."""
SETTLED = 5 / 8
"""The share of a shift after which what fills up is full, and the busiest hour is over."""
SAMPLE_S = 600.0
PHASES = (("taken", "dispatched"), ("dispatched", "on scene"), ("on scene", "closed"), ("taken", "closed"))
HOURS = 7
LATEST_S = 1.0
"""An alarm is in the window so many seconds of the machine's clock after it is due."""
FLIGHT = 60
"""So many more objects of one class may be on their way at one moment than at another: a few pictures."""
GROWTH_MB = 15.0
"""From the first hour on: the board's calls, the newest frames and radio lines, the pages of the store."""
SLOPE_MB = 1.5
"""An hour, once it has settled."""


class Observer:
    """Looks at the window of a shift: which alarms it has, what lives, and how much memory it takes."""

    def __init__(self, shift: UnattendedShift) -> None:
        self._shift = shift
        self._shown: dict[tuple[int, float], Raised] = {}
        self._next = 0.0
        self.memory: list[tuple[float, float]] = []
        self.first: Census | None = None

    @property
    def raised(self) -> list[Raised]:
        """The alarms about calls over their targets, each when the window first had it."""
        return list(self._shown.values())

    def look(self, seconds: float) -> None:
        """What is to be seen now, so many seconds after the shift's beginning."""
        for alarm in self._shift.window.main.picture.alarms.values():
            if alarm.kind == "overdue":
                again = alarm.id, alarm.last_at.timestamp()
                number = int(alarm.call.rpartition("-")[2])
                self._shown.setdefault(again, Raised(number, self._shift.clock.now()))
        if seconds >= WARM * self._shift.scenario.minutes * 60:
            self._look_at_memory(seconds)

    def census(self) -> Census:
        """Everything that is alive now."""
        return take_census(self._shift.window.main.picture)

    def _look_at_memory(self, seconds: float) -> None:
        if self.first is None:
            self.first = self.census()
        if seconds >= self._next:
            self._next = seconds + SAMPLE_S
            # What waits to be collected comes and goes; what is held is measured.
            gc.collect()
            self.memory.append((seconds / 3600, resident() / 2**20))


def slope(points: list[tuple[float, float]]) -> float:
    """The rise of the line that fits the points best, in an hour; 0 for less than one, which says nothing."""
    if not points or points[-1][0] - points[0][0] < 1:
        return 0.0
    across, up = (fmean(values) for values in zip(*points, strict=True))
    spread = sum((x - across) ** 2 for x, _ in points)
    return sum((x - across) * (y - up) for x, y in points) / spread


def main(scenario: str = "long-day", speed: float = SPEED) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        shift = UnattendedShift(scenario, speed, 1, Path(folder))
        observer = Observer(shift)
        shift.looks.append(observer.look)
        last: list[Census] = []
        shift.play(at_end=lambda: last.append(observer.census()))
    first = observer.first
    if first is None:
        raise RuntimeError("The shift ended before it was warm")
    verdict = judge(shift.waits, observer.raised, shift.slack)
    leaked = last[0].leaked_since(first)
    memory = observer.memory
    settled = [point for point in memory if point[0] * 60 >= SETTLED * shift.scenario.minutes]
    rows = [*_calls(shift), *_alarms(verdict), *_objects(first, last[0], leaked), _memory(memory)]
    return report(
        rows,
        [
            Limit("calls not taken", len(shift.scenario.arrivals) - shift.summary["calls_taken"], 0),
            Limit("alarms over target missed", len(verdict.missed), 0),
            Limit("alarms over target without need", len(verdict.false), 0),
            Limit("alarm late, s of the machine's clock", max(verdict.delays, default=0) / speed, LATEST_S),
            Limit("objects of one class leaked", max(leaked.values(), default=0), FLIGHT),
            Limit("widgets more", last[0].widgets - first.widgets, 0),
            Limit("memory, MB more than after the first hour", memory[-1][1] - memory[0][1], GROWTH_MB),
            Limit("memory, MB an hour once it has settled", slope(settled), SLOPE_MB),
        ],
    )


def _calls(shift: UnattendedShift) -> list[tuple[str, str]]:
    told = shift.summary
    counted = ", ".join(f"{told[f'calls_{step}']} {step}" for step in ("taken", "dispatched", "closed"))
    rows = [("calls", f"{counted} in {shift.elapsed / 3600:.1f} h")]
    for begin, end in PHASES:
        took = [seconds / 60 for seconds in spans(shift.steps, begin, end)]
        figures = f"median {median(took):.1f} min, p90 {percentile(took, 0.9):.1f} min, {len(took)} calls"
        rows.append((f"{begin} to {end}", figures))
    return rows


def _alarms(verdict: Verdict) -> list[tuple[str, str]]:
    middle = f"{median(verdict.delays):.0f}" if verdict.delays else "-"
    late = f"{len(verdict.late)} over target, {len(verdict.close)} too close to say"
    alarms = f"{len(verdict.delays)} right, after {middle} s of the shift in the median"
    rows = [("waits", late), ("alarms", alarms)]
    rows += [("missed", f"call {wait.call}, due {wait.due:%H:%M:%S}") for wait in verdict.missed]
    return rows + [("without need", f"call {alarm.call}, {alarm.at:%H:%M:%S}") for alarm in verdict.false]


def _objects(first: Census, last: Census, leaked: Counter[str]) -> list[tuple[str, str]]:
    grown = ", ".join(f"{name} {count}" for name, count in leaked.most_common(8)) or "none"
    return [
        ("objects of ours", f"{first.objects.total():,}, at the end {last.objects.total():,}"),
        ("kept by the board of these", f"{first.held.total():,}, at the end {last.held.total():,}"),
        ("more that nothing keeps", grown),
        ("widgets", f"{first.widgets}, at the end {last.widgets}"),
    ]


def _memory(points: list[tuple[float, float]]) -> tuple[str, str]:
    every = max(1, round(len(points) / HOURS))
    shown = [*points[:-1:every], points[-1]]
    return "memory, MB after hours", ", ".join(f"{held:.1f} after {hours:.1f}" for hours, held in shown)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2], *map(float, sys.argv[2:3])))
