"""A small set of serial devices and frames for the tests of the devices page."""

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from console.board.views import DeviceView, FrameField, FrameView, InspectedDevice, Picture
from tests.widgets.list_pictures import NOW, ago

SAMPLES = 120
POSITION = bytes.fromhex(
    "02 A5 17 01 2F 22 89 69 B6 1C 8A 14 51 7C 30 B9 6F 78 78 0B 00 CD 07 01 01 02 AC 58 03"
)
FIELDS = (
    FrameField("Type", "A5", "Position"),
    FrameField("Unit", "01 2F", "303, BIKE-3"),
    FrameField("Time", "69 B6 1C 8A", "14 Mar 2026, 19:42:18"),
    FrameField("Latitude", "14 51 7C 30", "34.08845, 250 m from the last good fix"),
    FrameField("Longitude", "B9 6F 78 78", "-118.38770"),
    FrameField("Speed, heading", "0B 00 CD", "11 mph, 205 degrees"),
    FrameField("Satellites, fix age", "07 01", "7 in view, 1 s"),
    FrameField("Checksum received", "AC 58", "Computed EB 66. They differ.", wrong=True),
)
UNITS = ("CSO-17", "UTV-1", "BIKE-3", "CSO-12", "CSO-11", "AMB-4", "UTV-2")


def rates(level: float, swing: float = 0.1) -> tuple[float, ...]:
    """Ten minutes about a level, in frames a second."""
    return tuple(level * (1 + swing * math.sin(place * 1.7)) for place in range(SAMPLES))


def shares(*, bad: bool) -> tuple[float, ...]:
    """Ten minutes of error shares: low, and at the end over the limit when `bad`."""
    quiet = [0.003 + 0.0005 * math.sin(place) for place in range(SAMPLES)]
    hill = [
        0.02 * max(0.0, math.sin((place - 85) / 14)) if place > 85 and bad else 0.0
        for place in range(SAMPLES)
    ]
    return tuple(low + high for low, high in zip(quiet, hill, strict=True))


def device(name: str, state: str = "running", **fields: object) -> DeviceView:
    """A device that does well, unless told otherwise."""
    made = DeviceView(
        name=name,
        driver="nmea",
        title="GPS, NMEA 0183",
        kind="gps",
        port="COM3",
        line="9600 8N1",
        state=state,
        frames_per_s=4.2,
        error_share=0.001,
        rates=rates(4.2),
        error_shares=shares(bad=False),
        last_at=ago(0.4),
        frames=18_432,
        bad_checksums=12,
    )
    return replace(made, **fields)


def station() -> tuple[DeviceView, ...]:
    """Eight devices, of which one has errors, one is lost and one is off."""
    fallen = (*rates(6)[:50], *([0.0] * 70))
    return (
        device("Radio 1", title="Base station, voice and data", kind="radio", sends=True),
        device(
            "Radio 2", title="Standby", port="COM4", frames_per_s=0.5, rates=rates(0.5, 0.2), last_at=ago(1.8)
        ),
        device(
            "GPS/AVL",
            "errors",
            title="Unit positions, 13 units",
            port="COM5",
            line="38400 8N1",
            frames_per_s=12.6,
            rates=rates(12.6),
            error_share=0.024,
            error_shares=shares(bad=True),
            last_at=ago(0.1),
            reconnects=1,
            bad_checksums=442,
        ),
        device(
            "Alarm receiver",
            title="Panic buttons",
            port="COM6",
            line="1200 7E1",
            frames_per_s=0.1,
            rates=rates(0.1, 1.0),
            last_at=ago(2),
            error_share=0.0,
        ),
        device(
            "Station clock", "connecting", title="Time signal", port="COM7", line="4800 8N1", frames_per_s=1.0
        ),
        device(
            "Foot switch", title="Push to talk, position 2", port="COM8", frames_per_s=0.2, last_at=ago(5)
        ),
        device(
            "Mobile data 2",
            "lost",
            title="UTV tablets",
            port="COM9",
            line="19200 8N1",
            frames_per_s=0.0,
            rates=fallen,
            last_at=ago(372),
            next_try_s=8.0,
            reconnects=4,
            why="UTV tablets show the last known call.",
        ),
        device(
            "Training rack", "off", title="Simulated devices", port="", line="Not used in live mode", rates=()
        ),
    )


def frame(number: int, *, good: bool = True, **fields: object) -> FrameView:
    """A position frame; the higher its number the newer."""
    made = FrameView(
        number=number,
        at=NOW - timedelta(milliseconds=83 * (8843 - number)),
        unit="BIKE-3" if not good else UNITS[number % len(UNITS)],
        type="Position",
        raw=POSITION,
        good=good,
        check="Good" if good else "Bad checksum, dropped",
        fields=FIELDS,
    )
    return replace(made, **fields)


def frames(newest: int = 8843, count: int = 40) -> tuple[FrameView, ...]:
    """Frames, newest first, every fifth of them bad."""
    return tuple(frame(number, good=number % 5 != 1) for number in range(newest, newest - count, -1))


def devices_picture(
    devices: Iterable[DeviceView], inspected: InspectedDevice | None = None, entry: int = 1
) -> Picture:
    """The picture with these devices in it."""
    held = MappingProxyType({each.name: each for each in devices})
    return Picture(entry=entry, loaded=True, devices=held, inspected=inspected or InspectedDevice())
