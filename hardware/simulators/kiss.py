"""A simulated TNC in KISS mode, hearing whatever APRS trackers it is told of, and a digipeater.

A tracker beacons, acknowledges messages that reach it, answers `?APRSP` with its position and
repeats its own messages until they are acknowledged, three times at most.
"""

import threading
from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import count
from random import Random

from hardware.gps.fields import KMH_PER_KNOT
from hardware.radio.aprs_messages import MESSAGE
from hardware.radio.ax25 import Addresses, Ax25Error, Hop, split_ui_frame, ui_frame
from hardware.radio.kiss_frames import FEND, KissError, unescaped, wrapped
from hardware.simulators.device import Clock, Output
from hardware.simulators.route import Motion, Point, Route

UNREAD_LIMIT = 8192
LONGEST_BACKLOG = 300.0
"""Seconds of beacons that a TNC keeps which nobody reads."""
DESTINATION = "APZSIM"
DIGIPEATER = "WIDE1-1"
SHORTEST_REPEAT, LONGEST_REPEAT = 0.3, 1.5
SHORTEST_ANSWER, LONGEST_ANSWER = 1.0, 5.0
RETRY_AFTER = 30.0
TRIES = 3
LEAVE_KISS = b"\xff"
QUERY, ACKNOWLEDGEMENT = b"?APRSP", b"ack"

Action = Callable[[float], None]


class SimulatedKiss:
    """Trackers are named as on the air, "N0CALL-9". They beacon every `interval` seconds.

    A digipeater says every frame again `repeats` times; when, and when trackers answer, `seed` fixes.
    """

    def __init__(self, clock: Clock, seed: int = 0, interval: float = 60.0, repeats: int = 1) -> None:
        self._clock = clock
        self._random = Random(seed)
        self._interval = interval
        self._repeats = repeats
        self._routes: dict[str, Route] = {}
        self._unanswered: set[tuple[str, bytes]] = set()
        self._due: list[tuple[float, int, Action]] = []
        self._order = count()
        self._in_kiss = True
        self._unread = b""
        self._lock = threading.RLock()
        self._output = Output()

    def position(self, unit: str) -> Point:
        """Where a tracker is now, degrees; raises KeyError for one that was never placed."""
        with self._lock:
            motion = self._motion(unit, self._clock.monotonic())
            return motion.lat, motion.lon

    def place(self, unit: str, lat: float, lon: float) -> None:
        """Put a tracker down at once; a new one beacons at once. Raises Ax25Error for what is no call."""
        with self._lock:
            self._send(unit, Route([(lat, lon)], 0.0, self._clock.monotonic()))

    def follow(self, unit: str, path: Sequence[Point], speed_kmh: float) -> None:
        """Go from where it is along `path`, then stay; a new tracker starts at the first point.

        Raises ValueError for a path without points or a speed that is not above zero.
        """
        with self._lock:
            here = [self.position(unit)] if unit in self._routes and path else []
            self._send(unit, Route([*here, *path], speed_kmh, self._clock.monotonic()))

    def emergency(self, unit: str) -> None:
        """A placed tracker's emergency: its position in Mic-E, whose message says so."""
        now = self._clock.monotonic()
        with self._lock:
            latitude_digits, payload = mic_e_emergency(self._motion(unit, now))
            self._air(now, unit, payload, latitude_digits)

    def status(self, unit: str, text: str) -> None:
        """The unit tells everybody something in words."""
        with self._lock:
            self._air(self._clock.monotonic(), unit, b">" + text.encode())

    def message(self, unit: str, addressee: str, text: str, number: str = "") -> None:
        """The unit writes to a station; with a `number` (at most five letters and digits) until answered."""
        payload = b":%b:%b" % (addressee.ljust(9).encode(), text.encode())
        now = self._clock.monotonic()
        with self._lock:
            if not number:
                self._air(now, unit, payload)
                return
            coded = number.encode()
            self._unanswered.add((unit, coded))
            self._insist(now, unit, payload, coded, TRIES)

    def say(self, data: bytes) -> None:
        """Any bytes at all, such as a burst of noise."""
        self._output.say(data)

    def receive(self, data: bytes) -> None:
        """Frames to be sent, which the trackers hear; `C0 FF C0` ends KISS, a typed RESTART begins it."""
        with self._lock:
            *closed, rest = (self._unread + data).split(FEND)
            self._unread = rest[-UNREAD_LIMIT:]
            if not self._in_kiss:
                self._type(data)
                return
            for body in closed:
                self._transmit(body)

    def emit(self) -> bytes:
        """What was heard since the last call."""
        with self._lock:
            self._run_due()
        return self._output.take()

    def _type(self, data: bytes) -> None:
        """A TNC in command mode answers whatever it is typed with its prompt."""
        self._in_kiss = b"RESTART" in data
        self._unread = b""
        if not self._in_kiss:
            self._output.say(b"\r\ncmd:")

    def _transmit(self, body: bytes) -> None:
        if body == LEAVE_KISS:
            self._in_kiss = False
            self._output.say(b"\r\ncmd:")
            return
        try:
            addresses, payload = split_ui_frame(unescaped(body), 1)
        except (Ax25Error, KissError):
            return  # a real TNC sends it all the same, and no tracker makes anything of it
        found = MESSAGE.match(payload)
        unit = found[1].decode("ascii", "replace").strip() if found else ""
        if found and unit in self._routes:
            self._reach(unit, addresses.source, found[2])

    def _reach(self, unit: str, sender: str, said: bytes) -> None:
        """A message has come to one of our trackers."""
        due = self._clock.monotonic() + self._random.uniform(SHORTEST_ANSWER, LONGEST_ANSWER)
        text, _, number = said.partition(b"{")
        if text.startswith(ACKNOWLEDGEMENT):
            self._unanswered.discard((unit, text.removeprefix(ACKNOWLEDGEMENT)))
        elif text == QUERY:
            self._at(due, lambda at: self._tell_position(at, unit))
        elif number:
            answer = b":%b:ack%b" % (sender.ljust(9).encode(), number)
            self._at(due, lambda at: self._air(at, unit, answer))

    def _send(self, unit: str, route: Route) -> None:
        self._run_due()
        known = unit in self._routes
        self._routes[unit] = route
        if not known:
            self._beacon(self._clock.monotonic(), unit)

    def _motion(self, unit: str, at: float) -> Motion:
        return self._routes[unit].at(at)

    def _beacon(self, at: float, unit: str) -> None:
        self._tell_position(at, unit)
        due = max(at + self._interval, self._clock.monotonic() - LONGEST_BACKLOG)
        self._at(due, lambda later: self._beacon(later, unit))

    def _tell_position(self, at: float, unit: str) -> None:
        self._air(at, unit, plain_position(self._motion(unit, at)))

    def _insist(self, at: float, unit: str, payload: bytes, number: bytes, tries: int) -> None:
        if tries and (unit, number) in self._unanswered:
            self._air(at, unit, payload + b"{" + number)
            self._at(at + RETRY_AFTER, lambda due: self._insist(due, unit, payload, number, tries - 1))

    def _air(self, at: float, unit: str, payload: bytes, destination: str = DESTINATION) -> None:
        """The TNC hears a frame, and later a digipeater's copies of it."""
        self._hear(unit, destination, False, payload)
        for _ in range(self._repeats):
            at += self._random.uniform(SHORTEST_REPEAT, LONGEST_REPEAT)
            self._at(at, lambda due: self._hear(unit, destination, True, payload))

    def _hear(self, unit: str, destination: str, repeated: bool, payload: bytes) -> None:
        if self._in_kiss:
            addresses = Addresses(destination, unit, (Hop(DIGIPEATER, repeated),))
            self._output.say(wrapped(ui_frame(addresses, payload)))

    def _at(self, due: float, action: Action) -> None:
        heappush(self._due, (due, next(self._order), action))

    def _run_due(self) -> None:
        now = self._clock.monotonic()
        while self._due and self._due[0][0] <= now:
            due, _, action = heappop(self._due)
            action(due)


