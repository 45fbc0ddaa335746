"""How old things are, in the words and bands that the screen uses for them."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from console.board.life import PUT_OFF
from console.board.views import CallView, FixView

WARN_SHARE = 0.75
ARRIVED = frozenset(("onscene", "report"))
FIX_GREY_S = 60
FIX_STALE_S = 3 * 60
FIX_LOST_S = 15 * 60


class Band(StrEnum):
    """How near an age is to its limit."""

    NORMAL = "normal"
    WARN = "warn"
    OVER = "over"


class Freshness(StrEnum):
    """What a position is still worth: `old` is grey, `stale` is amber, `none` is not shown on the map."""

    FRESH = "fresh"
    OLD = "old"
    STALE = "stale"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Due:
    """A call's age against its target, both in seconds."""

    age: float
    target: float

    @property
    def share(self) -> float:
        """The age as a share of the target: 1.0 is due now; a target of nothing is due at once."""
        return self.age / self.target if self.target > 0 else 1.0

    @property
    def band(self) -> Band:
        if self.share >= 1:
            return Band.OVER
        return Band.WARN if self.share >= WARN_SHARE else Band.NORMAL

    @property
    def words(self) -> str:
        """`of 5 min` in good time, `02:40 left` when it is near, `+01:41` when it is over."""
        if self.band is Band.OVER:
            return self.over_by
        if self.band is Band.WARN:
            return f"{duration(self.target - self.age)} left"
        return f"of {span(self.target)}"

    @property
    def over_by(self) -> str:
        """`+01:41`: how far over the target."""
        return f"+{duration(self.age - self.target)}"


def since(moment: datetime, now: datetime) -> float:
    """Seconds from `moment` to `now`; nothing is younger than nought, whatever two clocks say."""
    return max(0.0, (now - moment).total_seconds())


def due(call: CallView, now: datetime) -> Due:
    """The call's age and target, from when it was received and when it is due."""
    return Due(since(call.received_at, now), (call.due_at - call.received_at).total_seconds())


def back_words(call: CallView, today: date, zone: tzinfo) -> str:
    """`Held until 18:30` for a call that is put off, with the day where it is not today's; else empty."""
    at = call.life.back_at
    if call.state not in PUT_OFF or at is None:
        return ""
    local = at.astimezone(zone)
    when = f"{local:%H:%M}" if local.date() == today else f"{local:%d %b %H:%M}"
    return f"Held until {when}" if call.state == "held" else f"Scheduled for {when}"


def is_awaited(call: CallView) -> bool:
    """Whether an open call has nobody on scene yet: its target runs until then, put off or not."""
    return not call.ended and all(each.state not in ARRIVED for each in call.assignments)


def duration(seconds: float) -> str:
    """`MM:SS`, and `H:MM:SS` from one hour."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def span(seconds: float) -> str:
    """A round stretch of time: `45 s`, `5 min`, `4 h`."""
    whole = int(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole >= 2 * 3600 and whole % 3600 == 0:
        return f"{whole // 3600} h"
    return f"{whole // 60} min"


def spoken(seconds: float) -> str:
    """The same as a screen reader says it: `6 minutes 41 seconds`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "hour"), (minutes, "minute"), (rest, "second"))
    said = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts if count]
    return " ".join(said) or "0 seconds"


def status_band(seconds: float, warn_s: int, alert_s: int) -> Band:
    """Where a time in status stands; a limit of 0 never comes."""
    if alert_s and seconds >= alert_s:
        return Band.OVER
    return Band.WARN if warn_s and seconds >= warn_s else Band.NORMAL


def freshness(fix: FixView | None, now: datetime) -> Freshness:
    """What the newest fix is worth now; one that is void or not believed is stale at best."""
    age = FIX_LOST_S + 1.0 if fix is None else since(fix.at, now)
    if fix is None or age > FIX_LOST_S:
        return Freshness.NONE
    if age > FIX_STALE_S or not fix.valid or fix.doubt:
        return Freshness.STALE
    return Freshness.OLD if age > FIX_GREY_S else Freshness.FRESH


def fix_words(fix: FixView | None, now: datetime) -> str:
    """`2 s` up to a minute, then `4:12`, and `No fix` when there is none worth showing."""
    if fix is None or freshness(fix, now) is Freshness.NONE:
        return "No fix"
    minutes, rest = divmod(int(since(fix.at, now)), 60)
    return f"{minutes}:{rest:02}" if minutes else f"{rest} s"
