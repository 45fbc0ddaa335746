"""How long the geofile of a large city takes to answer what dispatchers type.

The city is made up: 10,000 streets of a grid with names that sound alike, and 100,000 address points. It is
asked for addresses, blocks and crossings, right, begun and misspelt, letters after letters as they are typed.
Then `find --json` is asked in the process on the training city.

`python -m benchmarks.geofile` fails when the 99th percentile of an answer is over 10 ms, or when a row of
`find --json` takes over 5 ms in the process.
"""

import gc
import json
import random
import sys
import time
import tracemalloc
from collections.abc import Iterator

from benchmarks._figures import Limit, percentile, report
from console.geo.city import AddressPoint, City, Segment, Side, StreetName
from console.geo.geofile import Geofile
from console.geo.training import training_geofile
from console.station.find_command import row_of

STREETS, POINTS, QUESTIONS = 10_000, 100_000, 2_000
P99_MS, FIND_MS = 10.0, 5.0
FIRST = ("San", "Santa", "La", "Las", "El", "Los", "De", "Monte", "Vista", "North", "Grand", "Old")
LAST = ("Monica", "Vicente", "Brea", "Palma", "Cienega", "Mar", "Rosa", "Longpre", "Verde", "Cruz", "Bella")
SUFFIXES = ("Av", "Bl", "St", "Dr", "Rd", "Pl")
STEP = 0.0009


def names(chance: random.Random) -> Iterator[StreetName]:
    """Names of one to three words, no two the same."""
    seen: set[StreetName] = set()
    syllables = ("ra", "mo", "li", "ver", "ton", "ber", "ga", "sel", "do", "wick", "ham", "fer")
    while len(seen) < STREETS:
        made = "".join(chance.choices(syllables, k=chance.randint(2, 4))).capitalize()
        base = " ".join(
            filter(None, (chance.choice((*FIRST, "", "")), made, chance.choice((*LAST, "", "", ""))))
        )
        name = StreetName(base, chance.choice(SUFFIXES), chance.choice(("N", "S", "", "")))
        if name not in seen:
            seen.add(name)
            yield name


def city(chance: random.Random) -> City:
    """A grid: every street has two pieces of a hundred numbers each, and ten points."""
    segments: list[Segment] = []
    points: list[AddressPoint] = []
    for place, name in enumerate(names(chance)):
        row, column = divmod(place, 100)
        for piece in range(2):
            begin = (34.0 + row * STEP, -118.5 + (column + piece) * STEP)
            end = (begin[0], begin[1] + STEP)
            low = 1000 + 100 * piece
            left = Side(low + 1, low + 99, "odd", "Town")
            segments.append(Segment(name, (begin, end), left, Side(low, low + 98, "even", "Town")))
        for number in range(1000, 1000 + 2 * POINTS // STREETS, 2):
            points.append(AddressPoint(number, name, begin[0], begin[1], "Town"))
    return City("Made up", segments=tuple(segments), points=tuple(points))


def typed(made: City, chance: random.Random) -> Iterator[str]:
    """What somebody types, letter by letter: an address, a block, a crossing; half of them with a slip."""
    while True:
        one, other = (str(chance.choice(made.segments).street) for _ in range(2))
        number = chance.randint(1000, 1199)
        whole = chance.choice((f"{number} {one}", f"{number // 100 * 100} blk {one}", f"{one}/{other}", one))
        if chance.random() < 0.5:
            slip = chance.randrange(len(whole))
            whole = whole[:slip] + whole[slip + 1 :]
        for end in range(3, len(whole) + 1, 3):
            yield whole[:end].upper()
        yield whole.upper()


def seconds(ask: Geofile, texts: Iterator[str], count: int) -> list[float]:
    taken = []
    for _ in range(count):
        text = next(texts)
        began = time.perf_counter()
        ask.find(text)
        taken.append(time.perf_counter() - began)
    return taken


def main() -> int:
    chance = random.Random(1)
    made = city(chance)
    tracemalloc.start()
    began = time.perf_counter()
    geofile = Geofile(made)
    built = time.perf_counter() - began
    memory = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    # As the console does with what it keeps for good: the collector need not look at it again and again.
    gc.collect()
    gc.freeze()
    texts = typed(made, chance)
    seconds(geofile, texts, 50)
    taken = seconds(geofile, texts, QUESTIONS)
    small = training_geofile()
    rows = []
    for _ in range(QUESTIONS // 10):
        began = time.perf_counter()
        json.dumps([row_of(candidate) for candidate in small.find("8300 SANTA MONCIA BL")])
        rows.append(time.perf_counter() - began)
    p50, p99 = (percentile(taken, share) * 1000 for share in (0.5, 0.99))
    find = percentile(rows, 0.99) * 1000
    return report(
        [
            ("index", f"{STREETS} streets, {POINTS} points: {built:.1f} s (traced), {memory:.0f} MB"),
            ("answers", f"{len(taken)}   p50 {p50:.2f} ms   p99 {p99:.2f} ms"),
        ],
        [
            Limit("an answer of the large city, p99 ms", p99, P99_MS),
            Limit("find --json in the process, p99 ms", find, FIND_MS),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
