"""Searches in all that the devices ever said, and not only in the newest lines that the board shows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from console.desk.calls import bounded
from console.models import RadioEvent, Unit

WORDS_LENGTH = 200
NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class RadioLogRow:
    """One stored line with the bytes that it came in.

    `unit` is the call sign that had the radio when it was heard, empty when none had; `until` is when a
    voice ended, None where that was not heard. Times are UTC.
    """

    id: int
    at: datetime
    link: str
    unit: str
    radio_id: str
    kind: str
    text: str
    until: datetime | None
    raw: bytes


def search(
    session: Session,
    *,
    words: str = "",
    unit: str = "",
    link: str = "",
    kind: str = "",
    begins: datetime | None = None,
    ends: datetime | None = None,
    limit: int = 1000,
) -> list[RadioLogRow]:
    """The stored lines for which all that is given is true, newest first, at most `limit`.

    Each of the `words` is in the line's text, unit, identity or link, in capitals or not; `unit`, `link`
    and `kind` are whole names. `begins` counts as inside and `ends` does not; both are aware. Raises
    Refused when a text is too long to look for.
    """
    conditions = [
        *(_has(word) for word in bounded(words, "search", WORDS_LENGTH).split()),
        *_is_named(unit, link, kind),
    ]
    if begins is not None:
        conditions.append(RadioEvent.at >= begins)
    if ends is not None:
        conditions.append(RadioEvent.at < ends)
    query = _ROWS.where(*conditions).order_by(RadioEvent.at.desc(), RadioEvent.id.desc())
    found = session.execute(query.limit(max(0, limit)))
    return [RadioLogRow(**row._mapping) for row in found]


_CALL_SIGN = func.coalesce(Unit.call_sign, "")

_ROWS = select(
    RadioEvent.id,
    RadioEvent.at,
    RadioEvent.link,
    _CALL_SIGN.label("unit"),
    RadioEvent.radio_id,
    RadioEvent.kind,
    RadioEvent.text,
    RadioEvent.until,
    RadioEvent.raw,
).outerjoin(Unit, Unit.id == RadioEvent.unit_id)


def _has(word: str) -> ColumnElement[bool]:
    """The word as it stands: % and _ in it mean themselves."""
    places = (RadioEvent.text, _CALL_SIGN, RadioEvent.radio_id, RadioEvent.link)
    return or_(*(place.icontains(word, autoescape=True) for place in places))


def _is_named(unit: str, link: str, kind: str) -> list[ColumnElement[bool]]:
    names = (
        (func.upper(_CALL_SIGN), bounded(unit, "unit", NAME_LENGTH).upper()),
        (RadioEvent.link, bounded(link, "link", NAME_LENGTH)),
        (RadioEvent.kind, bounded(kind, "kind", NAME_LENGTH)),
    )
    return [column == name for column, name in names if name]
