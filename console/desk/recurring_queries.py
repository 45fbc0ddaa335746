"""Questions to a store about recurring tasks, answered with frozen views."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from console.board.recurring_view import RecurringView, TurnView
from console.board.views import Codes
from console.desk.recurring_times import LOOK_BACK
from console.models import Assignment, Call, RecurringTask, RecurringTurn

KEPT = LOOK_BACK + timedelta(days=1)
LIVE = select(RecurringTask).where(RecurringTask.ended_at.is_(None)).order_by(RecurringTask.id)
NEWEST = (
    select(func.max(RecurringTurn.id))
    .where(RecurringTurn.how != "skipped")
    .group_by(RecurringTurn.recurring_id)
)
CLEARED = exists().where(Assignment.call_id == Call.id, Assignment.ended_how == "cleared")
TURNS = (
    select(
        RecurringTurn.recurring_id,
        RecurringTurn.day,
        RecurringTurn.time,
        RecurringTurn.at,
        RecurringTurn.how,
        RecurringTurn.why,
        Call.number,
        Call.state,
        CLEARED.label("cleared"),
    )
    .outerjoin(Call, Call.id == RecurringTurn.call_id)
    .where(or_(RecurringTurn.at >= bindparam("since"), RecurringTurn.id.in_(NEWEST)))
    .order_by(RecurringTurn.at, RecurringTurn.id)
)
SAME = (
    "key",
    "kind",
    "place",
    "text",
    "days",
    "times",
    "lead_min",
    "first_day",
    "last_day",
    "unit",
    "at",
    "by",
)
ENDINGS = {"cancelled": "cancelled", "merged": "merged"}


def live_recurring(session: Session, codes: Codes, now: datetime, zone: tzinfo) -> tuple[RecurringView, ...]:
    """All tasks that nobody has stopped, with the times that they have lately come."""
    rows = session.scalars(LIVE).all()
    if not rows:
        return ()
    found: defaultdict[int, list[TurnView]] = defaultdict(list)
    for turn in session.execute(TURNS, {"since": now - KEPT}):
        found[turn.recurring_id].append(_turn(turn))
    return tuple(_view(row, codes, zone, tuple(found[row.id])) for row in rows)


def add_recurring_rows(session: Session, view: RecurringView, calls: Mapping[str, Call]) -> None:
    """Rows of a task that came from another store, for a seat that goes on without its server."""
    same = {name: getattr(view, name) for name in SAME}
    row = RecurringTask(id=view.number, **same, ended_by="", ended_why="")
    session.add(row)
    session.flush()
    for turn in view.turns:
        call = calls.get(turn.call)
        named = {"day": turn.day, "time": turn.time, "at": turn.at, "how": turn.how, "why": turn.why}
        known = RecurringTurn(recurring_id=row.id, **named, by="", noted_at=turn.at)
        known.call_id = call.id if call is not None else None
        session.add(known)


def plain_view(row: RecurringTask, name: str, zone: tzinfo) -> RecurringView:
    """A task without what has come of it; it need not be written yet."""
    same = {each: getattr(row, each) for each in SAME}
    return RecurringView(number=row.id or 0, name=name, zone=zone, **same)


def _view(row: RecurringTask, codes: Codes, zone: tzinfo, turns: tuple[TurnView, ...]) -> RecurringView:
    kind = codes.floor.recurring.get(row.kind)
    made = codes.call_types.get(kind.call_type) if kind is not None else None
    view = plain_view(row, kind.name if kind is not None else row.kind, zone)
    # What its calls are shown to, it is shown to.
    return replace(view, eligible=made is None or made.eligible, turns=turns)


def _turn(row: Any) -> TurnView:
    ended = "" if row.number is None else _ended(row.state, row.cleared)
    return TurnView(row.day, row.time, row.at, row.how, row.number or "", row.why, ended)


def _ended(state: str, cleared: bool) -> str:
    """How its call ended: it is done when a unit has cleared it, and missed when it ended without one."""
    if state == "closed":
        return "done" if cleared else "missed"
    return ENDINGS.get(state, "")
