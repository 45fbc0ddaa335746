"""KISS frames a second of CPU, position frames as trackers send them, against a limit.

`python -m benchmarks.kiss` prints the rates and fails below 50,000 frames a second.
"""

import sys
import time
from random import Random
from statistics import median

from benchmarks._figures import Limit, report
from hardware.radio.ax25 import Addresses, Hop, ui_frame
from hardware.radio.kiss import KissDriver
from hardware.radio.kiss_frames import wrapped
from hardware.readings import Position

COUNT = 20_000
STATIONS = 200
ROUNDS = 7
CHUNK = 4096
LEAST_FRAMES = 50_000.0
MIC_E_PAYLOAD, MIC_E_DESTINATION = b'`(_fn"Oj/', "S32U6T"


def plain_frame(random: Random) -> bytes:
    lat = f"{random.randrange(90):02d}{random.randrange(6000) / 100:05.2f}N"
    lon = f"{random.randrange(180):03d}{random.randrange(6000) / 100:05.2f}W"
    motion = f"{random.randrange(361):03d}/{random.randrange(80):03d}"
    return _frame(random, "APRS", f"!{lat}/{lon}>{motion}".encode())


def mic_e_frame(random: Random) -> bytes:
    return _frame(random, MIC_E_DESTINATION, MIC_E_PAYLOAD)


def _frame(random: Random, destination: str, payload: bytes) -> bytes:
    path = (Hop("WIDE1-1", True), Hop("WIDE2-1", False))
    return wrapped(ui_frame(Addresses(destination, f"N{random.randrange(STATIONS)}CS-9", path), payload))


def rate(stream: bytes) -> float:
    """Frames a second of this process's CPU time, fed as a port would feed them."""
    driver, heard = KissDriver(), 0
    began = time.process_time()
    for start in range(0, len(stream), CHUNK):
        heard += sum(isinstance(each, Position) for each in driver.feed(stream[start : start + CHUNK]))
    spent = time.process_time() - began
    assert heard == COUNT, f"{heard} of {COUNT} frames were read"
    return COUNT / spent


def main() -> int:
    random = Random(1)
    plain = b"".join(plain_frame(random) for _ in range(COUNT))
    mic_e = b"".join(mic_e_frame(random) for _ in range(COUNT))
    rates = median(rate(plain) for _ in range(ROUNDS))
    rows = [("Mic-E positions, frames/s", f"{median(rate(mic_e) for _ in range(ROUNDS)):,.0f}")]
    return report(rows, [Limit("plain positions, frames/s", rates, LEAST_FRAMES, least=True)])


if __name__ == "__main__":
    sys.exit(main())
