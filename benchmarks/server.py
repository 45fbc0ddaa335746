"""What a verb costs through the desk on PostgreSQL, and how soon another seat's board has it.

The desk takes a call and sends a unit to it, over and over, on a server that makes every commit durable.
After each of its verbs raw psycopg, with prepared statements and one transaction, writes the same rows into
a second database of the same schema, under the same advisory lock, reading the journal's tip and making the
hash anew; it asks nothing else and checks nothing. Then another process commits at uneven times, and a
watcher of this process's board notes when the picture has it.

`python -m benchmarks.server` fails when the desk does less than 0.45 of raw psycopg's verbs a second, or
when a commit takes over 15 ms to the other board in the median, or over 60 ms in the 99th percentile.
"""

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.types.json import Json

from benchmarks._figures import Limit, percentile, report
from benchmarks._stations import WHO, desk_with_units, fill, startup
from benchmarks.feed import CALLS, UNITS, delays
from benchmarks.verb import PAIRS, Row, hashed, make_free, row_of, timed
from console.desk.desk import Desk
from console.station.opening import open_desk
from tests.store.servers import server

ROUNDS = 4
LEAST_SHARE = 0.45
P50_MS, P99_MS = 15.0, 60.0
INSERTED = ("call", "remark", "assignment", "status_change", "journal")
TIP = "SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1"


class RawStore:
    """The same tables under psycopg alone."""

    def __init__(self, url: str) -> None:
        self._db = psycopg.connect(url, prepare_threshold=0)
        self._insert = {table: _insert(self._db, table) for table in INSERTED}

    def take_call(self, call: Row, remark: Row, entry: Row) -> None:
        self._run("call", call)
        self._run("remark", remark)
        self._append(entry)

    def dispatch(self, assignment: Row, change: Row, entry: Row) -> None:
        self._run("assignment", assignment)
        self._run("status_change", change)
        set_unit = "UPDATE unit SET status = %s, status_since = %s WHERE id = %s"
        self._db.execute(set_unit, (change[5], change[3], change[1]))
        self._db.execute("UPDATE call SET state = %s WHERE id = %s", ("active", change[2]))
        self._append(entry)

    def add_units(self, like: psycopg.Connection[Any]) -> None:
        """Have the units that the other store has."""
        statement = _insert(self._db, "unit")
        self._db.execute("TRUNCATE unit CASCADE")
        for row in like.execute("SELECT * FROM unit").fetchall():
            self._db.execute(statement, [Json(value) if isinstance(value, list) else value for value in row])
        self._db.commit()

    def close(self) -> None:
        self._db.close()

    def _append(self, entry: Row) -> None:
        self._db.execute("SELECT pg_advisory_xact_lock(2026031500), pg_notify('cso_console', '')")
        self._db.execute(TIP).fetchone()
        self._run("journal", hashed(entry))
        self._db.commit()

    def _run(self, table: str, row: Row) -> None:
        self._db.execute(self._insert[table], row)


def _insert(db: psycopg.Connection[Any], table: str) -> str:
    cursor = db.execute(f"SELECT * FROM {table} LIMIT 0")
    width = len(cursor.description or ())
    db.commit()
    return f"INSERT INTO {table} VALUES ({', '.join(['%s'] * width)})"


def newest(db: psycopg.Connection[Any], table: str) -> Row:
    """The row that was added last."""
    row = db.execute(f"SELECT * FROM {table} ORDER BY 1 DESC LIMIT 1").fetchone()
    assert row is not None
    return row


def round_of(desk: Desk, db: psycopg.Connection[Any], raw: RawStore) -> tuple[list[float], list[float]]:
    """Seconds of PAIRS times two verbs through the desk, and of the same rows by hand, verb after verb."""
    by_desk: list[float] = []
    by_hand: list[float] = []
    for number in range(PAIRS):
        place = {"type": "586", "place": "8383 Santa Monica Blvd", "text": f"blue sedan, call {number}"}
        receipt = timed(by_desk, lambda words=place: desk.do("take_call", words, actor=WHO, key=_key()))
        rows = [newest(db, table) for table in ("call", "remark", "journal")]
        timed(by_hand, lambda rows=rows: raw.take_call(*rows))
        sent = {"units": [f"U-{number + 1}"], "call": receipt.calls[0]}
        timed(by_desk, lambda words=sent: desk.do("dispatch", words, actor=WHO, key=_key()))
        rows = [newest(db, table) for table in ("assignment", "status_change", "journal")]
        timed(by_hand, lambda rows=rows: raw.dispatch(*rows))
    return by_desk, by_hand


def _key() -> str:
    return uuid4().hex


def shares(url: str, other: str) -> tuple[list[float], list[float], list[float]]:
    """Seconds through the desk and by hand, and the desk's share in each round but the first."""
    desk_s: list[float] = []
    raw_s: list[float] = []
    found: list[float] = []
    start = replace(startup(Path()), store_url=url)
    with desk_with_units(start, PAIRS) as desk, closing(psycopg.connect(url, autocommit=True)) as db:
        raw = RawStore(other)
        raw.add_units(db)
        for lap in range(ROUNDS + 1):
            through_desk, by_hand = round_of(desk, db, raw)
            make_free(desk)
            if lap:
                desk_s += through_desk
                raw_s += by_hand
                found.append(sum(by_hand) / sum(through_desk))
        raw.close()
    return desk_s, raw_s, found


def main() -> int:
    with server(durable=True) as running:
        url = running.new()
        start = replace(startup(Path()), store_url=url)
        open_desk(start).close()
        other = running.copy(url)
        desk_s, raw_s, found = shares(url, other)
        seen = running.new()
        fill(replace(startup(Path()), store_url=seen), calls=CALLS, units=UNITS)
        late = delays(replace(startup(Path()), store_url=seen))
    p50, p99 = (percentile(late, share) * 1000 for share in (0.5, 0.99))
    return report(
        [
            row_of("through the desk", desk_s),
            row_of("raw psycopg", raw_s),
            ("commit to board", f"{len(late)} commits   p50 {p50:.1f} ms   p99 {p99:.1f} ms"),
        ],
        [
            Limit("desk's share of raw psycopg's verbs a second", median(found), LEAST_SHARE, least=True),
            Limit("a commit to another seat's board, p50 ms", p50, P50_MS),
            Limit("a commit to another seat's board, p99 ms", p99, P99_MS),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
