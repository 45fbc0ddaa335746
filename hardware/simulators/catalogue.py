"""Every simulated device by the name of its driver, each busy by itself as on an ordinary day."""

import threading
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from hardware.capture import Replay, read_capture
from hardware.modem_lines import ModemLines
from hardware.simulators.device import Clock, SimulatedDevice
from hardware.simulators.faults import FAULTS, Fault, Faulty
from hardware.simulators.receiver import CITY_HALL, FIX_FAULTS

FIRST_EVENT = 1.0
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 2.0
"""How far events are apart, as parts of the pace."""
REPLAY = "replay"
LONGEST_BACKLOG = 300.0
"""Seconds; what should have happened before to a device that nobody read has not happened."""

Options = Mapping[str, str]
Event = tuple[str, tuple[object, ...]]
"""A public method of the device, and its arguments."""


class UnknownDeviceError(LookupError):
    """No simulated device has this name; the text names those that there are."""


class Simulation(NamedTuple):
    """How a device is built ("module:Class") and what happens to it.

    `given` goes to its class besides the clock and the seed, and so do the options named in `words`.
    A `placed` device is put down at the options `lat` and `lon`. `day` are events in their order, over
    and over, `pace` to twice as many seconds apart; a device without any speaks by itself.
    """

    path: str
    day: tuple[Event, ...] = ()
    pace: float = 2.0
    given: Mapping[str, object] = MappingProxyType({})
    words: tuple[str, ...] = ()
    placed: bool = False


FAILURES = frozenset(FIX_FAULTS) - frozenset(FAULTS)
"""What goes wrong with a GPS and with nothing else."""
GPS = Simulation("hardware.simulators.gps:SimulatedGps", words=("unit",), placed=True)
TALKERS = ("100-4001", "100-4002", "100-4003")
TRACKER = "N0CALL-9"
BEACONS: tuple[Event, ...] = (
    ("place", (TRACKER, *CITY_HALL)),
    ("status", (TRACKER, "On foot patrol")),
    ("message", (TRACKER, "CSO", "At the park")),
)
BURSTS: tuple[Event, ...] = (
    ("key", ("1701",)),
    ("unkey", ("1701",)),
    ("status", ("1702", 3)),
    ("call_alert", ("1701",)),
)
TRAFFIC: tuple[Event, ...] = (
    ("key", ("12345678",)),
    ("unkey", ()),
    ("status", ("12345679", 15)),
    ("text", ("12345678", "At the park")),
)
CARRIER: tuple[Event, ...] = (("key", ()), ("unkey", ()))
ALARMS: tuple[Event, ...] = (
    ("alarm", ("1234", "130", "E", "005")),
    ("alarm", ("1234", "130", "R", "005")),
    ("alarm", ("7777", "110")),
    ("alarm", ("8703", "301")),
    ("alarm", ("8703", "602")),
)
CALLS: tuple[Event, ...] = (
    ("ring", ("3105550142", "PLUMMER PARK")),
    ("ring", ("", "", "private")),
    ("ring", ("", "", "unavailable")),
)

SIMULATED: Mapping[str, Simulation] = {
    "gps": GPS,
    "nmea": GPS,
    "taip": Simulation("hardware.simulators.taip:SimulatedTaip", words=("unit",), placed=True),
    "ubx": Simulation("hardware.simulators.ubx:SimulatedUbx", placed=True),
    "kenwood": Simulation("hardware.simulators.kenwood:SimulatedKenwood", given={"talkers": TALKERS}),
    "kiss": Simulation("hardware.simulators.kiss:SimulatedKiss", BEACONS),
    "lines": Simulation("hardware.simulators.text_lines:SimulatedTextDecoder", BURSTS),
    "tait": Simulation("hardware.simulators.tait:SimulatedTait", TRAFFIC),
    "cos": Simulation("hardware.simulators.carrier:SimulatedCarrier", CARRIER, words=("carrier", "active")),
    "surgard": Simulation("hardware.simulators.surgard:SimulatedSurGard", ALARMS, pace=30),
    "ademco": Simulation("hardware.simulators.ademco:SimulatedAdemco", ALARMS, pace=30),
    "caller-id": Simulation("hardware.simulators.caller_id:SimulatedModem", CALLS, pace=30),
}


