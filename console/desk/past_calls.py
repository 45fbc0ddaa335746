"""Searches in all the calls that were ever taken, and not only in those that the board shows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, select, true
from sqlalchemy.orm import Session

from console.desk.calls import bounded, tidy_phone
from console.errors import Refused
from console.models import Assignment, Call, Remark, Unit
from console.store import search
from console.store.search import Source, Span

PAGE = 50
LONGEST_PAGE = 500
SHORT = 40
LONG = 200
RARE = 2000
"""So many calls are looked through one by one; more than that are met soon enough from the newest back."""
CHUNK = 400
LONG_PERIOD = 150_000
"""Of a period with more calls than this, the ids are not worth finding beforehand."""
LAST_ID = 2**31 - 1
UNDONE = "undone"
CALL_ID = Call.__table__.c.id
SENT_ID = Assignment.__table__.c.call_id


@dataclass(frozen=True, slots=True)
class PastCall:
    """A call with the units that were ever on it and what was noted, oldest first; times are UTC."""

    number: str
    type_code: str
    priority: int
    state: str
    place: str
    received_at: datetime
    closed_at: datetime | None
    disposition: str
    units: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """What past calls are looked for by; all that is given must be true of a call.

    `place` is how the place begins, in capitals or not; each of the `words` is a whole word of the place or
    of a remark; `unit` was once sent; `number` and `phone` are whole. The call was received from `begins`
    on and before `ends`, both aware. `before` is the number of a call: only calls taken before it count.
    """

    place: str = ""
    words: str = ""
    unit: str = ""
    number: str = ""
    phone: str = ""
    begins: datetime | None = None
    ends: datetime | None = None
    before: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All that was typed."""
        return self.place, self.words, self.unit, self.number, self.phone, self.before


def find(session: Session, sought: Sought, limit: int = PAGE) -> list[PastCall]:
    """The newest calls of those that are sought, in the order in which they were taken, at most `limit`.

    The number of the last one, as `before`, leads on to the next page. Raises Refused for a text that is too
    long or has no word to look for, and for a unit or a `before` that there is not.
    """
    search.plan_by_values(session)
    sources = list(_sources(session, sought))
    period = _period(sought)
    span = _span(session, sought, period)
    most = min(max(0, limit), LONGEST_PAGE)
    rare = _rarest(session, sources, span)
    if rare:
        source, few = rare
        others = [each for each in sources if each is not source]
        return _views(session, _checked(session, few, others, period, most))
    return _views(session, _from_the_newest(session, sources, period, span, most))


def _sources(session: Session, sought: Sought) -> Iterator[Source]:
    """What the texts ask for, with what most likely finds few calls first."""
    if number := bounded(sought.number, "call number", SHORT):
        yield Source(CALL_ID, Call.number == number)
    if phone := bounded(sought.phone, "phone number", SHORT):
        yield Source(CALL_ID, Call.phone == tidy_phone(phone))
    if place := bounded(sought.place, "place", LONG):
        yield search.begins(session, place)
    if unit := bounded(sought.unit, "unit", SHORT):
        yield Source(SENT_ID, Assignment.unit_id == _unit_id(session, unit))
    if words := bounded(sought.words, "search", LONG).split():
        yield search.said(session, _with_letters(words))


def _unit_id(session: Session, call_sign: str) -> int:
    found = session.scalar(select(Unit.id).where(func.upper(Unit.call_sign) == call_sign.upper()))
    if found is None:
        raise Refused(f"There is no unit {call_sign}.", word=call_sign)
    return found


def _with_letters(words: Sequence[str]) -> list[str]:
    """The words without those that are nothing but signs; Refused when no other is left."""
    found = [word for word in words if any(map(str.isalnum, word))]
    if not found:
        raise Refused("There is no word in it that could be looked for.")
    return found


def _period(sought: Sought) -> list[ColumnElement[bool]]:
    conditions = []
    if sought.begins is not None:
        conditions.append(Call.received_at >= sought.begins)
    if sought.ends is not None:
        conditions.append(Call.received_at < sought.ends)
    return conditions


