"""Calls and units come back to every moment of their life, and on to the end again."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from console.models import Assignment, Call, CallLink, JournalEntry, Planned, Row, Unit
from console.store.engine import make_engine
from console.store.rewind import go_back, go_on
from tests.desk.stations import EVENING, bench

TABLES = [Row.metadata.tables[kind.__tablename__] for kind in (Call, Unit, Assignment, Planned, CallLink)]
VERBS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("take_call", {"type": "586", "place": "8300 SANTA MONICA BL", "stops": ("injury",)}),
    ("take_call", {"type": "586", "place": "8302 SANTA MONICA BL"}),
    ("hold_call", {"call": "20260314-0002", "until": "+20"}),
    ("release_call", {"call": "20260314-0002"}),
    ("unflag_call", {"call": "20260314-0001", "stop": "injury", "text": "a mistake"}),
    ("link_calls", {"call": "20260314-0001", "other": "20260314-0002"}),
    ("dispatch", {"units": ("CSO-11",), "call": "20260314-0001"}),
    ("stack_call", {"unit": "CSO-11", "call": "20260314-0002"}),
    ("merge_call", {"call": "20260314-0001", "into": "20260314-0002"}),
    ("unmerge_call", {"call": "20260314-0001"}),
    ("pre_empt", {"unit": "CSO-11", "call": "20260314-0002"}),
    ("undo", {}),
    ("redo", {}),
    ("exchange", {"unit": "CSO-11", "other": "CSO-12"}),
    ("flag_call", {"call": "20260314-0002", "stop": "weapon"}),
    ("on_view", {"unit": "CSO-14", "type": "586", "place": "8300 SUNSET BL"}),
    ("set_charge", {"unit": "UTV-1", "percent": 40}),
    ("promise", {"call": "20260314-0002", "by": "+40"}),
    ("log_off", {"unit": "CSO-15"}),
    ("log_on", {"unit": "CSO-15", "crew": ("4415",), "skills": ("dna",), "equipment": ("kit",)}),
    ("cancel_call", {"call": "20260314-0001"}),
)


def rows(connection: Connection) -> list[list[Any]]:
    return [list(connection.execute(select(table).order_by(table.c.id))) for table in TABLES]


def test_back_to_every_entry_and_on_again(store_url: str) -> None:
    engine = make_engine(store_url)
    seen = []
    with bench(store_url) as here, engine.connect() as reader:
        seen.append(rows(reader))
        reader.rollback()
        for verb, args in VERBS:
            here.do(verb, **args)
            seen.append(rows(reader))
            reader.rollback()
    with Session(engine) as session:
        journal = Row.metadata.tables[JournalEntry.__tablename__]
        entries = [dict(row._mapping) for row in session.execute(select(journal).order_by(journal.c.number))]
        for number in range(len(entries) - 1, -1, -1):
            go_back(session, number, EVENING)
            assert rows(session.connection()) == seen[number], VERBS[number][0]
        go_on(session, entries)
        assert rows(session.connection()) == seen[-1]
        session.rollback()
    engine.dispose()
