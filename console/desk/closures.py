"""Verbs that close streets and open them again."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from console.board.closures import ClosureView
from console.desk.calls import bounded
from console.desk.work import Work
from console.errors import Refused
from console.models import Closure

MODES = ("car", "bike", "utv", "foot")
NAME_LENGTH, STREET_LENGTH, REASON_LENGTH, EVENT_LENGTH, KEY_LENGTH = 200, 80, 200, 80, 12
MOST_POINTS = 500
MOST_OF_EVENT = 20
Outline = Sequence[Sequence[float]]
TEXTS = {"name": NAME_LENGTH, "reason": REASON_LENGTH, "event": EVENT_LENGTH}
ONE = (
    select(Closure)
    .where(Closure.key == bindparam("key"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
OF_EVENT = (
    select(Closure)
    .where(Closure.event == bindparam("event"), Closure.opened_at.is_(None))
    .where((Closure.ends.is_(None)) | (Closure.ends > bindparam("now")))
    .order_by(Closure.id)
    .with_for_update()
    .execution_options(populate_existing=True)
)


def close_street(
    work: Work,
    *,
    street: str = "",
    first: str = "",
    second: str = "",
    outline: Outline = (),
    name: str = "",
    stops: Sequence[str] = ("car",),
    begins: str = "",
    ends: str = "",
    reason: str = "",
    event: str = "",
) -> None:
    """Close a street between two cross-streets, or all that lies in an outline of (lat, lon).

    `stops` are the modes that may not enter; nobody, where cars have emergency access. `begins` and
    `ends` are RFC 3339: now, and not before somebody opens it, when they are left out.
    """
    # The order's own key: whoever does it again, here or on another store, means the same closure.
    key = (work.duty.key or uuid4().hex)[:KEY_LENGTH]
    _close(
        work,
        key,
        street=street,
        first=first,
        second=second,
        outline=outline,
        name=name,
        stops=stops,
        begins=begins,
        ends=ends,
        reason=reason,
        event=event,
    )


def _close(
    work: Work,
    key: str,
    *,
    street: str,
    first: str,
    second: str,
    stops: Sequence[str],
    ends: str,
    reason: str,
    event: str,
    outline: Outline = (),
    name: str = "",
    begins: str = "",
) -> None:
    row = Closure(
        key=key,
        outline=outline_of(outline),
        by=work.duty.actor,
        opened_by="",
        version=1,
        stops=_modes(stops),
        **_streets(street, first, second),
        **{field: bounded(text, field, TEXTS[field]) for field, text in _texts(name, reason, event)},
    )
    if bool(row.street) == bool(row.outline):
        raise Refused("Give a street with its cross-streets, or an outline.")
    row.name = row.name or _named(row)
    row.last(_moment(begins) or work.duty.at, _moment(ends))
    work.add(row)
    work.touch(f"closure:{row.key}")
    work.say(f"{row.name} is closed{_to(row)}{_until(work, row)}.")


def close_event(
    work: Work, *, event: str, closures: Sequence[Mapping[str, Any]], ends: str = "", reason: str = ""
) -> None:
    """Close all streets of an event in one step: each of `closures` has street, first, second and stops."""
    name = bounded(event, "event", EVENT_LENGTH, needed=True)
    if not 1 <= len(closures) <= MOST_OF_EVENT or not all(isinstance(each, Mapping) for each in closures):
        raise Refused(f"An event closes 1 to {MOST_OF_EVENT} streets.")
    if _of_event(work, name):
        raise Refused(f"{name} is closed already.", instead=f"OP {name.upper()}")
    for number, each in enumerate(closures):
        street, first, second = (str(each.get(field, "")) for field in ("street", "first", "second"))
        stops = [str(mode) for mode in each.get("stops", ("car",))]
        # Of one order each closure has a key of its own, the same wherever it is done.
        key = f"{(work.duty.key or uuid4().hex)[: KEY_LENGTH - 2]}{number:02d}"
        _close(
            work,
            key,
            street=street,
            first=first,
            second=second,
            stops=stops,
            ends=ends,
            reason=reason,
            event=name,
        )


def open_event(work: Work, *, which: str, reason: str = "") -> None:
    """All streets of an event are open to all from now on."""
    words = bounded(reason, "reason", REASON_LENGTH)
    found = _of_event(work, which)
    if not found:
        raise Refused(f"No street is closed for {which[:40]}.", word=which)
    for row in found:
        row.open(work.duty.at, work.duty.actor)
        work.touch(f"closure:{row.key}")
    streets = "1 street is" if len(found) == 1 else f"{len(found)} streets are"
    work.say(f"{found[0].event}: {streets} open{': ' + words if words else ''}.")


def _of_event(work: Work, event: str) -> list[Closure]:
    """The closures of an event that nobody has opened, held until the commit."""
    work.flush()
    return list(work.session.scalars(OF_EVENT, {"event": event, "now": work.duty.at}))


def open_street(work: Work, *, closure: str, reason: str = "") -> None:
    """A closed street is open to all from now on."""
    row = _closure(work, closure)
    words = bounded(reason, "reason", REASON_LENGTH)
    row.open(work.duty.at, work.duty.actor)
    work.say(f"{row.name} is open{': ' + words if words else ''}.")


def change_closure(
    work: Work,
    *,
    closure: str,
    version: int,
    outline: Outline | None = None,
    name: str | None = None,
    stops: Sequence[str] | None = None,
    begins: str | None = None,
    ends: str | None = None,
    reason: str | None = None,
    event: str | None = None,
) -> None:
    """Change what is given; Refused when somebody has changed the closure since `version`.

    An empty `ends` is none.
    """
    row = _closure(work, closure)
    row.must_be_closed()
    if row.version != version:
        raise Refused(f"{row.name} was changed by somebody else meanwhile. Look at it and change it again.")
    if begins is not None or ends is not None:
        starts = row.begins if not begins else _moment(begins) or row.begins
        row.last(starts, row.ends if ends is None else _moment(ends))
    for field, text in {"name": name, "reason": reason, "event": event}.items():
        if text is not None:
            setattr(row, field, bounded(text, field, TEXTS[field], needed=field == "name"))
    if stops is not None:
        row.stops = _modes(stops)
    if outline is not None:
        row.outline = outline_of(outline, needed=not row.street)
    row.version += 1
    work.say(f"{row.name} is closed{_to(row)}{_until(work, row)}.")


def live_closures(session: Session, now: datetime) -> tuple[ClosureView, ...]:
    """All closures that nobody has opened and whose time has not passed, the oldest first."""
    query = select(Closure).where(
        Closure.opened_at.is_(None), (Closure.ends.is_(None)) | (Closure.ends > now)
    )
    return tuple(_view(row) for row in session.scalars(query.order_by(Closure.id)))


def closure_row(view: ClosureView) -> Closure:
    """The row of a closure that came from another store."""
    kept = ("key", "name", "street", "first", "second", "begins", "ends", "reason", "event", "by", "version")
    fields: Mapping[str, Any] = {field: getattr(view, field) for field in kept}
    outline = [list(point) for point in view.outline]
    return Closure(id=view.number, outline=outline, stops=list(view.stops), opened_by="", **fields)


def _view(row: Closure) -> ClosureView:
    return ClosureView(
        number=row.id,
        key=row.key,
        name=row.name,
        begins=row.begins,
        ends=row.ends,
        street=row.street,
        first=row.first,
        second=row.second,
        outline=tuple((lat, lon) for lat, lon in row.outline),
        stops=tuple(row.stops),
        reason=row.reason,
        event=row.event,
        by=row.by,
        version=row.version,
    )


def _closure(work: Work, key: str) -> Closure:
    """The closure of that key, held until the commit; Refused when there is none."""
    work.flush()
    row = work.session.scalar(ONE, {"key": key})
    if row is None:
        raise Refused("There is no such closure.", word=key)
    work.touch(f"closure:{row.key}")
    return row


def _texts(name: str, reason: str, event: str) -> tuple[tuple[str, str], ...]:
    return ("name", name), ("reason", reason), ("event", event)


def _streets(street: str, first: str, second: str) -> dict[str, str]:
    """The three names; Refused when some of them are missing."""
    given = {"street": street, "first": first, "second": second}
    names = {field: bounded(text, "street", STREET_LENGTH) for field, text in given.items()}
    if any(names.values()) and not all(names.values()):
        raise Refused("Give the street and both cross-streets.")
    return names


def _modes(stops: Sequence[str]) -> list[str]:
    for mode in stops:
        if mode not in MODES:
            raise Refused(f"A closure stops {', '.join(MODES)}; not {mode[:20]}.", word=mode)
    return [mode for mode in MODES if mode in stops]


def outline_of(points: Outline, *, needed: bool = False) -> list[list[float]]:
    """An outline as it is stored; Refused where it encloses nothing or is not on the earth."""
    if not points and not needed:
        return []
    if not 3 <= len(points) <= MOST_POINTS:
        raise Refused(f"An outline has 3 to {MOST_POINTS} corners; this has {len(points)}.")
    if not all(len(point) == 2 and _on_earth(*point) for point in points):
        raise Refused("An outline's corners are latitudes and longitudes in degrees.")
    return [[float(lat), float(lon)] for lat, lon in points]


def _on_earth(lat: Any, lon: Any) -> bool:
    known = all(isinstance(value, int | float) and math.isfinite(value) for value in (lat, lon))
    return known and abs(lat) <= 90.0 and abs(lon) <= 180.0


def _moment(text: str) -> datetime | None:
    """A moment in RFC 3339, None for no text; Refused for what is none."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"{text[:40]} is no moment such as 2026-10-31T18:00:00-07:00.", word=text) from None
    if moment.tzinfo is None:
        raise Refused(f"{text[:40]} does not say its zone: add Z or +00:00.", word=text)
    return moment


def _named(row: Closure) -> str:
    if row.street:
        return f"{row.street} from {row.first} to {row.second}"[:NAME_LENGTH]
    return row.event or row.reason or "An area"


def _to(row: Closure) -> str:
    return f" to {', '.join(row.stops)}" if row.stops else ", with emergency access"


def _until(work: Work, row: Closure) -> str:
    spoken = []
    if row.begins > work.duty.at:
        spoken.append(f" from {_said(work, row.begins)}")
    if row.ends is not None:
        spoken.append(f" until {_said(work, row.ends)}")
    return "".join(spoken)


def _said(work: Work, moment: datetime) -> str:
    local = moment.astimezone(work.duty.zone)
    return f"{local:%H:%M}" if local.date() == work.duty.today else f"{local:%H:%M on %b} {local.day}"
