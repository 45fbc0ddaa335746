"""Caller ID: what modems say, in whatever order and spacing, and the simulated modem."""

import pytest

from hardware.drivers import DRIVERS
from hardware.phone.caller_id import CallerIdDriver
from hardware.readings import Caller, Reading, Trouble, Undecoded
from hardware.simulators.caller_id import SimulatedModem
from tests.hardware.clocks import HandClock

OPENING = DRIVERS["caller-id"].opening


def read(*chunks: bytes) -> list[Reading]:
    driver = CallerIdDriver()
    return [reading for chunk in chunks for reading in driver.feed(chunk)] + driver.idle()


def calls(*chunks: bytes) -> list[tuple[str, str, str]]:
    """Number, name and why there is none, of each call."""
    readings = read(*chunks)
    assert all(isinstance(reading, Caller) for reading in readings), readings
    return [
        (reading.number, reading.name, reading.withheld)
        for reading in readings
        if isinstance(reading, Caller)
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (b"NMBR = 3105551234\r\nNAME = SMITH JANE\r\n", ("3105551234", "SMITH JANE", "")),
        (b"NMBR=3105551234\rNAME=SMITH JANE\r", ("3105551234", "SMITH JANE", "")),
        (b"NAME =SMITH JANE\nTIME = 1405\nNMBR= 310-555-1234\n", ("3105551234", "SMITH JANE", "")),
        (b"DATE = 0321\r\nTIME = 1405\r\nNMBR = +44 20 7946 0000\r\n", ("+442079460000", "", "")),
        (b"NMBR = P\r\nNAME = P\r\n", ("", "", "private")),
        (b"NMBR=PRIVATE\r\n", ("", "", "private")),
        (b"NMBR = O\r\nNAME = O\r\n", ("", "", "unavailable")),
        (b"NMBR = O\r\nNAME = P\r\n", ("", "", "unavailable")),
        (b"NAME = P\r\n", ("", "", "private")),
        (b"NMBR = 3105551234\r\nNAME = O\r\n", ("3105551234", "", "")),
        (b"NMBR = O\r\nNAME = LOS ANGELES CA\r\n", ("", "LOS ANGELES CA", "unavailable")),
        (b"NMBR =\r\n", ("", "", "unavailable")),
        (b"NMBR = +\r\n", ("", "", "unavailable")),
        (b"MESG = 0401507D\r\n", ("", "", "unavailable")),
        (b"DATE = 0321\r\nTIME = 1405\r\n", ("", "", "unavailable")),
    ],
)
def test_one_call(said: bytes, expected: tuple[str, str, str]) -> None:
    assert calls(said) == [expected]
    assert calls(b"\r\nRING\r\n\r\n" + said + b"\r\nRING\r\n\r\nRING\r\n") == [expected]


def test_a_block_is_told_at_the_next_ring_and_only_once() -> None:
    driver = CallerIdDriver()
    assert driver.feed(b"\r\nRING\r\n\r\nNMBR = 3105551234\r\n") == []
    (caller,) = driver.feed(b"\r\nRING\r\n")
    assert caller.raw == b"NMBR = 3105551234"
    assert driver.idle() == []
    assert driver.feed(b"\r\nRING\r\n") + driver.idle() == []


def test_a_ring_without_a_block_is_told_once_per_call() -> None:
    driver = CallerIdDriver()
    for _ in range(2):
        assert driver.feed(b"\r\nRING\r\n") == []
        assert driver.idle() == [Caller("", "", "", "unavailable", b"RING")]
        for _ in range(3):
            assert driver.idle() + driver.idle() == []
            assert driver.feed(b"\r\nRING\r\n") + driver.idle() == []
        assert driver.idle() + driver.idle() + driver.idle() == []


def test_a_block_that_comes_after_the_silence_is_told_as_well() -> None:
    driver = CallerIdDriver()
    driver.feed(b"\r\nRING\r\n")
    assert len(driver.idle()) == 1
    driver.feed(b"NMBR = 3105551234\r\n")
    (caller,) = driver.idle()
    assert isinstance(caller, Caller)
    assert caller.number == "3105551234"


def test_blocks_without_rings_are_calls_of_their_own() -> None:
    block = b"DATE = 0321\r\nTIME = 1405\r\nNMBR = %d\r\n"
    assert [number for number, *_ in calls(block % 111, block % 222, b"NMBR = 333\r\n")] == [
        "111",
        "222",
        "333",
    ]