def plain_position(motion: Motion) -> bytes:
    """`!ddmm.hhN/dddmm.hhW>` with course and speed: a car."""
    lat, lon = _hundredths(motion.lat), _hundredths(motion.lon)
    course, knots = round(motion.course_deg) or 360, round(motion.speed_kmh / KMH_PER_KNOT)
    where = f"{_minutes(lat, 2)}{'NS'[motion.lat < 0]}/{_minutes(lon, 3)}{'EW'[motion.lon < 0]}"
    return f"!{where}>{course:03d}/{knots:03d}".encode("ascii")


def mic_e_emergency(motion: Motion) -> tuple[str, bytes]:
    """The destination, which has the latitude and the message 000, and the payload with the rest."""
    lat = f"{_minutes(_hundredths(motion.lat), 2).replace('.', '')}"
    degrees, minutes = divmod(_hundredths(motion.lon), 6000)
    flags = (motion.lat >= 0, degrees >= 100 or degrees < 10, motion.lon < 0)
    coded = lat[:3] + "".join(chr(ord(d) + 32 * flag) for d, flag in zip(lat[3:], flags, strict=True))
    course, knots = round(motion.course_deg) or 360, round(motion.speed_kmh / KMH_PER_KNOT)
    numbers = (
        _mic_e_degrees(degrees),
        minutes // 100 + (60 if minutes < 1000 else 0),
        minutes % 100,
        knots // 10 + (80 if knots < 200 else 0),
        knots % 10 * 10 + course // 100 + 4,
        course % 100,
    )
    return coded, b"`" + bytes(number + 28 for number in numbers) + b">/"


def _mic_e_degrees(degrees: int) -> int:
    """The first byte's value, which never falls among the control characters."""
    if degrees < 10:
        return degrees + 90
    if degrees < 100:
        return degrees
    return degrees - 20 if degrees < 110 else degrees - 100


def _hundredths(degrees: float) -> int:
    return round(abs(degrees) * 6000)


def _minutes(hundredths: int, width: int) -> str:
    degrees, minutes = divmod(hundredths, 6000)
    return f"{degrees:0{width}d}{minutes / 100:05.2f}"
