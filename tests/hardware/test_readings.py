"""Readings: the instant they name, and what `listen` prints of them."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from hardware.readings import (
    Acknowledged,
    Emergency,
    Position,
    Reading,
    Status,
    Text,
    TransmissionBegan,
    Undecoded,
    as_json,
    moment,
)

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)


def fix(at: time | None, day: date | None = None) -> Position:
    return Position("", 1.0, 2.0, True, day=day, time=at)


@pytest.mark.parametrize(
    ("now", "at", "expected"),
    [
        (NOON, time(12), NOON),
        (
            datetime(2024, 3, 1, 0, 0, 5, tzinfo=UTC),
            time(23, 59, 58),
            datetime(2024, 2, 29, 23, 59, 58, tzinfo=UTC),
        ),
        (
            datetime(2024, 12, 31, 23, 59, 59, tzinfo=UTC),
            time(0, 0, 1),
            datetime(2025, 1, 1, 0, 0, 1, tzinfo=UTC),
        ),
        (NOON.astimezone(timezone(timedelta(hours=-8))), time(11), NOON - timedelta(hours=1)),
    ],
)
def test_a_time_without_a_date_belongs_to_the_nearest_day(
    now: datetime, at: time, expected: datetime
) -> None:
    assert moment(fix(at), now) == expected


def test_a_date_on_the_wire_wins_over_the_clock() -> None:
    assert moment(fix(time(1), date(1998, 9, 13)), NOON) == datetime(1998, 9, 13, 1, tzinfo=UTC)


def test_without_a_time_there_is_no_moment() -> None:
    assert moment(fix(None, date(2024, 2, 29)), NOON) is None
    assert moment(TransmissionBegan("100-4002"), NOON) is None


def test_a_position_as_json() -> None:
    reading = Position("u", 34.0900004, -118.36, True, 12.3456, None, date(2024, 2, 29), time(8, 30), b"\x02")
    assert as_json(reading, NOON, raw=True) == {
        "reading": "position",
        "unit": "u",
        "at": "2024-02-29T08:30:00Z",
        "lat": 34.09,
        "lon": -118.36,
        "valid": True,
        "speed_kmh": 12.35,
        "raw": "02",
    }


@pytest.mark.parametrize(
    ("reading", "own"),
    [
        (Status("100-4002", "15", b"x"), {"reading": "status", "unit": "100-4002", "code": "15"}),
        (Emergency("100-4002"), {"reading": "emergency", "unit": "100-4002", "code": ""}),
        (Text("U03001", "<b>x</b>"), {"reading": "text", "unit": "U03001", "text": "<b>x</b>"}),
        (Acknowledged("", "0"), {"reading": "acknowledged", "unit": "", "code": "0"}),
        (Undecoded("", "No"), {"reading": "undecoded", "unit": "", "why": "No"}),
    ],
)
def test_other_readings_as_json(reading: Reading, own: dict[str, str]) -> None:
    assert as_json(reading, NOON) == own | {"at": "2024-02-29T12:00:00Z"}


def test_readings_of_different_kinds_are_never_equal() -> None:
    assert Status("a", "1") != Emergency("a", "1")
