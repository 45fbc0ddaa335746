"""From a byte on a pseudo-terminal to the changed board, alone and beside eight busy ports.

A sentence is written to one terminal at uneven times; a watcher of the board notes when its position is
there. The peer is a bare select loop that reads the same kind of terminal, in the same run. The load is
eight ports with 200 sentences a second each, written by a process of its own; what the console's
process spends on them is its CPU time against the clock.

`python -m benchmarks.ports` fails when the median is over 3 times the select loop's, the 99th percentile
over 25 ms alone or 60 ms under load, or the load costs over half a core.
"""

import os
import queue
import random
import select
import subprocess
import sys
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._figures import Limit, percentile, report
from benchmarks._stations import startup
from console.app import Station
from console.settings import DeviceSettings
from hardware.simulators.gps import sentence

PROBES = 300
LOAD_S = 10.0
SHORTEST_S, LONGEST_S = 0.06, 0.16
PATIENCE_S = 10.0
UNIT = "CSO-11"
OTHERS = ("CSO-12", "CSO-13", "CSO-14", "CSO-15", "CSO-16", "CSO-17", "UTV-1", "UTV-2")


class Terminal:
    """A pseudo-terminal in raw mode."""

    def __init__(self) -> None:
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        self.name = os.ttyname(self.slave)

    def close(self) -> None:
        os.close(self.master)
        os.close(self.slave)


def probe(number: int) -> bytes:
    """One position, a little further east with each number."""
    now = datetime.now(UTC)
    lon = f"{11822.0 - number / 10_000:010.4f}"
    time_of_day = f"{now:%H%M%S}.{now.microsecond // 10_000:02d}"
    return sentence(f"GPRMC,{time_of_day},A,3405.0000,N,{lon},W,10.0,90.0,{now:%d%m%y},,,A")


def selected(terminal: Terminal, arrived: "queue.SimpleQueue[float]", ending: threading.Event) -> None:
    """The peer: as little as can be between the bytes and knowing of them."""
    while not ending.is_set():
        if select.select([terminal.slave], [], [], 0.2)[0]:
            os.read(terminal.slave, 4096)
            arrived.put(time.perf_counter())


def delays(terminal: Terminal, arrived: "queue.SimpleQueue[float]") -> list[float]:
    """Milliseconds from each write to its arrival."""
    pause, chance, found = threading.Event(), random.Random(1), []
    for number in range(PROBES):
        pause.wait(chance.uniform(SHORTEST_S, LONGEST_S))
        written = time.perf_counter()
        os.write(terminal.master, probe(number))
        found.append((arrived.get(timeout=PATIENCE_S) - written) * 1000)
    return found


def peer_delays() -> list[float]:
    terminal, arrived, ending = Terminal(), queue.SimpleQueue[float](), threading.Event()
    thread = threading.Thread(target=selected, args=(terminal, arrived, ending))
    thread.start()
    try:
        return delays(terminal, arrived)
    finally:
        ending.set()
        thread.join()
        terminal.close()


def watch(station: Station) -> "queue.SimpleQueue[float]":
    """The moments at which the probed unit's fix on the board has changed."""
    arrived, shown = queue.SimpleQueue[float](), [0.0]

    def look() -> None:
        fix = station.board.picture.fixes.get(UNIT)
        if fix is not None and fix.lon != shown[0]:
            shown[0] = fix.lon
            arrived.put(time.perf_counter())

    station.board.watch(look)
    return arrived


@contextmanager
def running(folder: Path, devices: tuple[DeviceSettings, ...]) -> Iterator[Station]:
    """The whole station without its window, on a store of its own."""

    start = startup(folder)
    station = Station(replace(start, settings=replace(start.settings, devices=devices)))
    station.start()
    try:
        station.desk.opened.result(PATIENCE_S)
        station.connect()
        wait_for(lambda: all(view.state == "running" for view in station.devices.views()))
        yield station
    finally:
        station.close()


def wait_for(true: Callable[[], bool]) -> None:
    """Return as soon as it is so."""
    pause, until = threading.Event(), time.monotonic() + PATIENCE_S
    while not true():
        if time.monotonic() > until:
            raise TimeoutError
        pause.wait(0.02)


def alone(folder: Path) -> list[float]:
    terminal = Terminal()
    with running(folder, (DeviceSettings("Probe", terminal.name, "nmea", UNIT),)) as station:
        found = delays(terminal, watch(station))
    terminal.close()
    return found


def beside_eight(folder: Path) -> tuple[list[float], float]:
    """Delays under load, and the share of one core that the load alone costs."""
    terminal = Terminal()
    command = [sys.executable, "-m", "benchmarks._many_ports"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as load:
        assert load.stdin and load.stdout
        names = load.stdout.readline().split()
        others = tuple(
            DeviceSettings(f"GPS {unit}", name, "nmea", unit)
            for unit, name in zip(OTHERS, names, strict=True)
        )
        with running(folder, (DeviceSettings("Probe", terminal.name, "nmea", UNIT), *others)) as station:
            wait_for(lambda: sum(view.frames for view in station.devices.views()) > 1000)
            share = cpu_share(LOAD_S)
            found = delays(terminal, watch(station))
        load.stdin.close()
    terminal.close()
    return found, share


def cpu_share(seconds: float) -> float:
    """CPU time of this process against the clock."""
    cpu, clock = time.process_time(), time.perf_counter()
    threading.Event().wait(seconds)
    return (time.process_time() - cpu) / (time.perf_counter() - clock)


def main() -> int:
    with TemporaryDirectory() as folder, TemporaryDirectory() as other:
        peer = peer_delays()
        idle = alone(Path(folder))
        loaded, share = beside_eight(Path(other))
    rows = {"select loop": peer, "board, alone": idle, "board, eight busy ports": loaded}
    middle = percentile(idle, 0.5) / percentile(peer, 0.5)
    return report(
        [
            (name, f"p50 {percentile(ms, 0.5):.2f} ms   p99 {percentile(ms, 0.99):.2f} ms")
            for name, ms in rows.items()
        ],
        [
            Limit("byte to board, median against a select loop", middle, 3.0),
            Limit("byte to board alone, p99 ms", percentile(idle, 0.99), 25.0),
            Limit("byte to board beside eight ports, p99 ms", percentile(loaded, 0.99), 60.0),
            Limit("CPU of eight ports, share of one core", share, 0.5),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
