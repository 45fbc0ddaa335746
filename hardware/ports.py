"""Opening a port, real, remote or simulated, without keying a radio and without a surprise."""

import os
import re
from contextlib import suppress
from typing import Any, NamedTuple

import serial

from hardware.drivers import DriverEntry
from hardware.identity import Identity, found_ports, search
from hardware.simulators.bench import Bench

READ_TIMEOUT = 0.2
WRITE_TIMEOUT = 2.0
SIMULATED = "sim://"
IDENTITY = "usb:"
PSEUDO_TERMINALS = "/dev/pts/"
HANDLERS = "hardware.simulators"
LINE = re.compile(r"([1-9][0-9]{1,6}) *([5-8])([NEOMS])(1|1\.5|2)")


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

    @classmethod
    def read(cls, text: str) -> "LineSettings":
        """The form that people write: `9600 8N1`. Raises ValueError with one sentence."""
        found = LINE.fullmatch(text.strip().upper())
        if not found:
            raise ValueError(f"'{text}' are no line settings. Write them as 9600 8N1.")
        baud, bytesize, parity, stopbits = found.groups()
        return cls(int(baud), int(bytesize), parity, float(stopbits))

    def __str__(self) -> str:
        return f"{self.baud} {self.bytesize}{self.parity}{self.stopbits:g}"


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
            port = self._unopened(_where(url), settings)
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
        settings = _carried(url, settings)
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


def _carried(url: str, settings: LineSettings) -> LineSettings:
    """A pseudo-terminal has no line: Linux refuses 7E1 there the second time that it is asked for."""
    if os.path.realpath(url).startswith(PSEUDO_TERMINALS):
        return settings._replace(bytesize=8, parity="N")
    return settings


def _where(url: str) -> str:
    """The name that a device has today, where `url` is the identity of its adapter."""
    if not url.startswith(IDENTITY):
        return url
    found = search(Identity.parse(url), found_ports())
    if found.port is None:
        raise serial.SerialException(found.why)
    return found.port.device


def _ask_for_low_latency(port: serial.Serial) -> None:
    """USB adapters hold bytes back for up to 16 ms unless asked not to; few ports can be asked."""
    with suppress(AttributeError, NotImplementedError, OSError, ValueError):
        port.set_low_latency_mode(True)
