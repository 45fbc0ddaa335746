"""Other programs that read NMEA: each takes the same sentences, each in the way that is fastest for it."""

import shutil
import subprocess
import time
from collections.abc import Sequence
from functools import reduce
from operator import xor
from pathlib import Path
from tempfile import TemporaryDirectory

import pynmea2
from pynmeagps import NMEAReader

GPSDECODE = shutil.which("gpsdecode")
"""gpsd's own decoder, in C; Debian has it in the package gpsd-clients."""
PLACES = (pynmea2.RMC, pynmea2.GGA, pynmea2.GLL)


def pynmeagps(lines: Sequence[bytes]) -> None:
    """Line by line, which is faster than its own stream reader."""
    for line in lines:
        NMEAReader.parse(line)


def pynmea2_with_coordinates(lines: Sequence[bytes]) -> None:
    """Its conversions are made when they are asked for, so they are."""
    for line in lines:
        message = pynmea2.parse(line.decode("ascii"))
        if isinstance(message, PLACES):
            _ = message.latitude, message.longitude, message.timestamp


def gpsdecode_seconds(stream: bytes) -> float:
    """Wall time from its start to its end: sentences from a file, JSON to a file."""
    with TemporaryDirectory() as folder:
        sentences, objects = Path(folder, "sentences"), Path(folder, "objects")
        sentences.write_bytes(stream)
        with sentences.open("rb") as source, objects.open("wb") as target:
            began = time.perf_counter()
            subprocess.run([str(GPSDECODE), "-j"], stdin=source, stdout=target, check=True)
            took = time.perf_counter() - began
        if b'"lat"' not in objects.read_bytes():
            raise ValueError("gpsdecode found no position")
    return took


def minimal(lines: Sequence[bytes]) -> None:
    """The least that still gives a position: checksum, split, two conversions; nothing is checked."""
    for line in b"".join(lines).split(b"\r\n"):
        body, _, given = line[1:].partition(b"*")
        if not given or reduce(xor, body) != int(given, 16):
            continue
        fields = body.split(b",")
        kind = fields[0][2:]
        if kind == b"RMC":
            _minimal_position(fields[3:7], fields[2] == b"A")
        elif kind == b"GGA":
            _minimal_position(fields[2:6], fields[6] != b"0")
        elif kind == b"GLL":
            _minimal_position(fields[1:5], fields[6] == b"A")


def _minimal_position(where: list[bytes], valid: bool) -> tuple[float, float, bool] | None:
    lat, north_south, lon, east_west = where
    if not lat or not lon:
        return None
    north = float(lat[:2]) + float(lat[2:]) / 60
    east = float(lon[:3]) + float(lon[3:]) / 60
    return (-north if north_south == b"S" else north, -east if east_west == b"W" else east, valid)
