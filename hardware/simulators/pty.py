"""A simulated device behind a real pseudo-terminal, for any program that opens a serial port."""

import os
import pty
import select
import threading
import tty

from hardware.simulators.device import SimulatedDevice

POLL_SECONDS = 0.01
CHUNK = 4096
UNWRITTEN_LIMIT = 65536
JOIN_LIMIT = 5.0


class PtyDevice:
    """One thread carries bytes between a device and a terminal; it never waits for whoever reads.

    Not for Windows, which has no pseudo-terminals.
    """

    def __init__(self, device: SimulatedDevice) -> None:
        self._device = device
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._ends: tuple[int, int] | None = None
        self._path = ""

    @property
    def path(self) -> str:
        """The terminal to open, such as /dev/pts/3; "" while it is unplugged."""
        return self._path

    def start(self) -> None:
        """Plug it in; the terminal may have another name each time.

        Raises OSError when there is no terminal left, and RuntimeError when it is plugged in already.
        """
        if self._ends is not None:
            raise RuntimeError(f"This device is plugged in already, at {self._path}")
        master, terminal = self._ends = pty.openpty()
        # Our own end of the terminal stays open, so that its mode outlives each reader.
        tty.setraw(terminal)
        os.set_blocking(master, False)
        self._path = os.ttyname(terminal)
        self._stopping.clear()
        self._thread = threading.Thread(target=self._carry, args=(master,), name=f"pty {self._path}")
        self._thread.start()

    def stop(self) -> None:
        """Unplug it: whoever has the terminal open sees the device go. Stopping twice does no harm."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(JOIN_LIMIT)
            self._thread = None
        ends, self._ends, self._path = self._ends, None, ""
        for end in ends or ():
            os.close(end)

    def _carry(self, master: int) -> None:
        unwritten = b""
        while not self._stopping.is_set():
            said = self._device.emit() if len(unwritten) < UNWRITTEN_LIMIT else b""
            unwritten = _write(master, unwritten + said)
            # A device that has just spoken may have more to say; one that is full waits for its reader.
            wait = 0 if said and not unwritten else POLL_SECONDS
            readable, _, _ = select.select([master], [master] if unwritten else [], [], wait)
            if readable:
                self._device.receive(os.read(master, CHUNK))


def _write(master: int, data: bytes) -> bytes:
    """Write what the terminal takes now; returns the rest."""
    try:
        return data[os.write(master, data) :] if data else b""
    except BlockingIOError:
        return data