def _span(session: Session, sought: Sought, period: Sequence[ColumnElement[bool]]) -> Span:
    """Between which ids the calls must be; exact for the period because late entries break their order."""
    before = bounded(sought.before, "call number", SHORT)
    last = _id_of(session, before) - 1 if before else LAST_ID
    if not period:
        return Span(0, last)
    inside = select(Call.id).where(*period).limit(LONG_PERIOD + 1).subquery()
    ids = inside.c.id
    count, low, high = session.execute(select(func.count(), func.min(ids), func.max(ids))).one()
    if count > LONG_PERIOD:
        return Span(0, last)
    return Span(low or 0, min(last, high or 0))


def _id_of(session: Session, number: str) -> int:
    found = session.scalar(select(Call.id).where(Call.number == number))
    if found is None:
        raise Refused(f"There is no call {number}.", word=number)
    return found


def _rarest(session: Session, sources: Sequence[Source], span: Span) -> tuple[Source, list[int]] | None:
    """The source that leads to the fewest calls, with their ids, newest first; None when all have many."""
    if len(sources) == 1 and sources[0].id is not CALL_ID:
        # Alone and in the order of the ids already, unlike places, it is read no further than it needs.
        return None
    read = [(source, session.scalars(source.ids(span).limit(RARE + 1)).all()) for source in sources]
    source, ids = min(read, key=lambda each: len(each[1]), default=(None, ()))
    if source is None or len(ids) > RARE:
        return None
    return source, sorted(set(ids), reverse=True)


def _checked(
    session: Session,
    ids: Sequence[int],
    sources: Sequence[Source],
    period: Sequence[ColumnElement[bool]],
    most: int,
) -> list[int]:
    """The first `most` of these ids, newest first, for which the rest is true as well."""
    if not sources and not period:
        return list(ids[:most])
    found: list[int] = []
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        right = select(CALL_ID).where(CALL_ID.in_(chunk), *(each.of(CALL_ID) for each in sources), *period)
        found += session.scalars(right.order_by(CALL_ID.desc()))
        if len(found) >= most:
            break
    return found[:most]


def _from_the_newest(
    session: Session,
    sources: Sequence[Source],
    period: Sequence[ColumnElement[bool]],
    span: Span,
    most: int,
) -> list[int]:
    """The first `most` ids of calls for which all is true, read backwards from the newest one."""
    *others, leading = sources or [Source(CALL_ID, true())]
    query = leading.ids(span)
    conditions: list[ColumnElement[bool]] = [*(each.of(CALL_ID) for each in others), *period]
    if conditions and leading.id is not CALL_ID:
        # No join: SQLite would turn it round and begin with the period. The span is said of the call too:
        # a server that merges the two would begin at the newest of all.
        conditions = [exists().where(leading.id == CALL_ID, span.holds(CALL_ID), *conditions)]
    ids = query.where(*conditions).distinct().order_by(leading.id.desc()).limit(most)
    return list(session.scalars(ids))


def _views(session: Session, ids: Sequence[int]) -> list[PastCall]:
    units = _texts(
        session,
        select(Assignment.call_id, Unit.call_sign)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(Assignment.call_id.in_(ids), Assignment.ended_how != UNDONE)
        .order_by(Assignment.id),
    )
    remarks = _texts(
        session,
        select(Remark.call_id, Remark.text)
        .where(Remark.call_id.in_(ids), Remark.kind == "remark")
        .order_by(Remark.id),
    )
    rows = session.execute(_ROWS.where(CALL_ID.in_(ids)).order_by(CALL_ID.desc()))
    return [
        PastCall(
            **{name: value for name, value in row._mapping.items() if name != "id"},
            units=tuple(dict.fromkeys(units[row.id])),
            remarks=tuple(remarks[row.id]),
        )
        for row in rows
    ]


def _texts(session: Session, query: Select[int, str]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for call_id, text in session.execute(query):
        found[call_id].append(text)
    return found


_ROWS = select(
    CALL_ID,
    Call.number,
    Call.type_code,
    Call.priority,
    Call.state,
    Call.place,
    Call.received_at,
    Call.closed_at,
    Call.disposition,
)
