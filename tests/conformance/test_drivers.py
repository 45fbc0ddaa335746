"""Every driver of the table passes the same tests."""

from hardware.drivers import DRIVERS
from tests.conformance import test_alarm_drivers, test_gps_drivers, test_kiss_driver, test_line_drivers
from tests.conformance.driver_conformance import DriverConformance
from tests.hardware.vectors import KENWOOD, NMEA

# Takes no bytes: tests/hardware/test_carrier.py.
WATCHES_LINES = {"cos"}


class TestNmea(DriverConformance):
    driver = "nmea"
    messages = NMEA
    end = b"\r\n"


class TestKenwood(DriverConformance):
    driver = "kenwood"
    messages = KENWOOD
    end = b"\r\n"


def test_no_driver_is_left_out() -> None:
    modules = (test_alarm_drivers, test_gps_drivers, test_kiss_driver, test_line_drivers)
    tested = {cls.driver for module in modules for cls in vars(module).values() if _is_suite(cls)}
    assert tested | {"nmea", "kenwood"} | WATCHES_LINES == set(DRIVERS)


def _is_suite(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, DriverConformance) and value is not DriverConformance
