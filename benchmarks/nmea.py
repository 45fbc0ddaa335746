"""NMEA sentences a second of CPU: our driver, pynmeagps and a minimal parser, in one run.

`python -m benchmarks.nmea` prints a table and fails below 12 times pynmeagps or below 0.7 of
the minimal parser.
"""

import sys
import time
from collections.abc import Callable, Sequence
from functools import reduce
from operator import xor
from statistics import median

from pynmeagps import NMEAReader

from hardware.gps.nmea import NmeaDriver
from tests.hardware.nmea_stream import sentences

COUNT = 20_000
PEER_SHARE = 5
ROUNDS = 7
CHUNK = 4096
TIMES_PEER = 12.0
SHARE_OF_MINIMAL = 0.7


def ours(lines: Sequence[bytes]) -> None:
    """The driver, fed as a port would feed it."""
    stream = b"".join(lines)
    driver = NmeaDriver()
    for start in range(0, len(stream), CHUNK):
        driver.feed(stream[start : start + CHUNK])


def peer(lines: Sequence[bytes]) -> None:
    """pynmeagps line by line, which is faster than its own stream reader."""
    for line in lines:
        NMEAReader.parse(line)


def minimal(lines: Sequence[bytes]) -> None:
    """The least that still gives a position: checksum, split, two conversions; nothing is checked."""
    for line in b"".join(lines).split(b"\r\n"):
        body, _, given = line[1:].partition(b"*")
        if not given or reduce(xor, body) != int(given, 16):
            continue
        fields = body.split(b",")
        kind = fields[0][2:]
        if kind == b"RMC":
            _minimal_position(fields[3:7], fields[2] == b"A")
        elif kind == b"GGA":
            _minimal_position(fields[2:6], fields[6] != b"0")
        elif kind == b"GLL":
            _minimal_position(fields[1:5], fields[6] == b"A")


def _minimal_position(where: list[bytes], valid: bool) -> tuple[float, float, bool] | None:
    lat, north_south, lon, east_west = where
    if not lat or not lon:
        return None
    north = float(lat[:2]) + float(lat[2:]) / 60
    east = float(lon[:3]) + float(lon[3:]) / 60
    return (-north if north_south == b"S" else north, -east if east_west == b"W" else east, valid)


def rate(parse: Callable[[Sequence[bytes]], None], lines: Sequence[bytes]) -> float:
    """Sentences a second of this process's CPU time."""
    began = time.process_time()
    parse(lines)
    return len(lines) / (time.process_time() - began)


def main() -> int:
    lines = list(sentences(COUNT, seed=1))
    few = lines[: COUNT // PEER_SHARE]
    rates: dict[str, list[float]] = {"driver": [], "pynmeagps": [], "minimal": []}
    for _ in range(ROUNDS):
        rates["driver"].append(rate(ours, lines))
        rates["pynmeagps"].append(rate(peer, few))
        rates["minimal"].append(rate(minimal, lines))
    middle = {name: median(values) for name, values in rates.items()}
    times, share = middle["driver"] / middle["pynmeagps"], middle["driver"] / middle["minimal"]
    report = [f"{name:<10} {value:>10,.0f} sentences/s" for name, value in middle.items()]
    report.append(f"driver / pynmeagps {times:.1f} (at least {TIMES_PEER:g})")
    report.append(f"driver / minimal   {share:.2f} (at least {SHARE_OF_MINIMAL:g})")
    sys.stdout.write("\n".join(report) + "\n")
    return 0 if times >= TIMES_PEER and share >= SHARE_OF_MINIMAL else 1


if __name__ == "__main__":
    sys.exit(main())
