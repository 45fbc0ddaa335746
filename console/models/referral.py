"""Referrals of calls to sworn officers: ours until somebody there has accepted."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from console.errors import Refused
from console.models.base import Moment, Row

MAY_FOLLOW: dict[str, tuple[str, ...]] = {
    "drafted": ("sent", "accepted", "declined", "withdrawn"),
    "sent": ("accepted", "declined", "withdrawn"),
    "declined": ("drafted", "accepted", "withdrawn"),
    "accepted": ("closed",),
    "withdrawn": (),
    "closed": (),
}
OPEN = ("drafted", "sent", "declined")
"""Still ours to bring to an end."""
SAID = {
    "drafted": "waiting to be sent",
    "sent": "sent and not answered yet",
    "declined": "declined",
    "accepted": "accepted",
    "withdrawn": "withdrawn",
    "closed": "closed",
}


class Referral(Row):
    """A call that is for sworn officers; `sheet` is the hand-over sheet as it was sent, EIDO JSON.

    `way` is how it went: folder, https or phone. After `trouble` sending is tried again at `next_try_at`.
    """

    __tablename__ = "referral"
    __table_args__ = (Index("ix_referral_call_id", "call_id"), Index("ix_referral_state", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    reason: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(String(2000), default="")
    state: Mapped[str] = mapped_column(String(16), default="drafted")
    since: Mapped[datetime] = mapped_column(Moment)
    drafted_at: Mapped[datetime] = mapped_column(Moment)
    drafted_by: Mapped[str] = mapped_column(String(80))
    sheet: Mapped[str] = mapped_column(Text, default="")
    sheet_hash: Mapped[str] = mapped_column(String(64), default="")
    way: Mapped[str] = mapped_column(String(8), default="")
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str] = mapped_column(String(200), default="")
    next_try_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[str] = mapped_column(String(80), default="")
    answer: Mapped[str] = mapped_column(String(200), default="")

    def become(self, state: str, at: datetime) -> None:
        """Go on to `state`; Refused where it may not follow the present one."""
        if state not in MAY_FOLLOW[self.state]:
            raise Refused(f"The referral is {SAID[self.state]}; it cannot be {SAID[state]} now.")
        self.state, self.since = state, at

    def send(self, way: str, at: datetime) -> None:
        """It has left the station."""
        self.become("sent", at)
        self.way, self.sent_at, self.trouble, self.next_try_at = way, at, "", None

    def fail(self, trouble: str, again_at: datetime) -> None:
        """It could not be sent; it will be tried again then."""
        if self.state != "drafted":
            raise Refused(f"The referral is {SAID[self.state]} already.")
        self.attempts += 1
        self.trouble, self.next_try_at = trouble, again_at

    def answer_with(self, state: str, who: str, words: str, at: datetime) -> None:
        """The sworn side has accepted or declined."""
        self.become(state, at)
        self.answered_at, self.answered_by, self.answer = at, who, words

    def send_again(self, at: datetime) -> None:
        """After it was declined, it goes out once more."""
        self.become("drafted", at)
        self.way, self.sent_at, self.answered_at, self.answered_by, self.answer = "", None, None, "", ""
        self.attempts, self.trouble, self.next_try_at = 0, "", None
