"""How fast each way of moving goes on each kind of street, and where it may not go at all."""

from console.geo.city import Segment

MODES = ("car", "bike", "utv", "foot")
FOOT_MS = 1.4
KMH = 1 / 3.6
# Metres a second, waits at signals included; a path is for those who need no street.
CAR_MS = {"arterial": 9.0, "collector": 8.0, "local": 6.5, "alley": 3.0}
POSTED_SHARE = 0.8
"""What is left of a posted speed between signals."""
UTV_MS = 7.0
BIKE_MS = 4.5
PATH_MS = {"utv": 4.0, "bike": 3.5}
CROWD_MS = {"car": 3.0, "utv": 3.0, "bike": 2.5, "foot": FOOT_MS}


def speed(segment: Segment, mode: str) -> float:
    """Metres a second on an open street; 0 where this mode may not go."""
    if mode == "foot":
        return FOOT_MS
    if segment.kind == "path":
        return 0.0 if mode == "utv" and not segment.utv else PATH_MS.get(mode, 0.0)
    if mode == "bike":
        return BIKE_MS
    if mode == "utv":
        return UTV_MS if segment.utv else 0.0
    if segment.speed_kmh:
        return segment.speed_kmh * KMH * POSTED_SHARE
    return CAR_MS.get(segment.kind, CAR_MS["local"])


def crowd_speed(segment: Segment, mode: str) -> float:
    """Metres a second among people, where a street is closed to others; never more than without them."""
    return min(speed(segment, mode), CROWD_MS[mode])


def directions(segment: Segment, mode: str) -> tuple[bool, bool]:
    """Whether this mode may go with the segment's points, and against them."""
    if not speed(segment, mode):
        return False, False
    if mode == "foot":
        return True, True
    return segment.one_way != "against", segment.one_way != "with"
