"""A simulated u-blox receiver: a NAV-PVT frame once a second of its clock, and when it is polled."""

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hardware.gps.taip_messages import GPS_AHEAD_OF_UTC, GPS_BEGAN
from hardware.gps.ubx import KMH_PER_MM_S, NAV_PVT
from hardware.gps.ubx_frames import Frame, Framer, framed
from hardware.simulators.device import Clock
from hardware.simulators.receiver import Fix, SimulatedReceiver

LAYOUT = struct.Struct(
    "<IH6B"  # week's milliseconds, year to second, what of them is good
    "Ii4B"  # accuracy, nanoseconds, kind of fix, two flags, satellites
    "4i2I"  # longitude, latitude, heights, accuracies
    "5i2I"  # velocities, speed over ground, course, accuracies
    "2H4xihH"  # dilution, flags, heading of the vehicle, variation, accuracy
)
CONFIGURE = 0x06
ACKNOWLEDGE = b"\x05\x01"
WEEK = timedelta(weeks=1)
TIME_IS_GOOD = 0x07
FIX_IS_GOOD = 0x01
NO_PLACE = 0x01
THREE_DIMENSIONS, NO_FIX = 3, 0


class SimulatedUbx(SimulatedReceiver):
    """UBX protocol 27: `unit` is not in it, the port's own mapping says whose it is."""

    def __init__(self, clock: Clock, seed: int = 0) -> None:
        super().__init__(clock, seed)
        self._framer = Framer()

    def receive(self, data: bytes) -> None:
        """A poll of NAV-PVT is answered, a setting acknowledged; all else is ignored."""
        with self._lock:
            frames = [piece for piece in self._framer.feed(data) if isinstance(piece, Frame)]
        for frame in frames:
            if frame.kind == NAV_PVT and not frame.payload:
                self._say_now(_nav_pvt)
            elif frame.kind[0] == CONFIGURE:
                self._output.say(framed(ACKNOWLEDGE, frame.kind))

    def _report(self, fix: Fix) -> Iterator[bytes]:
        yield _nav_pvt(fix)


def _nav_pvt(fix: Fix) -> bytes:
    placed = fix.lat is not None and fix.lon is not None
    at, milli = fix.at, timedelta(milliseconds=1)
    kind, flags = (THREE_DIMENSIONS, FIX_IS_GOOD) if fix.valid else (NO_FIX, 0)
    return framed(
        NAV_PVT,
        LAYOUT.pack(
            *(
                _into_week(at) // milli,
                at.year,
                at.month,
                at.day,
                at.hour,
                at.minute,
                at.second,
                TIME_IS_GOOD,
            ),
            *(50, at.microsecond * 1000, kind, flags, 0, 9 if fix.valid else 0),
            *(round((fix.lon or 0.0) * 1e7), round((fix.lat or 0.0) * 1e7), 57_000, 90_000, 2000, 3000),
            *(0, 0, 0, round(fix.speed_kmh / KMH_PER_MM_S), round(fix.course_deg * 1e5), 100, 1_000_000),
            *(150, 0 if placed else NO_PLACE, 0, 0, 0),
        ),
    )


def _into_week(at: datetime) -> timedelta:
    return (at - GPS_BEGAN.replace(tzinfo=UTC) + timedelta(seconds=GPS_AHEAD_OF_UTC)) % WEEK
