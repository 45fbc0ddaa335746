"""Stores of a chosen size for the benchmarks, filled through the desk itself."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from console.board.views import FixView
from console.clock import SystemClock
from console.desk.desk import Desk
from console.models import Unit
from console.settings import Settings
from console.station.opening import Startup, open_desk
from console.store.store import Store

WHO = "Benchmark"
STREETS = ("Santa Monica Blvd", "Sunset Blvd", "Fountain Ave", "Melrose Ave")
FIRST_NUMBER, LAST_NUMBER = 7100, 9100
WEST, SOUTH, STEP = -118.3950, 34.0780, 0.0002


def startup(folder: Path, name: str = "station") -> Startup:
    """A start with the default settings on a store in `folder`, without devices."""
    settings = replace(Settings(), mode="live")
    return Startup(settings, f"sqlite:///{folder / name}.sqlite3", WHO, clock=SystemClock())


@contextmanager
def desk_with_units(start: Startup, units: int) -> Iterator[Desk]:
    """A desk on a new store that has `units` further units, all available: U-1, U-2 and so on."""
    desk = open_desk(start)
    try:
        _add_units(start, units)
        yield desk
    finally:
        desk.close()


def fill(start: Startup, *, calls: int, units: int) -> None:
    """Make the store: calls all over the city, every third with a unit on it, and a fix of each unit."""
    with desk_with_units(start, units) as desk:
        for number in range(calls):
            sent = f"U-{number // 3 + 1}" if number % 3 == 0 and number // 3 < units else ""
            take(desk, number, sent)
        desk.keep_fixes(fixes(range(1, units + 1), 0))


def take(desk: Desk, number: int, unit: str = "") -> None:
    """A call at one of the places, and the unit sent to it when one is named."""
    house = FIRST_NUMBER + number * 37 % (LAST_NUMBER - FIRST_NUMBER)
    place = f"{house} {STREETS[number % len(STREETS)]}"
    words = {"type": "586", "place": place, "text": f"blue sedan, call {number}"}
    receipt = desk.do("take_call", words, actor=WHO)
    if unit:
        desk.do("dispatch", {"units": [unit], "call": receipt.calls[0]}, actor=WHO)


def fixes(numbers: Iterable[int], second: int) -> list[FixView]:
    """Where those further units (1 is U-1) are in one second of a slow ride eastwards."""
    at = datetime.now(UTC)
    return [
        FixView(f"U-{n}", SOUTH + (n // 20) * 10 * STEP, WEST + (n % 20 * 10 + second) * STEP, at)
        for n in numbers
    ]


def _add_units(start: Startup, units: int) -> None:
    at = start.clock.now()
    rows = [
        {
            "call_sign": f"U-{n + 1}",
            "kind": "foot",
            "duty": "available",
            "duty_since": at,
            "status": "available",
            "status_since": at,
            "skills": [],
        }
        for n in range(units)
    ]
    store = Store.open(start.store_url)
    try:
        with store.write() as session:
            if rows:
                session.execute(insert(Unit), rows)
            session.commit()
    finally:
        store.close()