class Busy:
    """A device to which something happens every few seconds. Safe from any thread."""

    def __init__(self, device: SimulatedDevice, clock: Clock, seed: int, row: Simulation) -> None:
        self._device = device
        self._clock = clock
        self._random = Random(seed)
        self._day = row.day
        self._pace = row.pace
        self._next = 0
        self._due = clock.monotonic() + FIRST_EVENT
        self._lock = threading.Lock()

    @property
    def device(self) -> SimulatedDevice:
        """The device itself."""
        return self._device

    def receive(self, data: bytes) -> None:
        self._device.receive(data)

    def emit(self) -> bytes:
        """What it says to all that has happened by now."""
        with self._lock:
            self._let_happen(self._clock.monotonic())
        return self._device.emit()

    def lines(self) -> ModemLines:
        """The device's own; all low where it has none."""
        with self._lock:
            self._let_happen(self._clock.monotonic())
        lines: Callable[[], ModemLines] = getattr(self._device, "lines", ModemLines)
        return lines()

    def _let_happen(self, now: float) -> None:
        self._due = max(self._due, now - LONGEST_BACKLOG)
        while self._due <= now:
            method, arguments = self._day[self._next % len(self._day)]
            getattr(self._device, method)(*arguments)
            self._next += 1
            self._due += self._pace * self._random.uniform(SHORTEST_PAUSE, LONGEST_PAUSE)


def simulated(name: str, clock: Clock, options: Options) -> SimulatedDevice:
    """A new device, with an ordinary day before it.

    `replay` says again what was captured in `file`, `speed` times as fast, 0 for as fast as can be.
    Options of every other device: `seed`, and `fault` with the name of one (see `faults`; a hyphen does for
    its space), of which a GPS has more (see `receiver`). Raises UnknownDeviceError, ImportError for one
    whose extra package is missing, and ValueError with one sentence for an option that is wrong.
    """
    if name == REPLAY:
        return _replay(clock, options)
    row = SIMULATED.get(name)
    if row is None:
        known = ", ".join(sorted((*SIMULATED, REPLAY)))
        raise UnknownDeviceError(f"There is no simulated {name!r}. Known: {known}.")
    _check(name, row, options)
    seed = int(_number(options, "seed", 0, int))
    fault = cast(Fault, options.get("fault", "").replace("-", " "))
    if not fault or (row.placed and fault in FAILURES):
        return _busy(row, clock, seed, options)
    return Faulty.around(
        lambda sticking: _busy(row, sticking, seed, options), clock, seed, script=[(0.0, fault, None)]
    )


def _replay(clock: Clock, options: Options) -> SimulatedDevice:
    unknown = sorted(set(options) - {"file", "speed"})
    if unknown or "file" not in options:
        raise ValueError("A replay takes file=PATH and speed=NUMBER.")
    try:
        capture = read_capture(Path(options["file"]))
    except OSError as error:
        raise ValueError(f"{options['file']} cannot be read: {error.strerror}.") from error
    return Replay(capture, clock, _number(options, "speed", 1.0, float))


def _busy(row: Simulation, clock: Clock, seed: int, options: Options) -> SimulatedDevice:
    module, _, name = row.path.partition(":")
    words = {word: options[word] for word in row.words if word in options}
    device: Any = getattr(import_module(module), name)(clock, seed=seed, **row.given, **words)
    if row.placed:
        # What it fails at comes first: a receiver speaks as soon as it has been put down.
        device.fail(options["fault"] if options.get("fault") in FAILURES else "")
        device.place(
            _number(options, "lat", CITY_HALL[0], float), _number(options, "lon", CITY_HALL[1], float)
        )
    busy: SimulatedDevice = Busy(device, clock, seed, row) if row.day else device
    return busy


def _check(name: str, row: Simulation, options: Options) -> None:
    known = ("seed", "fault", *row.words, *(("lat", "lon") if row.placed else ()))
    if unknown := sorted(set(options) - set(known)):
        raise ValueError(f"The simulated {name} has no option {unknown[0]}. It takes {', '.join(known)}.")


def _number(options: Options, name: str, default: float, kind: Callable[[str], float]) -> float:
    try:
        return kind(options[name]) if name in options else default
    except ValueError as error:
        raise ValueError(f"The option {name} is no number: {options[name]!r}.") from error
