"""Faults of the simulated devices of a shift: scripted, or begun and ended by whoever trains."""

import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar, cast
from urllib.parse import urlsplit

from console.clock import Clock
from console.errors import Refused
from console.training.scenario import FIX_KINDS, KINDS, Kind, ScriptedFault
from hardware.identity import FoundPort, Identity
from hardware.simulators.bench import Bench
from hardware.simulators.device import Clock as DeviceClock
from hardware.simulators.device import SimulatedDevice
from hardware.simulators.faults import Fault, Faulty, StickingClock
from hardware.simulators.receiver import FixFault, SimulatedReceiver

UNPLUGGED_S = 10.0
FOR_EVER = float("inf")
# Of no maker: that of free hardware, and a number of our own.
ADAPTER_VID, ADAPTER_PID = 0x1209, 0xC50C
LOG = logging.getLogger(__name__)

Made = TypeVar("Made", bound=SimulatedDevice)


@dataclass(slots=True)
class _Simulated:
    """A device of the stage: its name on the bench, first and now, and when each of its faults ends."""

    title: str
    home: str
    name: str
    line: Faulty
    ends: dict[Kind, float] = field(default_factory=dict)


class StageFaults:
    """Puts devices on the bench so that each can fail; safe from any thread.

    `elapsed` gives the seconds of the shift, in which the script counts; `play` must be called often.
    """

    def __init__(
        self,
        *,
        bench: Bench,
        clock: Clock,
        elapsed: Callable[[], float],
        script: Iterable[ScriptedFault] = (),
    ) -> None:
        self._bench = bench
        self._clock = clock
        self._elapsed = elapsed
        self._script = sorted(script, key=lambda fault: fault.at)
        self._lock = threading.RLock()
        self._devices: list[_Simulated] = []

    def put(self, name: str, title: str, make: Callable[[DeviceClock], Made], seed: int = 0) -> Made:
        """Build a device on a clock that can stick, and put it on the bench.

        `title` is what the devices page calls it. Raises ValueError for a name that is taken.
        """
        sticking = StickingClock(self._clock)
        device = make(sticking)
        line = Faulty(device, sticking, seed)
        self._bench.add(name, line, FoundPort("", f"Simulated {title}", ADAPTER_VID, ADAPTER_PID, name))
        with self._lock:
            self._devices.append(_Simulated(title, name, name, line))
        return device

    def knows(self, url: str) -> bool:
        """Whether the device at `url` is one of this stage, which can fail."""
        with self._lock:
            return any(_named(url) in (one.home, one.name) for one in self._devices)

    def play(self) -> None:
        """Begin and end what is due."""
        with self._lock:
            now = self._elapsed()
            while self._script and self._script[0].at <= now:
                self._begin_scripted(self._script.pop(0))
            for one in self._devices:
                for kind in [kind for kind, end in one.ends.items() if end <= now]:
                    self._end(one, kind)

    def toggle(self, url: str, kind: str) -> str:
        """Begin a fault of the device at `url`, or end it where it has it; what came of it, in words.

        Raises Refused for a device or a fault that there is not.
        """
        with self._lock:
            one = self._find(_named(url))
            if kind not in KINDS:
                raise Refused(f"There is no fault {kind}.", word=kind)
            if kind in one.ends:
                self._end(one, kind)
                return _ended(one, kind)
            self._begin(one, kind, self._elapsed() + (UNPLUGGED_S if kind == "unplug" else FOR_EVER))
            return _begun(one, kind)

    def active(self, url: str) -> tuple[str, ...]:
        """The faults that the device at `url` has now; none for one that is not on this stage."""
        with self._lock:
            name = _named(url)
            return tuple(kind for one in self._devices if name in (one.home, one.name) for kind in one.ends)

    def _find(self, name: str) -> _Simulated:
        for one in self._devices:
            if name.casefold() in (one.title.casefold(), one.home, one.name):
                return one
        raise Refused(f"There is no simulated device {name} in this shift.", word=name)

    def _begin_scripted(self, fault: ScriptedFault) -> None:
        try:
            self._begin(self._find(fault.device), fault.kind, fault.at + fault.seconds)
        except Refused as refused:
            LOG.warning("The scenario's fault at %g s is left out: %s", fault.at, refused.reason)

    def _begin(self, one: _Simulated, kind: Kind, end: float) -> None:
        if kind == "unplug":
            self._bench.unplug(one.name)
        elif kind == "another name":
            self._move(one, f"{one.home}-b")
        elif kind in FIX_KINDS:
            self._fail(one, kind)
        else:
            _start(one, cast(Fault, kind))
        one.ends[kind] = end

    def _end(self, one: _Simulated, kind: Kind) -> None:
        del one.ends[kind]
        if kind == "unplug":
            self._bench.plug(one.name)
        elif kind == "another name":
            self._move(one, one.home)
        elif kind in FIX_KINDS:
            self._fail(one, "")
        else:
            one.line.stop(cast(Fault, kind))

    def _move(self, one: _Simulated, name: str) -> None:
        """Under its other name it is plugged in."""
        one.ends.pop("unplug", None)
        if name != one.name:
            self._bench.rename(one.name, name)
            one.name = name

    def _fail(self, one: _Simulated, kind: str) -> None:
        """A receiver fails in one way at a time."""
        receiver = one.line.device
        if not isinstance(receiver, SimulatedReceiver):
            raise Refused(f"{one.title} is no GPS: {kind} is no fault of it.", word=kind)
        receiver.fail(cast(FixFault, kind))
        for other in FIX_KINDS:
            one.ends.pop(other, None)


def port(name: str) -> str:
    """The port of a device of the stage: its adapter's identity, which stays when its name changes."""
    return str(Identity(ADAPTER_VID, ADAPTER_PID, name))


def _named(url: str) -> str:
    """The name on the bench, now or before, that a port or URL stands for."""
    with suppress(ValueError):
        identity = Identity.parse(url)
        if (identity.vid, identity.pid) == (ADAPTER_VID, ADAPTER_PID):
            return identity.serial_number
    return urlsplit(url).netloc


def _start(one: _Simulated, kind: Fault) -> None:
    try:
        one.line.start(kind)
    except ValueError as error:
        raise Refused(f"{one.title}: {error}", word=kind) from error


def _begun(one: _Simulated, kind: Kind) -> str:
    if kind == "unplug":
        return f"{one.title} is unplugged for {UNPLUGGED_S:.0f} s."
    if kind == "another name":
        return f"{one.title} was unplugged and is plugged in as sim://{one.name}: it is found by its adapter."
    return f"{one.title}: {kind}, until it is chosen again."


def _ended(one: _Simulated, kind: Kind) -> str:
    if kind == "unplug":
        return f"{one.title} is plugged in."
    if kind == "another name":
        return f"{one.title} is plugged in as sim://{one.home} again."
    return f"{one.title}: {kind} is over."
