"""Positions are many: a server keeps them in partitions, made ahead and dropped whole once they are old."""

from datetime import datetime

from sqlalchemy import column, delete, func, select, table, text
from sqlalchemy.orm import Session

from console.models import Fix
from console.store.journal import on_server

BLOCK = 10_000_000
"""Positions a partition; 20 units that report every 10 s fill one in two months."""
AT_ONCE = 20_000
"""Positions that a file loses in one transaction: others must not wait long for their turn."""
PARTITION = "CREATE TABLE fix_below_{upper} PARTITION OF fix FOR VALUES FROM ({lower}) TO ({upper})"
UPPER = """
    SELECT substring(inhrelid::regclass::text FROM 'fix_below_([0-9]+)')::bigint AS upper
    FROM pg_inherits WHERE inhparent = 'fix'::regclass ORDER BY upper
"""


def make_room(session: Session, block: int = BLOCK) -> None:
    """Have the partition that is written to and the next one; a file has none and needs none."""
    if not on_server(session):
        return
    there = set(_bounds(session))
    first = (_newest(session) // block + 1) * block
    for upper in (first, first + block):
        if upper not in there and upper > max(there, default=0):
            lower = max((bound for bound in there if bound < upper), default=0)
            session.execute(text(PARTITION.format(lower=lower, upper=upper)))
            there.add(upper)


def drop_before(session: Session, moment: datetime) -> int:
    """Take out positions from before that moment, the newest of all never; how many went.

    A file loses some of them at a time, a server each partition that holds no younger one.
    """
    return _drop_partitions(session, moment) if on_server(session) else _delete(session, moment)


def _delete(session: Session, moment: datetime) -> int:
    oldest = select(Fix.id, Fix.at).order_by(Fix.id).limit(AT_ONCE).subquery()
    last = session.scalar(select(func.max(oldest.c.id)).where(oldest.c.at < moment))
    if last is None:
        return 0
    # A file gives the numbers of what is gone again, and readers ask for what is behind the last they saw.
    went = session.execute(delete(Fix).where(Fix.id <= last, Fix.at < moment, Fix.id < _newest(session)))
    return int(went.rowcount)  # type: ignore[attr-defined]  # a deletion's result counts rows


def _drop_partitions(session: Session, moment: datetime) -> int:
    session.execute(text("SET LOCAL lock_timeout = '1s'"))
    newest, went = _newest(session), 0
    for upper in _bounds(session):
        name = f"fix_below_{upper}"
        part = table(name, column("at"))
        count, last = session.execute(select(func.count(), func.max(part.c.at)).select_from(part)).one()
        if upper <= newest and (last is None or last < moment.replace(tzinfo=None)):
            session.execute(text(f"DROP TABLE {name}"))
            went += count
    return went


def _bounds(session: Session) -> list[int]:
    return [int(upper) for upper in session.scalars(text(UPPER))]


def _newest(session: Session) -> int:
    return session.scalar(select(func.max(Fix.id))) or 0
