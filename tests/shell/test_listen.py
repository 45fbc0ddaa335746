"""`listen`: what a device says, decoded, from standard input, a port or a simulator."""

import json
from pathlib import Path

from tests.hardware.nmea_stream import line
from tests.journeys.terminal import Terminal, began, ended, position, status
from tests.shell.console_shell import Shell

KENWOOD = began("100-4011") + b"\xff\xfenoise\r\n" + status("100-4011", 13) + ended("100-4011")


def test_nmea_from_standard_input(shell: Shell) -> None:
    stream = position(34.0907, -118.3838, "172809") + line("GPRMC,172810,V,,,,,,,,,") + b"$GPRMC,1,A*00\r\n"
    fix, void, wrong = shell.rows("listen", "-", "--protocol", "nmea", typed=stream)
    assert (fix["reading"], fix["lat"], fix["lon"], fix["valid"]) == ("position", 34.0907, -118.3838, True)
    assert list(fix) == ["reading", "unit", "at", "lat", "lon", "valid", "speed_kmh", "course_deg"]
    assert (void["valid"], "lat" in void) == (False, False)
    assert (wrong["reading"], list(wrong)[-1]) == ("undecoded", "why")


def test_kenwood_from_standard_input_with_the_bytes(shell: Shell) -> None:
    rows = shell.rows("listen", "-", "--protocol", "kenwood", "--raw", typed=KENWOOD)
    kinds = ["transmission_began", "undecoded", "status", "transmission_ended"]
    assert [row["reading"] for row in rows] == kinds
    assert [row["unit"] for row in rows] == ["100-4011", "", "100-4011", "100-4011"]
    assert rows[2]["code"] == "13"
    assert bytes.fromhex(rows[0]["raw"]) == began("100-4011")


def test_people_read_lines(shell: Shell) -> None:
    told = shell.call("listen", "-", "--protocol", "kenwood", typed=status("100-4011", 13))
    assert told.code == 0
    assert told.out.startswith("status  100-4011")


def test_a_port_is_read_until_it_is_lost(shell: Shell, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "radio")
    with shell.running("listen", str(terminal.path), "--protocol", "kenwood", "--json") as listening:
        assert listening.stdout is not None
        assert listening.stderr is not None
        # What is said before the port is open waits in the terminal, as in a real port's buffer.
        terminal.say(KENWOOD)
        rows = [json.loads(listening.stdout.readline()) for _ in range(4)]
        terminal.pull()
        assert listening.wait(10) == 3
        assert "was lost" in listening.stderr.read()
    assert [row["reading"] for row in rows if row["unit"]][1] == "status"


def test_simulated_devices_speak(shell: Shell) -> None:
    for url, protocol, kinds in (
        ("sim://gps?seed=1", "nmea", {"position"}),
        ("sim://kenwood?seed=1", "kenwood", {"transmission_began", "transmission_ended"}),
    ):
        with shell.running("listen", url, "--protocol", protocol, "--json") as listening:
            assert listening.stdout is not None
            rows = [json.loads(listening.stdout.readline()) for _ in range(2)]
        assert {row["reading"] for row in rows} <= kinds


def test_what_cannot_be_listened_to_ends_with_3_and_a_sentence(shell: Shell, tmp_path: Path) -> None:
    for words, said in (
        (("-", "--protocol", "morse"), "Known: kenwood, nmea"),
        ((str(tmp_path / "no-port"), "--protocol", "nmea"), "no-port"),
        (("sim://toaster", "--protocol", "nmea"), "toaster"),
    ):
        told = shell.call("listen", *words)
        assert told.code == 3
        assert said in told.err
        assert len(told.err.splitlines()) == 1
        assert told.out == ""
    assert shell.call("listen", "-").code == 2
