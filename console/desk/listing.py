"""The live picture as rows of plain values: what `show` prints and scripts read."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from console.board.alarm_views import AlarmView, worst_first
from console.board.closures import ClosureView
from console.board.entry_view import EntryView
from console.board.involved_view import InvolvedView, counted
from console.board.views import CallView, Codes, Picture, RadioLine, UnitView
from console.desk.plan_rows import events, handovers, overrides
from console.desk.questions import unanswered
from console.desk.recommend import Candidate, Recommendation, fix_state
from console.desk.recurring_rows import recurring
from console.desk.staffing import beats, staffing
from console.desk.stamps import stamp

Row = dict[str, Any]
UNSEEN = "\N{REPLACEMENT CHARACTER}"


def call_row(call: CallView) -> Row:
    """One call, as the shell's page of calls lists it; times are RFC 3339 UTC."""
    return {
        "number": call.number,
        "type": call.type_code,
        "priority": call.priority,
        "status": call.state,
        "place": call.place,
        "lat": call.lat,
        "lon": call.lon,
        "received_at": stamp(call.received_at),
        "due_at": stamp(call.due_at),
        "units": [assignment.unit for assignment in call.assignments],
        "eligible": call.eligible,
        "flags": list(call.flags),
        "remarks": [line.text for line in call.timeline if line.kind == "remark"],
        **_life_row(call),
    }


def whole_call_row(call: CallView, codes: Codes) -> Row:
    """One call with the questions that nobody has answered, if any, and all that happened, oldest first."""
    lines = [{"at": stamp(line.at), "text": line.text, "by": line.by} for line in call.timeline]
    questions = [question.ask for question in unanswered(call, codes)]
    asked = {"questions": questions} if questions else {}
    return {**call_row(call), **asked, "timeline": lines}


def _life_row(call: CallView) -> Row:
    """What there is to tell of a call's life, and nothing where there is nothing."""
    life = call.life
    told = {
        "back_at": stamp(life.back_at) if life.back_at else None,
        "merged": list(life.merged),
        "links": list(life.links),
        "planned": [unit for unit, _ in life.plans],
        "hold_back": list(life.hold_back),
        "promised": life.promised,
        "source": life.source,
        "no_contact": life.no_contact,
        "covered_for": life.covered_for,
        "noted": counted(life.involved),
    }
    return {name: value for name, value in told.items() if value}


def involved_row(call: str, noted: InvolvedView) -> Row:
    """A person, a vehicle or a file of a call, as far as anything is known of it."""
    told = {"call": call, "number": noted.number, "kind": noted.kind, "role": noted.role}
    told |= {"plate": noted.plate, "name": noted.name, "media": noted.media, "size": noted.size}
    told |= {"sha256": noted.sha256, "words": noted.words, "by": noted.by, "struck": noted.struck_why}
    return {name: value for name, value in told.items() if value}


def unit_row(unit: UnitView, picture: Picture, now: datetime) -> Row:
    """One unit with its newest fix; `fix_state` is fresh, stale or none."""
    fix = picture.fixes.get(unit.call_sign)
    return {
        "unit": unit.call_sign,
        "kind": unit.kind,
        "status": unit.status,
        "status_since": stamp(unit.status_since),
        "calls": list(unit.calls),
        "crew": list(unit.crew),
        "skills": list(unit.skills),
        "lat": fix.lat if fix else None,
        "lon": fix.lon if fix else None,
        "fix_at": stamp(fix.at) if fix else None,
        "fix_age_s": max(0.0, round((now - fix.at).total_seconds(), 1)) if fix else None,
        "fix_state": fix_state(fix, now),
        **_outfit_row(unit),
    }


def _outfit_row(unit: UnitView) -> Row:
    """What there is to tell of what a unit has with it and is to do next."""
    outfit = unit.outfit
    told = {
        "equipment": list(outfit.equipment),
        "beat": outfit.beat,
        "charge": outfit.charge,
        "next_calls": list(outfit.next_calls),
        "reserved_for": outfit.reserved_for,
    }
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def radio_row(line: RadioLine) -> Row:
    """One line of radio traffic."""
    return {
        "id": line.id,
        "at": stamp(line.at),
        "until": stamp(line.until) if line.until else None,
        "link": line.link,
        "unit": line.unit,
        "radio_id": line.radio_id,
        "kind": line.kind,
        "text": line.text,
    }


