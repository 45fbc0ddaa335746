"""Verbs of work that comes back by itself: added, stopped, left out for a day, and made into a call."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import bindparam, select

from console.board.floor_codes import RecurringKind
from console.desk import alarms
from console.desk.calls import (
    PLACE_LENGTH,
    TEXT_LENGTH,
    bounded,
    call_type,
    new_call,
    note,
    system_line,
)
from console.desk.due_times import aim
from console.desk.moments import said
from console.desk.premise_rules import follow_rules
from console.desk.recurring_queries import plain_view
from console.desk.recurring_times import (
    Turn,
    day_of,
    next_turn,
    said_times,
    tidy_days,
    tidy_times,
    turns,
)
from console.desk.work import Work
from console.errors import Refused
from console.models import Call, RecurringTask, RecurringTurn

REASON_LENGTH, KEY_LENGTH = 200, 12
LONGEST_LEAD = 12 * 60
"""Minutes."""
NOT_RUNNING = "not done: the console was not running"
OF_KEY = (
    select(RecurringTask)
    .where(RecurringTask.key == bindparam("key"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
KNOWN = select(RecurringTurn.time, RecurringTurn.how, Call.number).outerjoin(
    Call, Call.id == RecurringTurn.call_id
)
KNOWN_OF = KNOWN.where(RecurringTurn.recurring_id == bindparam("task"), RecurringTurn.day == bindparam("on"))


def add_recurring(
    work: Work,
    *,
    kind: str,
    days: str,
    times: str,
    place: str,
    text: str = "",
    lead: int | None = None,
    first: str = "",
    last: str = "",
    unit: str = "",
) -> None:
    """From now on it comes on those days at those times; `lead` in minutes is the kind's when left out."""
    known = _kind(work, kind)
    row = RecurringTask(
        key=(work.duty.key or uuid4().hex)[:KEY_LENGTH],
        kind=known.code,
        place=bounded(place, "place", PLACE_LENGTH, needed=True),
        text=bounded(text, "text", TEXT_LENGTH),
        days=tidy_days(days),
        times=tidy_times(times),
        lead_min=_lead(known.lead_min if lead is None else lead),
        first_day=day_of(first, work.duty.today) if first else None,
        last_day=day_of(last, work.duty.today) if last else None,
        unit=work.unit(unit).call_sign if unit else "",
        at=work.duty.at,
        by=work.duty.actor,
        ended_by="",
        ended_why="",
    )
    coming = next_turn(plain_view(row, known.name, work.duty.zone), work.duty.at)
    if coming is None:
        raise Refused("It would never come: on no day from its first to its last is there a time for it.")
    work.add(row)
    work.flush()
    work.touch(f"recurring:{row.key}")
    when = f"{row.days} at {said_times(row.times)}"
    work.say(f"Recurring task {row.id}, {known.name}: {row.place}, {when}. Next {_said(work, coming.at)}.")


def stop_recurring(work: Work, *, task: str, reason: str) -> None:
    """It does not come back any more; calls that were made of it stay."""
    row = _task(work, task)
    words = bounded(reason, "reason", REASON_LENGTH, needed=True)
    row.end(work.duty.at, work.duty.actor, words)
    work.say(f"Recurring task {row.id} does not come back: {words}.")


def skip_recurring(work: Work, *, task: str, day: str, reason: str) -> None:
    """It does not come on that day; Refused when it would not, or when its calls are made already."""
    row = _going_task(work, task)
    words = bounded(reason, "reason", REASON_LENGTH, needed=True)
    on = day_of(day, work.duty.today)
    there = {known.time: known for known in work.rows(KNOWN_OF, task=row.id, on=on)}
    coming = [turn for turn in _turns(work, row, on) if turn.at > work.duty.at and turn.time not in there]
    if not coming:
        late = " any more" if any(_turns(work, row, on)) else ""
        made = [work.short_of(known.number) for known in there.values() if known.number]
        told = f" Call {made[-1]} is made of it: cancel that." if made else ""
        raise Refused(f"Recurring task {row.id} does not come on {on:%a %d %b}{late}.{told}", word=day)
    for turn in coming:
        work.add(_turn(work, row, turn, "skipped", words))
    times = said_times(",".join(turn.time for turn in coming))
    work.say(f"Recurring task {row.id} is left out on {on:%a %d %b} at {times}: {words}.")


