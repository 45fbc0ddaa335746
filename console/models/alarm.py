"""Events of alarm receivers, and when two of them are the same."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from console.models.base import Moment, Row

SAME_WITHIN = timedelta(minutes=2)


class AlarmEvent(Row):
    """One event of one account, however often the receiver sent it: `times` counts.

    `event` is Contact ID's three digits, `qualifier` E, R or P, `level` the validation score 0 to 4.
    `call_id` is the call that it made, or whose alarm it restores.
    """

    __tablename__ = "alarm_event"
    __table_args__ = (Index("ix_alarm_event_account_event", "account", "event"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    last_at: Mapped[datetime] = mapped_column(Moment)
    times: Mapped[int]
    link: Mapped[str] = mapped_column(String(40))
    receiver: Mapped[str] = mapped_column(String(8))
    line: Mapped[str] = mapped_column(String(8))
    account: Mapped[str] = mapped_column(String(16))
    event: Mapped[str] = mapped_column(String(8))
    qualifier: Mapped[str] = mapped_column(String(1))
    partition: Mapped[str] = mapped_column(String(8))
    zone: Mapped[str] = mapped_column(String(8))
    level: Mapped[int | None]
    words: Mapped[str] = mapped_column(String(400))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    radio_event_id: Mapped[int] = mapped_column(ForeignKey("radio_event.id"))

    def is_again(self, at: datetime, call_open: bool) -> bool:
        """Whether the same event at `at` is this one sent again.

        A receiver repeats what was not acknowledged, after a restart of ours even minutes later: while
        the call that this event made is open, the same event is no new one.
        """
        return (self.call_id is not None and call_open) or at - self.last_at <= SAME_WITHIN

    def repeat(self, at: datetime) -> None:
        """Count it once more."""
        self.times += 1
        self.last_at = at
