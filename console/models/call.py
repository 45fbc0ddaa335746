"""Calls, their links, and how a call's state follows from what happens to it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import JSON, Date, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from console.errors import Refused
from console.models import life
from console.models.assignment import Assignment
from console.models.base import Moment, Row


class Call(Row):
    """A non-emergency call; `day` is the station's date on which it was numbered.

    `back_at` is when a held or scheduled call waits again. `merged_into` is the number of the call that this
    one was merged into, "" for none, `state_before` what it was until then. `stops` are its
    stop-conditions, `owner` the position that sees to it; with `promised` the time that it is due was
    promised to the caller. `source` is where it came from, "" where nobody said; with `no_contact` its
    informant is not to be contacted, 911N. `covered_for` is the position whose
    break the owner covers, "" for none; `involved` is the last number that was given to a person, a
    vehicle or a file on it.
    """

    __tablename__ = "call"
    __table_args__ = (
        UniqueConstraint("day", "sequence"),
        Index("ix_call_state_closed_at", "state", "closed_at"),
        Index("ix_call_phone", "phone", "id"),
        Index("ix_call_received_at", "received_at", "id"),
        Index("ix_call_merged_into", "merged_into"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    day: Mapped[date] = mapped_column(Date)
    sequence: Mapped[int]
    type_code: Mapped[str] = mapped_column(String(16))
    priority: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    place: Mapped[str] = mapped_column(String(200))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    caller: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    received_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    disposition: Mapped[str] = mapped_column(String(16), default="")
    taken_by: Mapped[str] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    back_at: Mapped[datetime | None] = mapped_column(Moment)
    merged_into: Mapped[str] = mapped_column(String(16), default="", server_default="")
    state_before: Mapped[str] = mapped_column(String(16), default="", server_default="")
    stops: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    owner: Mapped[str] = mapped_column(String(80), default="", server_default="")
    promised: Mapped[bool] = mapped_column(default=False, server_default=false())
    source: Mapped[str] = mapped_column(String(16), default="", server_default="")
    no_contact: Mapped[bool] = mapped_column(default=False, server_default=false())
    covered_for: Mapped[str] = mapped_column(String(80), default="", server_default="")
    involved: Mapped[int] = mapped_column(default=0, server_default="0")

    @property
    def open(self) -> bool:
        return self.state in life.OPEN

    def aim(self, target_minutes: int, since: datetime | None = None) -> None:
        """Set when the first unit is due on scene by the target; what was promised stands."""
        if not self.promised:
            self.due_at = (since or self.received_at) + timedelta(minutes=target_minutes)

    def promise(self, at: datetime) -> None:
        """The caller was told when somebody will be there."""
        self.due_at, self.promised = at, True

    def go(self, happening: str) -> None:
        """Take the state that follows; Refused, with the state in words, where it cannot happen."""
        if not life.may(happening, self.state):
            raise Refused(life.why_not(happening, self.state))
        self.state = life.becomes(happening, self.state)

    def put_off(self, happening: str, until: datetime) -> None:
        """Hold or schedule it: it waits again at that time."""
        self.go(happening)
        self.back_at = until

    def release(self) -> None:
        """It waits again."""
        self.go("release_call")
        self.back_at = None

    def reopen(self) -> None:
        """Open an ended call again; the time it was received stands."""
        self.go("reopen_call")
        self.closed_at, self.disposition = None, ""

    def close(self, disposition: str, at: datetime) -> None:
        """Close with a disposition; Refused when it is closed already, or still has units."""
        self.go("close_call")
        self._end(at)
        self.disposition = disposition

    def cancel(self, at: datetime) -> None:
        """It is not needed any more; Refused while it has units."""
        self.go("cancel_call")
        self._end(at)

    def merge(self, into: "Call", at: datetime) -> None:
        """It is part of another call from now on; when it would have come back stands."""
        before = self.state
        self.go("merge_call")
        self.state_before, self.merged_into, self.closed_at = before, into.number, at

    def part(self, assignments: Sequence[Assignment]) -> None:
        """It is a call of its own again: what it was, or active where a unit is on it."""
        self.go("unmerge_call")
        if any(a.open for a in assignments):
            self.go("dispatch")
        elif self.state_before in ("held", "scheduled"):
            self.state = self.state_before
        self.state_before, self.merged_into, self.closed_at = "", "", None

    def take_state(self, assignments: Sequence[Assignment], at: datetime, left: str = "free") -> None:
        """Derive the state after an assignment began or ended; `left` is how a unit left without clearing.

        With a unit on it the call is active. When the last unit leaves, the call closes if one
        of its units cleared it with a disposition, and waits again if all were only freed; a call that its
        last unit was taken away from waits again whatever others did.
        """
        if any(a.open for a in assignments):
            self.go("dispatch")
            self.back_at = None
        elif self.disposition and left == "free":
            self.go("clear")
            if self.state == "closed":
                self._end(at)
        else:
            self.go(left)
            self.disposition = ""

    def _end(self, at: datetime) -> None:
        self.closed_at, self.back_at = at, None


class CallLink(Row):
    """Two calls that have to do with each other; until `ended_at` is set."""

    __tablename__ = "call_link"
    __table_args__ = (
        Index("ix_call_link_call_id", "call_id"),
        Index("ix_call_link_other_id", "other_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