def alarm_row(alarm: AlarmView) -> Row:
    """One open alarm; `state` is new, acknowledged or shelved, `told` "", commander or everyone."""
    acknowledged = "acknowledged" if alarm.acknowledged else "new"
    return {
        "number": alarm.number,
        "alarm": alarm.kind,
        "level": alarm.level,
        "state": "shelved" if alarm.shelved else acknowledged,
        "text": alarm.text,
        "unit": alarm.unit,
        "call": alarm.call,
        "place": alarm.place,
        "since": stamp(alarm.raised_at),
        "last_at": stamp(alarm.last_at),
        "times": alarm.times,
        "told": alarm.told,
        "acknowledged_by": alarm.acknowledged_by,
        "shelved_until": stamp(alarm.shelved_until) if alarm.shelved_until else None,
        "restored_at": stamp(alarm.restored_at) if alarm.restored_at else None,
        "draft": alarm.draft,
    }


def closure_row(closure: ClosureView, now: datetime) -> Row:
    """One closed street; `state` is closed, later or over, `stops` whom it stops."""
    state = "closed" if closure.counts(now) else "over" if closure.over(now) else "later"
    return {
        "number": closure.number,
        "name": closure.name,
        "state": state,
        "stops": list(closure.stops),
        "begins": stamp(closure.begins),
        "ends": stamp(closure.ends) if closure.ends else None,
        "street": closure.street,
        "first": closure.first,
        "second": closure.second,
        "outline": [list(point) for point in closure.outline],
        "reason": closure.reason,
        "event": closure.event,
        "by": closure.by,
    }


def candidate_row(call: str, candidate: Candidate, *, first: bool) -> Row:
    """One unit that could go to a call; `how` is streets, straight line, unknown or unreachable."""
    return {
        "call": call,
        "unit": candidate.unit,
        "recommended": first,
        "mode": candidate.mode,
        "how": candidate.how,
        "eta_s": None if candidate.seconds is None else round(candidate.seconds),
        "metres": None if candidate.metres is None else round(candidate.metres),
        "why": candidate.why,
    }


def recommendation(given: Recommendation) -> Iterator[Row]:
    """Who should go to a call, the best first, and last what is missing, if anything is."""
    for candidate in given.ranked:
        yield candidate_row(given.call, candidate, first=candidate is given.first)
    if given.missing:
        yield {"call": given.call, "missing": given.missing}


def entry_row(entry: EntryView) -> Row:
    """One journal entry, without its hashes."""
    return {
        "number": entry.number,
        "at": stamp(entry.at),
        "actor": entry.actor,
        "seat": entry.seat,
        "verb": entry.verb,
        "touched": list(entry.touched),
    }


def calls(picture: Picture, now: datetime) -> Iterator[Row]:
    """Calls that have not ended, most urgent first."""
    live = [call for call in picture.calls.values() if not call.ended]
    for call in sorted(live, key=lambda call: (call.priority, call.received_at, call.number)):
        yield call_row(call)


def units(picture: Picture, now: datetime) -> Iterator[Row]:
    for unit in picture.units.values():
        yield unit_row(unit, picture, now)


def radio(picture: Picture, now: datetime) -> Iterator[Row]:
    """Radio traffic, newest first."""
    for line in picture.radio:
        yield radio_row(line)


def alarms(picture: Picture, now: datetime) -> Iterator[Row]:
    """What asks somebody to respond, in the order in which to see to it."""
    for alarm in sorted(picture.alarms.values(), key=worst_first):
        yield alarm_row(alarm)


def closures(picture: Picture, now: datetime) -> Iterator[Row]:
    """Streets that nobody has opened, those of later as well."""
    for closure in picture.closures:
        if not closure.over(now):
            yield closure_row(closure, now)


def staff(picture: Picture, now: datetime) -> Iterator[Row]:
    """How many are on duty by the station's rules of minimum staffing, and on each beat and post."""
    for rule in staffing(picture.units.values(), picture.codes.floor.minimums):
        yield {"staffing": rule.name, "there": rule.there, "least": rule.least, "short": rule.short}
    for beat in beats(picture.units.values(), picture.codes.floor.beats):
        yield {"staffing": beat.name, "there": beat.there, "least": beat.least, "short": beat.short}


LISTS: Mapping[str, Callable[[Picture, datetime], Iterator[Row]]] = {
    "calls": calls,
    "units": units,
    "alarms": alarms,
    "radio": radio,
    "closures": closures,
    "staffing": staff,
    "overrides": overrides,
    "events": events,
    "handovers": handovers,
    "recurring": recurring,
}


def in_words(row: Row) -> str:
    """A row for people: its values in order, without the empty ones and with a mark for what nobody sees."""
    return "  ".join(_words(value) for value in row.values() if value not in (None, "", []))


def in_json(row: Row) -> str:
    """A row for programs: one line whatever is in it, and nothing that a terminal obeys."""
    text = json.dumps(row, ensure_ascii=False)
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in text)


def _words(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return "".join(each if each.isprintable() else UNSEEN for each in text)
