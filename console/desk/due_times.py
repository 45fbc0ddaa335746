"""When a call is due: by its priority, and where a recurring task asks for it, while that is of use."""

from datetime import datetime

from sqlalchemy import bindparam, select

from console.desk.calls import target_of
from console.desk.work import Work
from console.models import Call, RecurringTask, RecurringTurn

MADE_OF = (
    select(RecurringTurn.at, RecurringTask.kind)
    .join(RecurringTask, RecurringTask.id == RecurringTurn.recurring_id)
    .where(RecurringTurn.call_id == bindparam("call"))
)


def aim(work: Work, call: Call, since: datetime | None = None) -> None:
    """Set when somebody has to be there: so long after `since` as the priority says, or what was promised.

    Without `since` it counts from when the call was received, or from the time that it is scheduled for. Of a
    recurring task it never counts from before the task's time: whoever is sent ahead is there by then.
    """
    if since is None and call.state == "scheduled":
        since = call.back_at
    minutes = target_of(work, call.priority)
    work.flush()
    for at, kind in work.rows(MADE_OF, call=call.id):
        since = max(since or at, at)
        known = work.duty.codes.floor.recurring.get(kind)
        minutes = min(minutes, known.useful_min) if known is not None else minutes
    call.aim(minutes, since=since)
