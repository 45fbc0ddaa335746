"""Simulated devices behind real pseudo-terminals."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial

from hardware.inbox import Inbox
from hardware.link import Link
from hardware.ports import LineSettings, Ports
from hardware.readings import TransmissionBegan
from hardware.simulators.device import MachineClock, Output
from hardware.simulators.faults import Faulty
from hardware.simulators.kenwood import SimulatedKenwood
from hardware.simulators.pty import PtyDevice
from tests.hardware.waiting import wait_until

KEYED = b"\x02I110040021004002\x03"


class Parrot:
    """Says what it hears."""

    def __init__(self) -> None:
        self._output = Output()
        self.asked = 0
        self.say = self.receive = self._output.say

    def emit(self) -> bytes:
        self.asked += 1
        return self._output.take()


@pytest.fixture
def parrot() -> Parrot:
    return Parrot()


@pytest.fixture
def plugged(parrot: Parrot) -> Iterator[PtyDevice]:
    device = PtyDevice(parrot)
    device.start()
    yield device
    device.stop()


def opened(path: str) -> serial.SerialBase:
    return Ports().open(path, LineSettings())


def read(port: serial.SerialBase, size: int) -> bytes:
    data = bytearray()

    def complete() -> bool:
        data.extend(port.read(size - len(data)))
        return len(data) == size

    wait_until(complete, f"for {size} bytes")
    return bytes(data)


def test_every_byte_goes_through_unchanged_both_ways(plugged: PtyDevice) -> None:
    port = opened(plugged.path)
    every = bytes(range(256))
    port.write(every)
    assert read(port, 256) == every
    port.close()
    again = opened(plugged.path)
    again.write(b"\r\n\x03\x04")
    assert read(again, 4) == b"\r\n\x03\x04"
    again.close()


def test_a_link_hears_the_radio_and_is_answered() -> None:
    radio = SimulatedKenwood(MachineClock())
    device = PtyDevice(radio)
    device.start()
    inbox = Inbox()
    link = Link(name="radio", url=device.path, driver="kenwood", ports=Ports(), inbox=inbox)
    link.start()
    try:
        wait_until(lambda: link.health.state == "open")
        radio.key("100-4002")
        wait_until(lambda: link.health.readings == 1, "for the radio")
        assert isinstance(link.frames()[0].reading, TransmissionBegan)
        assert link.send(b"\x02JCA\x03")
        wait_until(lambda: link.health.readings == 2, "for the state of the channel")
    finally:
        link.stop()
        device.stop()


def test_an_absent_reader_stops_neither_the_device_nor_the_stop(plugged: PtyDevice, parrot: Parrot) -> None:
    for _ in range(100):
        parrot.say(KEYED * 1000)
    asked = parrot.asked
    wait_until(lambda: parrot.asked > asked, "for the terminal to take some")
    # More than the terminal and the thread hold: what is left stays with the device, which is bounded.
    for _ in range(100):
        parrot.say(KEYED * 1000)
    plugged.stop()
    assert plugged.path == ""


def test_a_slow_reader_gets_everything_in_order(plugged: PtyDevice, parrot: Parrot) -> None:
    port = opened(plugged.path)
    sent = b"".join(b"%05d\n" % number for number in range(10_000))
    parrot.say(sent)
    heard = b"".join(read(port, 1000) for _ in range(60))
    assert heard == sent
    port.close()


def test_stopping_is_unplugging_and_starting_plugs_in_again(parrot: Parrot) -> None:
    device = PtyDevice(parrot)
    assert device.path == ""
    device.start()
    with pytest.raises(RuntimeError, match="already"):
        device.start()
    port = opened(device.path)
    gone = device.path
    device.stop()
    device.stop()

    def fails() -> bool:
        try:
            port.read(1)
        except OSError:
            return True
        return False

    wait_until(fails, "for the port to be lost")
    port.close()
    assert not Path(gone).exists()
    device.start()
    again = opened(device.path)
    again.write(b"here")
    assert read(again, 4) == b"here"
    again.close()
    device.stop()


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_no_thread_and_no_descriptor_is_left() -> None:
    threads, files = threading.active_count(), open_files()
    for _ in range(5):
        device = PtyDevice(Parrot())
        device.start()
        device.stop()
    assert threading.active_count() == threads
    assert open_files() == files


def test_a_split_device_arrives_whole() -> None:
    parrot = Parrot()
    faulty = Faulty(parrot, MachineClock())
    faulty.start("split")
    device = PtyDevice(faulty)
    device.start()
    port = opened(device.path)
    parrot.say(KEYED * 50)
    assert read(port, len(KEYED) * 50) == KEYED * 50
    port.close()
    device.stop()
