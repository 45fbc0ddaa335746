"""Opening a port, real, remote or simulated, without keying a radio and without a surprise."""

import os
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import serial

from hardware.drivers import DriverEntry
from hardware.identity import FoundPort, Identity, found_ports, identity_of, search
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
    """Opens ports by device name, by URL or by the identity of a USB adapter.

    `sim://` names are looked up on the given bench, whose adapters are found by identity as well.
    `configured` gives what all devices of the station are set to, so that none is given the adapter of
    another; `found` lists the machine's ports. Both are asked on the thread that opens a port.
    """

    def __init__(
        self,
        bench: Bench | None = None,
        configured: Callable[[], Collection[str]] = tuple,
        found: Callable[[], Sequence[FoundPort]] = found_ports,
    ) -> None:
        self._bench = bench
        self._configured = configured
        self._found = found
        if HANDLERS not in serial.protocol_handler_packages:
            serial.protocol_handler_packages.append(HANDLERS)

    def open(self, url: str, settings: LineSettings) -> serial.SerialBase:
        """An open port with RTS and DTR low from before it was opened, ours alone where that works.

        Reads give up after 0.2 s. Raises OSError, with one sentence that says why.
        """
        try:
            port = self._unopened(self._where(url), settings)
            port.rts = False
            port.dtr = False
            port.open()
        except OSError:
            raise
        except Exception as error:  # a bad URL, a setting the device refuses, termios' own error
            raise serial.SerialException(f"{url} cannot be opened: {error}") from error
        _ask_for_low_latency(port)
        return port

    def _where(self, url: str) -> str:
        """The name that a device has today, where `url` is the identity of its adapter."""
        if not url.startswith(IDENTITY):
            return url
        mine = Identity.parse(url)
        ports = self._bench.found_ports() if self._bench is not None else []
        # Asking the machine takes long, and what is on the bench is not in it.
        if not any((port.vid, port.pid) == (mine.vid, mine.pid) for port in ports):
            ports += self._found()
        others = [other for other in self._configured() if other != url]
        found = search(mine, ports, _identities(others, ports) - {mine})
        if found.port is None:
            raise serial.SerialException(found.why)
        return found.port.device

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


def _identities(urls: Collection[str], ports: Sequence[FoundPort]) -> set[Identity]:
    """The adapters that these are, as far as they are any: one may be named by its port."""
    named = {name: identity_of(port) for port in ports for name in (port.device, port.by_id) if name}
    return {
        identity
        for url in urls
        if (identity := _written(url) if url.startswith(IDENTITY) else _named(url, named)) is not None
    }


def _named(url: str, named: Mapping[str, Identity | None]) -> Identity | None:
    return named.get(url) or named.get(os.path.realpath(url))


def _written(url: str) -> Identity | None:
    """Another device's mistake in writing its identity must not keep this one from its port."""
    with suppress(ValueError):
        return Identity.parse(url)
    return None


def _ask_for_low_latency(port: serial.Serial) -> None:
    """USB adapters hold bytes back for up to 16 ms unless asked not to; few ports can be asked."""
    with suppress(AttributeError, NotImplementedError, OSError, ValueError):
        port.set_low_latency_mode(True)
