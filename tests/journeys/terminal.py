"""A pseudo-terminal that stands for a serial device: what it says, the console reads from its port."""

import os
from pathlib import Path

from tests.hardware.nmea_stream import line

EMERGENCY = 95
"""FleetSync's status of a pressed emergency button."""


class Terminal:
    """A device under a path that stays the same while it is pulled out and put back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ends: tuple[int, int] | None = None
        self.plug()

    def plug(self) -> None:
        """Put the device in."""
        self._ends = os.openpty()
        self.path.symlink_to(os.ttyname(self._ends[1]))

    def pull(self) -> None:
        """Pull the device out; whoever reads its port loses it."""
        if self._ends is not None:
            self.path.unlink()
            for end in self._ends:
                os.close(end)
            self._ends = None

    def say(self, data: bytes) -> None:
        """What the device sends."""
        assert self._ends is not None, "the device is not plugged in"
        os.write(self._ends[0], data)


def began(radio_id: str) -> bytes:
    """A FleetSync radio keys up; "100-4011"."""
    return _identity("I1", radio_id)


def ended(radio_id: str) -> bytes:
    """It lets go."""
    return _identity("I0", radio_id)


def status(radio_id: str, code: int) -> bytes:
    """It sends a status."""
    return line(f"PKLID,00,{radio_id.replace('-', ',')},{code},00,")


def emergency(radio_id: str) -> bytes:
    """Its emergency button is pressed."""
    return status(radio_id, EMERGENCY)


def position(lat: float, lon: float, time_of_day: str) -> bytes:
    """A GPS fix, degrees WGS-84 north and east of zero or south and west of it; the time is HHMMSS UTC."""
    north, east = _minutes(lat, 2), _minutes(lon, 3)
    sides = ("N" if lat >= 0 else "S", "E" if lon >= 0 else "W")
    return line(f"GPRMC,{time_of_day},A,{north},{sides[0]},{east},{sides[1]},022.4,084.4,,,")


def _identity(command: str, radio_id: str) -> bytes:
    return f"\x02{command}{radio_id.replace('-', '') * 2}\x03".encode("ascii")


def _minutes(degrees: float, width: int) -> str:
    whole, minutes = divmod(abs(degrees) * 60, 60)
    return f"{int(whole):0{width}d}{minutes:07.4f}"
