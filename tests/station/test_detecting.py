"""What speaks on a port is found out by listening, and nothing is ever sent."""

import os
import threading
import tty
from collections.abc import Iterator

import pytest

from console.station.detecting import detect
from hardware.simulators.pty import PtyDevice


class Listening:
    """A device that notes what is sent to it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.heard = b""

    def receive(self, data: bytes) -> None:
        self.heard += data

    def emit(self) -> bytes:
        return self._data


@pytest.fixture
def silent() -> Iterator[str]:
    controller, device = os.openpty()
    tty.setraw(device)
    yield os.ttyname(device)
    os.close(controller)
    os.close(device)


def test_a_radio_is_recognised_and_nothing_is_sent_to_it() -> None:
    device = Listening(b"\x02I110040021004002\x03")
    terminal = PtyDevice(device)
    terminal.start()
    found = detect(terminal.path, threading.Event(), 0.2)
    terminal.stop()
    assert (found.driver, device.heard) == ("kenwood", b"")
    assert "Kenwood" in found.words
    assert found.line


def test_silence_noise_and_a_missing_port_are_said(silent: str) -> None:
    assert "Nothing came" in detect(silent, threading.Event(), 0.05).words
    noise = PtyDevice(Listening(b"\xf8\x91\x00\x13" * 10))
    noise.start()
    assert "no driver makes sense" in detect(noise.path, threading.Event(), 0.05).words
    noise.stop()
    assert "cannot be listened at" in detect("/dev/nothing", threading.Event(), 0.05).words


def test_it_ends_when_it_is_told_to(silent: str) -> None:
    stopping = threading.Event()
    stopping.set()
    assert detect(silent, stopping).driver == ""
