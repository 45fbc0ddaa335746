"""Opening a port, real, remote or simulated, without keying a radio and without a surprise."""

from contextlib import suppress
from typing import Any, NamedTuple

import serial

from hardware.drivers import DriverEntry
from hardware.simulators.bench import Bench

READ_TIMEOUT = 0.2
WRITE_TIMEOUT = 2.0
SIMULATED = "sim://"
HANDLERS = "hardware.simulators"


class LineSettings(NamedTuple):
    """How the line is set: bits a second, data bits, parity (N, E, O) and stop bits."""

    baud: int = 9600
    bytesize: int = 8
    parity: str = "N"
    stopbits: float = 1

    @classmethod
    def of(cls, entry: DriverEntry) -> "LineSettings":
        """What the driver's table has."""
        return cls(entry.baud, entry.bytesize, entry.parity, entry.stopbits)


class Ports:
    """Opens ports by device name or URL; `sim://` names are looked up on the given bench."""

    def __init__(self, bench: Bench | None = None) -> None:
        self._bench = bench
        if HANDLERS not in serial.protocol_handler_packages:
            serial.protocol_handler_packages.append(HANDLERS)

    def open(self, url: str, settings: LineSettings) -> serial.SerialBase:
        """An open port with RTS and DTR low from before it was opened, ours alone where that works.

        Reads give up after 0.2 s. Raises OSError, with one sentence that says why.
        """
        try:
            port = self._unopened(url, settings)
            port.rts = False
            port.dtr = False
            port.open()
        except OSError:
            raise
        except Exception as error:  # a bad URL, a setting the device refuses, termios' own error
            raise serial.SerialException(f"{url} cannot be opened: {error}") from error
        _ask_for_low_latency(port)
        return port

    def _unopened(self, url: str, settings: LineSettings) -> serial.Serial:
        options: dict[str, Any] = {"exclusive": True}
        if url.lower().startswith(SIMULATED):
            options["bench"] = self._bench
        return serial.serial_for_url(
            url,
            do_not_open=True,
            baudrate=settings.baud,
            bytesize=settings.bytesize,
            parity=settings.parity,
            stopbits=settings.stopbits,
            timeout=READ_TIMEOUT,
            write_timeout=WRITE_TIMEOUT,
            **options,
        )


def _ask_for_low_latency(port: serial.Serial) -> None:
    """USB adapters hold bytes back for up to 16 ms unless asked not to; few ports can be asked."""
    with suppress(AttributeError, NotImplementedError, OSError, ValueError):
        port.set_low_latency_mode(True)
