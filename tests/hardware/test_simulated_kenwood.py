"""The simulated Kenwood radio, heard through the real driver."""

import pytest

from hardware.drivers import make_driver
from hardware.orders import AskChannel, PollPosition, SendStatus, SendText
from hardware.radio.kenwood_orders import encode
from hardware.readings import Channel, Position, Reading, Text
from hardware.simulators.kenwood import Acks, ChannelState, SimulatedKenwood
from tests.hardware.clocks import HandClock

PARK = (34.0901, -118.3500)


def heard(radio: SimulatedKenwood) -> list[Reading]:
    driver = make_driver("kenwood")
    return driver.feed(radio.emit()) + driver.idle()


def told(radio: SimulatedKenwood) -> list[tuple[str, str, str]]:
    return [(each.kind, each.unit, getattr(each, "code", "")) for each in heard(radio)]


def test_it_says_what_units_do() -> None:
    radio = SimulatedKenwood(HandClock())
    radio.key("100-4002")
    radio.unkey("100-4002")
    radio.status("100-4002", 15)
    radio.emergency("100-4002")
    radio.key("U03001")
    radio.status("U03001", "7")
    radio.status("000000101", 2)
    assert told(radio) == [
        ("transmission_began", "100-4002", ""),
        ("transmission_ended", "100-4002", ""),
        ("status", "100-4002", "15"),
        ("emergency", "100-4002", ""),
        ("transmission_began", "U03001", ""),
        ("status", "U03001", "007"),
        ("status", "000000101", "0002"),
    ]
    with pytest.raises(ValueError, match="FleetSync"):
        radio.emergency("U03001")


def test_a_status_comes_in_a_frame_where_the_radio_sends_it_so() -> None:
    radio = SimulatedKenwood(HandClock())
    radio.status("U03001", 7, framed=True)
    radio.status("000000101", "2", framed=True)
    assert told(radio) == [("status", "U03001", "007"), ("status", "000000101", "0002")]
    with pytest.raises(ValueError, match="in a line"):
        radio.status("100-4002", 15, framed=True)


@pytest.mark.parametrize("unit", ["100-4002", "U03001", "000000101"])
@pytest.mark.parametrize("words", ["At the gate", "At the north-east gate of the park, " * 100])
def test_units_write(unit: str, words: str) -> None:
    radio = SimulatedKenwood(HandClock())
    radio.text(unit, words)
    (text,) = heard(radio)
    assert isinstance(text, Text)
    assert (text.unit, text.text) == (unit, words)


@pytest.mark.parametrize("words", ["", "two\nlines", "naïve", "x" * 4097])
def test_what_no_unit_can_write(words: str) -> None:
    with pytest.raises(ValueError, match="plain characters"):
        SimulatedKenwood(HandClock()).text("100-4002", words)


@pytest.mark.parametrize("unit", ["100-4002", "U03001", "000000101"])
def test_a_unit_says_where_it_is(unit: str) -> None:
    radio = SimulatedKenwood(HandClock())
    radio.key(unit, position=True)
    began, lost = heard(radio)
    assert isinstance(lost, Position)
    assert (began.unit, lost.unit, lost.valid, round(lost.lat or 0, 2)) == (unit, unit, False, 38.86)
    radio.place(unit, *PARK)
    radio.key(unit, position=True)
    radio.report(unit, 15)
    _, *fixes, status = heard(radio)
    days = []
    for fix in fixes:
        assert isinstance(fix, Position)
        assert (round(fix.lat or 0, 5), round(fix.lon or 0, 5), fix.valid) == (*PARK, True)
        days.append(fix.day)
    assert days == [None, HandClock().now().date()]
    assert (status.kind, status.unit) == ("status", unit)


def test_an_order_is_acknowledged_after_a_while() -> None:
    clock = HandClock()
    radio = SimulatedKenwood(clock)
    radio.receive(b"\xff\x02F1001")
    clock.advance(2)
    assert heard(radio) == []
    radio.receive(b"001hello\x03" + encode(SendStatus("U00002", "15")))
    clock.advance(0.19)
    assert heard(radio) == []
    clock.advance(1.81)
    assert told(radio) == [("acknowledged", "", "0")] * 2


@pytest.mark.parametrize("unit", ["100-1001", "U03001"])
def test_a_poll_is_answered_with_the_place(unit: str) -> None:
    clock = HandClock()
    radio = SimulatedKenwood(clock)
    radio.receive(encode(PollPosition(unit)))
    clock.advance(2)
    assert told(radio) == [("acknowledged", "", "0")]
    radio.place(unit, *PARK)
    radio.receive(encode(PollPosition(unit)))
    clock.advance(2)
    assert told(radio) == [("acknowledged", "", "0"), ("position", unit, "")]


@pytest.mark.parametrize(
    ("acks", "by_2_s", "by_40_s"),
    [("good", "0", ""), ("late", "", "0"), ("refused", "1", ""), ("lost", "", "")],
)
def test_answers_as_they_go_wrong(acks: Acks, by_2_s: str, by_40_s: str) -> None:
    clock = HandClock()
    radio = SimulatedKenwood(clock, seed=3, acks=acks)
    radio.place("U03001", *PARK)
    radio.receive(encode(PollPosition("U03001")))
    for advance, code in ((2, by_2_s), (38, by_40_s)):
        clock.advance(advance)
        expected = [("acknowledged", "", code)] if code else []
        expected += [("position", "U03001", "")] if code == "0" else []
        assert told(radio) == expected


def test_the_channel_is_as_its_units_leave_it() -> None:
    radio = SimulatedKenwood(HandClock())

    def channel() -> ChannelState:
        radio.receive(encode(AskChannel()))
        state = next(each for each in heard(radio) if isinstance(each, Channel))
        return state.state

    assert channel() == "free"
    radio.key("100-4002")
    assert channel() == "receiving"
    radio.jam("busy")
    assert channel() == "busy"
    radio.unkey("100-4002")
    radio.jam("transmitting")
    assert channel() == "transmitting"
    radio.jam("free")
    assert channel() == "free"


def test_talkers_talk_by_themselves_whatever_we_send() -> None:
    def talk(sends: bool) -> list[tuple[str, str, str]]:
        clock = HandClock()
        radio = SimulatedKenwood(clock, seed=1, talkers=("100-4001", "100-4002"))
        if sends:
            radio.receive(encode(SendText("100-4001", "hello")) * 5)
        clock.advance(60)
        return [each for each in told(radio) if each[0] != "acknowledged"]

    kinds = [kind for kind, *_ in talk(False)]
    assert kinds[:4] == ["transmission_began", "transmission_ended"] * 2
    assert len(kinds) > 10
    assert talk(True) == talk(False)


def test_what_nobody_reads_is_bounded() -> None:
    clock = HandClock()
    radio = SimulatedKenwood(clock, talkers=("100-4001",))
    radio.receive(encode(SendText("100-4001", "hello")) * 1000)
    clock.advance(1_000_000)
    readings = told(radio)
    assert readings.count(("acknowledged", "", "0")) == 256
    assert len(readings) < 600
