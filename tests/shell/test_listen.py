"""`listen`: a stream from stdin, from a pseudo-terminal and from simulated ports."""

import json
import os
import pty
import select
import subprocess
import sys
import tty

import pytest

RMC = b"$GPRMC,081836,A,3751.65,S,14507.36,E,000.0,360.0,130998,011.3,E*62\r\n"
PTT = b"\x02I110040021004002\x03"


def listen(*words: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "console", "listen", "--json", *words],
        input=typed,
        capture_output=True,
        timeout=30,
    )


def test_positions_from_stdin() -> None:
    said = listen("-", "--protocol", "nmea", "--raw", typed=b"\x00noise" + RMC)
    undecoded, position = (json.loads(line) for line in said.stdout.splitlines())
    assert (undecoded["reading"], bool(undecoded["why"])) == ("undecoded", True)
    assert (position["lat"], position["lon"], position["valid"]) == (-37.860833, 145.122667, True)
    assert bytes.fromhex(position["raw"]).startswith(b"$GPRMC")


def test_a_radio_from_stdin() -> None:
    said = listen("-", "--protocol", "kenwood", typed=PTT + b"$PKLID,00,100,2000,15,00,*6D\r\n")
    rows = [json.loads(line) for line in said.stdout.splitlines()]
    assert [row["reading"] for row in rows] == ["transmission_began", "status"]
    assert [row["unit"] for row in rows] == ["100-4002", "100-2000"]


@pytest.mark.parametrize(
    ("url", "protocol", "reading"),
    [("sim://gps?seed=1", "nmea", "position"), ("sim://kenwood?seed=1", "kenwood", "transmission_began")],
)
def test_simulated_ports_speak_by_themselves(url: str, protocol: str, reading: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "console", "listen", url, "--protocol", protocol, "--json"],
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline())
        process.kill()
    assert first["reading"] == reading


def test_a_device_that_goes_away_is_3_and_one_sentence() -> None:
    controller, device = pty.openpty()
    tty.setraw(device)
    path = os.ttyname(device)
    with subprocess.Popen(
        [sys.executable, "-m", "console", "listen", path, "--protocol", "nmea", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        # What arrives before the port is open is flushed by opening it, as on a real port.
        while not select.select([process.stdout], [], [], 0.1)[0]:
            os.write(controller, RMC)
        assert json.loads(process.stdout.readline())["lat"] == -37.860833
        os.close(device)
        os.close(controller)
        assert process.wait(20) == 3
        assert b"was lost" in process.stderr.read()


@pytest.mark.parametrize("words", [("/dev/nowhere", "--protocol", "nmea"), ("-", "--protocol", "morse")])
def test_no_port_or_no_protocol_is_3(words: tuple[str, ...]) -> None:
    said = listen(*words)
    assert (said.returncode, said.stdout) == (3, b"")
    assert said.stderr.count(b"\n") == 1
