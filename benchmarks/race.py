"""Four seats, each in a process of its own, race on 20 units and 50 calls of one PostgreSQL server.

Every seat does 2,000 verbs chosen by what its own board shows; many are refused, because another seat was
first. What is left is looked at by a fifth.

`python -m benchmarks.race [VERBS]` fails when a unit was sent twice, when the journal has a gap or a broken
chain, or when the four boards differ in the end.
"""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._figures import Limit, report
from tests.desk.race import Outcome, race
from tests.store.servers import server

SEATS, VERBS = 4, 2000


def main(verbs: int = VERBS) -> int:
    with TemporaryDirectory() as folder, server(durable=True) as own:
        began = time.monotonic()
        outcome = race(own.new(), Path(folder), seats=SEATS, verbs=verbs)
        took = time.monotonic() - began
    done, refused = (sum(seat[what] for seat in outcome.seats) for what in ("done", "refused"))
    working = max(seat["seconds"] for seat in outcome.seats)
    return report(
        [
            ("verbs", f"{done} done, {refused} refused, {(done + refused) / working:.0f} a second"),
            ("from start to end", f"{took:.0f} s"),
        ],
        _limits(outcome),
    )


def _limits(outcome: Outcome) -> list[Limit]:
    return [
        Limit("units sent twice", len(outcome.doubled), 0),
        Limit("entries missing in the journal", outcome.newest - outcome.entries, 0),
        Limit("first broken entry", outcome.verdict.broken, 0),
        Limit("boards that differ", len(set(outcome.boards)) - 1, 0),
    ]


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
