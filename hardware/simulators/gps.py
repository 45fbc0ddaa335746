"""A simulated GPS receiver: RMC and GGA once a second of its clock, wherever it is told to be."""

import threading
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from hardware.gps.fields import KMH_PER_KNOT, checksum
from hardware.simulators.device import Clock, Output
from hardware.simulators.route import Motion, Point, Route

CITY_HALL = (34.0901, -118.3850)
LONGEST_BACKLOG = 300.0
"""Seconds; a receiver that nobody read for longer has forgotten the rest."""
JITTER_DEGREES = 0.00001


class SimulatedGps:
    """`unit` stands in a TAG block before each sentence when it is given; `seed` makes the fix
    tremble by a metre, always the same way."""

    def __init__(self, clock: Clock, unit: str = "", seed: int = 0) -> None:
        self._clock = clock
        self._unit = unit
        self._random = Random(seed)
        self._lock = threading.Lock()
        self._output = Output()
        self._placed = False
        self._due = clock.monotonic()
        self._route = Route([CITY_HALL], 0.0, self._due)

    @property
    def position(self) -> Point:
        """Where it is now: latitude and longitude, degrees."""
        with self._lock:
            return self._here()

    @property
    def arrived(self) -> bool:
        """True when it has no way left to go."""
        with self._lock:
            return self._route.at(self._clock.monotonic()).arrived

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

    def receive(self, data: bytes) -> None:
        """A receiver of this kind takes no orders."""

    def emit(self) -> bytes:
        """The sentences of every second that has passed since the last call."""
        with self._lock:
            self._placed = True
            self._say_due()
        return self._output.take()

    def _say_due(self) -> None:
        """Before an order changes where it is; a receiver that has just been made is silent until then."""
        now, passed = self._clock.now(), self._clock.monotonic()
        self._due = max(self._due, passed - LONGEST_BACKLOG)
        while self._placed and self._due <= passed:
            at = now - timedelta(seconds=passed - self._due)
            for sentence in self._sentences(at, self._route.at(self._due)):
                self._output.say(self._tagged(sentence))
            self._due += 1.0

    def _here(self) -> Point:
        motion = self._route.at(self._clock.monotonic())
        return motion.lat, motion.lon

    def _sentences(self, at: datetime, motion: Motion) -> Iterator[bytes]:
        lat = motion.lat + self._random.uniform(-JITTER_DEGREES, JITTER_DEGREES)
        lon = motion.lon + self._random.uniform(-JITTER_DEGREES, JITTER_DEGREES)
        where = f"{_dms(lat, 2, 'NS')},{_dms(lon, 3, 'EW')}"
        time = f"{at:%H%M%S}.{at.microsecond // 10_000:02d}"
        knots = motion.speed_kmh / KMH_PER_KNOT
        yield sentence(f"GPRMC,{time},A,{where},{knots:.1f},{motion.course_deg:.1f},{at:%d%m%y},,,A")
        yield sentence(f"GPGGA,{time},{where},1,09,1.0,90.0,M,-33.0,M,,")

    def _tagged(self, sentence: bytes) -> bytes:
        if not self._unit:
            return sentence
        block = f"s:{self._unit}".encode()
        return b"\\%b*%02X\\%b" % (block, checksum(block), sentence)


def sentence(body: str) -> bytes:
    """A body with its `$`, checksum and line end."""
    data = body.encode("ascii")
    return b"$%b*%02X\r\n" % (data, checksum(data))


def _dms(degrees: float, width: int, sides: str) -> str:
    ten_thousandths = round(abs(degrees) * 600_000)
    whole, minutes = divmod(ten_thousandths, 600_000)
    return f"{whole:0{width}d}{minutes / 10_000:07.4f},{sides[degrees < 0]}"
