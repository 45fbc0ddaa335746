"""Alarms with what may be done about them, and the events of alarm receivers."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from console.errors import Refused
from console.models.base import Moment, Row

SENT_AGAIN_WITHIN = timedelta(minutes=2)
"""A receiver that had no answer has sent again by then."""
SAME_WITHIN = timedelta(minutes=10)
"""An alarm that comes again by then is the one whose call there was."""


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
        the call that this event made is open, or within ten minutes, the same event is no new one.
        """
        since = at - self.last_at
        return since <= SENT_AGAIN_WITHIN or (self.call_id is not None and (call_open or since < SAME_WITHIN))

    def repeat(self, at: datetime) -> None:
        """Count it once more."""
        self.times += 1
        self.last_at = at


class Alarm(Row):
    """Something that asks a person to respond; open until `cleared_at`, one open row for each matter.

    The matter is `kind` with `about`. `number` is what is typed; it is nobody else's while the alarm is
    open. `times` counts the repeats, `steps` those steps of its kind that were taken, `told` is "",
    commander or everyone, `draft` a line for a person to run.
    """

    __tablename__ = "alarm"
    __table_args__ = (
        Index(
            "ix_alarm_open_matter",
            "kind",
            "about",
            unique=True,
            sqlite_where=text("cleared_at IS NULL"),
            postgresql_where=text("cleared_at IS NULL"),
        ),
        Index("ix_alarm_raised_at", "raised_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    about: Mapped[str] = mapped_column(String(120))
    level: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(String(400))
    place: Mapped[str] = mapped_column(String(200), default="")
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    seat: Mapped[str] = mapped_column(String(80))
    raised_at: Mapped[datetime] = mapped_column(Moment)
    last_at: Mapped[datetime] = mapped_column(Moment)
    times: Mapped[int]
    told: Mapped[str] = mapped_column(String(16), default="")
    steps: Mapped[int] = mapped_column(default=0)
    draft: Mapped[str] = mapped_column(String(200), default="")
    acknowledged_at: Mapped[datetime | None] = mapped_column(Moment)
    acknowledged_by: Mapped[str] = mapped_column(String(80), default="")
    shelved_until: Mapped[datetime | None] = mapped_column(Moment)
    shelved_why: Mapped[str] = mapped_column(String(200), default="")
    restored_at: Mapped[datetime | None] = mapped_column(Moment)
    restored_why: Mapped[str] = mapped_column(String(200), default="")
    cleared_at: Mapped[datetime | None] = mapped_column(Moment)
    cleared_by: Mapped[str] = mapped_column(String(80), default="")
    cleared_why: Mapped[str] = mapped_column(String(200), default="")

    @property
    def acknowledged(self) -> bool:
        return self.acknowledged_at is not None

    def repeat(self, words: str, at: datetime) -> None:
        """Count it once more; one whose cause was over asks to be acknowledged again."""
        self.times += 1
        self.last_at, self.text = at, words
        if self.restored_at is not None:
            self.restored_at, self.restored_why = None, ""
            self.ask_again()

    def ask_again(self) -> None:
        """It wants somebody's acknowledgement, whoever gave one before."""
        self.acknowledged_at, self.acknowledged_by = None, ""

    def acknowledge(self, by: str, at: datetime) -> None:
        """Somebody has taken notice."""
        if self.acknowledged:
            raise Refused(f"Alarm {self.number} was acknowledged by {self.acknowledged_by}.")
        self.acknowledged_at, self.acknowledged_by = at, by

    def shelve(self, until: datetime, why: str) -> None:
        """Put it away for a time."""
        self.shelved_until, self.shelved_why = until, why

    def unshelve(self) -> None:
        """Have it in sight again."""
        if self.shelved_until is None:
            raise Refused(f"Alarm {self.number} is not shelved.")
        self.shelved_until, self.shelved_why = None, ""

    def restore(self, why: str, at: datetime) -> None:
        """Note that its cause is said to be over; what was noted first stands."""
        if self.restored_at is None:
            self.restored_at, self.restored_why = at, why

    def clear(self, by: str, why: str, at: datetime) -> None:
        """End it."""
        self.cleared_at, self.cleared_by, self.cleared_why = at, by, why
        self.shelved_until = None
