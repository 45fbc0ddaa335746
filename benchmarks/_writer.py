"""Another process on the same store: commits a remark each time it is told to, and says when it had."""

import sys
import time
from dataclasses import replace
from pathlib import Path

from benchmarks._stations import WHO, startup
from console.station.opening import open_desk


def main(url: str, call: str) -> None:
    desk = open_desk(replace(startup(Path()), store_url=url))
    try:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        for line in sys.stdin:
            desk.do("remark", {"call": call, "text": line.strip()}, actor=WHO)
            sys.stdout.write(f"{time.monotonic_ns()}\n")
            sys.stdout.flush()
    finally:
        desk.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
