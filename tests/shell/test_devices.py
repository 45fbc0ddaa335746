"""`devices`, `capture`, `replay` and `simulate`: what a technician does at a cable without a window."""

import json
import os
import signal
from pathlib import Path

import pytest

from tests.shell.console_shell import Shell

RMC = b"$GPRMC,081836,A,3751.65,S,14507.36,E,000.0,360.0,130998,011.3,E*62\r\n"


def test_ports_are_listed_with_their_identity(shell: Shell) -> None:
    for row in shell.rows("devices"):
        assert set(row) == {"port", "identity", "description", "by_id"}


def test_what_was_captured_is_replayed(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "gps.jsonl"
    captured = shell.rows("capture", "-", str(file), "--protocol", "nmea", typed=RMC * 3)
    replayed = shell.rows("replay", str(file), "--speed", "0")
    assert [row["reading"] for row in replayed] == ["position"] * 3
    assert [(row["lat"], row["lon"]) for row in replayed] == [(row["lat"], row["lon"]) for row in captured]
    header = json.loads(file.read_text().splitlines()[0])
    assert (header["capture"], header["driver"], header["baud"]) == (1, "nmea", 4800)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("replay", "nothing.jsonl"), "cannot be replayed"),
        (("capture", "-", "/dev/full", "--protocol", "nmea"), "cannot be written"),
        (("capture", "-", "x", "--protocol", "morse"), "no driver 'morse'"),
        (("capture", "-", "x", "--protocol", "nmea", "--line", "fast"), "9600 8N1"),
        (("listen", "-", "--protocol", "nmea", "--line", "9600"), "9600 8N1"),
        (("listen", "-", "--protocol", "nmea", "--option", "preset=x"), "no option preset"),
        (("listen", "-", "--protocol", "lines", "--option", "preset=morse"), "no preset 'morse'"),
        (("capture", "-", "x", "--protocol", "lines", "--option", "preset"), "write name = value"),
        (("listen", "sim://kenwood?fault=stuck-ptt", "--protocol", "kenwood"), "no key that could be stuck"),
        (("simulate", "morse", "--pty"), "no simulated 'morse'"),
        (("simulate", "kenwood", "--pty", "fault"), "name=value"),
        (("simulate", "kenwood", "--pty", "seed=one"), "no number"),
    ],
)
def test_what_cannot_be_is_3_and_one_sentence(shell: Shell, words: tuple[str, ...], said: str) -> None:
    ended = shell.call(*words)
    assert ended.code == 3
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_simulated_device_speaks_on_a_terminal_until_it_is_ended(shell: Shell) -> None:
    with shell.running("simulate", "kenwood", "--pty", "seed=1") as device:
        assert device.stdout is not None
        path = device.stdout.readline().strip()
        with shell.running("listen", path, "--protocol", "kenwood", "--json") as listener:
            assert listener.stdout is not None
            assert json.loads(listener.stdout.readline())["reading"] == "transmission_began"
        os.kill(device.pid, signal.SIGTERM)
        assert device.wait(10) == 0
    assert not Path(path).exists()


def test_a_fault_can_be_asked_for(shell: Shell) -> None:
    with shell.running(
        "listen", "sim://kenwood?seed=1&fault=bad-checksum", "--protocol", "kenwood", "--json"
    ) as one:
        assert one.stdout is not None
        assert json.loads(one.stdout.readline())["reading"]


def test_every_driver_has_a_simulated_device_that_it_reads(shell: Shell) -> None:
    for name in ("taip", "kiss", "tait", "surgard", "ademco", "caller-id", "lines", "ubx"):
        with shell.running("listen", f"sim://{name}?seed=2", "--protocol", name, "--json") as listener:
            assert listener.stdout is not None
            assert json.loads(listener.stdout.readline())["reading"] != "undecoded", name


def test_a_capture_is_a_port_that_any_device_can_be_given(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "gps.jsonl"
    shell.rows("capture", "-", str(file), "--protocol", "nmea", typed=RMC)
    with shell.running(
        "listen", f"sim://replay?file={file}&speed=0", "--protocol", "nmea", "--json"
    ) as listener:
        assert listener.stdout is not None
        assert json.loads(listener.stdout.readline())["lat"] == -37.860833
    missing = shell.call("listen", f"sim://replay?file={tmp_path}/nothing", "--protocol", "nmea")
    assert (missing.code, "cannot be read" in missing.err) == (3, True)


def test_options_of_a_driver_are_given_as_often_as_needed(shell: Shell, tmp_path: Path) -> None:
    file, said = tmp_path / "decoder.jsonl", b"UNIT 12 CODE 3\r\nMSG at the park\r\n"
    rules = (
        *("--option", "preset=mdc1200"),
        *("--option", r"patterns=status = UNIT (?P<unit>\d+) CODE (?P<code>\d+)"),
        *("--option", "patterns=text = MSG (?P<text>.*)"),
    )
    for rows in (
        shell.rows("listen", "-", "--protocol", "lines", *rules, typed=said),
        shell.rows("capture", "-", str(file), "--protocol", "lines", *rules, typed=said),
        shell.rows("replay", str(file), "--speed", "0", *rules),
    ):
        assert [row["reading"] for row in rows] == ["status", "text"]
        assert (rows[0]["unit"], rows[0]["code"], rows[1]["text"]) == ("12", "3", "at the park")


def test_a_key_that_is_stuck_can_be_asked_for_on_a_terminal(shell: Shell) -> None:
    with shell.running("simulate", "cos", "--pty", "fault=stuck-ptt") as device:
        assert device.stdout is not None
        assert device.stdout.readline().startswith("/dev/")
