"""Verbs of an event: its plan, who stands at which post, its incident log and the calls that belong to it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import bindparam, select

from console.desk.calls import bounded, system_line
from console.desk.closures import Outline, outline_of
from console.desk.due_times import aim
from console.desk.moments import moment, said
from console.desk.work import Work
from console.errors import Refused
from console.models import Call, CrewMember, Event, EventCall, EventNote, EventStand, Person, Unit

NAME_LENGTH, TEXT_LENGTH, REASON_LENGTH, KEY_LENGTH, PLACE_LENGTH = 80, 2000, 200, 12, 200
MOST = 40
"""More posts, channels, zones or objectives than this has no event."""
CODE = re.compile(r"[A-Z][A-Z0-9]{1,15}")
NOW = "NOW"
POST, ZONE = ("name", "place"), ("name", "text")
CHANNEL = ("name", "function", "assignment", "receive", "transmit", "tone", "mode", "remarks")
Rows = Sequence[Mapping[str, Any]]
OPEN = (
    select(Event).where(Event.ended_at.is_(None)).with_for_update().execution_options(populate_existing=True)
)
OF_KEY = OPEN.where(Event.key == bindparam("key"))
OF_CODE = OPEN.where(Event.code == bindparam("code"))


def plan_event(
    work: Work,
    *,
    code: str,
    begins: str,
    ends: str,
    name: str = "",
    place: str = "",
    outline: Outline = (),
    posts: Rows = (),
    channels: Rows = (),
    zones: Rows = (),
    rules: Mapping[str, int] | None = None,
    objectives: Sequence[str] = (),
) -> None:
    """Plan an event from one moment to another, both as they are typed; `rules` are priorities by type."""
    word = code.strip().upper()
    if not CODE.fullmatch(word):
        raise Refused("An event's word has 2 to 16 letters and digits, a letter first.", word=code)
    if work.session.scalar(OF_CODE, {"code": word}) is not None:
        raise Refused(f"{word} is planned already. End it first.", instead=f"EV {word} END, reason")
    row = Event(
        key=(work.duty.key or uuid4().hex)[:KEY_LENGTH],
        code=word,
        name=bounded(name, "name", NAME_LENGTH) or word.capitalize(),
        place=bounded(place, "place", PLACE_LENGTH),
        outline=outline_of(outline),
        posts=[
            {**each, "least": _least(post)} for post, each in zip(posts, _texts(posts, POST), strict=True)
        ],
        channels=_texts(channels, CHANNEL),
        zones=_texts(zones, ZONE),
        rules=_rules(work, rules or {}),
        objectives=[bounded(each, "objective", REASON_LENGTH) for each in _few(objectives)],
        at=work.duty.at,
        by=work.duty.actor,
        ended_by="",
        ended_why="",
    )
    row.last(_moment(work, begins), _moment(work, ends))
    work.add(row)
    work.touch(f"event:{row.key}")
    when = f"{_said(work, row.begins)} to {_said(work, row.ends)}"
    work.say(f"{row.name} is planned, {when}: {len(row.posts)} posts, {len(row.channels)} channels.")


def outline_event(work: Work, *, event: str, outline: Outline) -> None:
    """The footprint of an event is this outline from now on."""
    row = _event(work, event)
    row.outline = outline_of(outline, needed=True)
    work.say(f"The footprint of {row.name} has {len(row.outline)} corners.")


def staff_post(work: Work, *, event: str, unit: str, post: str) -> None:
    """The unit stands at a post of the event from now on; it leaves the post where it stood before."""
    held = work.unit(unit)
    row = _event(work, event)
    held.must_be_on_duty()
    names = [each["name"] for each in row.posts]
    wanted = bounded(post, "post", NAME_LENGTH, needed=True)
    name = next((each for each in names if each.casefold() == wanted.casefold()), "")
    if not name:
        there = f" There are {', '.join(names)}." if names else ""
        raise Refused(f"{row.name} has no post {wanted[:24]}.{there}", word=post)
    for stand in _stands(work, row, held):
        if stand.post == name:
            raise Refused(f"{unit} stands at {name} already.", word=unit)
        stand.until = work.duty.at
    work.add(_stand(work, row, held, name))
    held.beat = name
    work.say(f"{unit} stands at {name}, {row.name}.")


def leave_post(work: Work, *, event: str, unit: str) -> None:
    """The unit stands at no post of the event any more."""
    held = work.unit(unit)
    row = _event(work, event)
    stands = _stands(work, row, held)
    if not stands:
        raise Refused(f"{unit} stands at no post of {row.name}.", word=unit)
    for stand in stands:
        stand.until = work.duty.at
    if held.beat == stands[-1].post:
        held.beat = ""
    work.say(f"{unit} has left {stands[-1].post}, {row.name}.")


def note_event(work: Work, *, event: str, text: str) -> None:
    """A line of the event's incident log."""
    row = _event(work, event)
    words = bounded(text, "text", TEXT_LENGTH, needed=True)
    work.add(EventNote(event_id=row.id, at=work.duty.at, by=work.duty.actor, text=words))
    work.say(f"Noted for {row.name}.")