def begin_recurring(work: Work, *, task: str, day: str, time: str) -> None:
    """Its time comes: a call, scheduled for it; what is too late to be useful is noted as not done.

    Only the watch orders it, with a key made of task, day and time; Refused when that time has been seen to.
    """
    row = _going_task(work, task)
    on = _iso(day)
    turn = next((each for each in _turns(work, row, on) if each.time == time), None)
    if turn is None:
        raise Refused(f"Recurring task {row.id} does not come then.", word=time)
    if any(known.time == time for known in work.rows(KNOWN_OF, task=row.id, on=on)):
        raise Refused(f"Recurring task {row.id} has been seen to at that time.", word=time)
    if turn.at - timedelta(minutes=row.lead_min) > work.duty.at:
        raise Refused(f"Recurring task {row.id} is not due yet.", word=time)
    kind = _kind(work, row.kind)
    if work.duty.at - turn.at > timedelta(minutes=kind.useful_min):
        _miss(work, row, turn, kind)
    else:
        call = _call(work, row, turn, kind)
        work.say(f"Call {work.short(call)} is made of recurring task {row.id}: {kind.name}, {row.place}.")


def _call(work: Work, row: RecurringTask, turn: Turn, kind: RecurringKind) -> Call:
    """It waits from the task's time on."""
    made = new_call(work, call_type(work, kind.call_type), row.place, kind.priority)
    call = work.call(made.number)
    done = _turn(work, row, turn, "call", "")
    done.call_id = call.id
    work.add(done)
    aim(work, call)
    if turn.at > work.duty.at:
        call.put_off("schedule_call", turn.at)
    system_line(work, call, f"Recurring task {row.id}: {kind.name} at {said_times(turn.time)}")
    if row.unit:
        system_line(work, call, f"{row.unit} is wanted for it")
    note(work, call, row.text)
    follow_rules(work, call)
    return call


def _miss(work: Work, row: RecurringTask, turn: Turn, kind: RecurringKind) -> None:
    work.add(_turn(work, row, turn, "missed", NOT_RUNNING))
    told = f"Recurring task {row.id}, {kind.name} at {_said(work, turn.at)}, {NOT_RUNNING}"
    alarms.sound(work, "recurring_missed", row.key, told, place=row.place)


def _turn(work: Work, row: RecurringTask, turn: Turn, how: str, why: str) -> RecurringTurn:
    at, by = work.duty.at, work.duty.actor
    return RecurringTurn(recurring_id=row.id, **turn._asdict(), how=how, why=why, by=by, noted_at=at)


def _turns(work: Work, row: RecurringTask, on: date) -> list[Turn]:
    view = plain_view(row, "", work.duty.zone)
    return [turn for turn in turns(view, on, on) if turn.at >= row.at]


def _task(work: Work, key: str) -> RecurringTask:
    """The task of that key, held until the commit."""
    work.flush()
    row: RecurringTask | None = work.session.scalar(OF_KEY, {"key": key})
    if row is None:
        raise Refused("There is no such recurring task.", word=key)
    work.touch(f"recurring:{row.key}")
    return row


def _going_task(work: Work, key: str) -> RecurringTask:
    """The task of that key, which nobody has stopped."""
    row = _task(work, key)
    if row.ended_at is not None:
        raise Refused(f"Recurring task {row.id} was stopped by {row.ended_by}.", word=key)
    return row


def _kind(work: Work, code: str) -> RecurringKind:
    kinds = work.duty.codes.floor.recurring
    if code not in kinds:
        there = ", ".join(kinds)
        raise Refused(f"There is no kind {code[:24]} of recurring task. There are {there}.", word=code)
    return kinds[code]


def _lead(minutes: int) -> int:
    if not 0 <= minutes <= LONGEST_LEAD:
        raise Refused(f"A call is made 0 to {LONGEST_LEAD} minutes ahead.", word=str(minutes))
    return minutes


def _iso(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise Refused(f"{day[:24]} is no day.", word=day) from None


def _said(work: Work, at: datetime) -> str:
    return said(at, work.duty.at, work.duty.zone)
