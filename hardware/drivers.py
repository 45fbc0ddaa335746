"""The table of drivers: what each is called, how its port is set, where its code is."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, Literal, NamedTuple, Protocol

from hardware.modem_lines import ModemLines
from hardware.orders import CannotSendError, Order, is_answered
from hardware.readings import Reading

ENTRY_POINTS = "cso_console.drivers"
"""The group in which other packages name their drivers: each entry point is a DriverEntry."""

Kind = Literal["gps", "radio", "alarm", "phone"]
Options = Mapping[str, str]


class Driver(Protocol):
    """Bytes in, readings out; no clock and no port of its own, and it never raises on any bytes."""

    def feed(self, data: bytes) -> list[Reading]:
        """The readings that `data` completes, however the stream was cut into chunks."""
        ...

    def idle(self) -> list[Reading]:
        """To be called after two seconds of silence, and at the end: nothing half done will be finished."""
        ...


class LineDriver(Driver, Protocol):
    """A driver that watches the modem lines besides."""

    def lines(self, lines: ModemLines, now: float) -> list[Reading]:
        """What the lines as they are at `now` (monotonic seconds) tell; asked every 20 to 50 ms."""
        ...


class DriverEntry(NamedTuple):
    """One driver, loaded from `path` ("module:Class") when it is first needed.

    `encode` ("module:function", Order to bytes) is empty for a device that sends nothing by order.
    `encode_options` names those of the `options` that it takes too. `answered` ("module:function", Order
    to bool) tells which orders have an answer to wait for, where that is not all but answers themselves.
    `opening` is written when the port is opened. With `lines` the modem lines are watched.
    `others` are settings that such devices are also found at: (baud, bytesize, parity, stopbits).
    `options` names the settings that the driver's class takes as keyword arguments, all of them text.
    `keys` says that an order keys a transmitter, which a person must allow.
    """

    name: str
    title: str
    kind: Kind
    path: str
    baud: int = 9600
    bytesize: int = 8
    parity: str = "N"
    stopbits: float = 1
    encode: str = ""
    opening: bytes = b""
    lines: bool = False
    others: tuple[tuple[int, int, str, float], ...] = ()
    options: tuple[str, ...] = ()
    keys: bool = False
    encode_options: tuple[str, ...] = ()
    answered: str = ""


class UnknownDriverError(LookupError):
    """No driver has this name; the text names those that there are."""


DRIVERS: Mapping[str, DriverEntry] = {
    entry.name: entry
    for entry in (
        DriverEntry(
            "nmea",
            "GPS, NMEA 0183",
            "gps",
            "hardware.gps.nmea:NmeaDriver",
            4800,
            others=((9600, 8, "N", 1), (38400, 8, "N", 1), (115200, 8, "N", 1)),
        ),
        DriverEntry(
            "taip",
            "Vehicle tracker, Trimble TAIP",
            "gps",
            "hardware.gps.taip:TaipDriver",
            4800,
            others=((9600, 8, "N", 1),),
        ),
        DriverEntry(
            "ubx",
            "GPS, u-blox UBX",
            "gps",
            "hardware.gps.ubx:UbxDriver",
            9600,
            others=((38400, 8, "N", 1), (115200, 8, "N", 1)),
        ),
        DriverEntry(
            "kenwood",
            "Kenwood FleetSync / NEXEDGE",
            "radio",
            "hardware.radio.kenwood:KenwoodDriver",
            9600,
            stopbits=2,
            others=((4800, 8, "N", 1), (19200, 8, "N", 1)),
            encode="hardware.radio.kenwood_orders:encode",
            keys=True,
        ),
        DriverEntry(
            "kiss",
            "APRS tracker, KISS TNC",
            "radio",
            "hardware.radio.kiss:KissDriver",
            9600,
            others=((1200, 8, "N", 1), (115200, 8, "N", 1)),
            encode="hardware.radio.aprs_orders:encode",
            options=("call",),
            keys=True,
            encode_options=("call",),
            answered="hardware.radio.aprs_orders:is_answered",
        ),
        DriverEntry(
            "lines",
            "Decoder that prints lines, such as MDC-1200",
            "radio",
            "hardware.radio.text_lines:LineTextDriver",
            9600,
            others=((4800, 8, "N", 1), (115200, 8, "N", 1)),
            options=("preset", "patterns"),
        ),
        DriverEntry(
            "tait",
            "Tait CCDI",
            "radio",
            "hardware.radio.tait:TaitDriver",
            28800,
            others=((9600, 8, "N", 1), (19200, 8, "N", 1)),
            encode="hardware.radio.tait_orders:encode",
            keys=True,
        ),
        DriverEntry(
            "cos",
            "Any radio, push-to-talk and carrier on modem lines",
            "radio",
            "hardware.radio.carrier:CarrierDriver",
            9600,
            lines=True,
            options=("carrier", "active"),
        ),
        DriverEntry(
            "surgard",
            "Alarm receiver, Sur-Gard",
            "alarm",
            "hardware.alarm.surgard:SurGardDriver",
            1200,
            7,
            "E",
            others=((9600, 8, "N", 1), (19200, 7, "E", 1)),
        ),
        DriverEntry(
            "ademco",
            "Alarm receiver, Ademco 685",
            "alarm",
            "hardware.alarm.ademco:AdemcoDriver",
            1200,
            others=((9600, 8, "N", 1),),
        ),
        DriverEntry(
            "caller-id",
            "Telephone, caller ID from a modem",
            "phone",
            "hardware.phone.caller_id:CallerIdDriver",
            9600,
            opening=b"AT+VCID=1\r",
            others=((1200, 8, "N", 1), (115200, 8, "N", 1)),
        ),
    )
}


def entry(name: str) -> DriverEntry:
    """The row of this name, ours or another package's; raises UnknownDriverError."""
    if name in DRIVERS:
        return DRIVERS[name]
    for other in _others():
        if other.name == name:
            return other
    known = ", ".join(sorted(row.name for row in entries()))
    raise UnknownDriverError(f"There is no driver {name!r}. Known: {known}.")


