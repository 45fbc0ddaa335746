"""The window while its server is frozen: do keys still echo, is it said, are calls taken and brought over.

Every process of a real PostgreSQL server is stopped for a minute in the middle of typing, 20 keys a second
at uneven times; once a second a call is taken. Then the server goes on, and all of them have to be on it.

`python -m benchmarks.frozen [SECONDS]` fails when the echo's 99th percentile is over 50 ms, when it takes
over 2 s until the board says that the server is away, or when a call is missing in the end.
"""

import os
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._figures import Limit, percentile, report
from benchmarks._stations import WHO, fill, startup
from benchmarks._typing import TypingWindow
from benchmarks.keystroke import Typist
from console.desk.command import Receipt
from console.station.opening import Startup
from tests.store.servers import Server, server

CALLS, UNITS = 200, 50
SECONDS = 60.0
BEFORE_S = 5.0
CALL_EVERY_S = 1.0
ECHO_MS, SAID_S = 50.0, 2.0


@dataclass
class Freeze:
    """What was seen while the server stood still."""

    echoes: list[float] = field(default_factory=list)
    said_after: float = 0.0
    ordered: "list[Future[Receipt]]" = field(default_factory=list)
    caught_up_after: float = 0.0
    missing: Sequence[str] = ()


class Watch:
    """Notes when the board first says that all is not well with the store."""

    def __init__(self, window: TypingWindow) -> None:
        self._board = window.station.board
        self.began = 0.0
        self.said = threading.Event()
        self.after = 0.0
        self._board.watch(self._look)

    def _look(self) -> None:
        link = self._board.picture.links.get("Database")
        if self.began and link is not None and link.state != "good" and not self.said.is_set():
            self.after = time.monotonic() - self.began
            self.said.set()


def freeze(start: Startup, own: Server, seconds: float) -> Freeze:
    """Freeze the server under a window for so long, and let it go on."""
    window, seen = TypingWindow(start, CALLS), Freeze()
    type_for(window, BEFORE_S, seen)
    seen.echoes.clear()
    watch = Watch(window)
    own.freeze()
    watch.began = time.monotonic()
    type_for(window, seconds, seen)
    own.thaw()
    thawed = time.monotonic()
    window.turn_until(lambda: window.station.board.picture.downtime_since is None)
    seen.said_after, seen.caught_up_after = watch.after, time.monotonic() - thawed
    taken = [future.result(30).calls[0] for future in seen.ordered]
    seen.missing = [number for number in taken if number not in window.station.board.picture.calls]
    window.close()
    return seen


def type_for(window: TypingWindow, seconds: float, seen: Freeze) -> None:
    """Type without pause, and take a call once a second."""
    window.echoes.clear()
    typist, began = Typist(window.press, None, seconds), time.monotonic()
    typist.start()

    def over() -> bool:
        if time.monotonic() - began > CALL_EVERY_S * (len(seen.ordered) + 1):
            place = f"{7000 + len(seen.ordered)} FOUNTAIN AV"
            seen.ordered.append(
                window.station.desk.do("take_call", {"type": "586", "place": place}, actor=WHO)
            )
        return not typist.is_alive()

    window.turn_until(over)
    seen.echoes += window.echoes


def main(seconds: float = SECONDS) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "*=false"
    with TemporaryDirectory() as folder, server(durable=True) as own:
        os.environ["XDG_DATA_HOME"] = folder
        start = replace(startup(Path(folder)), store_url=own.new())
        fill(start, calls=CALLS, units=UNITS)
        seen = freeze(start, own, seconds)
    p50, p99 = (percentile(seen.echoes, share) for share in (0.5, 0.99))
    return report(
        [
            ("echo while it is frozen", f"{len(seen.echoes)} keys   p50 {p50:.2f} ms   p99 {p99:.2f} ms"),
            (
                "calls taken meanwhile",
                f"{len(seen.ordered)}, on the server {seen.caught_up_after:.1f} s after it",
            ),
        ],
        [
            Limit("echo while the server is frozen, p99 ms", p99, ECHO_MS),
            Limit("until it is said, s", seen.said_after, SAID_S),
            Limit("calls that are missing in the end", len(seen.missing), 0),
        ],
    )


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
