"""The table of drivers: what each is called, how its port is set, where its code is."""

from collections.abc import Mapping
from importlib import import_module
from typing import Literal, NamedTuple, Protocol

from hardware.readings import Reading


class Driver(Protocol):
    """Bytes in, readings out; no clock and no port of its own, and it never raises on any bytes."""

    def feed(self, data: bytes) -> list[Reading]:
        """The readings that `data` completes, however the stream was cut into chunks."""
        ...

    def idle(self) -> list[Reading]:
        """To be called after two seconds of silence, and at the end: nothing half done will be finished."""
        ...


class DriverEntry(NamedTuple):
    """One driver, loaded from `path` ("module:Class") when it is first needed."""

    name: str
    title: str
    kind: Literal["gps", "radio"]
    path: str
    baud: int
    bytesize: int
    parity: str
    stopbits: float


class UnknownDriverError(LookupError):
    """No driver has this name; the text names those that there are."""


DRIVERS: Mapping[str, DriverEntry] = {
    entry.name: entry
    for entry in (
        DriverEntry("nmea", "GPS, NMEA 0183", "gps", "hardware.gps.nmea:NmeaDriver", 4800, 8, "N", 1),
        DriverEntry(
            "kenwood",
            "Kenwood FleetSync / NEXEDGE",
            "radio",
            "hardware.radio.kenwood:KenwoodDriver",
            9600,
            8,
            "N",
            2,
        ),
    )
}


def entry(name: str) -> DriverEntry:
    """The table's row; raises UnknownDriverError."""
    try:
        return DRIVERS[name]
    except KeyError:
        known = ", ".join(sorted(DRIVERS))
        raise UnknownDriverError(f"There is no driver {name!r}. Known: {known}.") from None


def make_driver(name: str) -> Driver:
    """A new driver in its first state; raises UnknownDriverError."""
    module, _, class_name = entry(name).path.partition(":")
    driver: Driver = getattr(import_module(module), class_name)()
    return driver
