"""What is open at a station: what one shift has to tell the next, in the order in which it is read."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from console.board.alarm_views import AlarmView, worst_first
from console.board.life import PUT_OFF
from console.board.views import CallView, Picture, UnitView
from console.desk.recurring_state import missed, until
from console.desk.staffing import Staffing, beats, staffing
from console.desk.stamps import stamp

Item = dict[str, Any]
KINDS = ("call", "referral", "alarm", "unit", "staffing", "closure", "event", "recurring", "due")
"""The kinds of items, in the order of the sheet."""
AWAY = ("available", "off")
DUE_KINDS = {"held": "Held call", "scheduled": "Scheduled call"}


def open_items(picture: Picture, now: datetime, begins: datetime, ends: datetime) -> list[Item]:
    """All that is open now, and what becomes due in the shift from `begins` to `ends`.

    Times are RFC 3339 UTC, ages in seconds; who called stands in none of them.
    """
    return [
        *_calls(picture, now),
        *_referrals(picture, now),
        *_alarms(picture),
        *_units(picture, now),
        *_staffing(picture),
        *_closures(picture, now),
        *_events(picture, now, ends),
        *_missed(picture, now),
        *_due(picture, ends),
        *_recurring(picture, now, ends),
    ]


def _calls(picture: Picture, now: datetime) -> Iterator[Item]:
    live = [call for call in picture.calls.values() if not call.ended and call.state not in PUT_OFF]
    for call in sorted(live, key=lambda call: (call.priority, call.due_at, call.number)):
        yield {
            "item": "call",
            "call": call.number,
            "type": call.type_name,
            "priority": call.priority,
            "state": call.state,
            "place": call.place,
            "age_s": _seconds(call.received_at, now),
            "due_at": stamp(call.due_at),
            "over_s": max(0, _seconds(call.due_at, now)),
            "owner": call.life.owner,
            "units": [assignment.unit for assignment in call.assignments],
            "stops": list(call.life.stop_names),
        }


def _referrals(picture: Picture, now: datetime) -> Iterator[Item]:
    for call in _ours(picture):
        if call.referral is not None:
            yield {
                "item": "referral",
                "call": call.number,
                "state": call.referral.state,
                "reason": call.referral.reason,
                "since": stamp(call.referral.since),
                "waiting_s": _seconds(call.referral.since, now),
                "told": call.referral.who,
                "trouble": call.referral.trouble,
            }


def _ours(picture: Picture) -> list[CallView]:
    """Calls that deputies have not taken yet, the longest waiting first."""
    asked = [call for call in picture.calls.values() if call.referral is not None and call.referral.ours]
    return sorted(asked, key=lambda call: call.referral.since if call.referral else call.received_at)


def _alarms(picture: Picture) -> Iterator[Item]:
    for alarm in sorted(picture.alarms.values(), key=worst_first):
        if alarm.shelved or not alarm.acknowledged or alarm.emergency:
            yield _alarm(alarm)


def _alarm(alarm: AlarmView) -> Item:
    new = "shelved" if alarm.shelved else "acknowledged" if alarm.acknowledged else "unacknowledged"
    return {
        "item": "alarm",
        "alarm": alarm.number,
        "name": alarm.name,
        "level": alarm.level,
        "state": new,
        "text": alarm.text,
        "since": stamp(alarm.raised_at),
        "shelved_until": stamp(alarm.shelved_until) if alarm.shelved_until else "",
        "shelved_why": alarm.shelved_why,
    }


def _units(picture: Picture, now: datetime) -> Iterator[Item]:
    """Units that are not simply free: on calls, on a break, out of service, or kept for a call."""
    for unit in picture.units.values():
        if unit.status not in AWAY or unit.outfit.reserved_for or unit.outfit.next_calls:
            yield _unit(unit, picture, now)


def _unit(unit: UnitView, picture: Picture, now: datetime) -> Item:
    status = picture.codes.statuses.get(unit.status)
    return {
        "item": "unit",
        "unit": unit.call_sign,
        "status": status.name if status is not None else unit.status,
        "for_s": _seconds(unit.status_since, now),
        "calls": list(unit.calls),
        "reserved_for": unit.outfit.reserved_for,
        "next_calls": list(unit.outfit.next_calls),
        "beat": unit.outfit.beat,
        "crew": list(unit.crew),
    }


def _staffing(picture: Picture) -> Iterator[Item]:
    units, floor = picture.units.values(), picture.codes.floor
    for rule in staffing(units, floor.minimums):
        yield _rule(rule, "rule")
    for beat in beats(units, floor.beats):
        yield _rule(beat, "beat")


def _rule(rule: Staffing, of: str) -> Item:
    return {
        "item": "staffing",
        "of": of,
        "name": rule.name,
        "there": rule.there,
        "least": rule.least,
        "short": rule.short,
    }


def _closures(picture: Picture, now: datetime) -> Iterator[Item]:
    for closure in picture.closures:
        if closure.counts(now):
            yield {
                "item": "closure",
                "closure": closure.number,
                "name": closure.name,
                "stops": list(closure.stops),
                "ends": stamp(closure.ends) if closure.ends else "",
                "event": closure.event,
                "reason": closure.reason,
            }


def _events(picture: Picture, now: datetime, ends: datetime) -> Iterator[Item]:
    """Events that run, or begin before the coming shift is over."""
    for event in picture.events:
        if event.begins < ends and event.ends > now:
            yield {
                "item": "event",
                "event": event.code,
                "name": event.name,
                "begins": stamp(event.begins),
                "ends": stamp(event.ends),
                "posts": [f"{stand.unit} {stand.post}" for stand in event.stands],
                "gaps": [post.name for post in event.gaps],
            }


def _due(picture: Picture, ends: datetime) -> Iterator[Item]:
    """Calls that were put off until a moment before the shift ends, the first of them first."""
    put_off = [call for call in picture.calls.values() if call.state in PUT_OFF]
    coming = [(call.life.back_at, call) for call in put_off if call.life.back_at is not None]
    for at, call in sorted(coming, key=lambda pair: (pair[0], pair[1].number)):
        if at <= ends:
            yield {
                "item": "due",
                "what": DUE_KINDS[call.state],
                "call": call.number,
                "type": call.type_name,
                "place": call.place,
                "at": stamp(at),
                "planned": [unit for unit, _ in call.life.plans],
            }


def _missed(picture: Picture, now: datetime) -> Iterator[Item]:
    """Recurring tasks of the last hours that nobody did, or that nobody has reached in time."""
    for each in missed(picture, now):
        yield {
            "item": "recurring",
            "task": each.task.number,
            "kind": each.task.name,
            "place": each.task.place,
            "at": stamp(each.turn.at),
            "state": each.state,
            "call": each.call,
            "why": each.why,
        }


def _recurring(picture: Picture, now: datetime, ends: datetime) -> Iterator[Item]:
    """Recurring tasks of which a call is still to be made before the shift ends."""
    for each in until(picture, now, ends):
        yield {
            "item": "due",
            "what": "Recurring task",
            "call": "",
            "type": each.task.name,
            "place": each.task.place,
            "at": stamp(each.turn.at),
            "planned": [each.task.unit] if each.task.unit else [],
        }


def _seconds(since: datetime, now: datetime) -> int:
    return round((now - since).total_seconds())
