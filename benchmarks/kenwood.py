"""Kenwood frames and lines a second of CPU, mixed as a busy system sends them, against a limit.

`python -m benchmarks.kenwood` prints the rates and fails below 50,000 messages a second.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from random import Random
from statistics import median

from benchmarks._figures import Limit, report
from hardware.radio.kenwood import KenwoodDriver
from hardware.readings import Reading, Undecoded
from tests.hardware.nmea_stream import line

COUNT = 20_000
UNITS = 200
ROUNDS = 7
CHUNK = 4096
LEAST_RATE = 50_000.0


def transmissions(count: int, seed: int) -> Iterator[bytes]:
    """Each with all that it says: who begins, where and with which status, who ends; now and then more."""
    random = Random(seed)
    for _ in range(count):
        yield from random.choice((_fleetsync, _nexedge))(random)


def _fleetsync(random: Random) -> Iterator[bytes]:
    unit = f"100{random.randrange(1000, 1000 + UNITS)}"
    fields = f"{unit[:3]},{unit[3:]}"
    code = random.choice(("80", "80", "11", "15"))
    yield f"\x02I1{unit}{unit}\x03".encode("ascii")
    yield line(f"PKLDS,{_time(random)},A,{_place(random)},031.1,194.9,231126,19.20,W00,{fields},{code},00,")
    yield f"\x02I0{unit}{unit}\x03".encode("ascii")
    yield random.choice(
        (
            line(f"PKLSH,{_place(random)},{_time(random)},A,{fields},"),
            line(f"PKLID,00,{fields},{code},00,"),
            f"\x02F{unit}At the north gate of the park\x03".encode("ascii"),
            b"\x020\x03",
            b"\x02JA\x82\x03",
        )
    )


def _nexedge(random: Random) -> Iterator[bytes]:
    unit = f"U{random.randrange(1, UNITS):05d}"
    yield f"\x02gI1{unit}{unit}\x03".encode("ascii")
    yield b"\x02" + line(f"PKNDS,{_time(random)},A,{_place(random)},,,,,00,{unit},207,00,")
    yield f"\x02gI0{unit}{unit}\x03".encode("ascii")
    yield random.choice(
        (
            line(f"PKNSH,{_place(random)},{_time(random)},A,{unit},"),
            f"\x02gE{unit}U00001015\x03".encode("ascii"),
            f"\x02gF{unit}U00001At the north gate of the park\x03".encode("ascii"),
        )
    )


def _time(random: Random) -> str:
    return f"{random.randrange(24):02d}{random.randrange(60):02d}{random.randrange(60):02d}"


def _place(random: Random) -> str:
    lat, lon = random.randrange(600_000), random.randrange(600_000)
    return f"39{lat / 10_000:07.4f},N,119{lon / 10_000:07.4f},W"


def rate(stream: bytes, count: int) -> float:
    """Messages a second of this process's CPU time; raises ValueError when one of them was refused."""
    driver = KenwoodDriver()
    readings: list[Reading] = []
    began = time.process_time()
    for start in range(0, len(stream), CHUNK):
        readings += driver.feed(stream[start : start + CHUNK])
    took = time.process_time() - began
    if refused := [reading for reading in readings if isinstance(reading, Undecoded)]:
        raise ValueError(f"{len(refused)} of {count} messages were refused, the first: {refused[0]}")
    return count / took


def middle_rate(messages: Sequence[bytes]) -> float:
    """Of several runs over the same messages."""
    stream = b"".join(messages)
    return median(rate(stream, len(messages)) for _ in range(ROUNDS))


def main() -> int:
    mixed = list(transmissions(COUNT // 4, seed=1))
    frames = [each for each in mixed if b"$" not in each]
    lines = [each for each in mixed if b"$" in each]
    rows = [
        ("frames alone, messages/s", f"{middle_rate(frames):,.0f}"),
        ("lines alone, messages/s", f"{middle_rate(lines):,.0f}"),
    ]
    return report(rows, [Limit("all mixed, messages/s", middle_rate(mixed), LEAST_RATE, least=True)])


if __name__ == "__main__":
    sys.exit(main())
