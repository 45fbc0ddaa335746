"""Which alarm is to be heard now: by level, by who sits here, and by what was heard before."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from console.board.alarm_views import LEVELS, AlarmLevelView, AlarmView

AT_THE_DESK = ("", "dispatcher", "trainee", "call_taker")
"""Roles that hear every alarm from its first second; "" is a store without accounts."""
COMMANDER = "lead"


class Hearing:
    """Remembers what this position has heard of each alarm; `role` is that of whoever sits here.

    Muting hushes what is there and what comes, but never an emergency that begins after it. Without
    `low_tone` the lowest level is never heard.
    """

    def __init__(self, *, low_tone: bool = True) -> None:
        self._silent = () if low_tone else (LEVELS[-1],)
        self.role = ""
        self.muted_until: datetime | None = None
        self._heard: dict[tuple[int, str], datetime] = {}
        self._there: set[int] = set()
        self._hushed: set[int] = set()

    def is_muted(self, now: datetime) -> bool:
        return self.muted_until is not None and now < self.muted_until

    def mute(self, now: datetime, minutes: int) -> None:
        """Hear nothing for so many minutes; muted already, hear everything again."""
        self._hushed = set(self._there)
        self.muted_until = None if self.is_muted(now) else now + timedelta(minutes=minutes)

    def due(self, alarms: Iterable[AlarmView], levels: Mapping[str, AlarmLevelView], now: datetime) -> str:
        """The sound of the worst alarm that is to be heard now, "" for none."""
        loud = [alarm for alarm in alarms if self._concerns(alarm)]
        self._there = {alarm.id for alarm in loud}
        # One that rose to another level is heard anew.
        self._heard = {key: at for key, at in self._heard.items() if key in {(a.id, a.level) for a in loud}}
        ready = [alarm for alarm in sorted(loud, key=lambda a: a.rank) if self._is_due(alarm, levels, now)]
        if self.is_muted(now):
            ready = [alarm for alarm in ready if alarm.emergency and alarm.id not in self._hushed]
        if not ready:
            return ""
        for alarm in ready:
            self._heard[alarm.id, alarm.level] = now
        return levels[ready[0].level].sound

    def _concerns(self, alarm: AlarmView) -> bool:
        if alarm.acknowledged or alarm.shelved:
            return False
        told = alarm.told == "everyone" or (alarm.told == "commander" and self.role == COMMANDER)
        return self.role in AT_THE_DESK or told

    def _is_due(self, alarm: AlarmView, levels: Mapping[str, AlarmLevelView], now: datetime) -> bool:
        level = levels.get(alarm.level)
        if level is None or not level.sound or level.code in self._silent:
            return False
        last = self._heard.get((alarm.id, alarm.level))
        return last is None or (level.again_s > 0 and now - last >= timedelta(seconds=level.again_s))
