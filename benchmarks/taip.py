"""TAIP messages a second of CPU: reports of a fleet of trackers, with and without a checksum.

`python -m benchmarks.taip` fails below 50,000 messages a second.
"""

import sys
import time
from collections.abc import Iterator
from random import Random
from statistics import median

from benchmarks._figures import Limit, report
from hardware.gps.fields import checksum
from hardware.gps.taip import TaipDriver

COUNT = 20_000
ROUNDS = 7
CHUNK = 4096
LEAST_RATE = 50_000.0
UNCHECKED_SHARE = 0.1


def messages(count: int, seed: int) -> Iterator[bytes]:
    """Position reports of many units, always the same for one seed."""
    random = Random(seed)
    for _ in range(count):
        lat, lon = random.randint(-9_000_000, 9_000_000), random.randint(-18_000_000, 18_000_000)
        where = f"{random.randrange(86_400):05d}{lat:+08d}{lon:+09d}"
        motion = f"{random.randrange(90):03d}{random.randrange(360):03d}12"
        body = f">RPV{where}{motion};ID={random.randrange(10_000):04d}".encode("ascii")
        if random.random() < UNCHECKED_SHARE:
            yield body + b"<\r\n"
        else:
            yield b"%b;*%02X<\r\n" % (body, checksum(body + b";*"))


def rate(stream: bytes, count: int) -> float:
    """Messages a second of this process's CPU time; raises ValueError when one of them was not read."""
    driver = TaipDriver()
    began = time.process_time()
    read = [
        reading.kind
        for at in range(0, len(stream), CHUNK)
        for reading in driver.feed(stream[at : at + CHUNK])
    ]
    took = time.process_time() - began
    if read != ["position"] * count:
        raise ValueError(f"{read.count('position')} of {count} messages were read")
    return count / took


def main() -> int:
    stream = b"".join(messages(COUNT, seed=1))
    middle = median(rate(stream, COUNT) for _ in range(ROUNDS))
    return report(
        [("Messages a second", f"{middle:,.0f}")],
        [Limit("Messages a second", middle, LEAST_RATE, least=True)],
    )


if __name__ == "__main__":
    sys.exit(main())
