"""What is left of the picture while nobody may see it: the links, and how many calls and alarms wait."""

from dataclasses import dataclass, replace
from datetime import datetime

from console.board.views import Picture
from console.widgets import order
from console.widgets.ages import is_awaited


@dataclass(frozen=True, slots=True)
class Waits:
    """How many calls wait, how many of all calls are over their target, and the newest emergency's line."""

    calls: int = 0
    late: int = 0
    emergencies: frozenset[int] = frozenset()

    def is_worse_than(self, before: "Waits") -> bool:
        """Whether something has come that a person would want to hear of."""
        more = self.calls > before.calls or self.late > before.late
        return more or bool(self.emergencies - before.emergencies)


def veiled(picture: Picture) -> Picture:
    """The picture without its content: codes, links, and which positions there are."""
    return Picture(
        entry=picture.entry,
        loaded=picture.loaded,
        links=picture.links,
        codes=picture.codes,
        seats=tuple(replace(seat, editing="") for seat in picture.seats),
        downtime_since=picture.downtime_since,
        door=picture.door,
    )


def waits_of(picture: Picture, now: datetime) -> Waits:
    """What waits in the picture at that moment."""
    return Waits(
        len(order.waiting(picture.calls.values())),
        len([call for call in picture.calls.values() if is_awaited(call) and now > call.due_at]),
        frozenset(line.id for line in picture.radio if line.kind == "emergency"),
    )


def calls_words(calls: int) -> str:
    """`2 calls wait`, for a screen that says no more of them."""
    return {0: "No call waits", 1: "1 call waits"}.get(calls, f"{calls} calls wait")
