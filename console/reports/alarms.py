"""The report of alarms: how many an hour, their mix, those that stand for long, and the ten most frequent."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from console.board.alarm_views import LEVELS
from console.desk.past_alarms import PastAlarm
from console.desk.stamps import stamp

HOUR = timedelta(hours=1)
STALE_AFTER = timedelta(hours=24)
FLOOD, FLOOD_WITHIN = 10, timedelta(minutes=10)
TOP = 10


@dataclass(frozen=True, slots=True)
class AlarmReport:
    """Alarms from `begins` to `ends`; `alarms` may hold older ones that are open still."""

    alarms: Sequence[PastAlarm]
    begins: datetime
    ends: datetime

    @property
    def raised(self) -> list[PastAlarm]:
        """Those that were raised in that time, in the order in which they were."""
        inside = (alarm for alarm in self.alarms if self.begins <= alarm.raised_at < self.ends)
        return sorted(inside, key=lambda alarm: alarm.raised_at)

    @property
    def per_hour(self) -> float:
        return len(self.raised) / max(1.0, (self.ends - self.begins) / HOUR)

    @property
    def most_in_an_hour(self) -> int:
        """How many came in the worst hour, wherever on the clock it began."""
        return _most_within([alarm.raised_at for alarm in self.raised], HOUR)

    @property
    def floods(self) -> int:
        """How often more than ten came within ten minutes; one that lasts is one."""
        moments, count, quiet_from = [alarm.raised_at for alarm in self.raised], 0, self.begins
        for place, moment in enumerate(moments):
            began = moments[place - FLOOD] if place >= FLOOD else None
            if began is not None and began >= quiet_from and moment - began <= FLOOD_WITHIN:
                count += 1
                quiet_from = moment
        return count

    @property
    def mix(self) -> dict[str, float]:
        """The share of each level, 0 to 1; of no alarms nought."""
        counted = Counter(alarm.level for alarm in self.raised)
        return {level: counted[level] / max(1, len(self.raised)) for level in reversed(LEVELS)}

    @property
    def stale(self) -> list[PastAlarm]:
        """Those that are open for more than a day."""
        standing = (alarm for alarm in self.alarms if alarm.cleared_at is None)
        return [alarm for alarm in standing if self.ends - alarm.raised_at > STALE_AFTER]

    @property
    def top(self) -> list[tuple[tuple[str, str], int]]:
        """The matters that raised most alarms, with how many."""
        return Counter((alarm.kind, alarm.about) for alarm in self.raised).most_common(TOP)

    @property
    def median_to_acknowledge_s(self) -> float | None:
        """Seconds from raised to acknowledged, of those that were; None of none."""
        waits = sorted(
            (alarm.acknowledged_at - alarm.raised_at).total_seconds()
            for alarm in self.raised
            if alarm.acknowledged_at is not None
        )
        return waits[len(waits) // 2] if waits else None


def report_rows(report: AlarmReport) -> Iterator[dict[str, Any]]:
    """The report as rows: `report` says what each of them is, times are RFC 3339 UTC."""
    yield {
        "report": "alarms",
        "begins": stamp(report.begins),
        "ends": stamp(report.ends),
        "alarms": len(report.raised),
        "per_hour": round(report.per_hour, 2),
        "most_in_an_hour": report.most_in_an_hour,
        "floods": report.floods,
        "median_to_acknowledge_s": report.median_to_acknowledge_s,
    }
    for level, share in report.mix.items():
        yield {"report": "mix", "level": level, "share": round(share, 3)}
    for alarm in report.stale:
        since = stamp(alarm.raised_at)
        yield {
            "report": "stale",
            "number": alarm.number,
            "alarm": alarm.kind,
            "about": alarm.about,
            "since": since,
        }
    for (kind, about), count in report.top:
        yield {"report": "top", "alarm": kind, "about": about, "alarms": count}


def _most_within(moments: Sequence[datetime], span: timedelta) -> int:
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= span:
            first += 1
        most = max(most, last - first + 1)
    return most
