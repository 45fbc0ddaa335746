"""An unattended dispatcher: types what sends units to waiting calls, and answers alarms."""

from collections.abc import Callable, Mapping
from datetime import date

from console.board.alarm_views import AlarmView
from console.board.views import CallView, Picture, UnitView
from console.clock import Clock
from console.desk.numbers import short_number
from console.desk.recommend import recommend

THINKS_S = 20.0
ASKS_AGAIN_S = 15.0
ANSWERS_S = 45.0
"""For so long an alarm is looked into before it is answered."""
ASKED = ("status_check", "status_time", "silent")
"""Kinds of alarms that ask how a unit is."""
NOBODY: Mapping[int, float] = {}


class UnattendedDispatcher:
    """Types `D unit call` for every waiting call that a CSO may take, most urgent first.

    `left` are the calls, by the day's number, that nobody is sent to for so many seconds. What alarms ask
    of a dispatcher is done as well, one at a time.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        today: Callable[[], date],
        type_line: Callable[[str], None],
        left: Mapping[int, float] = NOBODY,
    ) -> None:
        self._clock = clock
        self._today = today
        self._type_line = type_line
        self._left = left
        self._sends_at = 0.0
        self._answers_at = 0.0

    def play(self, picture: Picture, now: float) -> None:
        """Dispatch at most one call and answer at most one alarm, and wait for what comes of it."""
        if now >= self._sends_at and (line := self._sending(picture)):
            self._sends_at = now + ASKS_AGAIN_S
            self._type_line(line)
        if now >= self._answers_at and (line := self._answer(picture)):
            self._answers_at = now + ASKS_AGAIN_S
            self._type_line(line)

    def _sending(self, picture: Picture) -> str:
        """The line that sends somebody, "" where nobody can or need be sent."""
        waiting = sorted(
            (call for call in picture.calls.values() if self._may_send(call)),
            key=lambda call: (call.priority, call.received_at),
        )
        moment = self._clock.now()
        for call in waiting:
            first = recommend(picture, call, None, moment).first
            if first is not None:
                return f"D {first.unit} {short_number(call.number, self._today())}"
        return ""

    def _may_send(self, call: CallView) -> bool:
        thinks = max(THINKS_S, self._left.get(call.sequence, 0.0))
        return call.state == "waiting" and (self._clock.now() - call.received_at).total_seconds() >= thinks

    def _answer(self, picture: Picture) -> str:
        """The line that answers the alarm that is open longest, "" where all are answered."""
        now = self._clock.now()
        for alarm in sorted(picture.alarms.values(), key=lambda alarm: alarm.last_at):
            line = _answer_to(alarm, picture.units.get(alarm.unit))
            if line and (now - alarm.last_at).total_seconds() >= ANSWERS_S:
                return line
        return ""


def _answer_to(alarm: AlarmView, unit: UnitView | None) -> str:
    """RTU for a unit that is to be asked, K for what is new, KX for what is over and stays all the same."""
    if alarm.kind in ASKED and alarm.restored_at is None and unit is not None and unit.status != "off":
        return f"RTU {unit.call_sign}"
    if not alarm.acknowledged:
        return f"K {alarm.number}"
    return f"KX {alarm.number}, it is over" if alarm.restored_at is not None else ""
