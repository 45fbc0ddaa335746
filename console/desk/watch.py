"""The watch: which verbs are due now, a function of the picture and the time that remembers nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from console.board.alarm_views import AlarmView
from console.board.facility_view import AlarmAccountView
from console.board.life import PUT_OFF
from console.board.views import CallView, Picture, TimelineLine, UnitView
from console.desk import recurring_times
from console.desk.corrections import begins
from console.desk.event_watch import joining
from console.desk.lasting import still_declined, still_goes_on, still_held_back, still_stopped, still_waits
from console.desk.nearby import helpers

AWAITED = ("waiting", "active")
ARRIVED = ("onscene", "report")
KEY_LENGTH = 32
AGAIN = ("left", "back")
PRIORITY = begins("priority")
OVER = {
    "overdue": "The call is no longer over its target",
    "referral_unsent": "The referral has left, or has an answer",
    "referral_silent": "The referral has an answer",
    "status_check": "The unit is in another status",
    "silent": "The unit has acknowledged its call",
    "status_time": "The unit is in another status",
    "stale_fix": "The unit's position is fresh again",
    "missed_test": "The account was heard again",
}
"""The kinds of alarms that the watch raises, and what is said when their cause is over."""
LASTS: Mapping[str, tuple[Callable[[AlarmView, Picture], bool], str]] = {
    "stop_condition": (still_stopped, "Nothing stops the call any more"),
    "hold_back": (still_held_back, "The unit need not hold back any more"),
    "call_due": (still_waits, "The call is seen to"),
    "referral_declined": (still_declined, "The referral goes on"),
    "referral_page": (still_goes_on, "The call has ended"),
}
"""The kinds that other verbs raise: whether their cause lasts, and what is said when it is over."""


@dataclass(frozen=True, slots=True)
class Order:
    """A verb that is due; its key is the same for whoever finds it due, so that it is done once."""

    verb: str
    args: Mapping[str, Any]
    key: str


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that asks for an alarm of a kind; `since` tells it from the same cause another time."""

    kind: str
    about: str
    since: datetime
    text: str
    unit: str = ""
    call: str = ""
    place: str = ""


def due(picture: Picture, now: datetime) -> list[Order]:
    """The verbs that are due now; those on alarms that are open already come first."""
    causes = {(cause.kind, cause.about): cause for cause in _causes(picture, now)}
    opened = {alarm.matter: alarm for alarm in picture.alarms.values()}
    orders = [order for alarm in opened.values() for order in _about_open(alarm, picture, now)]
    for matter, alarm in opened.items():
        if alarm.kind in OVER and matter not in causes and alarm.restored_at is None:
            orders.append(_restored(alarm, OVER[alarm.kind]))
    orders += _ended(opened.values(), picture)
    orders += returning(picture, now)
    for event, call in joining(picture, now):
        orders.append(_order("tag_call", {"event": event.key, "call": call.number}, event.key, call.number))
    orders += beginning(picture, now)
    for matter, cause in causes.items():
        if matter not in opened or opened[matter].restored_at is not None:
            orders.append(_raised(cause))
    return orders


def returning(picture: Picture, now: datetime) -> list[Order]:
    """The verbs that bring back calls that were put off until now, the longest due first."""
    put_off = [call for call in picture.calls.values() if call.state in PUT_OFF]
    back = sorted((call.life.back_at, call.number) for call in put_off if call.life.back_at is not None)
    return [_order("come_back", {"call": number}, number, at) for at, number in back if at <= now]


def beginning(picture: Picture, now: datetime) -> Iterator[Order]:
    """The times of recurring tasks of which a call is to be made by now.

    The key is made of task, day and time of the station's clock: of two positions, each without the server,
    that both made a call of it, the second brings its own over to the first one's.
    """
    for task in picture.recurring:
        for turn in recurring_times.begins(task, now):
            args = {"task": task.key, "day": turn.day.isoformat(), "time": turn.time}
            yield _order("begin_recurring", args, task.key, args["day"], turn.time)


def _ended(opened: Iterable[AlarmView], picture: Picture) -> Iterator[Order]:
    """The alarms of other verbs whose cause is over by now."""
    for alarm in opened:
        lasts, over = LASTS.get(alarm.kind, (None, ""))
        if lasts is not None and alarm.restored_at is None and not lasts(alarm, picture):
            yield _restored(alarm, over)


def _restored(alarm: AlarmView, why: str) -> Order:
    args = {"kind": alarm.kind, "about": alarm.about, "reason": why}
    return _order("restore_alarm", args, alarm, alarm.last_at)


def _about_open(alarm: AlarmView, picture: Picture, now: datetime) -> Iterator[Order]:
    """What time makes of an alarm that is open: its next step, or the end of its shelf."""
    named = {"number": alarm.number, "matter": f"{alarm.kind}:{alarm.about}"}
    if alarm.shelved_until is not None:
        if alarm.shelved_until <= now:
            yield _order("unshelve_alarm", named, alarm, alarm.shelved_until)
        return
    kind = picture.codes.alarm_kinds.get(alarm.kind)
    steps = kind.steps if kind is not None else ()
    if alarm.steps >= len(steps) or (alarm.restored_at is not None and not alarm.emergency):
        return
    step = steps[alarm.steps]
    if now - alarm.raised_at >= timedelta(seconds=step.after_s) and not (
        step.unacknowledged and alarm.acknowledged
    ):
        draft = _cover(alarm, picture, now) if step.cover else ""
        # Without the draft: whoever finds it due a moment later may find another unit the nearest.
        yield Order(
            "escalate_alarm", {**named, "step": alarm.steps, "draft": draft}, _key(alarm, alarm.steps)
        )


