"""A wind meter on the roof, as a driver of CSO Console."""

from hardware.drivers import DriverEntry

ENTRY = DriverEntry("wind", "Wind meter", "alarm", "cso_console_wind.driver:WindDriver", baud=2400)
