"""Which device is on a port is told from what it says, and from nothing else."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.detect import Detector, Verdict, plan
from hardware.drivers import DRIVERS, DriverEntry, entries
from hardware.ports import LineSettings
from hardware.simulators.catalogue import SIMULATED, simulated
from tests.hardware.clocks import HandClock
from tests.hardware.vectors import KENWOOD, NMEA

STEP, LONG_ENOUGH = 0.05, 60.0
HEARD_BY_ITSELF = [name for name in SIMULATED if not (name in DRIVERS and DRIVERS[name].lines)]


def verdict(*chunks: bytes) -> Verdict:
    detector = Detector(entries())
    for chunk in chunks:
        detector.feed(chunk)
    return detector.verdict()


def day(name: str) -> list[bytes]:
    """A minute of a device to which nothing is ever sent."""
    clock = HandClock()
    device = simulated(name, clock, {"seed": "1"})
    chunks = []
    for _ in range(round(LONG_ENOUGH / STEP)):
        chunks.append(device.emit())
        clock.advance(STEP)
    return chunks


@pytest.mark.parametrize("name", HEARD_BY_ITSELF)
def test_every_device_is_recognised(name: str) -> None:
    found = verdict(*day(name))
    assert found.driver == ("nmea" if name == "gps" else name)
    assert found.share > 0.9
    assert 0 < len(found.samples) <= 3
    assert found.words.startswith(DRIVERS[found.driver].title)


def test_a_verdict_is_in_words() -> None:
    found = verdict(NMEA[0] + b"\r\n")
    assert found.words == "GPS, NMEA 0183: 1 message, 100% of what was heard."
    assert verdict(b"\r\n".join(KENWOOD)).driver == "kenwood"


def test_a_device_is_recognised_in_spite_of_garbage_at_power_up() -> None:
    assert verdict(Random(1).randbytes(200), *day("kenwood")).driver == "kenwood"


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=4096))
def test_noise_is_no_device(noise: bytes) -> None:
    detector = Detector(entries())
    detector.feed(noise)
    found = detector.verdict()
    if len(noise) > 64:
        assert found.driver == ""
    assert found.words


def test_noise_and_silence_are_told_apart() -> None:
    noise = verdict(Random(7).randbytes(4096))
    assert noise == Verdict("", 0.0, 0, (), "4096 bytes were heard, and no driver recognises them.")
    assert verdict().words.startswith("Nothing was heard")


def test_a_device_at_the_wrong_rate_is_not_recognised() -> None:
    for seed in range(6):
        clock = HandClock()
        device = simulated("gps", clock, {"seed": str(seed), "fault": "wrong-baud"})
        device.emit()
        clock.advance(60)
        assert verdict(device.emit()).driver == ""


def test_a_driver_that_cannot_be_loaded_is_left_out() -> None:
    missing = DriverEntry("elsewhere", "Another package's", "gps", "no.such.module:Driver")
    detector = Detector([missing, DRIVERS["nmea"], DRIVERS["cos"]])
    detector.feed(NMEA[0] + b"\r\n")
    assert detector.left_out == ("elsewhere",)
    assert detector.verdict().driver == "nmea"
    assert Detector([missing]).verdict().driver == ""


def test_the_plan_names_each_setting_once_and_the_likeliest_first() -> None:
    settings = plan(entries())
    assert len(settings) == len(set(settings))
    assert settings[0] == LineSettings(9600, 8, "N", 1)
    assert LineSettings(1200, 7, "E", 1) in settings
    assert all(line.stopbits == 1 for line in settings)
    for entry in entries():
        assert entry.lines or LineSettings.of(entry)._replace(stopbits=1) in settings
    assert plan([]) == []
