"""NMEA sentences a second: our driver, pynmeagps, pynmea2, a minimal parser and gpsdecode, in one run.

`python -m benchmarks.nmea` prints a table and fails below 12 times pynmeagps, below 2.5 times pynmea2
whose coordinates are read, below 0.7 of the minimal parser, and not ahead of gpsd's gpsdecode where
that is installed. Rates are by this process's CPU time; against gpsdecode both are by wall time.
"""

import sys
import time
from collections.abc import Callable, Sequence
from statistics import median

from benchmarks._figures import Limit, report
from benchmarks._nmea_peers import GPSDECODE, gpsdecode_seconds, minimal, pynmea2_with_coordinates, pynmeagps
from hardware.gps.nmea import NmeaDriver
from tests.hardware.nmea_stream import sentences

COUNT = 20_000
PEER_SHARE = 5
ROUNDS = 7
CHUNK = 4096
TIMES_PYNMEAGPS = 12.0
TIMES_PYNMEA2 = 2.5
SHARE_OF_MINIMAL = 0.7
LONG_COUNT = 100_000
"""For gpsdecode: half a second, of which its start is two milliseconds."""
LONG_ROUNDS = 3

Rates = dict[str, float]


def driver(lines: Sequence[bytes]) -> None:
    """The driver, fed as a port would feed it."""
    stream = b"".join(lines)
    ours = NmeaDriver()
    for start in range(0, len(stream), CHUNK):
        ours.feed(stream[start : start + CHUNK])


def rate(parse: Callable[[Sequence[bytes]], None], lines: Sequence[bytes]) -> float:
    """Sentences a second of this process's CPU time."""
    began = time.process_time()
    parse(lines)
    return len(lines) / (time.process_time() - began)


def python_rates() -> Rates:
    """The driver beside other parsers in Python: medians of rounds that they take in turns."""
    lines = list(sentences(COUNT, seed=1))
    few = lines[: COUNT // PEER_SHARE]
    runs = {
        "driver": (driver, lines),
        "pynmeagps": (pynmeagps, few),
        "pynmea2": (pynmea2_with_coordinates, few),
        "minimal": (minimal, lines),
    }
    rates: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, (parse, share) in runs.items():
            rates[name].append(rate(parse, share))
    return {name: median(values) for name, values in rates.items()}


def gpsdecode_rates() -> Rates:
    """The driver beside gpsdecode on the same long stream, by wall time; {} where there is none."""
    if not GPSDECODE:
        return {}
    lines = list(sentences(LONG_COUNT, seed=1))
    stream = b"".join(lines)
    ours, theirs = [], []
    for _ in range(LONG_ROUNDS):
        began = time.perf_counter()
        driver(lines)
        ours.append(time.perf_counter() - began)
        theirs.append(gpsdecode_seconds(stream))
    return {
        "driver, wall time": LONG_COUNT / median(ours),
        "gpsdecode, wall time": LONG_COUNT / median(theirs),
    }


def limits(rates: Rates, wall: Rates) -> list[Limit]:
    """What the driver must reach, beside what it did."""
    ours = rates["driver"]
    kept = [
        Limit("driver / pynmeagps", ours / rates["pynmeagps"], TIMES_PYNMEAGPS, least=True),
        Limit("driver / pynmea2 with coordinates", ours / rates["pynmea2"], TIMES_PYNMEA2, least=True),
        Limit("driver / minimal", ours / rates["minimal"], SHARE_OF_MINIMAL, least=True),
    ]
    if wall:
        times = wall["driver, wall time"] / wall["gpsdecode, wall time"]
        kept.append(Limit("driver / gpsdecode, wall time", times, 1.0, least=True))
    return kept


def main() -> int:
    rates, wall = python_rates(), gpsdecode_rates()
    rows = [(name, f"{value:>10,.0f} sentences/s") for name, value in (rates | wall).items()]
    if not wall:
        rows.append(("gpsdecode", "is not installed (Debian: gpsd-clients): not compared"))
    return report(rows, limits(rates, wall))


if __name__ == "__main__":
    sys.exit(main())
