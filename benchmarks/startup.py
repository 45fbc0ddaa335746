"""From the start of the process to the first painted window, beside a bare PySide6 window.

Fresh processes, one at a time, each warmed by a start that does not count: a QMainWindow with an
empty QTableWidget to its first painted frame; the console on a store with 50 open calls and the
roster's 13 units to its first painted frame, and to the frame that shows those calls.

`python -m benchmarks.startup` fails when the console's window takes over 1.5 times as long as the
bare one, or its data over 3.5 times.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks._figures import Limit, report
from benchmarks._stations import fill, startup

ROUNDS = 11
CALLS = 50
WINDOW_TIMES = 1.5
DATA_TIMES = 3.5
PATIENCE_S = 60


def environment(home: Path) -> dict[str, str]:
    """Without a screen, with a home of its own, and with compiled modules kept, as a user has them."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return own | {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "*=false",
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
    }


def painted_ms(module: str, *args: str, home: Path) -> tuple[float, float]:
    """Milliseconds from before the process exists to its first frame and to its awaited one."""
    began = time.monotonic_ns()
    ran = subprocess.run(
        [sys.executable, "-m", module, *args],
        env=environment(home),
        capture_output=True,
        check=True,
        text=True,
        timeout=PATIENCE_S,
    )
    first, awaited = (int(moment) - began for moment in ran.stdout.split())
    return first / 1e6, awaited / 1e6


def main() -> int:
    bare, window, data = [], [], []
    with TemporaryDirectory() as folder:
        home = Path(folder)
        start = startup(home)
        fill(start, calls=CALLS, units=0)
        for lap in range(ROUNDS + 1):
            alone, _ = painted_ms("benchmarks._bare_window", home=home)
            first, rows = painted_ms("benchmarks._console_window", start.store_url, str(CALLS), home=home)
            if lap:
                bare.append(alone)
                window.append(first)
                data.append(rows)
    rows_of = {"bare window": bare, "console, first frame": window, "console, its calls": data}
    return report(
        [(name, f"{median(ms):.0f} ms   {min(ms):.0f} to {max(ms):.0f}") for name, ms in rows_of.items()],
        [
            Limit("first frame / bare window", _times(window, bare), WINDOW_TIMES),
            Limit("calls on screen / bare window", _times(data, bare), DATA_TIMES),
        ],
    )


def _times(ours: list[float], peer: list[float]) -> float:
    return median(ms / alone for ms, alone in zip(ours, peer, strict=True))


if __name__ == "__main__":
    sys.exit(main())
