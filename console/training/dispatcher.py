"""An unattended dispatcher: sends the recommended unit to each waiting call by typing the command."""

from collections.abc import Callable
from datetime import date, datetime

from console.board.views import Picture
from console.clock import Clock
from console.desk.numbers import short_number
from console.desk.recommend import recommend

THINKS_S = 20.0
ASKS_AGAIN_S = 15.0


class UnattendedDispatcher:
    """Types `D unit call` for every waiting call that a CSO may take, most urgent first."""

    def __init__(self, *, clock: Clock, today: Callable[[], date], type_line: Callable[[str], None]) -> None:
        self._clock = clock
        self._today = today
        self._type_line = type_line
        self._next = 0.0

    def play(self, picture: Picture, now: float) -> None:
        """Dispatch at most one call, and wait for what comes of it."""
        if now < self._next:
            return
        moment = self._clock.now()
        waiting = sorted(
            (call for call in picture.calls.values() if self._may_send(call.state, call.received_at, moment)),
            key=lambda call: (call.priority, call.received_at),
        )
        for call in waiting:
            first = recommend(picture, call, None, moment).first
            if first is not None:
                self._next = now + ASKS_AGAIN_S
                self._type_line(f"D {first.unit} {short_number(call.number, self._today())}")
                return

    def _may_send(self, state: str, received_at: datetime, now: datetime) -> bool:
        return state == "waiting" and (now - received_at).total_seconds() >= THINKS_S
