"""A referral to sworn officers as the board shows it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReferralView:
    """The newest referral of a call; state is drafted, sent, declined, accepted, withdrawn or closed.

    `who` was told or has accepted; `trouble` is why it could not be sent yet, tried again at `next_try_at`.
    """

    reason: str
    state: str
    since: datetime
    way: str = ""
    who: str = ""
    trouble: str = ""
    next_try_at: datetime | None = None
    sheet_hash: str = ""

    def due(self, now: datetime) -> bool:
        """Whether it is to be sent now."""
        return self.state == "drafted" and (self.next_try_at is None or self.next_try_at <= now)

    @property
    def unanswered(self) -> bool:
        """Whether deputies are asked, or are to be, and have not said anything."""
        return self.state in ("drafted", "sent")

    @property
    def ours(self) -> bool:
        """Whether nobody else has taken the call yet."""
        return self.state in ("drafted", "sent", "declined")
