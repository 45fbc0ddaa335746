"""A store of a chosen size of past calls, the same at each run, filled by its engine's fast way."""

import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from itertools import accumulate, islice
from typing import Any

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import insert

from console.board.holder import RADIO_LINES
from console.models import Unit
from console.store.engine import is_server, make_engine
from console.store.store import Store

BEGAN = datetime(2016, 3, 1)
DAYS = 3650
STREETS = tuple(
    f"{name} {kind}"
    for kind in ("BL", "AV", "ST", "DR")
    for name in ("SANTA MONICA", "SUNSET", "FOUNTAIN", "MELROSE", "Beverly", "Crescent Heights", "Laurel")
)
PARKS = ("PLUMMER PARK", "WEST HOLLYWOOD PARK", "SUNSET BL/LA CIENEGA BL", "KINGS ROAD PARK")
COMMON = (
    "the",
    "on",
    "at",
    "parked",
    "vehicle",
    "blue",
    "gone",
    "again",
    "near",
    "corner",
    "white",
    "driver",
    "caller",
    "says",
    "blocking",
)
UNCOMMON = tuple(f"{first}{second}" for first in ("gar", "mel", "tor", "quin") for second in range(500))
UNITS = 40
ONE_IN_PARK = 20
LINES = 100_000
"""Radio lines and fixes of the past."""
BEFORE = "0005-1"
BATCH = 20_000
NEVER_AGAIN = 4
"""How many calls the least busy unit ever had."""

Rows = Iterator[tuple[Any, ...]]
CALL = (
    "id number day sequence type_code priority state place caller phone received_at due_at closed_at"
    " disposition taken_by"
)
ASSIGNMENT = "id call_id unit_id state since assigned_at ended_at ended_how disposition override"
COLUMNS = {
    "call": CALL,
    "remark": "id call_id at author kind text",
    "assignment": ASSIGNMENT,
    "radio_event": "id at link unit_id radio_id kind text raw",
    "fix": "id unit_id at lat lon valid",
}


def furnish(url: str) -> list[int]:
    """What a board shows from its first day on: units, and its fill of radio lines; the units' ids."""
    units = _units(url)
    _load(url, "radio_event", _radio(RADIO_LINES, LINES + 1))
    _load(url, "fix", _fixes(UNITS, LINES + 1, units))
    return units


def fill(url: str, calls: int, units: Sequence[int]) -> None:
    """Put so many past calls into the furnished store, as if it came from the version before search."""
    _migrate(url, "downgrade", BEFORE)
    tables = {
        "call": _calls(calls),
        "remark": _remarks(calls),
        "assignment": _assignments(calls, units),
        "radio_event": _radio(LINES),
        "fix": _fixes(LINES, 1, units),
    }
    for name, rows in tables.items():
        _load(url, name, rows)
    _migrate(url, "upgrade", "head")
    _settle(url)


def unit(number: int) -> str:
    """The call sign of a unit, 1 the busiest of them."""
    return f"B-{number}"


def place(chance: random.Random) -> str:
    """Where a call may be: four streets have most of them, and some are in parks."""
    if chance.randrange(ONE_IN_PARK) == 0:
        return chance.choice(PARKS)
    street = STREETS[min(chance.randrange(len(STREETS)), chance.randrange(len(STREETS)))]
    return f"{chance.randrange(100, 9900)} {street}"


def plate(number: int) -> str:
    """The licence plate that only this call's remark has."""
    return f"7X{number:07d}"


def received(number: int, calls: int) -> datetime:
    """When a call came in."""
    return BEGAN + timedelta(days=DAYS * number / calls)


