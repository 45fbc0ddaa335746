"""Ademco 685: messages, polls and signs of life, and the simulated receiver."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.alarm.ademco import AdemcoDriver
from hardware.readings import Alarm, Heartbeat, Reading, Undecoded
from hardware.simulators.ademco import SimulatedAdemco
from hardware.simulators.alarm_receiver import EVENT_LIMIT
from tests.hardware.clocks import HandClock

FIRE = b"\n11 7777 18 E110 00 C001 \r"
OKAY = b"\n00 OKAY @\r"
ACK, NAK = b"\x06", b"\x15"


def read(*chunks: bytes) -> list[Reading]:
    driver = AdemcoDriver()
    return [reading for chunk in chunks for reading in driver.feed(chunk)] + driver.idle()


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (FIRE, ("7777", "110", "E", "00", "001", "1", "1", "")),
        (b"\n11 7777 18 R401 01 U012 \r", ("7777", "401", "R", "01", "012", "1", "1", "User 012")),
        (b"\n023 7777 98 3130 01 C012\r", ("7777", "130", "R", "01", "012", "02", "3", "")),
        (b"\n14 1111 18 E134 01 C08\r", ("1111", "134", "E", "01", "08", "1", "4", "")),
    ],
)
def test_events(message: bytes, expected: tuple[str, ...]) -> None:
    (reading,) = read(message)
    assert isinstance(reading, Alarm)
    assert (*reading[:7], reading.text) == expected
    assert (reading.answer, reading.raw) == (ACK, message)


def test_a_poll_is_answered_at_once() -> None:
    driver = AdemcoDriver()
    assert driver.feed(b"S") == [Heartbeat("", OKAY, b"S")]
    assert [reading.kind for reading in driver.feed(b"S" + FIRE + b"S\r\nS\r\n")] == [
        "heartbeat",
        "alarm",
        "heartbeat",
        "heartbeat",
    ]


def test_an_s_in_noise_is_no_poll() -> None:
    driver = AdemcoDriver()
    assert driver.feed(b"\xffS") == []
    assert [reading.kind for reading in driver.idle()] == ["undecoded"]
    assert [reading.kind for reading in driver.feed(b"S")] == ["heartbeat"]


def test_the_receivers_sign_of_life_is_acknowledged() -> None:
    assert read(OKAY) == [Heartbeat("", ACK, OKAY)]


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (b"\n11 7777 18 X110 00 C001 \r", "The message is not one that this console knows"),
        (b"\n11 7777 18 E110 00 C001", "The message was cut short"),
        (b"\n" + b"1" * 256, "No message is longer than 256 bytes"),
        (b"\xff\x00 noise", "Bytes outside any message"),
    ],
)
def test_what_makes_no_sense_is_shown_and_the_next_message_is_read(message: bytes, why: str) -> None:
    refused, *_, fine = read(message + FIRE)
    assert isinstance(refused, Undecoded)
    assert refused.why == why
    assert isinstance(fine, Alarm)


class Console:
    """Reads the simulated receiver with the driver, answers, and stores what it reads."""

    def __init__(self, receiver: SimulatedAdemco) -> None:
        self.receiver = receiver
        self.driver = AdemcoDriver()
        self.stored: set[str] = set()

    def read(self) -> list[Reading]:
        readings = self.driver.feed(self.receiver.emit())
        self.stored |= {reading.zone for reading in readings if isinstance(reading, Alarm)}
        return readings

    def answer(self) -> None:
        for reading in self.read():
            assert isinstance(reading, Alarm | Heartbeat)
            self.receiver.receive(reading.answer)


def test_the_simulated_receiver_sends_polls_and_answers_them() -> None:
    clock = HandClock()
    receiver = SimulatedAdemco(clock)
    receiver.alarm("7777", "110", partition="00")
    assert receiver.emit() == FIRE
    receiver.receive(ACK)
    receiver.alarm("7777", "401", "R", "012")
    assert receiver.emit() == b"\n11 7777 18 R401 01 U012 \r"
    receiver.receive(ACK)
    clock.advance(30)
    assert receiver.emit() == b"S"
    receiver.receive(OKAY[:4])
    receiver.receive(OKAY[4:])
    clock.advance(29)
    assert (receiver.emit(), receiver.holding) == (b"", False)
    receiver.receive(b"S")
    assert receiver.emit() == OKAY


def test_an_acknowledgement_is_no_answer_to_a_poll() -> None:
    clock = HandClock()
    receiver = SimulatedAdemco(clock)
    clock.advance(30)
    assert receiver.emit() == b"S"
    receiver.receive(ACK)
    clock.advance(4)
    assert receiver.emit() == b""
    assert receiver.holding


DOINGS = st.lists(
    st.one_of(st.floats(0.0, 40.0), st.sampled_from(["alarm", "read", "acknowledge", "okay", "refuse"])),
    max_size=40,
)


@given(DOINGS)
def test_whatever_answers_are_lost_or_late_no_event_is(doings: list[float | str]) -> None:
    clock = HandClock()
    receiver = SimulatedAdemco(clock)
    console = Console(receiver)
    raised: list[str] = []
    for doing in doings:
        if isinstance(doing, float):
            clock.advance(doing)
        elif doing == "alarm":
            raised.append(f"{len(raised) + 1:03d}")
            receiver.alarm("1234", "130", zone=raised[-1])
        elif doing == "read":
            console.read()
        else:
            receiver.receive({"acknowledge": ACK, "okay": OKAY, "refuse": NAK}[doing])
    for _ in range(200):
        console.answer()
        clock.advance(1)
    assert receiver.held == 0
    assert console.stored == set(raised)


def test_a_receiver_that_nobody_answers_holds_so_much_and_no_more() -> None:
    clock = HandClock()
    receiver = SimulatedAdemco(clock)
    receiver.dump(EVENT_LIMIT + 100)
    assert (receiver.held, receiver.turned_away) == (EVENT_LIMIT, 100)
    clock.advance(100_000)
    assert len(receiver.emit()) <= 65_536
    receiver.receive(b"x" * 100_000 + b"\x06")
    receiver.alarm("1234", "130")
    assert (receiver.held, receiver.turned_away) == (EVENT_LIMIT, 101)
