"""Every driver of the table passes the same tests."""

from hardware.drivers import DRIVERS
from tests.conformance.driver_conformance import DriverConformance
from tests.hardware.vectors import KENWOOD, NMEA


class TestNmea(DriverConformance):
    driver = "nmea"
    messages = NMEA
    end = b"\r\n"


class TestKenwood(DriverConformance):
    driver = "kenwood"
    messages = KENWOOD
    end = b"\r\n"


def test_no_driver_is_left_out() -> None:
    assert {cls.driver for cls in DriverConformance.__subclasses__()} == set(DRIVERS)
