"""What views tell of the life of calls and of units' next calls, asked for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from console.board.life import CallLife
from console.board.outfit import Outfit
from console.board.views import Codes
from console.models import Assignment, Call, CallLink, Planned, Unit

Several = defaultdict[int, list[Any]]


@dataclass(frozen=True, slots=True)
class Lives:
    """Of some calls, by their ids: what is merged into them and linked, and who is planned or held back."""

    merged: Mapping[str, list[Any]]
    links: Several = field(default_factory=lambda: defaultdict(list))
    planned: Several = field(default_factory=lambda: defaultdict(list))
    hold_back: Several = field(default_factory=lambda: defaultdict(list))

    @property
    def children(self) -> list[Any]:
        """The calls that are merged into any of them: id, number, merged_into, stops."""
        return [child for several in self.merged.values() for child in several]

    def of(self, row: Any, codes: Codes) -> CallLife:
        """The life of the call in that row."""
        inside = self.merged.get(row.number, [])
        stops = dict.fromkeys([*row.stops, *(stop for child in inside for stop in child.stops)])
        return CallLife(
            back_at=row.back_at,
            merged_into=row.merged_into,
            state_before=row.state_before,
            merged=tuple(child.number for child in inside),
            links=tuple(self.links[row.id]),
            stops=tuple(row.stops),
            stop_names=stop_names(stops, codes),
            owner=row.owner,
            promised=row.promised,
            plans=tuple(self.planned[row.id]),
            hold_back=tuple(self.hold_back[row.id]),
        )


def stop_names(stops: Iterable[str], codes: Codes) -> tuple[str, ...]:
    """Stop-conditions as they are said."""
    known = codes.floor.stops
    return tuple(known[stop].name if stop in known else stop for stop in stops)


def lives(session: Session, rows: Sequence[Any]) -> Lives:
    """What belongs to those calls."""
    ids, numbers = [row.id for row in rows], [row.number for row in rows]
    merged: defaultdict[str, list[Any]] = defaultdict(list)
    if not rows:
        return Lives(merged)
    columns = (Call.id, Call.number, Call.merged_into, Call.stops)
    inside = select(*columns).where(Call.merged_into.in_(numbers)).order_by(Call.id)
    for child in session.execute(inside):
        merged[child.merged_into].append(child)
    return Lives(merged, _links(session, ids), _planned(session, ids), _held_back(session, ids))


def outfits(session: Session, rows: Sequence[Any]) -> dict[int, Outfit]:
    """What those units have with them and are to do next, by their ids."""
    plans: Several = defaultdict(list)
    query = (
        select(Planned.unit_id, Planned.reserved, Call.number)
        .join(Call, Call.id == Planned.call_id)
        .where(Planned.ended_at.is_(None), Planned.unit_id.in_([row.id for row in rows]))
        .order_by(Planned.id)
    )
    for unit_id, reserved, number in session.execute(query):
        plans[unit_id].append((reserved, number))
    return {row.id: _outfit(row, plans[row.id]) for row in rows}


def _outfit(row: Any, plans: Sequence[tuple[bool, str]]) -> Outfit:
    return Outfit(
        equipment=tuple(row.equipment),
        beat=row.beat,
        charge=row.charge,
        next_calls=tuple(number for reserved, number in plans if not reserved),
        reserved_for=next((number for reserved, number in plans if reserved), ""),
    )


def _links(session: Session, ids: Sequence[int]) -> Several:
    one, other = aliased(Call), aliased(Call)
    query = (
        select(one.id, one.number, other.id, other.number)
        .select_from(CallLink)
        .join(one, one.id == CallLink.call_id)
        .join(other, other.id == CallLink.other_id)
        .where(CallLink.ended_at.is_(None), or_(CallLink.call_id.in_(ids), CallLink.other_id.in_(ids)))
        .order_by(CallLink.id)
    )
    found: Several = defaultdict(list)
    for one_id, one_number, other_id, other_number in session.execute(query):
        found[one_id].append(other_number)
        found[other_id].append(one_number)
    return found


def _planned(session: Session, ids: Sequence[int]) -> Several:
    query = (
        select(Planned.call_id, Unit.call_sign, Planned.reserved)
        .join(Unit, Unit.id == Planned.unit_id)
        .where(Planned.ended_at.is_(None), Planned.call_id.in_(ids))
        .order_by(Planned.id)
    )
    found: Several = defaultdict(list)
    for call_id, unit, reserved in session.execute(query):
        found[call_id].append((unit, reserved))
    return found


def _held_back(session: Session, ids: Sequence[int]) -> Several:
    query = (
        select(Assignment.call_id, Unit.call_sign)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(
            Assignment.ended_at.is_(None), Assignment.hold_back_at.is_not(None), Assignment.call_id.in_(ids)
        )
        .order_by(Assignment.id)
    )
    found: Several = defaultdict(list)
    for key, value in session.execute(query):
        found[key].append(value)
    return found
