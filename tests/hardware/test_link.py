"""Links over real pseudo-terminals and simulated ports: reading, losing, coming back, ending."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial

from hardware.drivers import UnknownDriverError
from hardware.health import CHECK_SETTINGS
from hardware.inbox import Inbox
from hardware.link import Link
from hardware.ports import LineSettings, Ports
from hardware.simulators.bench import Lines
from hardware.simulators.kenwood import SimulatedKenwood
from tests.hardware.clocks import HandClock
from tests.hardware.links import Station, Terminal, linked
from tests.hardware.vectors import NMEA
from tests.hardware.waiting import wait_until

BEGAN = b"\x02I110040021004002\x03"


@pytest.fixture
def station() -> Iterator[Station]:
    with linked() as station:
        yield station


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
    with pytest.raises(UnknownDriverError, match="kenwood, kiss, lines, nmea"):
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


def test_what_is_sent_leaves_by_the_links_own_thread_and_is_counted(station: Station, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "radio")
    link = station.link(tmp_path / "radio")
    wait_until(lambda: link.health.state == "open")
    told: list[tuple[bytes, bool]] = []
    link.tap(lambda data, sent: told.append((data, sent)))
    assert link.send(b"\x02JCA\x03")
    assert terminal.hear(5) == b"\x02JCA\x03"
    terminal.say(BEGAN)
    station.wait_for("transmission_began")
    assert [data for data, sent in told if sent] == [b"\x02JCA\x03"]
    assert b"".join(data for data, sent in told if not sent) == BEGAN
    assert (link.health.sent, link.health.unsent) == (1, 0)
    terminal.vanish()
    wait_until(lambda: link.health.state == "lost")
    assert not link.send(b"too late")
    assert link.health.unsent == 1
    link.stop()


def test_a_modem_is_greeted_each_time_it_is_opened(station: Station, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "modem")
    link = station.link(tmp_path / "modem", "caller-id")
    assert terminal.hear(10) == b"AT+VCID=1\r"
    link.reopen()
    assert terminal.hear(10) == b"AT+VCID=1\r"
    link.stop()
    terminal.vanish()


# Its death is what the test is about.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_reader_that_died_is_started_again(station: Station) -> None:
    class Deadly:
        """What no link survives."""

        def receive(self, data: bytes) -> None:
            raise AssertionError

        def emit(self) -> bytes:
            raise SystemExit

    station.bench.add("deadly", Deadly())
    link = station.link("sim://deadly")
    assert not link.revive() or link.health.opened
    wait_until(link.revive)
    wait_until(lambda: link.health.opened >= 2)


def test_the_newest_frames_are_kept_with_their_numbers(station: Station) -> None:
    radio = SimulatedKenwood(HandClock())
    station.bench.add("radio", radio)
    link = station.link("sim://radio")
    for _ in range(600):
        radio.key("100-4002")
    wait_until(lambda: link.health.readings == 600)
    frames = link.frames()
    assert [frame.number for frame in frames] == list(range(101, 601))


def test_a_port_is_found_by_its_identity_or_said_to_be_missing(station: Station) -> None:
    link = station.link("usb:0403:6001:A50285BI:1-2")
    wait_until(lambda: link.health.state == "lost")
    assert link.health.why == "It is not plugged in."


def test_a_pseudo_terminal_opens_again_at_settings_that_it_cannot_carry(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "receiver")
    for _ in range(2):
        Ports().open(str(tmp_path / "receiver"), LineSettings(1200, 7, "E", 1)).close()
    terminal.vanish()