def test_what_says_nothing_is_taken_silently() -> None:
    assert read(b"AT+VCID=1\r\r\nOK\r\n\r\nNO CARRIER\r\nDROF=20\r\nDRON=20\r\n\x00\r\n") == []


def test_a_modem_that_refuses_says_so_once() -> None:
    driver = CallerIdDriver()
    refused = [Trouble("", "The modem refused caller ID.", b"ERROR")]
    assert driver.feed(b"AT+VCID=1\r\r\nERROR\r\n\r\nERROR\r\n") == refused
    assert driver.feed(b"OK\r\nERROR\r\n") == refused


def test_anything_else_is_shown() -> None:
    assert [reading.kind for reading in read(b"CONNECT 9600\r\nNMBR 310\r\nHALF A LI")] == ["undecoded"] * 3


def test_names_are_plain_and_bounded_and_numbers_too() -> None:
    ((number, name, _),) = calls(b"NMBR = " + b"1" * 60 + b"\r\nNAME = \x1b[2J\xff" + b"A" * 90 + b"\r\n")
    assert (len(number), len(name)) == (24, 40)
    assert name.startswith("\ufffd[2J\ufffdA")


def test_an_endless_line_is_cut_at_a_kilobyte() -> None:
    refused = CallerIdDriver().feed(b"NAME = " + b"A" * 5000)
    assert [len(reading.raw) for reading in refused] == [1024] * 4
    assert isinstance(refused[0], Undecoded)


class Desk:
    """The driver on a simulated modem, and what `Link` does with silences."""

    def __init__(self, modem: SimulatedModem, clock: HandClock) -> None:
        self.modem, self.clock, self.driver = modem, clock, CallerIdDriver()
        self.heard: list[Reading] = []

    def listen(self, seconds: float) -> None:
        silent = 0.0
        for _ in range(round(seconds / 0.1)):
            data = self.modem.emit()
            silent = 0.0 if data else silent + 0.1
            self.heard += self.driver.feed(data) if data else []
            if silent >= 2.0:
                self.heard += self.driver.idle()
                silent = 0.0
            self.clock.advance(0.1)


def test_the_modem_tells_who_calls_once_it_was_asked_to() -> None:
    clock = HandClock()
    modem = SimulatedModem(clock)
    desk = Desk(modem, clock)
    modem.receive(OPENING[:4])
    modem.receive(OPENING[4:])
    modem.ring("3105551234", "SMITH JANE")
    modem.ring("3105559999")
    modem.ring(withheld="private")
    desk.listen(90)
    callers = [reading for reading in desk.heard if isinstance(reading, Caller)]
    assert desk.heard == callers
    assert [(caller.number, caller.name, caller.withheld) for caller in callers] == [
        ("3105551234", "SMITH JANE", ""),
        ("3105559999", "", ""),
        ("", "", "private"),
    ]


def test_the_modem_rings_every_six_seconds_and_the_block_follows_the_first() -> None:
    clock = HandClock()
    modem = SimulatedModem(clock)
    modem.receive(b"at\r" + OPENING)
    assert modem.emit() == b"at\r\r\nOK\r\nAT+VCID=1\r\r\nOK\r\n"
    modem.ring("3105551234", "SMITH JANE", rings=2)
    assert modem.emit() == b"\r\nRING\r\n"
    clock.advance(1.5)
    lines = modem.emit().split()
    assert lines == b"DATE = 1123 TIME = 1200 NMBR = 3105551234 NAME = SMITH JANE".split()
    clock.advance(4.4)
    assert modem.emit() == b""
    clock.advance(0.1)
    assert modem.emit() == b"\r\nRING\r\n"


def test_a_modem_that_was_not_asked_or_refuses_only_rings() -> None:
    clock = HandClock()
    for modem in (SimulatedModem(clock), SimulatedModem(clock, refuses=True)):
        modem.ring("3105551234", rings=1)
        desk = Desk(modem, clock)
        desk.listen(5)
        assert [reading.kind for reading in desk.heard] == ["caller"]
        assert b"NMBR" not in desk.heard[0].raw
    modem.receive(OPENING + b"\rhello\r")
    assert modem.emit() == b"AT+VCID=1\r\r\nERROR\r\nhello\r\r\nERROR\r\n"
