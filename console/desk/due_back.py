"""Which held and scheduled calls have to wait again now, and the verbs that see to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from console.board.life import PUT_OFF
from console.board.views import CallView

BACK = "come_back"


@dataclass(frozen=True, slots=True)
class DueBack:
    """A verb to be ordered; `key` is the same for whoever orders it, so that it is done once."""

    verb: str
    call: str
    key: str

    @property
    def args(self) -> dict[str, str]:
        return {"call": self.call}


def due_back(calls: Iterable[CallView], now: datetime) -> list[DueBack]:
    """One for each call whose time has come, the one that has waited longest first."""
    due = [
        (call.life.back_at, call.number)
        for call in calls
        if call.state in PUT_OFF and call.life.back_at is not None and call.life.back_at <= now
    ]
    return [DueBack(BACK, number, f"back {number} {at:%m%d%H%M%S}") for at, number in sorted(due)]
