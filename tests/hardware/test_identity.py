"""A device is found again whatever the machine calls its port."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.identity import FoundPort, Identity, find, found_ports, identity_of, search

FTDI = (0x0403, 0x6001)
CH340 = (0x1A86, 0x7523)


def adapter(device: str, kind: tuple[int, int] = FTDI, serial: str = "", location: str = "") -> FoundPort:
    return FoundPort(device, "USB serial", *kind, serial, location)


def identity(port: FoundPort) -> Identity:
    found = identity_of(port)
    assert found is not None
    return found


def test_an_identity_is_written_and_read() -> None:
    radio = identity(adapter("/dev/ttyUSB0", serial="A50285BI", location="1-2.3"))
    assert str(radio) == "usb:0403:6001:A50285BI:1-2.3"
    assert Identity.parse(str(radio)) == radio


@given(st.integers(0, 0xFFFF), st.integers(0, 0xFFFF), st.text(max_size=20), st.text(max_size=20))
def test_any_identity_reads_back(vid: int, pid: int, serial: str, location: str) -> None:
    one = Identity(vid, pid, serial, location)
    assert Identity.parse(str(one)) == one


@pytest.mark.parametrize(
    "text", ["", "usb", "usb:0403:6001:A", "pci:0403:6001:A:B", "usb:04030:6001:A:B", "usb:04x3:6001:A:B"]
)
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not"):
        Identity.parse(text)


def test_a_port_that_is_no_usb_device_has_no_identity() -> None:
    assert identity_of(FoundPort("/dev/ttyS0")) is None


def test_a_device_is_found_under_another_name_and_in_another_socket() -> None:
    radio = identity(adapter("/dev/ttyUSB0", serial="A5", location="1-2"))
    other = adapter("/dev/ttyUSB0", serial="B7", location="1-2")
    moved = adapter("/dev/ttyUSB3", serial="A5", location="3-1")
    assert find(radio, [other, moved, FoundPort("/dev/ttyS0")]) == moved


def test_a_device_that_is_gone_is_not_another_one() -> None:
    radio = identity(adapter("COM3", serial="A5", location="1-2"))
    ports = [adapter("COM3", serial="B7", location="1-2"), adapter("COM4", CH340, "A5", "1-2")]
    assert find(radio, ports) is None
    assert search(radio, ports).why == "It is not plugged in."


def test_two_identical_adapters_are_told_apart_by_their_sockets() -> None:
    left, right = adapter("COM3", CH340, location="1-1"), adapter("COM4", CH340, location="1-2")
    swapped = [left._replace(device="COM4"), right._replace(device="COM3")]
    assert find(identity(left), swapped) == swapped[0]
    assert find(identity(right), swapped) == swapped[1]


def test_the_socket_of_another_device_is_its_own() -> None:
    left, right = adapter("COM3", CH340, location="1-1"), adapter("COM4", CH340, location="1-2")
    mine, others = identity(left), [identity(right)]
    assert find(mine, [right], others) is None
    assert "another device of the same kind" in search(mine, [right], others).why
    moved = left._replace(location="1-4", device="COM9")
    assert find(mine, [right, moved], others) == moved


def test_what_cannot_be_told_apart_is_not_guessed() -> None:
    left, right = adapter("COM3", CH340), adapter("COM4", CH340)
    assert find(identity(left), [left]) == left
    assert find(identity(left), [left, right]) is None
    assert "COM3, COM4" in search(identity(left), [left, right]).why
    moved = [left._replace(location="1-5"), right._replace(location="1-6")]
    assert find(identity(left._replace(location="1-1")), moved) is None


def test_interfaces_of_one_adapter_keep_their_places_in_another_socket() -> None:
    first, second = (adapter(f"/dev/ttyUSB{n}", serial="FT1", location=f"1-2:1.{n}") for n in (0, 1))
    moved = [
        first._replace(device="/dev/ttyUSB5", location="1-7:1.0"),
        second._replace(device="/dev/ttyUSB4", location="1-7:1.1"),
    ]
    assert find(identity(first), moved) == moved[0]
    assert find(identity(second), moved) == moved[1]
    assert "interface" in search(identity(second), moved[:1]).why


def test_this_machines_ports_are_listed() -> None:
    assert all(port.device and (port.vid is None or identity_of(port)) for port in found_ports())


def test_a_moved_adapter_that_could_be_either_of_two_missing_devices_is_neither_s() -> None:
    left, right = adapter("COM3", CH340, location="1-1"), adapter("COM4", CH340, location="1-2")
    moved = left._replace(location="1-4", device="COM9")
    for mine, other in ((left, right), (right, left)):
        found = search(identity(mine), [moved], [identity(other)])
        assert (found.port, "whose COM9 is" in found.why) == (None, True)
    assert find(identity(left), [right, moved], [identity(right)]) == moved


def test_another_interface_or_another_adapter_that_is_missing_is_no_rival() -> None:
    first, second = (adapter(f"/dev/ttyUSB{n}", serial="FT1", location=f"1-2:1.{n}") for n in (0, 1))
    other = adapter("/dev/ttyUSB2", serial="FT2", location="1-3:1.0")
    moved = first._replace(location="1-7:1.0")
    assert find(identity(first), [moved], [identity(second), identity(other)]) == moved


SOCKETS = st.sets(st.sampled_from(["1-1", "1-2", "1-3", "1-4", "1-5"]))


@given(SOCKETS.filter(bool), SOCKETS)
def test_no_two_devices_are_ever_given_the_same_adapter(homes: set[str], plugged: set[str]) -> None:
    devices = [Identity(*CH340, "", home) for home in sorted(homes)]
    ports = [adapter(f"COM{number}", CH340, location=at) for number, at in enumerate(sorted(plugged))]
    given_to = [find(mine, ports, [other for other in devices if other != mine]) for mine in devices]
    found = [port for port in given_to if port is not None]
    assert len(set(found)) == len(found)
    for mine, port in zip(devices, given_to, strict=True):
        assert mine.location not in plugged or (port is not None and port.location == mine.location)
