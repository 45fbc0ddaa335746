"""What a verb costs through the desk, beside raw sqlite3 writing the very same rows.

The desk takes a call and sends a unit to it, over and over, on SQLite with synchronous=FULL. After
each of its verbs sqlite3, with prepared statements and one transaction, writes the rows that the
verb wrote into a second store of the same schema on the same disk, making the journal's hash anew;
it asks nothing and checks nothing. So both meet the disk in the same state and at the same pace.

`python -m benchmarks.verb` fails when the desk does less than 0.2 of raw sqlite3's verbs a second,
or when a verb's 99th percentile is over 10 ms.
"""

import hashlib
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks._figures import Limit, percentile, report
from benchmarks._stations import WHO, desk_with_units, startup
from console.desk.desk import Desk

PAIRS = 150
ROUNDS = 7
LEAST_SHARE = 0.2
P99_MS = 10.0
HASHES = (15, 9)
"""Where `body` and `hash` stand among the journal's columns."""
INSERTED = ("call", "remark", "assignment", "status_change", "journal")

Row = Sequence[Any]


class RawStore:
    """The same tables under sqlite3 alone, with the same settings as the console's store."""

    def __init__(self, path: Path, like: sqlite3.Connection) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        like.backup(self._db)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._db.execute(f"PRAGMA {pragma}")
        self._insert = {table: _insert(self._db, table) for table in INSERTED}

    def take_call(self, call: Row, remark: Row, entry: Row) -> None:
        run = self._db.execute
        run("BEGIN IMMEDIATE")
        run(self._insert["call"], call)
        run(self._insert["remark"], remark)
        run(self._insert["journal"], hashed(entry))
        run("COMMIT")

    def dispatch(self, assignment: Row, change: Row, entry: Row) -> None:
        run = self._db.execute
        run("BEGIN IMMEDIATE")
        run(self._insert["assignment"], assignment)
        run(self._insert["status_change"], change)
        run("UPDATE unit SET status = ?, status_since = ? WHERE id = ?", (change[5], change[3], change[1]))
        run("UPDATE call SET state = ? WHERE id = ?", ("active", change[2]))
        run(self._insert["journal"], hashed(entry))
        run("COMMIT")

    def close(self) -> None:
        self._db.close()


def _insert(db: sqlite3.Connection, table: str) -> str:
    width = len(db.execute(f"PRAGMA table_info({table})").fetchall())
    return f"INSERT INTO {table} VALUES ({', '.join('?' * width)})"


def hashed(entry: Row) -> Row:
    """The entry with a hash of what may be redacted and a hash of all, made anew."""
    made = list(entry)
    for place in HASHES:
        content = "\x1f".join(map(str, made))
        made[place] = hashlib.sha256(content.encode()).hexdigest()
    return made


def round_of(desk: Desk, store: sqlite3.Connection, raw: RawStore) -> tuple[list[float], list[float]]:
    """Seconds of PAIRS times two verbs through the desk, and of the same rows by hand, verb after verb."""
    by_desk: list[float] = []
    by_hand: list[float] = []
    for number in range(PAIRS):
        place = {"type": "586", "place": "8383 Santa Monica Blvd", "text": f"blue sedan, call {number}"}
        receipt = timed(by_desk, lambda words=place: desk.do("take_call", words, actor=WHO))
        rows = [newest(store, table) for table in ("call", "remark", "journal")]
        timed(by_hand, lambda rows=rows: raw.take_call(*rows))
        sent = {"units": [f"U-{number + 1}"], "call": receipt.calls[0]}
        timed(by_desk, lambda words=sent: desk.do("dispatch", words, actor=WHO))
        rows = [newest(store, table) for table in ("assignment", "status_change", "journal")]
        timed(by_hand, lambda rows=rows: raw.dispatch(*rows))
    return by_desk, by_hand


def timed(spent: list[float], act: Callable[[], Any]) -> Any:
    """What `act` returns, its seconds added to those that were spent."""
    began = time.perf_counter()
    done = act()
    spent.append(time.perf_counter() - began)
    return done


def make_free(desk: Desk) -> None:
    """Take the units off their calls, which no clock watches."""
    for number in range(PAIRS):
        desk.do("free", {"unit": f"U-{number + 1}"}, actor=WHO)


def newest(store: sqlite3.Connection, table: str) -> Row:
    """The row that was added last."""
    row: Row = store.execute(f"SELECT * FROM {table} ORDER BY 1 DESC LIMIT 1").fetchone()
    return row


def main() -> int:
    desk_s: list[float] = []
    raw_s: list[float] = []
    shares: list[float] = []
    with TemporaryDirectory() as folder:
        start = startup(Path(folder))
        path = Path(folder) / "station.sqlite3"
        with desk_with_units(start, PAIRS) as desk, closing(sqlite3.connect(path)) as store:
            raw = RawStore(Path(folder) / "raw.sqlite3", like=store)
            for lap in range(ROUNDS + 1):
                through_desk, by_hand = round_of(desk, store, raw)
                make_free(desk)
                if lap:
                    desk_s += through_desk
                    raw_s += by_hand
                    shares.append(sum(by_hand) / sum(through_desk))
            raw.close()
    return report(
        [row_of("through the desk", desk_s), row_of("raw sqlite3", raw_s)],
        [
            Limit("desk's share of raw sqlite3's verbs a second", median(shares), LEAST_SHARE, least=True),
            Limit("a verb through the desk, p99 ms", percentile(desk_s, 0.99) * 1000, P99_MS),
        ],
    )


def row_of(name: str, spent: Sequence[float]) -> tuple[str, str]:
    """A row of the report: verbs a second, and how long one took."""
    p50, p99 = (percentile(spent, share) * 1000 for share in (0.5, 0.99))
    return name, f"{len(spent) / sum(spent):>6.0f} verbs/s   p50 {p50:.2f} ms   p99 {p99:.2f} ms"


if __name__ == "__main__":
    sys.exit(main())
