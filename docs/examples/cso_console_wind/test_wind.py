"""The wind meter's driver does what every driver must, and reads its simulator."""

from cso_console_wind.simulator import SimulatedWindMeter

from hardware.drivers import make_driver
from hardware.simulators.faults import Faulty
from tests.conformance.driver_conformance import DriverConformance
from tests.hardware.clocks import HandClock


class TestWind(DriverConformance):
    driver = "wind"
    messages = (b"WIND,270,62*25\r\n", b"OK*04\r\n", b"CUP STUCK*3c\n", b"WIND,270,62*00\r\n")

    def test_its_simulated_device_is_read_whole(self) -> None:
        clock = HandClock()
        read = self._listen(make_driver("wind"), SimulatedWindMeter(clock), clock)
        assert [reading.kind for reading in read] == ["heartbeat"] * 18

    def test_its_simulated_device_is_read_again_after_a_fault(self) -> None:
        clock, driver = HandClock(), make_driver("wind")
        device = Faulty.around(SimulatedWindMeter, clock, script=[(0.0, "garbage", 180.0)])
        assert "undecoded" in [reading.kind for reading in self._listen(driver, device, clock)]
        assert {reading.kind for reading in self._listen(driver, device, clock)} == {"heartbeat"}
