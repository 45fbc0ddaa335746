"""A unit that was sent against what the desk said, or instead of the one that it recommended."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OverrideView:
    """Why this unit: `against` is the reason for sending it all the same, `instead` for not the recommended.

    One of the two may be "". `approved_by` is the watch commander who has read it, "" until then.
    """

    unit: str
    at: datetime
    against: str = ""
    instead: str = ""
    approved_at: datetime | None = None
    approved_by: str = ""

    @property
    def reason(self) -> str:
        return "; ".join(part for part in (self.against, self.instead) if part)

    @property
    def approved(self) -> bool:
        return self.approved_at is not None
