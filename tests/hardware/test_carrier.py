"""Carrier on a modem line: debounced, of either polarity, and told when it sticks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.drivers import make_driver
from hardware.modem_lines import ModemLines
from hardware.radio.carrier import NO_BYTES, STUCK, CarrierDriver
from hardware.readings import Reading, TransmissionBegan, TransmissionEnded, Trouble, Undecoded
from hardware.simulators.carrier import SimulatedCarrier
from hardware.simulators.device import MachineClock
from tests.hardware.clocks import HandClock
from tests.hardware.links import linked

LOOK_EVERY = 0.03
UP, DOWN = ModemLines(cts=True), ModemLines()
BEGAN, ENDED = TransmissionBegan(""), TransmissionEnded("")


def watched(
    driver: CarrierDriver, device: SimulatedCarrier, clock: HandClock, seconds: float
) -> list[Reading]:
    readings: list[Reading] = []
    for _ in range(round(seconds / LOOK_EVERY)):
        readings += driver.lines(device.lines(), clock.monotonic())
        clock.advance(LOOK_EVERY)
    return readings


def test_the_carrier_counts_after_fifty_milliseconds() -> None:
    driver = CarrierDriver()
    assert driver.lines(UP, 1.00) == driver.lines(UP, 1.04) == []
    assert driver.lines(UP, 1.05) == [BEGAN]
    assert driver.lines(UP, 1.09) == driver.lines(DOWN, 2.00) == []
    assert driver.lines(DOWN, 2.06) == [ENDED]
    assert driver.lines(DOWN, 9.00) == []


def test_a_bounce_is_nothing() -> None:
    driver = CarrierDriver()
    looks = [(UP, 1.00), (DOWN, 1.03), (UP, 1.06), (UP, 1.09), (DOWN, 1.10), (DOWN, 5.0), (DOWN, 9.0)]
    assert [driver.lines(*look) for look in looks] == [[]] * len(looks)


@pytest.mark.parametrize(
    ("carrier", "active", "idle", "busy"),
    [
        ("cts", "high", ModemLines(), ModemLines(cts=True)),
        ("cts", "low", ModemLines(cts=True), ModemLines()),
        ("dcd", "high", ModemLines(cts=True), ModemLines(cd=True)),
        ("dcd", "low", ModemLines(cd=True), ModemLines(cts=True)),
    ],
)
def test_either_line_of_either_polarity(
    carrier: str, active: str, idle: ModemLines, busy: ModemLines
) -> None:
    driver = CarrierDriver(carrier=carrier, active=active)
    looks = [(idle, 0.0), (idle, 1.0), (busy, 2.0), (busy, 2.1), (idle, 3.0), (idle, 3.1)]
    readings = [reading for look in looks for reading in driver.lines(*look)]
    assert readings == [BEGAN, ENDED]


def test_options_are_checked() -> None:
    with pytest.raises(ValueError, match="on cts or dcd, not on 'dsr'"):
        make_driver("cos", {"carrier": "dsr"})
    with pytest.raises(ValueError, match="active high or low, not 'up'"):
        make_driver("cos", {"active": "up"})
    with pytest.raises(ValueError, match="on cts or dcd, not on 'ri'"):
        SimulatedCarrier(HandClock(), carrier="ri")


def test_a_channel_that_stays_busy_is_told_once_and_its_end_too() -> None:
    driver = CarrierDriver()
    driver.lines(UP, 0.0)
    assert driver.lines(UP, 0.1) == [BEGAN]
    assert driver.lines(UP, 60.0) == []
    assert driver.lines(UP, 60.1) == [Trouble("", STUCK)]
    assert driver.lines(UP, 100.0) == driver.lines(UP, 1000.0) == driver.lines(DOWN, 1075.0) == []
    free = Trouble("", "The channel is free again, after 1075 s.")
    assert driver.lines(DOWN, 1075.1) == [ENDED, free]
    assert driver.lines(UP, 1100.0) == []
    assert driver.lines(UP, 1100.1) == [BEGAN]
    assert driver.lines(DOWN, 1101.0) == []
    assert driver.lines(DOWN, 1101.1) == [ENDED]


@given(st.lists(st.tuples(st.booleans(), st.floats(-5, 90, allow_nan=False)), max_size=60))
def test_begin_and_end_take_turns_whatever_the_clock_does(looks: list[tuple[bool, float]]) -> None:
    driver, now, kinds = CarrierDriver(), 0.0, []
    for raised, step in looks:
        now += step
        kinds += [reading.kind for reading in driver.lines(ModemLines(cts=raised), now)]
    turns = [kind for kind in kinds if kind != "trouble"]
    assert turns == ["transmission_began", "transmission_ended"] * (len(turns) // 2) + turns[:1] * (
        len(turns) % 2
    )


def test_bytes_are_shown_a_kilobyte_at_a_time() -> None:
    driver = CarrierDriver()
    assert driver.feed(b"a" * 1000) == []
    assert driver.feed(b"b" * 1100) == [
        Undecoded("", NO_BYTES, b"a" * 1000 + b"b" * 24),
        Undecoded("", NO_BYTES, b"b" * 1024),
    ]
    assert driver.idle() == [Undecoded("", NO_BYTES, b"b" * 52)]


@pytest.mark.parametrize("seed", range(20))
def test_a_simulated_radio_bounces_and_is_read_cleanly(seed: int) -> None:
    clock = HandClock()
    device, driver = SimulatedCarrier(clock, seed=seed), CarrierDriver()
    device.receive(b"hello")
    for _ in range(3):
        device.key()
        assert watched(driver, device, clock, 1.0) == [BEGAN]
        device.unkey()
        assert watched(driver, device, clock, 1.0) == [ENDED]
    assert device.emit() == b""


def test_a_stuck_key_is_told_and_so_is_its_release() -> None:
    clock = HandClock()
    device = SimulatedCarrier(clock, carrier="dcd", active="low")
    driver = CarrierDriver(carrier="dcd", active="low")
    assert watched(driver, device, clock, 1.0) == []
    device.stick()
    device.unkey()
    assert watched(driver, device, clock, 70.0) == [BEGAN, Trouble("", STUCK)]
    device.key()
    device.unstick()
    assert [reading.kind for reading in watched(driver, device, clock, 1.0)] == [
        "transmission_ended",
        "trouble",
    ]


def test_a_link_watches_the_pin_of_a_simulated_port() -> None:
    device = SimulatedCarrier(MachineClock())
    with linked() as station:
        station.bench.add("base", device)
        station.link("sim://base", "cos")
        device.key()
        station.wait_for("transmission_began")
        device.unkey()
        station.wait_for("transmission_ended")
        assert station.heard == [BEGAN, ENDED]
