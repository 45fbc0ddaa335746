"""Every simulated device of the catalogue is busy by itself, and its own driver reads it."""

import time
from typing import Any

import pytest
import serial

from hardware.drivers import DRIVERS, make_driver
from hardware.modem_lines import ModemLines
from hardware.ports import LineSettings, Ports
from hardware.readings import Position, Reading, Undecoded
from hardware.simulators.bench import Bench
from hardware.simulators.catalogue import SIMULATED, UnknownDeviceError, simulated
from hardware.simulators.faults import FAULTS, Faulty
from hardware.simulators.kenwood import SimulatedKenwood
from tests.hardware.clocks import HandClock

STEP = 0.05
THE_WHOLE_DAY = 310.0
"""Seconds; no device has a longer one."""


def heard(name: str, device: Any, clock: HandClock, seconds: float) -> list[Reading]:
    """What the driver of a port that is read every 50 ms of the device's clock makes of it."""
    driver: Any = make_driver("nmea" if name == "gps" else name)
    device.receive(DRIVERS[name].opening if name in DRIVERS else b"")
    readings: list[Reading] = []
    for _ in range(round(seconds / STEP)):
        readings += driver.feed(device.emit())
        if hasattr(driver, "lines"):
            readings += driver.lines(device.lines(), clock.monotonic())
        clock.advance(STEP)
    return readings


def test_there_is_one_for_every_driver() -> None:
    assert set(SIMULATED) == {*DRIVERS, "gps"}


@pytest.mark.parametrize("name", SIMULATED)
def test_it_speaks_within_seconds_and_its_driver_reads_all_of_it(name: str) -> None:
    clock = HandClock()
    readings = heard(name, simulated(name, clock, {"seed": "1"}), clock, 10)
    assert readings
    assert not [reading for reading in readings if isinstance(reading, Undecoded)]


@pytest.mark.parametrize("name", SIMULATED)
def test_its_day_goes_on_and_what_nobody_reads_is_bounded(name: str) -> None:
    clock = HandClock()
    device = simulated(name, clock, {})
    assert heard(name, device, clock, THE_WHOLE_DAY)
    clock.advance(1_000_000)
    assert len(device.emit()) <= 65_536


@pytest.mark.parametrize("name", SIMULATED)
def test_any_of_them_can_have_any_fault(name: str) -> None:
    for fault in FAULTS:
        clock = HandClock()
        device = simulated(name, clock, {"fault": fault.replace(" ", "-"), "seed": "2"})
        assert isinstance(device, Faulty)
        assert device.faults == {fault}
        heard(name, device, clock, 3)


def test_the_key_of_a_busy_radio_can_be_stuck_and_of_nothing_else() -> None:
    clock = HandClock()
    device: Any = simulated("cos", clock, {"fault": "stuck-ptt", "carrier": "dcd"})
    device.emit()
    for _ in range(30):
        clock.advance(1)
        assert device.lines().cd
    device.stop("stuck ptt")
    clock.advance(0.1)
    assert not device.lines().cd
    with pytest.raises(ValueError, match="no key that could be stuck"):
        simulated("kenwood", clock, {"fault": "stuck-ptt"})


@pytest.mark.parametrize("name", ["gps", "taip", "ubx"])
def test_a_receiver_can_lose_its_fix(name: str) -> None:
    clock = HandClock()
    readings = heard(name, simulated(name, clock, {"fault": "void"}), clock, 3)
    assert {reading.valid for reading in readings if isinstance(reading, Position)} == {False}


def test_the_same_seed_gives_the_same_day() -> None:
    def day(seed: str) -> bytes:
        clock = HandClock()
        device = simulated("kenwood", clock, {"seed": seed})
        clock.advance(60)
        return device.emit()

    assert day("1") == day("1") != day("2")


def test_what_is_not_in_the_catalogue_is_refused_in_words() -> None:
    clock = HandClock()
    with pytest.raises(UnknownDeviceError, match=r"no simulated 'toaster'. Known: ademco, caller-id"):
        simulated("toaster", clock, {})
    for options, why in (
        ({"colour": "red"}, "no option colour. It takes seed, fault, unit, lat, lon"),
        ({"seed": "one"}, "seed is no number"),
        ({"lat": "north"}, "lat is no number"),
        ({"fault": "rust"}, "no fault 'rust'"),
    ):
        with pytest.raises(ValueError, match=why):
            simulated("gps", clock, options)


def opened(url: str, bench: Bench | None = None) -> Any:
    """Any: the types of pyserial do not say that every port has `in_waiting` and modem lines."""
    return Ports(bench).open(url, LineSettings())


def test_a_port_opens_any_of_them_and_says_why_not() -> None:
    port = opened("sim://gps?lat=34.09&lon=-118.36&unit=cso1&seed=1&fault=bad-checksum")
    until = time.monotonic() + 10
    readings: list[Reading] = []
    driver = make_driver("nmea")
    while not readings and time.monotonic() < until:
        readings = driver.feed(port.read(port.in_waiting or 1))
    assert isinstance(readings[0], Undecoded)
    assert ModemLines(port.cts, port.dsr, port.ri, port.cd) == ModemLines()
    port.close()
    with pytest.raises(serial.SerialException, match="no option colour"):
        opened("sim://kenwood?colour=red")
    with pytest.raises(serial.SerialException, match="no simulated 'toaster'"):
        opened("sim://toaster")


class Carrying(SimulatedKenwood):
    """A radio whose carrier line is up."""

    def lines(self) -> ModemLines:
        return ModemLines(cts=True, cd=True)


def test_modem_lines_are_the_devices_own() -> None:
    bench, clock = Bench(), HandClock()
    bench.add("plain", Carrying(clock))
    bench.add("faulty", Faulty(Carrying(clock), clock))
    for name in ("plain", "faulty"):
        port = opened(f"sim://{name}", bench)
        assert (port.cts, port.dsr, port.ri, port.cd) == (True, False, False, True)
        port.close()
