"""Eight GPS receivers on pseudo-terminals, 200 sentences a second each, until standard input ends.

Prints the terminals' names in one line first. A process of its own, so that its work is not counted as
the console's.
"""

import os
import select
import sys
import time
import tty
from datetime import UTC, datetime

from hardware.simulators.gps import sentence

PORTS = 8
RATE = 200
TURNS_A_SECOND = 50


def batch(port: int, turn: int) -> bytes:
    """The sentences of one turn of one port, half of them RMC and half GGA, on a slow ride east."""
    lon = 11800.0 + port + turn / 10_000
    time_of_day = f"{datetime.now(UTC):%H%M%S}.00"
    rmc = sentence(
        f"GPRMC,{time_of_day},A,3405.0000,N,{lon:010.4f},W,10.0,90.0,{datetime.now(UTC):%d%m%y},,,A"
    )
    gga = sentence(f"GPGGA,{time_of_day},3405.0000,N,{lon:010.4f},W,1,09,1.0,90.0,M,-33.0,M,,")
    return (rmc + gga) * (RATE // TURNS_A_SECOND // 2)


def main() -> None:
    masters = []
    for _ in range(PORTS):
        master, slave = os.openpty()
        tty.setraw(slave)
        os.set_blocking(master, False)
        masters.append(master)
        sys.stdout.write(os.ttyname(slave) + " ")
    sys.stdout.write("\n")
    sys.stdout.flush()
    turn, due = 0, time.monotonic()
    while not select.select([sys.stdin], [], [], max(0.0, due - time.monotonic()))[0]:
        due += 1 / TURNS_A_SECOND
        turn += 1
        for port, master in enumerate(masters):
            if select.select([], [master], [], 0)[1]:
                os.write(master, batch(port, turn))


if __name__ == "__main__":
    main()
