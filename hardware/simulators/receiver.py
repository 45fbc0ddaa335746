"""What every simulated GPS receiver is: somewhere, on its way, once a second of its clock, and fallible."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Literal, NamedTuple, get_args

from hardware.simulators.device import Clock, Output
from hardware.simulators.route import METRES_PER_DEGREE, Point, Route

CITY_HALL = (34.0901, -118.3850)
FACTORY = (38.85, -94.80)
"""Where older receivers say they are until they have ever had a fix."""
LONGEST_BACKLOG = 300.0
"""Seconds; a receiver that nobody read for longer has forgotten the rest."""
JITTER_DEGREES = 0.00001
RUNAWAY_METRES_PER_SECOND = 134.112
"""300 mph."""

FixFault = Literal["", "void", "stale", "jump", "zero", "factory", "stuck clock", "silence"]
FIX_FAULTS: tuple[FixFault, ...] = get_args(FixFault)


class Fix(NamedTuple):
    """What a receiver knows in one second; no coordinates when it knows no place, not even an old one."""

    at: datetime
    lat: float | None
    lon: float | None
    speed_kmh: float
    course_deg: float
    valid: bool = True


class SimulatedReceiver(ABC):
    """Tell it where to be (`place`, `follow`) and how to fail (`fail`, `recover`), from any thread.

    `seed` makes the fix tremble by a metre, always the same way.
    """

    def __init__(self, clock: Clock, seed: int = 0) -> None:
        self._clock = clock
        self._random = Random(seed)
        self._lock = threading.Lock()
        self._output = Output()
        self._placed = False
        self._due = clock.monotonic()
        self._route = Route([CITY_HALL], 0.0, self._due)
        self._fault: FixFault = ""
        self._failing_since = 0.0
        self._last: Fix | None = None

    @property
    def position(self) -> Point:
        """Where it is now: latitude and longitude, degrees; a fault changes what it says, not this."""
        with self._lock:
            return self._here()

    @property
    def arrived(self) -> bool:
        """True when it has no way left to go."""
        with self._lock:
            return self._route.at(self._clock.monotonic()).arrived

    @property
    def fault(self) -> FixFault:
        """What is wrong with it; "" for nothing."""
        with self._lock:
            return self._fault

    def place(self, lat: float, lon: float) -> None:
        """Put it down at once; it stays there."""
        with self._lock:
            self._say_due()
            self._placed = True
            self._route = Route([(lat, lon)], 0.0, self._clock.monotonic())

    def follow(self, path: Sequence[Point], speed_kmh: float) -> None:
        """Go from where it is along `path`, then stay; a receiver never placed starts at the first point.

        Raises ValueError for a path without points or a speed that is not above zero.
        """
        with self._lock:
            self._say_due()
            way = [self._here(), *path] if self._placed and path else list(path)
            self._route = Route(way, speed_kmh, self._clock.monotonic())
            self._placed = True

    def fail(self, kind: FixFault) -> None:
        """From now on it is

        - "void": without a fix and without a place,
        - "stale": repeating the place and the time that it said last,
        - "jump": running away to the north at 300 mph, whatever speed it says,
        - "zero": at 0, 0 with a fix,
        - "factory": at the maker's place without a fix,
        - "stuck clock": right about its place, always at the same time,
        - "silence": saying nothing.

        Raises ValueError for a fault that there is not.
        """
        if kind not in FIX_FAULTS:
            raise ValueError(f"There is no fault {kind!r}. Known: {', '.join(filter(None, FIX_FAULTS))}.")
        with self._lock:
            self._say_due()
            self._fault, self._failing_since = kind, self._clock.monotonic()

    def recover(self) -> None:
        """Nothing is wrong with it any more."""
        self.fail("")

    @abstractmethod
    def receive(self, data: bytes) -> None:
        """Bytes that the console sent to it."""

    def emit(self) -> bytes:
        """The reports of every second that has passed since the last call."""
        with self._lock:
            self._placed = True
            self._say_due()
        return self._output.take()

    @abstractmethod
    def _report(self, fix: Fix) -> Iterator[bytes]:
        """The messages of one second, each whole."""

    def _say_now(self, form: Callable[[Fix], bytes]) -> None:
        """One message besides the reports, about the place where it is now."""
        with self._lock:
            self._say_due()
            now = self._clock.monotonic()
            if self._fault != "silence":
                self._output.say(form(self._spoilt(self._fix_at(now), now)))

    def _say_due(self) -> None:
        """Before an order changes where it is; a receiver that has just been made is silent until then."""
        passed = self._clock.monotonic()
        self._due = max(self._due, passed - LONGEST_BACKLOG)
        while self._placed and self._due <= passed:
            for message in self._report_at(self._due):
                self._output.say(message)
            self._due += 1.0

    def _report_at(self, moment: float) -> Iterator[bytes]:
        """What it says at `moment` (monotonic seconds, now or before)."""
        fix = self._spoilt(self._fix_at(moment), moment)
        if self._fault != "silence":
            self._last = fix
            yield from self._report(fix)

    def _fix_at(self, moment: float) -> Fix:
        at = self._clock.now() - timedelta(seconds=self._clock.monotonic() - moment)
        motion = self._route.at(moment)
        lat = motion.lat + self._random.uniform(-JITTER_DEGREES, JITTER_DEGREES)
        lon = motion.lon + self._random.uniform(-JITTER_DEGREES, JITTER_DEGREES)
        return Fix(at, lat, lon, motion.speed_kmh, motion.course_deg)

    def _spoilt(self, fix: Fix, moment: float) -> Fix:
        match self._fault:
            case "void":
                return fix._replace(lat=None, lon=None, valid=False)
            case "stale":
                return self._last or fix
            case "jump":
                north = (moment - self._failing_since) * RUNAWAY_METRES_PER_SECOND / METRES_PER_DEGREE
                return fix._replace(lat=min(90.0, (fix.lat or 0.0) + north))
            case "zero":
                return fix._replace(lat=0.0, lon=0.0)
            case "factory":
                return fix._replace(lat=FACTORY[0], lon=FACTORY[1], valid=False)
            case "stuck clock":
                return fix._replace(at=self._last.at) if self._last else fix
        return fix

    def _here(self) -> Point:
        motion = self._route.at(self._clock.monotonic())
        return motion.lat, motion.lon
