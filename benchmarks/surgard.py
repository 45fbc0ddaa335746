"""Sur-Gard frames a second of CPU: events, restores and heartbeats as a busy receiver sends them.

`python -m benchmarks.surgard` fails below 50,000 frames a second.
"""

import sys
import time
from collections.abc import Iterator
from random import Random
from statistics import median

from benchmarks._figures import Limit, report
from hardware.alarm.surgard import SurGardDriver

COUNT = 20_000
ROUNDS = 7
CHUNK = 4096
LEAST_RATE = 50_000.0
HEARTBEAT_SHARE = 0.1
EVENTS = ("100", "110", "120", "121", "130", "131", "301", "401", "570", "602")


def frames(count: int, seed: int) -> Iterator[bytes]:
    """Frames of many accounts, always the same for one seed."""
    random = Random(seed)
    for _ in range(count):
        if random.random() < HEARTBEAT_SHARE:
            yield b"1011           @    \x14"
        else:
            account, zone = random.randrange(10_000), random.randrange(100)
            event = f"{random.choice('ER')}{random.choice(EVENTS)}01{zone:03d}"
            yield f"5011 18{account:04d}{event}\x14".encode("ascii")


def rate(stream: bytes, count: int) -> float:
    """Frames a second of this process's CPU time; raises ValueError when one of them was not read."""
    driver = SurGardDriver()
    began = time.process_time()
    read = sum(len(driver.feed(stream[at : at + CHUNK])) for at in range(0, len(stream), CHUNK))
    took = time.process_time() - began
    if read != count:
        raise ValueError(f"{read} of {count} frames were read")
    return count / took


def main() -> int:
    stream = b"".join(frames(COUNT, seed=1))
    middle = median(rate(stream, COUNT) for _ in range(ROUNDS))
    return report(
        [("Frames a second", f"{middle:,.0f}")], [Limit("Frames a second", middle, LEAST_RATE, least=True)]
    )


if __name__ == "__main__":
    sys.exit(main())