def tag_call(work: Work, *, event: str, call: str) -> None:
    """The call belongs to the event; its priority becomes what the event's rules say of its type."""
    on = work.call(call)
    row = _event(work, event)
    if not on.open:
        raise Refused(f"Call {work.short(on)} is {on.state}.", word=call)
    tag = _tag(work, row, on)
    if tag is not None and not tag.out:
        raise Refused(f"Call {work.short(on)} belongs to {row.name} already.", word=call)
    _set_tag(work, row, on, tag, out=False)
    system_line(work, on, f"Belongs to {row.name}")
    work.say(f"Call {work.short(on)} belongs to {row.name}.")
    wanted = row.rules.get(on.type_code)
    if wanted is not None and wanted != on.priority and not on.promised:
        on.priority = wanted
        aim(work, on)
        system_line(work, on, f"Priority {wanted} by the rule of {row.name}")
        work.say(f"Its priority is {wanted} by the rule of the event.")


def untag_call(work: Work, *, event: str, call: str) -> None:
    """The call does not belong to the event, wherever it is; its priority stays."""
    on = work.call(call)
    row = _event(work, event)
    tag = _tag(work, row, on)
    if tag is None or tag.out:
        raise Refused(f"Call {work.short(on)} does not belong to {row.name}.", word=call)
    _set_tag(work, row, on, tag, out=True)
    system_line(work, on, f"Does not belong to {row.name}")
    work.say(f"Call {work.short(on)} does not belong to {row.name}.")


def end_event(work: Work, *, event: str, reason: str) -> None:
    """The event is over: its posts are left; its closures are opened with OP."""
    row = _event(work, event)
    words = bounded(reason, "reason", REASON_LENGTH, needed=True)
    query = select(EventStand).where(EventStand.event_id == row.id, EventStand.until.is_(None))
    for stand in work.session.scalars(query):
        stand.until = work.duty.at
        unit = work.session.get_one(Unit, stand.unit_id)
        unit.beat = "" if unit.beat == stand.post else unit.beat
        work.touch(f"unit:{unit.call_sign}")
    row.end(work.duty.at, work.duty.actor, words)
    work.say(f"{row.name} is over: {words}.")


def _event(work: Work, key: str) -> Event:
    """The event of that key, held until the commit; Refused when it is over or never was."""
    work.flush()
    row: Event | None = work.session.scalar(OF_KEY, {"key": key})
    if row is None:
        raise Refused("There is no such event, or it is over.", word=key)
    work.touch(f"event:{row.key}")
    return row


def _stands(work: Work, row: Event, unit: Unit) -> Sequence[EventStand]:
    open_ = EventStand.event_id == row.id, EventStand.unit_id == unit.id, EventStand.until.is_(None)
    return work.session.scalars(select(EventStand).where(*open_).order_by(EventStand.id)).all()


def _stand(work: Work, row: Event, unit: Unit, post: str) -> EventStand:
    """With what the unit has at this moment, which is what the check-in list tells later."""
    crew = (
        select(Person.name)
        .join(CrewMember, CrewMember.person_id == Person.id)
        .where(CrewMember.unit_id == unit.id, CrewMember.until.is_(None))
        .order_by(CrewMember.id)
    )
    return EventStand(
        event_id=row.id,
        unit_id=unit.id,
        post=post,
        crew=list(work.session.scalars(crew)),
        kind=unit.kind,
        vehicle=unit.vehicle,
        radio_id=unit.radio_id,
        skills=list(unit.skills),
        since=work.duty.at,
        by=work.duty.actor,
    )


def _tag(work: Work, row: Event, call: Call) -> EventCall | None:
    found: EventCall | None = work.session.scalar(
        select(EventCall).where(EventCall.event_id == row.id, EventCall.call_id == call.id)
    )
    return found


def _set_tag(work: Work, row: Event, call: Call, tag: EventCall | None, *, out: bool) -> None:
    at, by = work.duty.at, work.duty.actor
    if tag is None:
        work.add(EventCall(event_id=row.id, call_id=call.id, at=at, by=by, out=out))
    else:
        tag.at, tag.by, tag.out = at, by, out


def _texts(rows: Rows, fields: Sequence[str]) -> list[dict[str, Any]]:
    """Rows with those fields as bounded texts; the first one is needed."""
    return [
        {
            name: bounded(str(row.get(name, "")), name, REASON_LENGTH, needed=name == fields[0])
            for name in fields
        }
        for row in _few(rows)
    ]


def _few(rows: Sequence[Any]) -> Sequence[Any]:
    if len(rows) > MOST:
        raise Refused(f"An event has {MOST} of each at most.")
    return rows


def _least(post: Mapping[str, Any]) -> int:
    least = post.get("least", 1)
    if not isinstance(least, int) or not 0 <= least <= MOST:
        raise Refused(f"At a post stand 0 to {MOST} units.")
    return least


def _rules(work: Work, rules: Mapping[str, int]) -> dict[str, int]:
    codes = work.duty.codes
    for kind, priority in rules.items():
        if kind not in codes.call_types:
            raise Refused(f"There is no call type {str(kind)[:24]}.", word=str(kind))
        if priority not in codes.priorities:
            raise Refused(f"There is no priority {priority}.")
    return dict(rules)


def _moment(work: Work, typed: str) -> datetime:
    if typed.upper() == NOW:
        return work.duty.at
    return moment(typed, work.duty.at, work.duty.zone)


def _said(work: Work, at: datetime) -> str:
    return said(at, work.duty.at, work.duty.zone)
