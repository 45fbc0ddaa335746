"""The `sim://` port for pyserial: a simulated device behind the interface of a real one.

`sim://NAME` is a device on the bench that was given to the constructor. Without a bench, every
device of the catalogue stands alone on the machine's clock: `sim://gps?lat=34.09&lon=-118.36`,
`sim://kenwood?seed=1&fault=bad-checksum`.
"""

import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from serial import PortNotOpenError, SerialBase, SerialException

from hardware.modem_lines import ModemLines
from hardware.simulators.bench import Bench, Lines
from hardware.simulators.catalogue import simulated
from hardware.simulators.device import MachineClock, SimulatedDevice

POLL_SECONDS = 0.02
UNREAD_LIMIT = 65536


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
        return self._raised().cts

    @property
    def dsr(self) -> bool:
        return self._raised().dsr

    @property
    def ri(self) -> bool:
        return self._raised().ri

    @property
    def cd(self) -> bool:
        return self._raised().cd

    def _raised(self) -> ModemLines:
        """Few devices raise any of their lines."""
        lines: Callable[[], ModemLines] = getattr(self._connected(), "lines", ModemLines)
        return lines()

    def _fill(self) -> None:
        """A reader who is far behind leaves the rest with the device, which forgets what it must."""
        device = self._connected()
        if len(self._unread) < UNREAD_LIMIT:
            self._unread += device.emit()

    def _connected(self) -> SimulatedDevice:
        if not self.is_open or self._device is None:
            raise PortNotOpenError
        self._check_cable()
        if self._bench.device(self._device_name) is not self._device:
            raise SerialException(f"Another device is at sim://{self._device_name} now")
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
    try:
        return simulated(name, MachineClock(), options)
    except (LookupError, ValueError, ImportError) as error:
        raise SerialException(f"sim://{name} cannot be opened: {error}") from error
