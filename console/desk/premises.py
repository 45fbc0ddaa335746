"""What is known of places: verbs that note it and end it, and what is shown of it to whom."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from uuid import uuid4

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from console.board.premise_view import PremisesAt, PremiseView
from console.desk.calls import PLACE_LENGTH, bounded
from console.desk.moments import moment, said
from console.desk.work import Work
from console.errors import Refused
from console.geo.street_words import StreetWords
from console.models import Call, Premise
from console.models.premise import KINDS, RESTRICTED
from console.store import search

TEXT_LENGTH, REASON_LENGTH, KEY_LENGTH = 400, 200, 12
PAST = timedelta(days=365)
OPEN_AT = (
    select(Premise)
    .where(
        Premise.plain.in_(bindparam("names", expanding=True)),
        Premise.ended_at.is_(None),
        or_(Premise.until.is_(None), Premise.until > bindparam("now")),
    )
    .order_by(Premise.id)
)
UNIT = re.compile(r"\s+(?:#|APT|UNIT|STE|SUITE|RM|ROOM|FL|FLOOR)\s*\S+$", re.IGNORECASE)


def add_premise(work: Work, *, place: str, kind: str, text: str, until: str = "") -> None:
    """Note something that is known of a place, for everybody who gets a call from there; `until` as typed."""
    if kind not in KINDS:
        raise Refused(f"There is no kind {kind[:24]}. There are {', '.join(KINDS)}.", word=kind)
    where = bounded(place, "place", PLACE_LENGTH, needed=True)
    row = Premise(
        # The order's own key: done again, here or on another store, it is the same record.
        key=(work.duty.key or uuid4().hex)[:KEY_LENGTH],
        place=where,
        plain=plain(where),
        kind=kind,
        text=bounded(text, "text", TEXT_LENGTH, needed=True),
        at=work.duty.at,
        by=work.duty.actor,
        until=moment(until, work.duty.at, work.duty.zone) if until else None,
        ended_by="",
        ended_why="",
    )
    if not row.plain:
        raise Refused("The place has no letter and no number.", word=place)
    work.add(row)
    work.touch(f"premise:{row.key}")
    ends = f" until {said(row.until, work.duty.at, work.duty.zone)}" if row.until else ""
    work.say(f"{kind.capitalize()} noted for {where}{ends}.")


def end_premise(work: Work, *, number: int, reason: str) -> None:
    """It is not so any more, or never was; the record stays, and who ended it."""
    row = work.session.get(Premise, number)
    if row is None:
        raise Refused(f"There is no record {number} of a place.", word=str(number))
    row.end(work.duty.at, work.duty.actor, bounded(reason, "reason", REASON_LENGTH, needed=True))
    work.touch(f"premise:{row.key}")
    work.say(f"{row.kind.capitalize()} of {row.place} ended.")


def premises_at(session: Session, place: str, now: datetime, *, restricted: bool) -> PremisesAt:
    """What is known of that place now: those of restricted kinds only where they are asked for."""
    found = open_at(session, place, now)
    shown = [row for row in found if restricted or row.kind not in RESTRICTED]
    return PremisesAt(
        place,
        tuple(_view(row) for row in sorted(shown, key=lambda row: KINDS.index(row.kind))),
        len(found) - len(shown),
        _past_calls(session, place, now),
    )


def open_at(session: Session, place: str, now: datetime) -> Sequence[Premise]:
    """The records of that place that are not over, of all kinds."""
    return session.scalars(OPEN_AT, {"names": names_of(place), "now": now}).all()


def names_of(place: str) -> list[str]:
    """What records of that place may stand under, as it is compared."""
    # A place that has a name is written with its address: either may be what was noted.
    return sorted({plain(part) for part in (place, *place.split(","))} - {""})


def plain(place: str) -> str:
    """A place as it is compared: letters and digits, its words in short, without the flat or the room."""
    known = _street_words()
    words = UNIT.sub("", place.strip()).split()
    short = "".join(known.type(known.direction(word)) for word in words).upper()
    return "".join(each for each in short if each.isalnum())[:PLACE_LENGTH]


@cache
def _street_words() -> StreetWords:
    return StreetWords.load()


def _past_calls(session: Session, place: str, now: datetime) -> int:
    """The ended calls of a year whose place begins so, flats and rooms of it among them."""
    if not place.strip():
        return 0
    there = search.begins(session, UNIT.sub("", place.strip())[:PLACE_LENGTH])
    ended = Call.received_at >= now - PAST, Call.closed_at.is_not(None)
    return session.scalar(select(func.count(Call.id)).where(there.condition, *ended)) or 0


def _view(row: Premise) -> PremiseView:
    return PremiseView(row.id, row.key, row.place, row.kind, row.text, row.at, row.by, row.until)
