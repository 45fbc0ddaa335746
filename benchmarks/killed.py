"""Server and seats killed at random while they work; a list of what was acknowledged is the judge.

Three seats, each in a process of its own, take calls and note remarks, some of them as what the one radio
says that all of them have. Every second or so the server, the seat that leads, or any of them is killed and
started again. In the end everything that was acknowledged has
to be on the server, once.

`python -m benchmarks.killed [SECONDS]` fails when something is lost, done twice, or the chain is broken.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._figures import Limit, report
from tests.desk.killing import kill_for
from tests.store.servers import server

SECONDS = 60.0


def main(seconds: float = SECONDS) -> int:
    with TemporaryDirectory() as folder, server() as own:
        url = own.new()
        judge = kill_for(seconds, own, url, Path(folder))
        lost, twice, whole = judge.verdict(url)
    return report(
        [
            ("acknowledged", f"{len(judge.acknowledged)} in {seconds:.0f} s"),
            ("seats killed while they led", f"{judge.leaders_killed}"),
        ],
        [
            Limit("acknowledged and lost", len(lost), 0),
            Limit("done twice", len(twice), 0),
            Limit("broken chains", 0 if whole else 1, 0),
        ],
    )


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
