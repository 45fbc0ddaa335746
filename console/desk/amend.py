"""The verb that corrects a call: two positions that change different fields both get their way."""

from typing import Any

from sqlalchemy import bindparam, select

from console.desk import corrections
from console.desk.calls import PLACE_LENGTH, bounded, call_type, priority_of, system_line, tidy_phone
from console.desk.corrections import FIELDS, OF_CALLER
from console.desk.due_times import aim
from console.desk.premise_rules import follow_rules
from console.desk.work import Work
from console.errors import Refused
from console.models import Call, Remark

COLUMNS = {"type": "type_code"}
NEWEST_CHANGE = (
    select(Remark.author, Remark.at)
    .where(
        Remark.call_id == bindparam("call"),
        Remark.kind == "system",
        Remark.text.startswith(bindparam("begins")),
    )
    .order_by(Remark.id.desc())
    .limit(1)
)


def amend_call(
    work: Work,
    *,
    call: str,
    version: int,
    place: str | None = None,
    place_was: str | None = None,
    type: str | None = None,
    type_was: str | None = None,
    priority: int | None = None,
    priority_was: int | None = None,
    caller: str | None = None,
    caller_was: str | None = None,
    phone: str | None = None,
    phone_was: str | None = None,
) -> None:
    """Change the fields that are given; `…_was` is what stood there when the call was opened, at `version`.

    What others have changed since then in other fields stays. Refused, with who and when, when somebody has
    changed one of the same fields: nothing is overwritten that was not seen.
    """
    row = work.call(call)
    given = {"place": place, "type": type, "priority": priority, "caller": caller, "phone": phone}
    seen = {
        "place": place_was,
        "type": type_was,
        "priority": priority_was,
        "caller": caller_was,
        "phone": phone_was,
    }
    wanted = {name: _tidy(work, name, value) for name, value in given.items() if value is not None}
    changed = {name: value for name, value in wanted.items() if _held(row, name) != value}
    if not changed:
        raise Refused("Nothing in it is different.")
    for name in changed:
        if seen[name] is not None or row.version != version:
            _must_be_as_seen(work, row, name, seen[name])
    for name, value in changed.items():
        _change(work, row, name, value)
    row.version += 1
    work.say(f"Call {work.short(row)}: {', '.join(FIELDS[name].lower() for name in changed)} changed.")


def _must_be_as_seen(work: Work, row: Call, name: str, seen: Any) -> None:
    if _held(row, name) == seen or _is_unknown_here(row, name):
        return
    found = (
        work.session.connection()
        .execute(NEWEST_CHANGE, {"call": row.id, "begins": corrections.begins(name)})
        .one_or_none()
    )
    who = f"{found.author} at {found.at.astimezone(work.duty.zone):%H:%M}" if found else "somebody else"
    now = "" if name in OF_CALLER else f", to: {_said(work, name, _held(row, name))}"
    raise Refused(f"{FIELDS[name]} was changed by {who}{now}. Look at it and change it again.")


def _is_unknown_here(row: Call, name: str) -> bool:
    """Whether this store is one without the server, filled from a board: boards do not hold who called."""
    return name in OF_CALLER and not row.taken_by


def _change(work: Work, row: Call, name: str, value: Any) -> None:
    before = _held(row, name)
    setattr(row, COLUMNS.get(name, name), value)
    if name == "place":
        row.lat, row.lon = work.duty.locate(value) or (None, None)
    if name == "priority":
        aim(work, row)
    system_line(work, row, corrections.line(name, _said(work, name, before), _said(work, name, value)))
    if name == "place":
        follow_rules(work, row)


def _held(row: Call, name: str) -> Any:
    return getattr(row, COLUMNS.get(name, name))


def _said(work: Work, name: str, value: Any) -> str:
    return corrections.said(name, value, work.duty.codes)


def _tidy(work: Work, name: str, value: Any) -> Any:
    """A field's new value as it is stored; Refused where it cannot be."""
    if name == "type":
        return call_type(work, value).code
    if name == "priority":
        return priority_of(work, value)
    if name == "place":
        return bounded(value, "place", PLACE_LENGTH, needed=True)
    if name == "caller":
        return bounded(value, "caller's name", 80)
    return tidy_phone(bounded(value, "phone number", 40))
