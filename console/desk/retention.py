"""The verbs that take out what the station may not keep any longer; the chain stays valid."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Row, delete, exists, or_, select, update

from console.desk.restricted import OF_INVOLVED
from console.desk.work import Work
from console.errors import Refused
from console.models import Call, FileContent, Involved, JournalEntry, RadioEvent, Referral
from console.store import journal
from console.store.positions import drop_before

AT_ONCE = 500
"""Calls, and lines of the telephone, of one redaction: others must not wait long for their turn."""
REDACTED = "Redacted"

TELLS = (
    Involved.call_id == Call.id,
    or_(Involved.words != "", Involved.plate != "", Involved.name != "", Involved.struck_why != ""),
)
"""What of persons, vehicles and files tells who they are."""

Gone = Row[int, str, datetime]
Rung = Row[int, datetime]


def redact(work: Work, *, days: int) -> None:
    """Blank who called and who and what is noted, of calls closed that many days ago or earlier; and lines of
    the telephone that are as old.

    The journal's entries that held them are emptied and name this one. Done again it takes the next ones;
    Refused when nothing is left. Entries of the first versions, whose hash covers what they hold, stay.
    """
    if days < 1:
        raise Refused("Callers are kept for one day at least.", instead="365")
    before = work.duty.at - timedelta(days=days)
    journal.take_turn(work.session)
    calls = _calls(work, before)
    lines = _lines(work, before)
    if not calls and not lines:
        raise Refused("There is nothing to redact.")
    _blank(work, calls, lines)
    emptied = [*_entries_of(work, "take_call", {f"call:{row.number}": row.received_at for row in calls})]
    # A call may have been corrected, and people noted on it, at any time since it was taken.
    since = {f"call:{row.number}": row.received_at for row in calls}
    for verb in ("amend_call", *OF_INVOLVED):
        emptied += _entries_of(work, verb, since and {**since, "now": work.duty.at})
    emptied += _entries_of(work, "phone_rang", {f"radio:{row.id}": row.at for row in lines})
    _empty(work, emptied)
    work.say(f"Redacted: {len(calls)} calls, {len(lines)} telephone lines, {len(emptied)} journal entries.")


def drop_positions(work: Work, *, days: int) -> None:
    """Take out positions that many days old: on a server in whole partitions. Refused when none is."""
    if days < 1:
        raise Refused("Positions are kept for one day at least.", instead="90")
    # Readers ask for what is behind the last position they saw: nobody writes one meanwhile.
    journal.take_turn(work.session)
    went = drop_before(work.session, work.duty.at - timedelta(days=days))
    if not went:
        raise Refused("There are no positions to take out.")
    work.say(f"Taken out: {went} positions older than {days} days.")


def _calls(work: Work, before: datetime) -> Sequence[Gone]:
    query = select(Call.id, Call.number, Call.received_at).where(
        Call.closed_at < before, or_(Call.caller != "", Call.phone != "", exists().where(*TELLS))
    )
    held = query.order_by(Call.id).limit(AT_ONCE).with_for_update(key_share=True)
    return work.session.connection().execute(held).all()


def _lines(work: Work, before: datetime) -> Sequence[Rung]:
    query = select(RadioEvent.id, RadioEvent.at).where(
        RadioEvent.kind == "phone", RadioEvent.at < before, RadioEvent.text != REDACTED
    )
    return work.session.connection().execute(query.order_by(RadioEvent.id).limit(AT_ONCE)).all()


def _blank(work: Work, calls: Sequence[Gone], lines: Sequence[Rung]) -> None:
    """Past the session's bookkeeping, which would write into the journal what was there before."""
    connection = work.session.connection()
    of_calls = update(Call).where(Call.id.in_([row.id for row in calls]))
    connection.execute(of_calls.values(caller="", phone=""))
    noted = update(Involved).where(Involved.call_id.in_([row.id for row in calls]))
    connection.execute(noted.values(words="", plate="", name="", struck_why=""))
    shown = select(Involved.sha256).where(Involved.name != "")
    connection.execute(delete(FileContent).where(FileContent.sha256.not_in(shown)))
    of_sheets = update(Referral).where(Referral.call_id.in_([row.id for row in calls]))
    connection.execute(of_sheets.values(sheet=""))
    of_lines = update(RadioEvent).where(RadioEvent.id.in_([row.id for row in lines]))
    connection.execute(of_lines.values(radio_id="", text=REDACTED, raw=b""))


def _entries_of(work: Work, verb: str, moments: dict[str, datetime]) -> Iterator[int]:
    """The entries of that verb which touched one of these things at its moment."""
    if not moments:
        return
    query = select(JournalEntry.number, JournalEntry.touched).where(
        JournalEntry.verb == verb,
        JournalEntry.at.between(min(moments.values()), max(moments.values())),
        JournalEntry.redacted_by.is_(None),
        JournalEntry.body != "",
    )
    for number, touched in work.session.connection().execute(query).all():
        if not moments.keys().isdisjoint(json.loads(touched)):
            yield number


def _empty(work: Work, emptied: Sequence[int]) -> None:
    """Take out of entries what their hash does not need; they name the entry that this verb will be."""
    own = journal.tip(work.session)[0] + 1
    entries = update(JournalEntry).where(JournalEntry.number.in_(emptied))
    blank = {"args": "", "changes": "", "said": "", "salt": "", "redacted_by": own}
    work.session.connection().execute(entries.values(**blank))
    for number in emptied:
        work.touch(f"entry:{number}")
