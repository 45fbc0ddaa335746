"""A simulated vehicle tracker: TAIP position reports once a second of its clock, and whenever asked."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Literal

from hardware.gps.fields import checksum
from hardware.gps.taip_messages import DAYS_PER_WEEK, GPS_AHEAD_OF_UTC, GPS_BEGAN, KMH_PER_MPH
from hardware.simulators.device import Clock
from hardware.simulators.receiver import Fix, SimulatedReceiver

QUERY = re.compile(rb">Q([A-Z]{2})(?:;ID=([^;<>]*))?(?:;\*[0-9A-F]{2})?<")
UNREAD_LIMIT = 1024
FRESH_3D, NO_FIX = "12", "90"
"""Source and age."""
FASTEST_MPH = 999.0
EVENTS = range(100)

Checked = Literal["with star", "without star", "no"]
"""Whether messages have a checksum, and whether the `*` before it is counted in: makers differ."""


class SimulatedTaip(SimulatedReceiver):
    """`unit` is its ID: four characters in the manual, more with some makers; "" for none."""

    def __init__(
        self, clock: Clock, unit: str = "1234", seed: int = 0, checked: Checked = "with star"
    ) -> None:
        super().__init__(clock, seed)
        self._unit = unit
        self._checked = checked
        self._unread = b""

    def event(self, number: int) -> None:
        """Something that it watches has happened: an event report.

        Raises ValueError for a number that is not 0 to 99.
        """
        if number not in EVENTS:
            raise ValueError(f"There is no event {number}: they are numbered 0 to 99")
        self._say_now(lambda fix: self._message(f"REV{number:02d}{_week_and_day(fix.at)}{_pv(fix)}"))

    def receive(self, data: bytes) -> None:
        """Queries for a position (PV, CP, LN) to everybody or to its ID are answered, all else is not."""
        with self._lock:
            self._unread = (self._unread + data)[-UNREAD_LIMIT:]
            queries = list(QUERY.finditer(self._unread))
            if queries:
                self._unread = self._unread[queries[-1].end() :]
        for query in queries:
            if query[1] in REPORTS and query[2] in (None, self._unit.encode()):
                self._say_now(partial(self._answer, query[1]))

    def _answer(self, kind: bytes, fix: Fix) -> bytes:
        return self._message(f"R{kind.decode()}{REPORTS[kind](fix)}")

    def _report(self, fix: Fix) -> Iterator[bytes]:
        yield self._message(f"RPV{_pv(fix)}")

    def _message(self, body: str) -> bytes:
        message = f">{body};ID={self._unit}".encode() if self._unit else f">{body}".encode()
        if self._checked == "no":
            return message + b"<\r\n"
        counted = message + (b";*" if self._checked == "with star" else b";")
        return b"%b;*%02X<\r\n" % (message, checksum(counted))


def _pv(fix: Fix) -> str:
    mph = min(fix.speed_kmh / KMH_PER_MPH, FASTEST_MPH)
    return f"{_gps_seconds(fix.at):05d}{_place(fix, 5)}{mph:03.0f}{fix.course_deg:03.0f}{_quality(fix)}"


def _cp(fix: Fix) -> str:
    return f"{_gps_seconds(fix.at):05d}{_place(fix, 4)}{_quality(fix)}"


def _ln(fix: Fix) -> str:
    mph = min(fix.speed_kmh / KMH_PER_MPH, FASTEST_MPH)
    motion = f"{mph * 10:04.0f}+0000{fix.course_deg * 10:04.0f}"
    return f"{_gps_seconds(fix.at) * 1000:08d}{_place(fix, 7)}+00029500{motion}00{'0' * 10}{_quality(fix)}"


REPORTS: Mapping[bytes, Callable[[Fix], str]] = {b"PV": _pv, b"CP": _cp, b"LN": _ln}


def _place(fix: Fix, places: int) -> str:
    """Signed degrees with `places` decimals and no point; zeros for no place."""
    scale = 10**places
    lat, lon = round((fix.lat or 0.0) * scale), round((fix.lon or 0.0) * scale)
    return f"{lat:+0{places + 3}d}{lon:+0{places + 4}d}"


def _quality(fix: Fix) -> str:
    return FRESH_3D if fix.valid else NO_FIX


def _gps_time(at: datetime) -> timedelta:
    return at - GPS_BEGAN.replace(tzinfo=UTC) + timedelta(seconds=GPS_AHEAD_OF_UTC)


def _gps_seconds(at: datetime) -> int:
    """Of the day; whole, because rounding up could make a day of 86,400 seconds and one more."""
    return _gps_time(at).seconds


def _week_and_day(at: datetime) -> str:
    week, day = divmod(_gps_time(at).days, DAYS_PER_WEEK)
    return f"{week:04d}{day}"
