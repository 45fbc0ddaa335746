"""Searches in a million past calls, and what opening a store with that many costs over opening an empty one.

Both kinds of store are filled with the same calls of ten years and asked the same questions: beginnings of
places from one character on, words that every third call has and words that one has, units with a quarter of
all calls and with four, periods of a day to a year, recent and long ago. Then the big store and an empty one
are opened in turn, up to the loaded picture; both have the same units and their boards full of radio lines.

`python -m benchmarks.search` takes some minutes. It fails when the 99th percentile of a kind of question is
over 20 ms on SQLite or over 60 ms on PostgreSQL, or when opening takes over 1.2 times as long.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import _past
from benchmarks._figures import Limit, percentile, report
from benchmarks._stations import startup
from console.desk.desk import Desk
from console.desk.past_calls import Sought
from console.station.opening import Startup, open_desk
from tests.store.servers import server

CALLS = 1_000_000
QUESTIONS = 300
OPENINGS = 25
P99_MS = {"SQLite": 20.0, "PostgreSQL": 60.0}
OPENING_TIMES = 1.2
Ask = Callable[[random.Random, int], Sought]


def prefix(chance: random.Random, calls: int) -> Sought:
    """The beginning of a place, as long as somebody had typed when the answer was wanted."""
    whole = _past.place(chance)
    return Sought(place=whole[: chance.randrange(1, len(whole) + 1)].lower())


def word(chance: random.Random, calls: int) -> Sought:
    """One to three words of remarks or places, common and rare."""
    rare = _past.plate(chance.randrange(1, calls + 1))
    street = chance.choice(_past.STREETS).split()[0]
    kinds = (chance.choice(_past.COMMON), chance.choice(_past.UNCOMMON), rare, street)
    return Sought(words=" ".join(chance.sample(kinds, chance.choice((1, 1, 2, 3)))))


def unit_and_period(chance: random.Random, calls: int) -> Sought:
    """A busy or an idle unit in a day, a week, a month or a year."""
    days = chance.choice((1, 7, 30, 30, 90, 365))
    begins = _past.received(chance.randrange(calls), calls).replace(tzinfo=UTC)
    unit = chance.choice((1, 2, chance.randrange(1, _past.UNITS + 1), _past.UNITS))
    return Sought(unit=_past.unit(unit), begins=begins, ends=begins + timedelta(days=days))


def mixed(chance: random.Random, calls: int) -> Sought:
    """Two of the kinds at once, or the next page of one."""
    first, second = chance.sample((prefix, word, unit_and_period), 2)
    given, more = first(chance, calls), second(chance, calls)
    return replace(given, **{name: value for name in Sought.__slots__ if (value := getattr(more, name))})


KINDS: dict[str, Ask] = {
    "address prefix": prefix,
    "words": word,
    "unit and period": unit_and_period,
}


def asked_ms(desk: Desk, ask: Ask, calls: int) -> list[float]:
    """Milliseconds of each of many different questions of one kind."""
    chance, found = random.Random(7), []
    for _ in range(QUESTIONS):
        sought = ask(chance, calls)
        began = time.perf_counter()
        desk.past_calls(sought)
        found.append((time.perf_counter() - began) * 1000)
    return found


def opened_ms(start: Startup) -> float:
    """Milliseconds from nothing to the loaded picture."""
    began = time.perf_counter()
    desk = open_desk(start)
    desk.load()
    spent = (time.perf_counter() - began) * 1000
    desk.close()
    return spent


def openings(big: Startup, empty: Startup) -> tuple[list[float], list[float]]:
    """Milliseconds of opening each of the two, in turn; the first of each is left out."""
    pairs = [(opened_ms(big), opened_ms(empty)) for _ in range(OPENINGS + 1)][1:]
    return [one for one, _ in pairs], [other for _, other in pairs]


def measure(name: str, big: Startup, empty: Startup, calls: int) -> tuple[list[tuple[str, str]], list[Limit]]:
    """What is to be told of one kind of store, and its limits."""
    for start in (big, empty):
        open_desk(start).close()
        units = _past.furnish(start.store_url)
    began = time.perf_counter()
    _past.fill(big.store_url, calls, units)
    rows = [(f"{name}, {calls:,} calls", f"filled and indexed in {time.perf_counter() - began:.0f} s")]
    limits = []
    desk = open_desk(big)
    for kind, ask in (*KINDS.items(), ("two at once", mixed)):
        ms = asked_ms(desk, ask, calls)
        p50, p99 = (percentile(ms, share) for share in (0.5, 0.99))
        rows.append((f"{name}, {kind}", f"p50 {p50:.1f} ms   p99 {p99:.1f} ms   most {max(ms):.1f} ms"))
        if kind in KINDS:
            limits.append(Limit(f"{name}, {kind}, p99 ms", p99, P99_MS[name]))
    desk.close()
    full, bare = openings(big, empty)
    rows.append((f"{name}, opening", f"{median(full):.1f} ms, an empty one {median(bare):.1f} ms"))
    times = median(one / other for one, other in zip(full, bare, strict=True))
    return rows, [*limits, Limit(f"{name}, opening / opening an empty store", times, OPENING_TIMES)]


@contextmanager
def stores(kind: str, folder: Path) -> Iterator[tuple[Startup, Startup]]:
    """Starts on two new stores of one kind."""
    file = startup(folder)
    if kind == "SQLite":
        yield file, startup(folder, "empty")
        return
    with server() as running:
        yield replace(file, store_url=running.new()), replace(file, store_url=running.new())


def main(calls: int = CALLS) -> int:
    rows: list[tuple[str, str]] = []
    limits: list[Limit] = []
    for kind in P99_MS:
        with TemporaryDirectory() as folder, stores(kind, Path(folder)) as (big, empty):
            told, kept = measure(kind, big, empty, calls)
            rows += told
            limits += kept
    return report(rows, limits)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
