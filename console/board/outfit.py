"""What a view of a unit tells of what it has with it, where it works, and what it is to do next."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outfit:
    """Beside a unit's crew and vehicle.

    `equipment` are codes, `beat` is the beat or post in words, `charge` its charge or fuel in per cent, None
    when it is not known. `next_calls` are numbers of calls in the order in which it is to take them,
    `reserved_for` the number of the call that it is kept for, "" for none.
    """

    equipment: tuple[str, ...] = ()
    beat: str = ""
    charge: int | None = None
    next_calls: tuple[str, ...] = ()
    reserved_for: str = ""