def _calls(calls: int) -> Rows:
    chance, sequence, day = random.Random(1), 0, BEGAN.date()
    for number in range(1, calls + 1):
        at = received(number, calls)
        sequence, day = (sequence + 1 if at.date() == day else 1), at.date()
        due, closed = at + timedelta(minutes=20), at + timedelta(minutes=50)
        phone = f"+1323{chance.randrange(200_000):07d}"
        name = f"{day:%Y%m%d}-{sequence:04d}"
        yield (
            *(number, name, day, sequence, "586", 3, "closed", place(chance), "", phone),
            *(at, due, closed, "GOA", "Benchmark"),
        )


def _remarks(calls: int) -> Rows:
    chance = random.Random(2)
    for number in range(1, calls + 1):
        words = chance.choices(COMMON, k=5) + chance.choices(UNCOMMON, k=2) + [plate(number)]
        yield number, number, received(number, calls), "Benchmark", "remark", " ".join(words)


def _assignments(calls: int, units: Sequence[int]) -> Rows:
    chance = random.Random(3)
    busy, idle = units[:-1], units[-1]
    weights = list(accumulate(1 / rank for rank in range(1, len(busy) + 1)))
    idle_at = set(chance.sample(range(1, calls + 1), NEVER_AGAIN))
    for number in range(1, calls + 1):
        at = received(number, calls) + timedelta(minutes=5)
        (sent,) = chance.choices(busy, cum_weights=weights)
        who = idle if number in idle_at else sent
        yield number, number, who, "onscene", at, at, at + timedelta(minutes=45), "cleared", "GOA", ""


def _radio(lines: int, first: int = 1) -> Rows:
    for number in range(first, first + lines):
        kind = "phone" if number % 50 == 0 else "talk"
        yield number, received(number, 2 * LINES), "Radio 1", None, "100-4011", kind, "Talking", b""


def _fixes(fixes: int, first: int, units: Sequence[int]) -> Rows:
    for number in range(first, first + fixes):
        yield number, units[number % len(units)], received(number, 2 * LINES), 34.09, -118.37, True


def _units(url: str) -> list[int]:
    rows = [
        {"call_sign": unit(n), "kind": "foot", "duty": "off", "status": "off", "skills": []}
        | dict.fromkeys(("duty_since", "status_since"), BEGAN.astimezone())
        for n in range(1, UNITS + 1)
    ]
    engine = make_engine(url)
    with engine.begin() as connection:
        made = [connection.execute(insert(Unit), row).inserted_primary_key for row in rows]
    engine.dispose()
    return [key[0] for key in made if key]


def _migrate(url: str, direction: str, target: str) -> None:
    engine = make_engine(url)
    with as_file(files("console.store") / "migrations") as scripts, engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(scripts))
        config.attributes["connection"] = connection
        getattr(command, direction)(config, target)
        connection.commit()
    engine.dispose()


def _load(url: str, table: str, rows: Rows) -> None:
    columns = COLUMNS[table].split()
    (_copy if is_server(url) else _insert)(url, table, columns, rows)


def _copy(url: str, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    named = ", ".join(f'"{name}"' for name in columns)
    order = f'COPY "{table}" ({named}) FROM STDIN'.encode()
    with psycopg.connect(url) as connection, connection.cursor().copy(order) as copy:
        for row in rows:
            copy.write_row(row)


def _insert(url: str, table: str, columns: Sequence[str], rows: Rows) -> None:
    named = ", ".join(f'"{name}"' for name in columns)
    statement = f'INSERT INTO "{table}" ({named}) VALUES ({", ".join("?" * len(columns))})'
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as db:
        db.execute("BEGIN")
        while batch := [tuple(map(_as_text, row)) for row in islice(rows, BATCH)]:
            db.executemany(statement, batch)
        db.execute("COMMIT")


def _as_text(value: Any) -> Any:
    """A moment as SQLAlchemy stores it in SQLite."""
    return f"{value:%Y-%m-%d %H:%M:%S.%f}" if isinstance(value, datetime) else value


def _settle(url: str) -> None:
    """What the server's own housekeeping does within minutes, and SQLite at the last one's closing."""
    if is_server(url):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
    Store.open(url).close()
