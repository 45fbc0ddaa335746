"""What is known of a place as it is shown to somebody."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PremiseView:
    """One record; `number` is what is typed to end it, `until` None for as long as nobody ends it."""

    number: int
    key: str
    place: str
    kind: str
    text: str
    at: datetime
    by: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PremisesAt:
    """What is known of one place: the records that may be shown, hazards first, and how many more there are.

    `withheld` are those of restricted kinds that were not asked for; `past` counts the earlier calls there.
    """

    place: str
    shown: tuple[PremiseView, ...] = ()
    withheld: int = 0
    past: int = 0
