"""What the rows of the calls panel hold, made from the picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from console.board.views import AssignmentView, CallView, Codes, Picture
from console.desk.numbers import short_number
from console.widgets import order
from console.widgets.ages import Band, back_words, due, is_awaited, since, spoken, status_band
from console.widgets.keyed import Section
from console.widgets.paint import status_name
from console.widgets.presence import editing_words, editors

_FURTHEST_FIRST = ("onscene", "enroute", "acknowledged", "assigned", "report")


@dataclass(frozen=True, slots=True)
class Attending:
    """The unit that has come furthest on a call, and how many more there are; times in seconds."""

    unit: str
    more: int
    state: str
    state_name: str
    since: datetime
    warn_s: int
    alert_s: int

    @property
    def units(self) -> str:
        return f"{self.unit} +{self.more}" if self.more else self.unit

    def band(self, now: datetime) -> Band:
        return status_band(since(self.since, now), self.warn_s, self.alert_s)


@dataclass(frozen=True, slots=True)
class CallRow:
    """One open call; `attending` is None while it waits.

    `editing` says who else has it open for changing, `back` when one comes back that is put off.
    """

    call: CallView
    short: str
    attending: Attending | None = None
    editing: str = ""
    back: str = ""

    @property
    def key(self) -> str:
        return self.call.number

    @property
    def label(self) -> str:
        return f"{self.short} {self.call.type_name}"

    def sentence(self, now: datetime) -> str:
        """What a screen reader says."""
        start = f"Call {self.short}, {self.call.type_name}, {self.call.place}, priority {self.call.priority}"
        if self.editing:
            start = f"{start}, {self.editing}"
        if self.attending is not None:
            late = ", over target" if is_awaited(self.call) and due(self.call, now).band is Band.OVER else ""
            return f"{start}, {self._attended(self.attending, now)}{late}"
        if self.back:
            return f"{start}, {self.back}"
        target = due(self.call, now)
        late = {Band.OVER: ", over target", Band.WARN: ", target is near"}.get(target.band, "")
        return f"{start}, waiting {spoken(target.age)}{late}"

    def _attended(self, attending: Attending, now: datetime) -> str:
        more = f" and {attending.more} more" if attending.more else ""
        state = attending.state_name.lower()
        late = ", over its limit" if attending.band(now) is Band.OVER else ""
        return f"{attending.unit}{more} {state} for {spoken(since(attending.since, now))}{late}"


class CallRows:
    """Makes the rows, and keeps those whose call, editors, codes and day did not change."""

    def __init__(self, position: str = "", zone: tzinfo = UTC) -> None:
        self._position = position
        self._zone = zone
        self._codes = Codes()
        self._today = date.min
        self._kept: dict[str, CallRow] = {}

    @property
    def today(self) -> date:
        """The day whose calls go by their short number."""
        return self._today

    def make(self, picture: Picture, today: date) -> list[CallRow | Section]:
        """Waiting, Active, then Later, each under its bar; nothing at all when no call is open."""
        if picture.codes is not self._codes or today != self._today:
            self._codes, self._today, self._kept = picture.codes, today, {}
        edited = {seat.editing for seat in picture.seats}
        editing = {number: editing_words(editors(picture, number, self._position)) for number in edited}
        waiting = [self._row(call, editing) for call in order.waiting(picture.calls.values())]
        active = [self._row(call, editing) for call in order.active(picture.calls.values())]
        later = [self._row(call, editing) for call in order.put_off(picture.calls.values())]
        self._kept = {row.key: row for row in (*waiting, *active, *later)}
        rows: list[CallRow | Section] = []
        if waiting or active or later:
            rows = [Section("Waiting", len(waiting), "call-waiting", "Priority, then age"), *waiting]
        if active:
            rows += [Section("Active", len(active), "status-onscene"), *active]
        if later:
            rows += [Section("Later", len(later), "call-scheduled", "Next to come back first"), *later]
        return rows

    def _row(self, call: CallView, editing: Mapping[str, str]) -> CallRow:
        kept, editor = self._kept.get(call.number), editing.get(call.number, "")
        if kept is not None and kept.call is call and kept.editing == editor:
            return kept
        attending = self._attending(call) if call.state == "active" else None
        return CallRow(call, short_number(call.number, self._today), attending, editor, self._back(call))

    def _back(self, call: CallView) -> str:
        """`Held until 18:30`, with the day before the time where it is not this one."""
        return back_words(call, self._today, self._zone)

    def _attending(self, call: CallView) -> Attending | None:
        if not call.assignments:
            return None
        lead = min(call.assignments, key=_progress)
        status = self._codes.statuses.get(lead.state)
        return Attending(
            unit=lead.unit,
            more=len(call.assignments) - 1,
            state=lead.state,
            state_name=status_name(lead.state, self._codes),
            since=lead.since,
            warn_s=status.warn_s if status else 0,
            alert_s=status.alert_s if status else 0,
        )


def _progress(assignment: AssignmentView) -> int:
    state = assignment.state
    return _FURTHEST_FIRST.index(state) if state in _FURTHEST_FIRST else len(_FURTHEST_FIRST)
