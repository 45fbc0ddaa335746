"""Which alarm is to be heard now: by level, by who sits here, and by what was heard before."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from console.board.alarm_views import AlarmLevelView, AlarmView

AT_THE_DESK = ("", "dispatcher", "trainee", "call_taker")
"""Roles that hear every alarm from its first second; "" is a store without accounts."""
COMMANDER = "lead"


class Hearing:
    """Remembers what this position has heard of each alarm; `role` is that of whoever sits here."""

    def __init__(self) -> None:
        self.role = ""
        self.muted_until: datetime | None = None
        self._heard: dict[tuple[int, str], datetime] = {}

    def is_muted(self, now: datetime) -> bool:
        return self.muted_until is not None and now < self.muted_until

    def mute(self, now: datetime, minutes: int) -> None:
        """Hear nothing for so many minutes; muted already, hear everything again."""
        self.muted_until = None if self.is_muted(now) else now + timedelta(minutes=minutes)

    def due(self, alarms: Iterable[AlarmView], levels: Mapping[str, AlarmLevelView], now: datetime) -> str:
        """The sound of the worst alarm that is to be heard now, "" for none."""
        loud = [alarm for alarm in alarms if self._concerns(alarm)]
        # One that rose to another level is heard anew.
        self._heard = {key: at for key, at in self._heard.items() if key in {(a.id, a.level) for a in loud}}
        ready = [alarm for alarm in sorted(loud, key=lambda a: a.rank) if self._is_due(alarm, levels, now)]
        if not ready or self.is_muted(now):
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
        if level is None or not level.sound:
            return False
        last = self._heard.get((alarm.id, alarm.level))
        return last is None or (level.again_s > 0 and now - last >= timedelta(seconds=level.again_s))
