"""The memory of a station without its window over simulated minutes of eight busy GPS ports, 30 of them.

The station's clock runs 30 times as fast as the machine's; eight simulated ports say 200 sentences a
simulated second each, 2.88 million in all, through link, driver, inbox, intake, board and store.

`python -m benchmarks.memory` takes a minute, `python -m benchmarks.memory 480` (`make soak`) sixteen, and
fails when the memory of the last third of them is over 2 % more or less than that of the third before.
"""

import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from benchmarks._figures import Limit, report
from benchmarks._stations import startup
from console.board.holder import Board
from console.clock import Clock, ScaledClock
from console.desk.thread import DeskThread
from console.settings import DeviceSettings
from console.station.identities import Identities
from console.station.intake import Intake
from console.station.opening import open_desk
from hardware.inbox import Inbox
from hardware.link import Link
from hardware.ports import Ports
from hardware.simulators.bench import Bench
from hardware.simulators.gps import sentence

MINUTES = 30
SPEED = 30.0
PORTS, RATE = 8, 200
MOST_AT_ONCE = 400
CHANGE = 0.02
PATIENCE_S = 20.0


class BusyReceiver:
    """Says 200 sentences a second of its clock, half of them RMC and half GGA, on a ride east."""

    def __init__(self, clock: Clock, port: int) -> None:
        self._clock = clock
        self._port = port
        self._began = clock.monotonic()
        self.said = 0

    def receive(self, data: bytes) -> None:
        """It is not configured."""

    def emit(self) -> bytes:
        """What is due; like a real UART, what nobody has read in time is lost."""
        due = int((self._clock.monotonic() - self._began) * RATE)
        lines = [self._line(number) for number in range(max(self.said, due - MOST_AT_ONCE), due)]
        self.said = due
        return b"".join(lines)

    def _line(self, number: int) -> bytes:
        at = self._clock.now()
        lon = f"{11800.0 + self._port + number % 100_000 / 100_000:010.4f}"
        moment, where = f"{at:%H%M%S}.{at.microsecond // 10_000:02d}", f"3405.0000,N,{lon},W"
        if number % 2:
            return sentence(f"GPGGA,{moment},{where},1,09,1.0,90.0,M,-33.0,M,,")
        return sentence(f"GPRMC,{moment},A,{where},10.0,90.0,{at:%d%m%y},,,A")


def resident() -> int:
    """Bytes of memory that the process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


def measure(folder: Path, minutes: int) -> tuple[list[int], int]:
    """The memory of each simulated half minute, and how many sentences were said."""
    clock = ScaledClock(datetime.now(UTC), SPEED)
    start = replace(startup(folder), clock=clock)
    board, inbox, bench = Board(), Inbox(), Bench()
    desk = DeskThread(lambda: open_desk(start), board)
    desk.start()
    desk.opened.result(PATIENCE_S)
    receivers = [BusyReceiver(clock, port) for port in range(PORTS)]
    units = list(board.picture.units)
    settings = [DeviceSettings(f"GPS {n}", f"sim://gps-{n}", "nmea", units[n]) for n in range(PORTS)]
    owners = {each.name: each.unit for each in settings}
    intake = Intake(
        inbox=inbox,
        board=board,
        desk=desk,
        clock=clock,
        identities=Identities(board, owners),
        answer=lambda link, data: None,
        heard=lambda link, reading: None,
    )
    intake.start()
    links = []
    for each, receiver in zip(settings, receivers, strict=True):
        bench.add(each.url.removeprefix("sim://"), receiver)
        links.append(Link(name=each.name, url=each.url, driver="nmea", ports=Ports(bench), inbox=inbox))
        links[-1].start()
    found = _watch(minutes)
    for link in links:
        link.stop()
    intake.stop()
    desk.stop()
    return found, sum(receiver.said for receiver in receivers)


def _watch(minutes: int) -> list[int]:
    pause, found = threading.Event(), []
    until = time.monotonic() + minutes * 60 / SPEED
    while time.monotonic() < until:
        pause.wait(30 / SPEED)
        found.append(resident())
    return found


def main(minutes: int = MINUTES) -> int:
    with TemporaryDirectory() as folder:
        found, said = measure(Path(folder), minutes)
    third = len(found) // 3
    before, after = mean(found[third : 2 * third]), mean(found[2 * third :])
    return report(
        [
            ("sentences", f"{said:,} in {minutes} simulated minutes"),
            ("memory", f"{before / 2**20:.1f} MB, a third later {after / 2**20:.1f} MB"),
        ],
        [Limit("change of memory, share", abs(after / before - 1), CHANGE)],
    )


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