def entries() -> list[DriverEntry]:
    """Every driver: ours first, then those of other packages, which never take the place of ours."""
    return [*DRIVERS.values(), *(other for other in _others() if other.name not in DRIVERS)]


def make_driver(name: str, options: Options | None = None) -> Driver:
    """A new driver in its first state.

    Raises UnknownDriverError, and ValueError with one sentence for options that it does not take.
    """
    row, given = entry(name), options or {}
    unknown = sorted(set(given) - set(row.options))
    if unknown:
        known = f"It takes {', '.join(row.options)}." if row.options else "It takes none."
        raise ValueError(f"The driver {name} has no option {unknown[0]}. {known}")
    driver: Driver = _loaded(row.path)(**given)
    return driver


def encode(name: str, order: Order, options: Options | None = None) -> bytes:
    """The bytes that make this driver's device do what `order` says; raises CannotSendError.

    `options` are those that the driver was made with.
    """
    row = entry(name)
    if not row.encode:
        raise CannotSendError(f"{row.title} sends nothing.")
    given = {option: value for option, value in (options or {}).items() if option in row.encode_options}
    data: bytes = _loaded(row.encode)(order, **given)
    return data


def answer_rule(name: str) -> Callable[[Order], bool]:
    """What tells which orders this driver's device has an answer to."""
    path = entry(name).answered
    return _loaded(path) if path else is_answered


def _loaded(path: str) -> Callable[..., Any]:
    module, _, name = path.partition(":")
    loaded: Callable[..., Any] = getattr(import_module(module), name)
    return loaded


def _others() -> Iterator[DriverEntry]:
    # Slow to import, and needed only where somebody has named a driver that is not ours.
    from importlib.metadata import entry_points

    for point in entry_points(group=ENTRY_POINTS):
        row = point.load()
        if isinstance(row, DriverEntry):
            yield row
