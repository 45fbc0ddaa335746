"""How a link is doing: its counters, and what they say about the port's settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hardware.readings import Reading, Undecoded

JUDGED_EVERY = 5.0
FEWEST_TO_JUDGE = 5
LEAST_DECODED = 0.2
CHECK_SETTINGS = "Little of what arrives can be decoded: check the port settings."


@dataclass(frozen=True)
class LinkHealth:
    """Counts are since `start`; `last_reading`, `next_try` and `since` are in monotonic seconds.

    `since` is when the port was opened for the first time, or until then when the link was started.
    `undecoded` counts readings that made no sense, `bad_checksums` those of them whose check failed.
    `unsent` counts what was to be written and could not be.
    """

    state: Literal["connecting", "open", "lost"]
    why: str = ""
    bytes: int = 0
    readings: int = 0
    undecoded: int = 0
    bad_checksums: int = 0
    dropped: int = 0
    opened: int = 0
    sent: int = 0
    unsent: int = 0
    last_reading: float | None = None
    next_try: float | None = None
    since: float | None = None


def undecoded(readings: Sequence[Reading]) -> tuple[int, int]:
    """How many readings made no sense, and how many of those failed their check."""
    bad = [reading.why for reading in readings if isinstance(reading, Undecoded)]
    return len(bad), sum(why.startswith("Checksum") for why in bad)


class SettingsJudge:
    """Bytes without sense for five seconds mean a wrong baud rate or parity."""

    def __init__(self, now: float) -> None:
        self._since = now
        self._before = LinkHealth("open")

    def verdict(self, health: LinkHealth, now: float) -> str | None:
        """Why the settings are doubted, "" when they are good again, None while nothing can be said."""
        if now - self._since < JUDGED_EVERY:
            return None
        before, self._before, self._since = self._before, health, now
        arrived = health.readings - before.readings
        decoded = arrived - (health.undecoded - before.undecoded)
        if arrived < FEWEST_TO_JUDGE:
            return None
        return CHECK_SETTINGS if decoded < LEAST_DECODED * arrived else ""
