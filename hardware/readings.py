"""What a device can tell us: one immutable record per kind of reading, and how to print it."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal, NamedTuple

RAW_LIMIT = 8192
"""No reading carries more bytes than this."""

PRINTED = (
    *("lat", "lon", "valid", "speed_kmh", "course_deg", "code", "text", "why"),
    *("event", "qualifier", "partition", "zone", "level", "number", "name", "withheld", "state"),
)
"""The fields that `listen` prints where a reading has them."""

HALF_A_DAY = dt.timedelta(hours=12)
A_DAY = dt.timedelta(days=1)


class Position(NamedTuple):
    """Where a unit is: degrees WGS-84, km/h, degrees from true north.

    `valid` is the receiver's own word that it has a fix, and that both coordinates came.
    `day` and `time` are UTC as they came on the wire; `moment` makes one instant of them.
    """

    unit: str
    lat: float | None
    lon: float | None
    valid: bool
    speed_kmh: float | None = None
    course_deg: float | None = None
    day: dt.date | None = None
    time: dt.time | None = None
    raw: bytes = b""
    kind: Literal["position"] = "position"


class TransmissionBegan(NamedTuple):
    """A unit's radio has keyed up."""

    unit: str
    raw: bytes = b""
    kind: Literal["transmission_began"] = "transmission_began"


class TransmissionEnded(NamedTuple):
    """A unit's radio has let go."""

    unit: str
    raw: bytes = b""
    kind: Literal["transmission_ended"] = "transmission_ended"


class Status(NamedTuple):
    """A unit sent a status; what `code` (digits as they came) means is each agency's table."""

    unit: str
    code: str
    raw: bytes = b""
    kind: Literal["status"] = "status"


class Emergency(NamedTuple):
    """A unit's emergency key; `code` is "" when the radio sent none."""

    unit: str
    code: str = ""
    raw: bytes = b""
    kind: Literal["emergency"] = "emergency"


class Text(NamedTuple):
    """A text message from a unit; show it as plain text. `number` is what an acknowledgement must name."""

    unit: str
    text: str
    number: str = ""
    raw: bytes = b""
    kind: Literal["text"] = "text"


class Acknowledged(NamedTuple):
    """The answer to something that we sent: code "0" it arrived, "1" it did not.

    `number` is the message's own, where the protocol numbers them.
    """

    unit: str
    code: str
    number: str = ""
    raw: bytes = b""
    kind: Literal["acknowledged"] = "acknowledged"


class Alarm(NamedTuple):
    """An event of an alarm receiver, SIA DC-05 Contact ID where the receiver gives it.

    `unit` is the account. `event` is three digits ("130"), `qualifier` E new or open, R restore or
    close, P still so. `level` is the TMA-AVS-01 validation score 0 to 4. `text` carries what is no
    Contact ID, such as a SIA block. `answer` is what the receiver waits for: send it once the event
    is stored, never sooner.
    """

    unit: str
    event: str = ""
    qualifier: str = ""
    partition: str = ""
    zone: str = ""
    receiver: str = ""
    line: str = ""
    level: int | None = None
    text: str = ""
    answer: bytes = b""
    raw: bytes = b""
    kind: Literal["alarm"] = "alarm"


class Heartbeat(NamedTuple):
    """The device is alive and has nothing to say; `answer` as in Alarm."""

    unit: str = ""
    answer: bytes = b""
    raw: bytes = b""
    kind: Literal["heartbeat"] = "heartbeat"


class Caller(NamedTuple):
    """Who calls on the telephone; `withheld` is "", "private" or "unavailable" (out of area)."""

    unit: str = ""
    number: str = ""
    name: str = ""
    withheld: str = ""
    raw: bytes = b""
    kind: Literal["caller"] = "caller"


class Channel(NamedTuple):
    """What the radio channel is doing: free, busy, receiving or transmitting."""

    unit: str
    state: Literal["free", "busy", "receiving", "transmitting"]
    raw: bytes = b""
    kind: Literal["channel"] = "channel"


class Trouble(NamedTuple):
    """The device says, or shows by what it does, that something is wrong; `text` in plain words."""

    unit: str
    text: str
    raw: bytes = b""
    kind: Literal["trouble"] = "trouble"


class Undecoded(NamedTuple):
    """Bytes that made no sense, and `why` in plain words."""

    unit: str
    why: str
    raw: bytes = b""
    kind: Literal["undecoded"] = "undecoded"


Reading = (
    Position
    | TransmissionBegan
    | TransmissionEnded
    | Status
    | Emergency
    | Text
    | Acknowledged
    | Alarm
    | Heartbeat
    | Caller
    | Channel
    | Trouble
    | Undecoded
)


def moment(reading: Reading, now: dt.datetime) -> dt.datetime | None:
    """The instant that the device gave, aware, in UTC; None when it gave no time of day.

    A time without a date belongs to whichever day brings it within 12 hours of `now`.
    """
    if not isinstance(reading, Position) or reading.time is None:
        return None
    if reading.day is not None:
        return dt.datetime.combine(reading.day, reading.time, dt.UTC)
    return _nearest(dt.datetime.combine(now.astimezone(dt.UTC).date(), reading.time, dt.UTC), now)


def _nearest(guess: dt.datetime, now: dt.datetime) -> dt.datetime:
    if guess - now > HALF_A_DAY:
        return guess - A_DAY
    if now - guess > HALF_A_DAY:
        return guess + A_DAY
    return guess


def as_json(reading: Reading, now: dt.datetime, raw: bool = False) -> dict[str, object]:
    """The fields that `listen` prints, without those that this reading does not have.

    `at` is the device's own time, or `now` when it gave none: RFC 3339, UTC.
    """
    fields = reading._asdict()
    at = moment(reading, now) or now.astimezone(dt.UTC)
    shown: dict[str, object] = {"reading": reading.kind, "unit": reading.unit, "at": _rfc3339(at)}
    if isinstance(reading, Alarm):
        shown |= {"account": reading.unit, "restore": reading.qualifier == "R"}
    shown |= {name: value for name, value in _own_fields(fields).items() if value is not None}
    if raw:
        shown["raw"] = reading.raw.hex()
    return shown


def _rfc3339(at: dt.datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _own_fields(fields: Mapping[str, object]) -> dict[str, object]:
    places = {"lat": 6, "lon": 6, "speed_kmh": 2, "course_deg": 2}
    own: dict[str, object] = {}
    for name in PRINTED:
        value = fields.get(name)
        if value != "" or name in ("code", "text"):
            own[name] = _rounded(value, places[name]) if isinstance(value, float) else value
    return own


def _rounded(value: float, places: int) -> float:
    """Degrees come from sixtieths, a hair below or above the decimal that was meant: first undo that."""
    return round(round(value, 10), places)
