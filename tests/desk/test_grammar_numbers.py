"""Call numbers, whole and short."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk.grammar import parse
from console.desk.numbers import full_number, short_number
from tests.desk.pictures import call, picture

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("number", "today", "short"),
    [
        ("20261122-0047", date(2026, 11, 22), "47"),
        ("20261121-0047", date(2026, 11, 22), "1121-47"),
        ("20261231-0002", date(2027, 1, 1), "1231-2"),
        ("20280229-0001", date(2028, 3, 1), "0229-1"),
        ("20261122-10000", date(2026, 11, 22), "10000"),
        ("20251121-0047", date(2026, 11, 22), "20251121-0047"),
        ("20261123-0001", date(2026, 11, 22), "20261123-0001"),
        ("draft", date(2026, 11, 22), "draft"),
    ],
)
def test_a_number_is_as_short_as_its_day_allows(number: str, today: date, short: str) -> None:
    assert short_number(number, today) == short


def test_a_number_has_at_least_four_digits_after_its_day() -> None:
    assert full_number(date(2026, 11, 22), 47) == "20261122-0047"
    assert full_number(date(2026, 11, 22), 12345) == "20261122-12345"


@given(DAYS, st.integers(0, 800), st.integers(1, 20000))
def test_a_short_number_typed_back_finds_its_call(today: date, ago: int, sequence: int) -> None:
    taken = call(sequence, today - timedelta(days=ago))
    station = picture([], [taken, call(sequence, today - timedelta(days=ago + 1), "closed")])
    command = parse(f"R {short_number(taken.number, today)}, x", station, today)
    assert command.args["call"] == taken.number
