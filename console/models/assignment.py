"""One unit on one call, with its own state and times."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from console.errors import Refused
from console.models.base import Moment, Row

MAY_FOLLOW: dict[str, tuple[str, ...]] = {
    "assigned": ("acknowledged", "enroute", "onscene"),
    "acknowledged": ("enroute", "onscene"),
    "enroute": ("onscene",),
    "onscene": ("report",),
    "report": ("onscene",),
}
REACHED = ("onscene", "report")
PROGRESS = ("assigned", "acknowledged", "enroute", "report", "onscene")
SAID = {
    "assigned": "assigned to",
    "acknowledged": "acknowledged on",
    "enroute": "en route to",
    "onscene": "on scene at",
    "report": "writing the report on",
}


class Assignment(Row):
    """A unit's part in a call; open until `ended_at` is set, which `ended_how` explains.

    `came_from` is the number of the call that it was on before that one was merged into this. At
    `hold_back_at` the unit was told to keep away from the place. `override` is the reason for sending it
    against what the desk said, `why` for not the recommended one; `approved_by` has read them.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        Index("ix_assignment_open_unit", "unit_id", "ended_at"),
        Index("ix_assignment_call_id", "call_id"),
        Index("ix_assignment_unit_id_call_id", "unit_id", "call_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[str] = mapped_column(String(16))
    since: Mapped[datetime] = mapped_column(Moment)
    assigned_at: Mapped[datetime] = mapped_column(Moment)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Moment)
    enroute_at: Mapped[datetime | None] = mapped_column(Moment)
    onscene_at: Mapped[datetime | None] = mapped_column(Moment)
    report_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_how: Mapped[str] = mapped_column(String(16), default="")
    disposition: Mapped[str] = mapped_column(String(16), default="")
    override: Mapped[str] = mapped_column(String(2000), default="")
    why: Mapped[str] = mapped_column(String(200), default="", server_default="")
    came_from: Mapped[str] = mapped_column(String(16), default="", server_default="")
    hold_back_at: Mapped[datetime | None] = mapped_column(Moment)
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    approved_by: Mapped[str] = mapped_column(String(80), default="", server_default="")

    @classmethod
    def begin(
        cls, *, call_id: int, unit_id: int, at: datetime, override: str = "", why: str = ""
    ) -> "Assignment":
        """A new assignment, offered and not yet acknowledged; `why` this unit and not the recommended one."""
        return cls(
            call_id=call_id,
            unit_id=unit_id,
            state="assigned",
            since=at,
            assigned_at=at,
            ended_how="",
            disposition="",
            override=override,
            why=why,
            came_from="",
        )

    @property
    def open(self) -> bool:
        return self.ended_at is None

    def approve(self, at: datetime, by: str) -> None:
        """The watch commander has read why it was this unit; Refused when somebody has already."""
        if self.approved_at is not None:
            raise Refused(f"{self.approved_by} has approved that already.")
        self.approved_at, self.approved_by = at, by

    @property
    def reached(self) -> bool:
        """Whether the unit has been on scene in this assignment."""
        return self.onscene_at is not None

    def may_become(self, state: str) -> bool:
        return self.open and state in MAY_FOLLOW[self.state]

    def advance(self, state: str, at: datetime) -> None:
        """Go on to `state`; Refused where it may not follow the present one."""
        if not self.may_become(state):
            raise Refused(f"It is {SAID[self.state]} the call, {state} cannot follow.")
        self.state = state
        self.since = at
        setattr(self, f"{state}_at", at)

    def clear(self, disposition: str, at: datetime) -> None:
        """End with a disposition; Refused when the unit never reached the call."""
        if not self.reached:
            raise Refused("It never reached the call, so it cannot clear it.")
        self._end("cleared", at)
        self.disposition = disposition

    def free(self, at: datetime, how: str = "freed") -> None:
        """End without a disposition; `how` may also be preempted, exchanged or merged."""
        self._end(how, at)

    def go_on(self) -> None:
        """Open again, as if it had not ended."""
        self.ended_at, self.ended_how = None, ""

    def _end(self, how: str, at: datetime) -> None:
        self.ended_at = at
        self.ended_how = how
