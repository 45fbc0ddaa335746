"""Ports are found by the identity of their adapters, and no device is given the adapter of another."""

import pytest
import serial

from hardware.identity import FoundPort, identity_of
from hardware.ports import LineSettings, Ports
from hardware.simulators.bench import Bench
from hardware.simulators.gps import SimulatedGps
from hardware.simulators.kenwood import SimulatedKenwood
from tests.hardware.clocks import HandClock
from tests.hardware.links import linked
from tests.hardware.waiting import wait_until

CH340 = (0x1A86, 0x7523)
BEGAN = "transmission_began"


def adapter(location: str, serial_number: str = "", device: str = "") -> FoundPort:
    return FoundPort(device, "USB serial", *CH340, serial_number, location)


def url_of(port: FoundPort) -> str:
    return str(identity_of(port))


LEFT, RIGHT = adapter("1-1"), adapter("1-2")


class Desk:
    """Two radios with adapters that are alike but for their sockets, and the ports to find them by."""

    def __init__(self, *configured: str, machine: tuple[FoundPort, ...] = ()) -> None:
        self.bench, self.clock = Bench(), HandClock()
        self.bench.add("tty0", SimulatedKenwood(self.clock), LEFT)
        self.bench.add("tty1", SimulatedKenwood(self.clock), RIGHT)
        self.ports = Ports(self.bench, lambda: configured, lambda: machine)

    def opened(self, port: FoundPort) -> str:
        """The name at which the port of that adapter was opened."""
        found = self.ports.open(url_of(port), LineSettings())
        found.close()
        return str(found.port)


def test_each_is_opened_at_its_own_socket_under_any_name() -> None:
    desk = Desk(url_of(LEFT), url_of(RIGHT))
    assert (desk.opened(LEFT), desk.opened(RIGHT)) == ("sim://tty0", "sim://tty1")
    desk.bench.rename("tty0", "tty7")
    assert (desk.opened(LEFT), desk.opened(RIGHT)) == ("sim://tty7", "sim://tty1")


def test_one_that_is_out_does_not_get_the_other_one_s_adapter() -> None:
    desk = Desk(url_of(LEFT), url_of(RIGHT))
    desk.bench.unplug("tty0")
    with pytest.raises(serial.SerialException, match="another device of the same kind is"):
        desk.opened(LEFT)
    assert desk.opened(RIGHT) == "sim://tty1"


def test_an_adapter_that_a_device_has_by_its_name_is_that_device_s() -> None:
    desk = Desk(url_of(LEFT), "sim://tty1")
    desk.bench.unplug("tty0")
    with pytest.raises(serial.SerialException, match="another device of the same kind is"):
        desk.opened(LEFT)


def test_an_adapter_that_a_device_has_by_its_lasting_name_is_that_device_s() -> None:
    by_id = "/dev/serial/by-id/usb-1a86"
    elsewhere = adapter("3-1", device="/dev/ttyUSB9")._replace(by_id=by_id)
    desk = Desk(url_of(LEFT), url_of(RIGHT), by_id, machine=(elsewhere,))
    desk.bench.unplug("tty0")
    with pytest.raises(serial.SerialException, match="another device of the same kind is"):
        desk.opened(LEFT)


def test_a_lone_adapter_is_found_in_another_socket() -> None:
    desk = Desk(url_of(LEFT), url_of(RIGHT))
    desk.bench.rename("tty0", "tty5", location="2-4")
    assert (desk.opened(LEFT), desk.opened(RIGHT)) == ("sim://tty5", "sim://tty1")


def test_two_that_moved_are_refused_with_the_names() -> None:
    desk = Desk(url_of(LEFT), url_of(RIGHT))
    desk.bench.rename("tty0", "tty5", location="2-4")
    desk.bench.rename("tty1", "tty6", location="2-5")
    for port in (LEFT, RIGHT):
        with pytest.raises(serial.SerialException, match="sim://tty5, sim://tty6"):
            desk.opened(port)
    desk.bench.unplug("tty6")
    for port in (LEFT, RIGHT):
        with pytest.raises(serial.SerialException, match="whose sim://tty5 is"):
            desk.opened(port)


def test_the_wrongly_written_identity_of_another_device_is_in_nobody_s_way() -> None:
    desk = Desk(url_of(LEFT), "usb:odd", "COM77", "")
    assert desk.opened(LEFT) == "sim://tty0"
    with pytest.raises(serial.SerialException, match="usb:odd cannot be opened"):
        desk.ports.open("usb:odd", LineSettings())


def test_a_link_finds_its_device_again_under_another_name() -> None:
    with linked() as station:
        clock, radio_adapter = HandClock(), adapter("1-1", serial_number="A50285BI")
        radio, gps = SimulatedKenwood(clock), SimulatedGps(clock)
        station.bench.add("tty0", radio, radio_adapter)
        link = station.link(url_of(radio_adapter))
        wait_until(lambda: link.health.state == "open")
        radio.key("100-4001")
        station.wait_for(BEGAN)
        station.bench.rename("tty0", "tty7", location="1-4")
        # Another device has the old name before the radio is missed.
        station.bench.add("tty0", gps, adapter("1-1", serial_number="B7"))
        wait_until(lambda: link.health.opened == 2)
        radio.key("100-4002")
        station.wait_for(BEGAN, times=2)
        assert {reading.unit for reading in station.heard} == {"100-4001", "100-4002"}
        assert link.health.undecoded == 0
