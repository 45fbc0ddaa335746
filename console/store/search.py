"""How each kind of store finds calls by their words and by the beginning of their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    column,
    exists,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

from console.models import Call

LAST_CHARACTER = "\U0010ffff"
# The triggers of the migrations keep these: FTS5 and tsvector are no tables that a row could be mapped to.
FILE_WORDS = table("call_words", column("rowid", Integer))
SERVER_WORDS = table("call_words", column("call_id", Integer), column("words"))
SIMPLE: ColumnElement[str] = literal_column("'simple'::regconfig")


@dataclass(frozen=True, slots=True)
class Span:
    """The ids of calls from `first` to `last`, both inside."""

    first: int
    last: int

    def holds(self, ids: ColumnElement[int]) -> ColumnElement[bool]:
        return ids.between(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the ids of calls with one property are read: their column, and what must be true beside it."""

    id: ColumnElement[int]
    condition: ColumnElement[bool]

    def ids(self, span: Span) -> Select[int]:
        """The ids of a span; a call may come more than once."""
        return select(self.id).where(self.condition, span.holds(self.id))

    def of(self, call_id: ColumnElement[int]) -> ColumnElement[bool]:
        """Whether one call of another question has the property."""
        if self.id is call_id:
            return self.condition
        return exists().where(self.condition, self.id == call_id)


def plan_by_values(session: Session) -> None:
    """Let a server plan each question of this transaction by its values: common words are not rare ones."""
    if _is_server(session):
        session.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))


def said(session: Session, words: Sequence[str]) -> Source:
    """The calls whose place or remarks have all these words; what is inside a word stands side by side."""
    if _is_server(session):
        phrases: list[ColumnElement[Any]] = [
            func.phraseto_tsquery(SIMPLE, func.call_plain(word)) for word in words
        ]
        found = SERVER_WORDS.c.words.op("@@", is_comparison=True)(reduce(_both, phrases))
        return Source(SERVER_WORDS.c.call_id, found)
    # In quotes nothing is an operator of FTS5; a quote among them is written twice.
    quoted = ['"{}"'.format(word.replace('"', '""')) for word in words]
    match = literal_column("call_words").op("MATCH", is_comparison=True)(" AND ".join(quoted))
    return Source(FILE_WORDS.c.rowid, match)


def _both(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
    return one.op("&&")(other)


def begins(session: Session, beginning: str) -> Source:
    """The calls whose place begins so, in capitals or not."""
    if _is_server(session):
        place: ColumnElement[str] = func.upper(Call.place).collate("C")
        first: ColumnElement[str] = func.upper(beginning)
    else:
        place, first = Call.place.collate("NOCASE"), bindparam(None, beginning)
    # A range and not LIKE, whose pattern a plan that is made once could not use.
    return Source(Call.__table__.c.id, and_(place >= first, place < first.concat(LAST_CHARACTER)))


def _is_server(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
