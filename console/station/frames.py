"""A reading as the device manager's inspector shows it: its type, its check and its fields in words."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from console.board.views import FrameField, FrameView
from hardware.readings import Position, Reading, Undecoded

TYPES = {
    "position": "Position",
    "transmission_began": "Begins to talk",
    "transmission_ended": "Stops talking",
    "status": "Status",
    "emergency": "Emergency",
    "text": "Text",
    "acknowledged": "Acknowledgement",
    "alarm": "Alarm",
    "heartbeat": "Heartbeat",
    "caller": "Caller",
    "channel": "Channel",
    "trouble": "Trouble",
    "undecoded": "Not decoded",
}
NAMES = {
    "unit": "Unit",
    "lat": "Latitude",
    "lon": "Longitude",
    "valid": "Fix",
    "speed_kmh": "Speed",
    "course_deg": "Heading",
    "day": "Date",
    "time": "Time",
    "code": "Code",
    "text": "Text",
    "number": "Number",
    "name": "Name",
    "withheld": "Withheld",
    "event": "Event",
    "qualifier": "Qualifier",
    "partition": "Partition",
    "zone": "Zone",
    "receiver": "Receiver",
    "line": "Line",
    "level": "Validation",
    "answer": "Answer",
    "state": "State",
    "why": "Reason",
}
COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
LONGEST = 200


def frame_view(number: int, at: datetime, reading: Reading, owner: str = "") -> FrameView:
    """The frame of one reading, decoded or not; `owner` is the unit where the frame names none."""
    wrong = reading.why if isinstance(reading, Undecoded) else ""
    return FrameView(
        number=number,
        at=at,
        unit=reading.unit or owner,
        type=TYPES[reading.kind],
        raw=reading.raw,
        good=not wrong,
        check=wrong[:LONGEST] or "Good",
        fields=tuple(_fields(reading)),
    )


def _fields(reading: Reading) -> Iterator[FrameField]:
    values = reading._asdict()
    for name, title in NAMES.items():
        value = values.get(name)
        if value not in (None, "", b""):
            yield FrameField(title, _found(value, reading.raw), _words(name, value), wrong=name == "why")
    if isinstance(reading, Position) and reading.lat is None:
        yield FrameField("Latitude", "", "None sent")


def _found(value: Any, raw: bytes) -> str:
    """The bytes that a text field stands in, where they can be told; identities lose their hyphen."""
    if not isinstance(value, str):
        return ""
    for text in (value, value.replace("-", "")):
        if text and text.encode() in raw:
            return text.encode()[:32].hex(" ").upper()
    return ""


def _words(name: str, value: Any) -> str:
    if name in ("lat", "lon"):
        return f"{value:.5f}"
    if name == "speed_kmh":
        return f"{value:.0f} km/h, {value / 1.609344:.0f} mph"
    if name == "course_deg":
        return f"{value:.0f} degrees, {COMPASS[round(value / 45) % 8]}"
    if name == "valid":
        return "Good" if value else "None (V)"
    if isinstance(value, bytes):
        return value.hex(" ").upper()
    return str(value)[:LONGEST]
