"""What views tell of the life of calls and of units' next calls, asked for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from console.board.life import CallLife
from console.board.outfit import Outfit
from console.board.views import Codes
from console.models import Call, CallLink, Involved, Planned, Unit

Several = defaultdict[int, list[Any]]
IDS: BindParameter[int] = bindparam("ids", expanding=True)
ONE, OTHER = aliased(Call), aliased(Call)
MERGED = (
    select(Call.id, Call.number, Call.merged_into, Call.stops)
    .where(Call.merged_into.in_(bindparam("numbers", expanding=True)))
    .order_by(Call.id)
)
LINKS = (
    select(ONE.id, ONE.number, OTHER.id, OTHER.number)
    .select_from(CallLink)
    .join(ONE, ONE.id == CallLink.call_id)
    .join(OTHER, OTHER.id == CallLink.other_id)
    .where(CallLink.ended_at.is_(None), or_(CallLink.call_id.in_(IDS), CallLink.other_id.in_(IDS)))
    .order_by(CallLink.id)
)
INVOLVED = (
    select(Involved.call_id, Involved.kind)
    .where(Involved.struck_at.is_(None), Involved.call_id.in_(IDS))
    .order_by(Involved.id)
)
PLANNED_FOR = (
    select(Planned.call_id, Unit.call_sign, Planned.reserved)
    .join(Unit, Unit.id == Planned.unit_id)
    .where(Planned.ended_at.is_(None), Planned.call_id.in_(IDS))
    .order_by(Planned.id)
)
PLANS_OF = (
    select(Planned.unit_id, Planned.reserved, Call.number)
    .join(Call, Call.id == Planned.call_id)
    .where(Planned.ended_at.is_(None), Planned.unit_id.in_(IDS))
    .order_by(Planned.id)
)


@dataclass(frozen=True, slots=True)
class Lives:
    """Of some calls, by their ids: what is merged into them and linked, and who is planned."""

    merged: Mapping[str, list[Any]]
    links: Several = field(default_factory=lambda: defaultdict(list))
    planned: Several = field(default_factory=lambda: defaultdict(list))
    involved: Several = field(default_factory=lambda: defaultdict(list))

    @property
    def children(self) -> list[Any]:
        """The calls that are merged into any of them: id, number, merged_into, stops."""
        return [child for several in self.merged.values() for child in several]

    def of(self, row: Any, codes: Codes, working: Iterable[Any]) -> CallLife:
        """The life of the call in that row; `working` are its open assignments: unit and hold_back_at."""
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
            source=row.source,
            no_contact=row.no_contact,
            covered_for=row.covered_for,
            involved=tuple(self.involved[row.id]),
            noted=row.involved,
            hold_back=tuple(each.unit for each in working if each.hold_back_at),
        )


def stop_names(stops: Iterable[str], codes: Codes) -> tuple[str, ...]:
    """Stop-conditions as they are said."""
    known = codes.floor.stops
    return tuple(known[stop].name if stop in known else stop for stop in stops)


def lives(session: Session, rows: Sequence[Any]) -> Lives:
    """What belongs to those calls."""
    ask, ids = session.connection().execute, [row.id for row in rows]
    merged: defaultdict[str, list[Any]] = defaultdict(list)
    for child in ask(MERGED, {"numbers": [row.number for row in rows]}):
        merged[child.merged_into].append(child)
    links: Several = defaultdict(list)
    for one_id, one_number, other_id, other_number in ask(LINKS, {"ids": ids}):
        links[one_id].append(other_number)
        links[other_id].append(one_number)
    planned: Several = defaultdict(list)
    for call_id, unit, reserved in ask(PLANNED_FOR, {"ids": ids}):
        planned[call_id].append((unit, reserved))
    return Lives(merged, links, planned, _involved(session, [row.id for row in rows if row.involved]))


def _involved(session: Session, ids: Sequence[int]) -> Several:
    """The kinds of what is noted on those calls; most calls have nothing, and then nothing is asked."""
    found: Several = defaultdict(list)
    for call_id, kind in session.connection().execute(INVOLVED, {"ids": ids}) if ids else ():
        found[call_id].append(kind)
    return found


def outfits(session: Session, rows: Sequence[Any]) -> dict[int, Outfit]:
    """What those units have with them and are to do next, by their ids."""
    plans: Several = defaultdict(list)
    for unit_id, reserved, number in session.connection().execute(
        PLANS_OF, {"ids": [row.id for row in rows]}
    ):
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
