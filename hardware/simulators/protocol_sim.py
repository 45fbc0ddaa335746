"""The `sim://` port for pyserial: a simulated device behind the interface of a real one.

`sim://NAME` is a device on the bench that was given to the constructor. Without a bench,
`sim://gps?lat=34.09&lon=-118.36&seed=1` and `sim://kenwood?seed=1` stand alone on the machine's
clock. Options: `lat`, `lon` (degrees), `seed`, `unit`.
"""

import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from serial import PortNotOpenError, SerialBase, SerialException

from hardware.simulators.bench import Bench, Lines
from hardware.simulators.device import MachineClock, SimulatedDevice
from hardware.simulators.gps import CITY_HALL, SimulatedGps
from hardware.simulators.kenwood import SimulatedKenwood

POLL_SECONDS = 0.02
UNREAD_LIMIT = 65536
TALKERS = ("100-4001", "100-4002", "100-4003")


class Serial(SerialBase):
    """One end of a cable whose other end is a simulated device."""

    def __init__(self, *args: Any, bench: Bench | None = None, **kwargs: Any) -> None:
        self._bench = bench or Bench()
        self._alone = bench is None
        self._device_name = ""
        self._device: SimulatedDevice | None = None
        self._unread = bytearray()
        self._cancelled = threading.Event()
        super().__init__(*args, **kwargs)

    def open(self) -> None:
        """Raises SerialException when there is no such device or its cable is out."""
        if self.is_open:
            raise SerialException("Port is already open.")
        parts = urlsplit(self.port or "")
        self._device_name = parts.netloc
        if self._alone and self._bench.device(parts.netloc) is None:
            self._bench.add(parts.netloc, _stand_alone(parts.netloc, dict(parse_qsl(parts.query))))
        self._check_cable()
        self._device = self._bench.device(self._device_name)
        self._unread.clear()
        self._cancelled.clear()
        self.is_open = True
        self._note_lines()

    def close(self) -> None:
        self.is_open = False
        self._cancelled.set()

    @property
    def in_waiting(self) -> int:
        """Raises SerialException when the cable is out, as a real port does."""
        self._fill()
        return len(self._unread)

    def read(self, size: int = 1) -> bytes:
        """Up to `size` bytes; fewer when the timeout passes or the read is cancelled."""
        until = None if self.timeout is None else time.monotonic() + self.timeout
        while len(self._unread) < size:
            self._fill()
            left = POLL_SECONDS if until is None else min(POLL_SECONDS, until - time.monotonic())
            if len(self._unread) >= size or left <= 0 or self._cancelled.wait(left):
                break
        self._cancelled.clear()
        data = bytes(self._unread[:size])
        del self._unread[:size]
        return data

    def write(self, data: Any) -> int:
        """The device has it at once."""
        self._connected().receive(bytes(data))
        return len(data)

    def cancel_read(self) -> None:
        self._cancelled.set()

    def cancel_write(self) -> None:
        """Writes never wait."""

    def flush(self) -> None:
        """Nothing is ever held back."""

    def reset_input_buffer(self) -> None:
        self._fill()
        self._unread.clear()

    def reset_output_buffer(self) -> None:
        """Nothing is ever held back."""

    @property
    def out_waiting(self) -> int:
        return 0

    @property
    def cts(self) -> bool:
        return self._line()

    @property
    def dsr(self) -> bool:
        return self._line()

    @property
    def ri(self) -> bool:
        return self._line()

    @property
    def cd(self) -> bool:
        return self._line()

    def _line(self) -> bool:
        """These devices raise none of their lines."""
        self._connected()
        return False

    def _fill(self) -> None:
        self._unread += self._connected().emit()
        del self._unread[:-UNREAD_LIMIT]

    def _connected(self) -> SimulatedDevice:
        if not self.is_open or self._device is None:
            raise PortNotOpenError
        self._check_cable()
        return self._device

    def _check_cable(self) -> None:
        if not self._bench.plugged(self._device_name):
            raise SerialException(f"There is no device at sim://{self._device_name}")

    def _note_lines(self) -> None:
        self._bench.note_lines(self._device_name, Lines(bool(self.rts), bool(self.dtr)))

    def _reconfigure_port(self, force_update: bool = False) -> None:
        """A simulated line understands every setting."""

    def _update_rts_state(self) -> None:
        self._note_lines()

    def _update_dtr_state(self) -> None:
        self._note_lines()

    def _update_break_state(self) -> None:
        """These devices do not hear a break."""


def _stand_alone(name: str, options: dict[str, str]) -> SimulatedDevice:
    make = STAND_ALONE.get(name)
    if make is None:
        raise SerialException(f"There is no simulated {name!r}. Known: {', '.join(sorted(STAND_ALONE))}.")
    try:
        return make(options)
    except ValueError as error:
        raise SerialException(f"sim://{name} has an option that is no number: {error}") from error


def _gps(options: dict[str, str]) -> SimulatedGps:
    device = SimulatedGps(MachineClock(), options.get("unit", ""), int(options.get("seed", "0")))
    device.place(float(options.get("lat", CITY_HALL[0])), float(options.get("lon", CITY_HALL[1])))
    return device


def _kenwood(options: dict[str, str]) -> SimulatedKenwood:
    return SimulatedKenwood(MachineClock(), int(options.get("seed", "0")), TALKERS)


STAND_ALONE: dict[str, Callable[[dict[str, str]], SimulatedDevice]] = {"gps": _gps, "kenwood": _kenwood}
