"""Links over real pseudo-terminals and simulated ports: reading, losing, coming back, ending."""

import os
import threading
import time
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import serial

from hardware.drivers import UnknownDriverError
from hardware.inbox import Inbox
from hardware.link import CHECK_SETTINGS, Link
from hardware.ports import LineSettings, Ports
from hardware.readings import Reading
from hardware.simulators.bench import Bench, Lines
from hardware.simulators.kenwood import SimulatedKenwood
from tests.hardware.clocks import HandClock
from tests.hardware.vectors import NMEA
from tests.hardware.waiting import wait_until

BEGAN = b"\x02I110040021004002\x03"


class Terminal:
    """A pseudo-terminal under a fixed name, like an adapter under /dev/serial/by-id."""

    def __init__(self, name: Path) -> None:
        self._name = name
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        name.symlink_to(os.ttyname(self._slave))

    def say(self, data: bytes) -> None:
        os.write(self._master, data)

    def vanish(self) -> None:
        self._name.unlink()
        os.close(self._slave)
        os.close(self._master)


class Station:
    """An inbox and the links that were made for it; counts what they leave behind."""

    def __init__(self) -> None:
        self.inbox = Inbox()
        self.bench = Bench()
        self.links: list[Link] = []
        self.heard: list[Reading] = []

    def link(
        self, url: object, driver: str = "kenwood", monotonic: Callable[[], float] = time.monotonic
    ) -> Link:
        link = Link(
            name=f"{driver} {len(self.links)}",
            url=str(url),
            driver=driver,
            ports=Ports(self.bench),
            inbox=self.inbox,
            monotonic=monotonic,
        )
        self.links.append(link)
        link.start()
        return link

    def wait_for(self, kind: str, times: int = 1) -> None:
        def heard() -> bool:
            self.heard += [received.reading for received in self.inbox.take(0)]
            return sum(reading.kind == kind for reading in self.heard) >= times

        wait_until(heard, f"for {kind}: {self.heard} {[link.health for link in self.links]}")


@pytest.fixture
def station() -> Iterator[Station]:
    threads, files = set(threading.enumerate()), open_files()
    station = Station()
    yield station
    for link in station.links:
        link.stop()
    station.inbox.close()
    assert set(threading.enumerate()) <= threads
    assert open_files() <= files


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_reading_arrives_from_a_pseudo_terminal(station: Station, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "radio")
    link = station.link(tmp_path / "radio")
    wait_until(lambda: link.health.state == "open")
    terminal.say(BEGAN)
    station.wait_for("transmission_began")
    terminal.say(b"\xff\xff\x02")
    station.wait_for("undecoded")
    health = link.health
    assert (health.bytes, health.readings, health.undecoded, health.opened) == (len(BEGAN) + 3, 2, 1, 1)
    assert health.last_reading is not None
    link.stop()
    terminal.vanish()


def test_a_device_that_vanishes_is_seen_and_found_again(station: Station, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "gps")
    link = station.link(tmp_path / "gps", "nmea")
    wait_until(lambda: link.health.state == "open")
    terminal.say(NMEA[0] + b"\r\n$GPRMC,0818")
    station.wait_for("position")
    terminal.vanish()
    wait_until(lambda: link.health.state == "lost")
    assert link.health.why
    station.wait_for("undecoded")
    again = Terminal(tmp_path / "gps")
    wait_until(lambda: link.health.state == "open")
    again.say(NMEA[0])
    station.wait_for("position", times=2)
    assert link.health.opened == 2
    link.stop()
    again.vanish()


def test_a_port_that_is_not_there_or_taken_is_told(station: Station, tmp_path: Path) -> None:
    missing = station.link(tmp_path / "nothing")
    wait_until(lambda: missing.health.state == "lost")
    assert "nothing" in missing.health.why
    terminal = Terminal(tmp_path / "radio")
    first = station.link(tmp_path / "radio")
    wait_until(lambda: first.health.state == "open")
    second = station.link(tmp_path / "radio")
    wait_until(lambda: second.health.state == "lost")
    assert "lock" in second.health.why
    for link in station.links:
        link.stop()
    terminal.vanish()


