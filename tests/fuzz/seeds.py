"""Whole messages of every driver that reads bytes, from the conformance suites."""

from collections.abc import Sequence

from hardware.readings import Reading, Undecoded
from tests.conformance import (
    test_alarm_drivers,
    test_drivers,
    test_gps_drivers,
    test_kiss_driver,
    test_line_drivers,
)
from tests.conformance.driver_conformance import DriverConformance

MODULES = (test_drivers, test_gps_drivers, test_kiss_driver, test_line_drivers, test_alarm_drivers)

SUITES = [
    suite
    for module in MODULES
    for suite in vars(module).values()
    if isinstance(suite, type) and issubclass(suite, DriverConformance) and suite is not DriverConformance
]
SEEDS = {suite.driver: tuple(message + suite.end for message in suite.messages) for suite in SUITES}
"""By the driver's name; each message has its end behind it."""


def in_step(found: Sequence[Reading], alone: Sequence[Reading]) -> bool:
    """Whether the last message was found whole; some radios' messages mean more after others."""
    last = found[-len(alone) :]
    decoded = not any(isinstance(reading, Undecoded) for reading in last)
    return decoded and [reading.raw for reading in last] == [reading.raw for reading in alone]
