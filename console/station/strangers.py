"""Positions of identities that nobody knows: told to the log now and then, each identity for itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from hardware.readings import Position

TELL_EVERY_S = 60.0
FORGET_AFTER_S = 3600.0
KEPT = 50
"""Identities of one link; whoever makes up more is counted with all the others."""
OTHERS = "many others"


class Stranger(NamedTuple):
    """`times` positions since it was last told; `newest` is the last of them."""

    link: str
    radio_id: str
    times: int
    newest: Position


@dataclass(slots=True)
class _Heard:
    """Times are monotonic seconds."""

    newest: Position
    at: float
    count: int = 0
    told_at: float | None = None


class Strangers:
    """Counts positions by link and identity; keep it on one thread."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._heard: dict[str, dict[str, _Heard]] = {}

    def take(self, link: str, reading: Position) -> None:
        """A position that belongs to no unit."""
        heard, now = self._heard.setdefault(link, {}), self._monotonic()
        radio_id = reading.unit if reading.unit in heard or len(heard) < KEPT else OTHERS
        one = heard.setdefault(radio_id, _Heard(reading, now))
        one.newest, one.at = reading, now
        one.count += 1

    def due(self, *, at_the_end: bool = False) -> list[Stranger]:
        """What is to be told: a new identity at once, any other once a minute, all of them at the end."""
        now, told = self._monotonic(), []
        for link, heard in self._heard.items():
            for radio_id, one in heard.items():
                if one.count and (at_the_end or one.told_at is None or now - one.told_at >= TELL_EVERY_S):
                    told.append(Stranger(link, radio_id, one.count, one.newest))
                    one.count, one.told_at = 0, now
        self._forget(now)
        return told

    def _forget(self, now: float) -> None:
        """Whoever has not been heard for an hour makes room for another."""
        for link, heard in self._heard.items():
            self._heard[link] = {
                radio_id: one for radio_id, one in heard.items() if one.count or now - one.at < FORGET_AFTER_S
            }
