"""Simulated devices, by themselves and behind their port."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import serial

from hardware.drivers import make_driver
from hardware.ports import LineSettings, Ports
from hardware.readings import Position, Reading
from hardware.simulators.bench import Bench
from hardware.simulators.gps import SimulatedGps
from hardware.simulators.kenwood import SimulatedKenwood
from hardware.simulators.protocol_sim import Serial
from hardware.simulators.route import bearing, metres
from tests.hardware.clocks import HandClock

PLUMMER_PARK = (34.0900, -118.3500)
CITY_HALL = (34.0900, -118.3850)


def positions(gps: SimulatedGps) -> list[Position]:
    return [reading for reading in make_driver("nmea").feed(gps.emit()) if isinstance(reading, Position)]


def test_gps_says_where_it_is_once_a_second_of_its_clock() -> None:
    clock = HandClock()
    gps = SimulatedGps(clock, unit="unit12")
    gps.place(*PLUMMER_PARK)
    assert len(positions(gps)) == 2
    assert positions(gps) == []
    clock.advance(60)
    fixes = positions(gps)
    assert len(fixes) == 120
    assert {fix.unit for fix in fixes} == {"unit12"}
    assert all(fix.valid and metres((fix.lat or 0, fix.lon or 0), PLUMMER_PARK) < 3 for fix in fixes)
    times = [fix.time.second for fix in fixes if fix.time]
    assert times[:4] == [1, 1, 2, 2]


def test_gps_follows_a_path_and_arrives() -> None:
    clock = HandClock()
    gps = SimulatedGps(clock)
    gps.place(*CITY_HALL)
    assert gps.arrived
    gps.follow([PLUMMER_PARK], speed_kmh=36)
    assert not gps.arrived
    clock.advance(100)
    assert metres(CITY_HALL, gps.position) == pytest.approx(1000, abs=1)
    fix = positions(gps)[-2]
    assert (fix.speed_kmh, fix.course_deg) == (pytest.approx(36, abs=0.1), pytest.approx(90, abs=0.1))
    clock.advance(1000)
    assert gps.arrived
    assert gps.position == PLUMMER_PARK
    assert positions(gps)[-2].speed_kmh == 0


def test_gps_never_placed_starts_at_the_head_of_its_path() -> None:
    gps = SimulatedGps(HandClock())
    gps.follow([PLUMMER_PARK, CITY_HALL], speed_kmh=30)
    assert gps.position == PLUMMER_PARK
    with pytest.raises(ValueError, match="speed"):
        gps.follow([PLUMMER_PARK, CITY_HALL], speed_kmh=0)
    with pytest.raises(ValueError, match="point"):
        gps.follow([], speed_kmh=30)


def test_the_same_seed_gives_the_same_bytes() -> None:
    def emitted(seed: int) -> bytes:
        clock = HandClock()
        gps = SimulatedGps(clock, seed=seed)
        clock.advance(10)
        return gps.emit()

    assert emitted(1) == emitted(1) != emitted(2)


def test_what_nobody_reads_is_bounded() -> None:
    clock = HandClock()
    gps = SimulatedGps(clock)
    clock.advance(1_000_000)
    assert len(gps.emit()) < 65_536
    radio = SimulatedKenwood(clock)
    for _ in range(10_000):
        radio.key("100-4002")
    radio.receive(b"\x02F1001001" * 10_000)
    assert len(radio.emit()) <= 65_536


@pytest.mark.parametrize(
    ("url", "driver"),
    [("sim://gps?lat=34.09&lon=-118.35&seed=1&unit=u", "nmea"), ("sim://kenwood?seed=1", "kenwood")],
)
def test_without_a_bench_a_device_stands_alone_and_speaks(url: str, driver: str) -> None:
    port = serial_port(url)
    decoder = make_driver(driver)
    until = time.monotonic() + 10
    readings: list[Reading] = []
    while not readings and time.monotonic() < until:
        readings = decoder.feed(port.read(port.in_waiting or 1))
    assert readings[0].kind in ("position", "transmission_began")
    port.close()


def serial_port(url: str, bench: Bench | None = None) -> Serial:
    port = Ports(bench).open(url, LineSettings())
    assert isinstance(port, Serial)
    return port


def test_a_simulated_port_behaves_like_a_port() -> None:
    bench, clock = Bench(), HandClock()
    bench.add("radio", SimulatedKenwood(clock))
    port = serial_port("sim://radio", bench)
    assert (port.in_waiting, port.read(1), port.cts, port.cd) == (0, b"", False, False)
    assert port.write(b"\x02F1001001x\x03") == 11
    clock.advance(2)
    assert (port.in_waiting, port.read(2), port.read(9)) == (3, b"\x020", b"\x03")
    bench.unplug("radio")
    for use in (lambda: port.in_waiting, lambda: port.read(1), lambda: port.write(b"x"), lambda: port.cts):
        with pytest.raises(serial.SerialException, match="radio"):
            use()
    port.close()
    with pytest.raises(serial.SerialException):
        port.read(1)
    with pytest.raises(serial.SerialException, match="radio"):
        port.open()


def test_a_waiting_read_can_be_cancelled() -> None:
    bench = Bench()
    bench.add("radio", SimulatedKenwood(HandClock()))
    port = serial_port("sim://radio", bench)
    port.timeout = None
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(port.read, 1)
        port.cancel_read()
        assert waiting.result(10) == b""
    port.close()


def test_a_name_on_the_bench_is_taken_once() -> None:
    bench = Bench()
    radio = SimulatedKenwood(HandClock())
    bench.add("radio", radio)
    assert bench.device("radio") is radio
    assert bench.device("gps") is None
    with pytest.raises(ValueError, match="radio"):
        bench.add("radio", radio)


def test_bearing_and_distance() -> None:
    assert metres((34.0, -118.0), (34.01, -118.0)) == pytest.approx(1112, abs=1)
    assert bearing((34.0, -118.0), (33.0, -118.0)) == 180
    assert bearing((34.0, -118.0), (34.0, -119.0)) == 270
