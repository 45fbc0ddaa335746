"""The wind meter's driver does what every driver must, and reads its simulator."""

from cso_console_wind.simulator import SimulatedWindMeter

from hardware.drivers import make_driver
from hardware.simulators.device import MachineClock
from tests.conformance.driver_conformance import DriverConformance


class TestWind(DriverConformance):
    driver = "wind"
    messages = (b"WIND,270,62*52\r\n", b"OK*04\r\n", b"CUP STUCK*10\n", b"WIND,270,62*00\r\n")


def test_it_reads_its_simulator() -> None:
    meter = SimulatedWindMeter(MachineClock())
    meter.say("WIND,270,62")
    meter.say("CUP STUCK")
    said = [reading._asdict().get("text", reading.kind) for reading in make_driver("wind").feed(meter.emit())]
    assert said == ["Wind 62 km/h from 270 degrees", "The wind meter says: CUP STUCK", "heartbeat"]