def _cover(alarm: AlarmView, picture: Picture, now: datetime) -> str:
    """The line that sends the nearest free unit to the call of a unit that does not answer."""
    near = helpers(picture, alarm.unit, now, alarm.call, most=len(picture.units))
    free = next((helper.unit.call_sign for helper in near if helper.unit.status == "available"), "")
    return f"D {free} {alarm.call}" if free and alarm.call else ""


def _causes(picture: Picture, now: datetime) -> Iterator[Cause]:
    for call in picture.calls.values():
        yield from _of_call(call, now)
        yield from _of_referral(call, picture, now)
    for unit in picture.units.values():
        if unit.status != "off":
            yield from _of_unit(unit, picture, now)
    for account in picture.accounts:
        yield from _of_account(account, picture, now)


def _of_call(call: CallView, now: datetime) -> Iterator[Cause]:
    reached = any(each.state in ARRIVED for each in call.assignments)
    if call.state in AWAITED and not reached and now > call.due_at:
        yield Cause("overdue", call.number, _waits_since(call), "", call=call.number)


def _of_referral(call: CallView, picture: Picture, now: datetime) -> Iterator[Cause]:
    """Deputies are to be asked for a call and it does not get to them, or they say nothing."""
    referral = call.referral
    if referral is None or call.ended or not referral.unanswered:
        return
    if referral.trouble:
        if now - referral.since >= _after(picture, "referral_unsent"):
            unsent = f"The referral of call {call.sequence} is not sent: {referral.trouble}"
            yield Cause("referral_unsent", call.number, referral.since, unsent, call=call.number)
    elif now - referral.since >= _after(picture, "referral_silent"):
        asked = f"Deputies have been asked for call {call.sequence}"
        yield Cause("referral_silent", call.number, referral.since, asked, call=call.number)


def _of_account(account: AlarmAccountView, picture: Picture, now: datetime) -> Iterator[Cause]:
    """A receiver's account was to be heard and was not; its line may be cut."""
    if not account.test_min or account.heard_at is None:
        return
    late = account.heard_at + timedelta(minutes=account.test_min)
    if now > late and now - late >= _after(picture, "missed_test"):
        heard = f"account {account.account} was not heard for {account.test_min} min"
        yield Cause(
            "missed_test",
            account.account,
            account.heard_at,
            f"{account.facility}: {heard}",
            place=account.place,
        )


def _waits_since(call: CallView) -> datetime:
    """When it began to be overdue: at its target, or when it began to wait once more after that."""
    return max([call.due_at, *(line.at for line in call.timeline if _may_wait_again(line))])


def _may_wait_again(line: TimelineLine) -> bool:
    """Whether a unit left, the call came back, or it was given the target of another priority."""
    return line.kind in AGAIN or (line.kind == "system" and line.text.startswith(PRIORITY))


def _of_unit(unit: UnitView, picture: Picture, now: datetime) -> Iterator[Cause]:
    sign, codes = unit.call_sign, picture.codes
    call = unit.calls[0] if unit.calls else ""
    since = max(unit.status_since, unit.checked_at or unit.status_since)
    status = codes.statuses.get(unit.status)
    name = status.name if status is not None else unit.status
    check = _check_after(unit, picture)
    if check is not None and now - since >= check:
        yield Cause(
            "status_check", sign, since, f"{sign} {_minutes(check)} {name.lower()}: status check", sign, call
        )
    if status is not None and status.alert_s and now - since >= timedelta(seconds=status.alert_s):
        yield Cause("status_time", sign, since, f"{sign} is long in status {name}", sign, call)
    if unit.status == "assigned" and now - since >= _after(picture, "silent"):
        yield Cause("silent", sign, since, f"{sign} has not acknowledged its call", sign, call)
    fix = picture.fixes.get(sign)
    if unit.calls and fix is not None and now - fix.at > _after(picture, "stale_fix"):
        yield Cause("stale_fix", sign, fix.at, f"The position of {sign} is stale", sign, call)


def _check_after(unit: UnitView, picture: Picture) -> timedelta | None:
    """How long a unit in its status, on its type of call, goes without being asked; None for ever."""
    call = picture.calls.get(unit.calls[0]) if unit.calls else None
    code = call.type_code if call is not None else ""
    rows = [row for row in picture.codes.status_checks if row.status == unit.status]
    for row in sorted(rows, key=lambda row: not row.call_type):
        if row.call_type in ("", code):
            return timedelta(minutes=row.minutes)
    return None


def _after(picture: Picture, kind: str) -> timedelta:
    """How long a cause of that kind lasts before it is one; without the kind it never is."""
    known = picture.codes.alarm_kinds.get(kind)
    return timedelta(seconds=known.after_s) if known is not None else timedelta.max


def _minutes(time: timedelta) -> str:
    return f"{int(time.total_seconds()) // 60} min"


def _raised(cause: Cause) -> Order:
    if cause.kind == "overdue":
        return _order("tell_overdue", {"call": cause.call}, cause.about, cause.since)
    args = {"kind": cause.kind, "about": cause.about, "text": cause.text}
    args |= {"unit": cause.unit, "call": cause.call, "place": cause.place}
    return _order("raise_alarm", args, cause.kind, cause.about, cause.since)


def _order(verb: str, args: Mapping[str, Any], *about: Any) -> Order:
    return Order(verb, args, _key(verb, *about))


def _key(*about: Any) -> str:
    """The key of a verb in the journal, made of what it is about."""
    words = "\0".join(_named(each) for each in about)
    return sha256(words.encode()).hexdigest()[:KEY_LENGTH]


def _named(part: Any) -> str:
    if isinstance(part, AlarmView):
        return f"alarm {part.id} {part.raised_at.isoformat()}"
    return part.isoformat() if isinstance(part, datetime) else str(part)