def test_a_simulated_cable_can_be_pulled_and_put_back(station: Station) -> None:
    radio = SimulatedKenwood(HandClock())
    station.bench.add("radio", radio)
    link = station.link("sim://radio")
    radio.key("100-4002")
    station.wait_for("transmission_began")
    station.bench.unplug("radio")
    wait_until(lambda: link.health.state == "lost")
    radio.key("100-4002")
    station.bench.plug("radio")
    wait_until(lambda: link.health.state == "open")
    radio.unkey("100-4002")
    station.wait_for("transmission_ended")
    assert [reading.kind for reading in station.heard] == ["transmission_began", "transmission_ended"]


def test_the_modem_lines_are_low_before_the_port_opens_and_stay_low(station: Station) -> None:
    station.bench.add("radio", SimulatedKenwood(HandClock()))
    link = station.link("sim://radio")
    wait_until(lambda: link.health.state == "open")
    link.stop()
    assert set(station.bench.lines("radio")) == {Lines(rts=False, dtr=False)}


def test_half_a_frame_is_shown_after_two_seconds_of_silence(station: Station) -> None:
    clock = HandClock()
    radio = SimulatedKenwood(clock)
    station.bench.add("radio", radio)
    link = station.link("sim://radio", monotonic=clock.monotonic)
    radio.say(b"\x02xE0000001010000009990002")
    wait_until(lambda: link.health.bytes == 25)
    assert link.health.readings == 0
    clock.advance(2.1)
    station.wait_for("status")


def test_nonsense_for_five_seconds_points_at_the_settings(station: Station) -> None:
    clock = HandClock()
    radio = SimulatedKenwood(clock)
    station.bench.add("radio", radio)
    link = station.link("sim://radio", monotonic=clock.monotonic)
    radio.say(b"\xf8\x02" * 50)
    wait_until(lambda: link.health.undecoded >= 5)
    clock.advance(5.1)
    wait_until(lambda: link.health.why == CHECK_SETTINGS)
    assert link.health.state == "open"


def test_a_failing_part_is_visible_and_does_not_end_the_link(station: Station) -> None:
    class Failing:
        """A device with a bug."""

        def receive(self, data: bytes) -> None:
            raise AssertionError

        def emit(self) -> bytes:
            raise ZeroDivisionError("a bug")

    station.bench.add("bad", Failing())
    link = station.link("sim://bad")
    wait_until(lambda: link.health.opened >= 2)
    wait_until(lambda: "a bug" in link.health.why)


def test_stopping_never_hangs(station: Station, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "quiet")
    for url in (tmp_path / "quiet", tmp_path / "missing", "sim://nobody", "nonsense://x", "/dev/null"):
        link = station.link(url)
        wait_until(lambda link=link: link.health.state != "connecting")
        began = time.monotonic()
        link.stop()
        link.stop()
        assert time.monotonic() - began < 2
    terminal.vanish()


def test_a_link_that_was_never_started_can_be_stopped() -> None:
    Link(name="x", url="sim://gps", driver="nmea", ports=Ports(), inbox=Inbox()).stop()


def test_an_unknown_driver_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownDriverError, match="kenwood, nmea"):
        Link(name="x", url="sim://gps", driver="morse", ports=Ports(), inbox=Inbox())


def test_ports_say_why_they_do_not_open(tmp_path: Path) -> None:
    plain = tmp_path / "file"
    plain.write_text("")
    for url in (str(plain), "sim://nobody", "nonsense://x", "sim://gps?lat=north", "a\0b"):
        with pytest.raises(OSError, match=r"\w"):
            Ports().open(url, LineSettings())


def test_the_handler_is_registered_once() -> None:
    Ports()
    Ports()
    assert serial.protocol_handler_packages.count("hardware.simulators") == 1
