"""Devices in the shell: what is plugged in, a capture, a replay, and a simulated device on a terminal."""

import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import Path

from console.clock import SystemClock
from console.errors import Unavailable
from console.station.detecting import detect
from console.station.listening import Ear, Row, opened, row_of
from hardware.capture import CaptureWriter, read_capture
from hardware.driver_options import read_options
from hardware.drivers import UnknownDriverError, make_driver
from hardware.identity import found_ports, identity_of
from hardware.simulators.catalogue import UnknownDeviceError, simulated
from hardware.simulators.pty import PtyDevice

CHUNK = 65536
LONGEST_WAIT = 0.5


def ports(*, listen: bool) -> Iterator[Row]:
    """Each serial port with its USB identity, and with `listen` what speaks on it; nothing is sent."""
    for port in found_ports():
        row = {
            "port": port.device,
            "identity": str(identity_of(port) or ""),
            "description": port.description,
            "by_id": port.by_id,
        }
        if listen:
            found = detect(port.device, threading.Event())
            row |= {"driver": found.driver, "line": found.line, "heard": found.words}
        yield row


def capture(port: str, protocol: str, path: Path, ear: Ear) -> Iterator[Row]:
    """Write every byte of a port to a file while its readings are given, until the port ends."""
    driver = ear.driver
    try:
        writer = CaptureWriter(path, driver=protocol, url=port, settings=ear.settings, clock=SystemClock())
    except (OSError, ValueError) as error:
        raise Unavailable(f"{path} cannot be written: {error}") from error
    try:
        for data in opened(port, ear.settings):
            writer.write(data)
            yield from map(row_of, driver.feed(data) if data else driver.idle())
    except OSError as error:
        raise Unavailable(str(error)) from error
    finally:
        writer.close()


def replay(path: Path, protocol: str, speed: float, options: Sequence[str] = ()) -> Iterator[Row]:
    """The readings of a capture, at `speed` times its own pace; 0 is as fast as they can be decoded.

    `options` are the driver's, `name=value` each.
    """
    try:
        whole = read_capture(path)
        driver = make_driver(protocol or whole.header.driver, read_options(options))
    except (OSError, ValueError, UnknownDriverError) as error:
        raise Unavailable(f"{path} cannot be replayed: {error}") from error
    pause, at = threading.Event(), 0.0
    for chunk in whole.chunks:
        if chunk.sent:
            continue
        if speed and chunk.t > at:
            pause.wait((chunk.t - at) / speed)
        at = chunk.t
        yield from map(row_of, driver.feed(chunk.data))
    yield from map(row_of, driver.idle())


def simulate(name: str, options: Mapping[str, str], stopping: threading.Event) -> Generator[Row]:
    """Run a simulated device on a pseudo-terminal until `stopping`; the one row is its path."""
    try:
        device = simulated(name, SystemClock(), options)
    except (UnknownDeviceError, ValueError) as error:
        raise Unavailable(str(error)) from error
    terminal = PtyDevice(device)
    try:
        terminal.start()
    except OSError as error:
        raise Unavailable(f"There is no pseudo-terminal to be had: {error}.") from error
    try:
        yield {"device": name, "path": terminal.path}
        while not stopping.wait(LONGEST_WAIT):
            pass
    finally:
        terminal.stop()


def options_of(words: list[str]) -> dict[str, str]:
    """`fault=garbage seed=3` as a mapping; raises Unavailable for a word without an equals sign."""
    pairs = [word.partition("=") for word in words]
    for name, equals, _ in pairs:
        if not equals:
            raise Unavailable(f"'{name}' is no option. Write it as name=value, such as fault=garbage.")
    return {name: value for name, _, value in pairs}
