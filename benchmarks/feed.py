"""From another process's commit on the same SQLite file to this process's board.

The other process commits a remark at uneven times; a watcher of the board notes when the picture
has it, both on the one monotonic clock. Then nobody does anything, and the processor's time is counted.

`python -m benchmarks.feed` fails when the 99th percentile is over one and a half times the interval at
which the file is looked at, or when looking at it takes more than 1 % of a core.
"""

import queue
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._figures import Limit, percentile, report
from benchmarks._stations import fill, startup
from console.board.holder import Board
from console.desk.thread import POLL_S, DeskThread
from console.station.opening import Startup, open_desk

COMMITS = 200
CALLS, UNITS = 50, 13
LONGEST_PAUSE_S = 0.15
PATIENCE_S = 30.0
LIMIT = 1.5 * POLL_S
IDLE_S = 20.0
IDLE_SHARE = 0.01


class Sight:
    """Notes when the board's picture first has a later entry."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._entry = board.picture.entry
        self.seen: queue.SimpleQueue[int] = queue.SimpleQueue()
        board.watch(self._look)

    def _look(self) -> None:
        if self._board.picture.entry > self._entry:
            self._entry = self._board.picture.entry
            self.seen.put(time.monotonic_ns())


def delays(start: Startup) -> list[float]:
    """Seconds from each of the other process's commits to this process's picture."""
    board = Board()
    desk = DeskThread(lambda: open_desk(start), board)
    desk.start()
    try:
        desk.opened.result(PATIENCE_S)
        return _follow(start.store_url, next(iter(board.picture.calls)), Sight(board))
    finally:
        desk.stop()


def _follow(url: str, call: str, sight: Sight) -> list[float]:
    command = [sys.executable, "-m", "benchmarks._writer", url, call]
    pause, chance, found = threading.Event(), random.Random(1), []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdin and writer.stdout
        writer.stdout.readline()
        for number in range(COMMITS):
            pause.wait(chance.random() * LONGEST_PAUSE_S)
            writer.stdin.write(f"remark {number}\n")
            writer.stdin.flush()
            committed = int(writer.stdout.readline())
            found.append(max(0, sight.seen.get(timeout=PATIENCE_S) - committed) / 1e9)
        writer.stdin.close()
    return found


def idle_share(start: Startup) -> float:
    """The share of a core that a desk takes while nobody does anything."""
    desk = DeskThread(lambda: open_desk(start), Board())
    desk.start()
    desk.opened.result(PATIENCE_S)
    spent = time.process_time()
    threading.Event().wait(IDLE_S)
    spent = time.process_time() - spent
    desk.stop()
    return spent / IDLE_S


def main() -> int:
    with TemporaryDirectory() as folder:
        start = startup(Path(folder))
        fill(start, calls=CALLS, units=UNITS)
        found = delays(start)
        idle = idle_share(start)
    p50, p99 = (percentile(found, share) * 1000 for share in (0.5, 0.99))
    return report(
        [("commit to board", f"{len(found)} commits   p50 {p50:.1f} ms   p99 {p99:.1f} ms")],
        [
            Limit("another process's commit to the board, p99 ms", p99, LIMIT * 1000),
            Limit("share of a core while idle", idle, IDLE_SHARE),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
