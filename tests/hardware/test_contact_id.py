"""Contact ID: the digit that checks a message, and events in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.alarm.contact_id import EVENTS, FAMILIES, check_digit, family, words


def test_the_check_digit_of_the_standards_example() -> None:
    assert check_digit("1234 18 1131 01 015") == "8"
    assert check_digit("123418113101015") == "8"


@given(st.text("0123456789BCDEF", min_size=15, max_size=15))
def test_with_its_check_digit_a_message_sums_to_a_multiple_of_15(message: str) -> None:
    digits = [int(digit, 16) or 10 for digit in message + check_digit(message)]
    assert sum(digits) % 15 == 0


def test_what_is_no_hexadecimal_digit_has_no_check_digit() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        check_digit("1234 18 G")


@pytest.mark.parametrize(
    ("event", "qualifier", "said"),
    [
        ("100", "E", "Medical alarm"),
        ("121", "E", "Duress alarm"),
        ("122", "1", "Silent panic alarm"),
        ("130", "R", "Restored: Burglary alarm"),
        ("130", "3", "Restored: Burglary alarm"),
        ("110", "P", "Still so: Fire alarm"),
        ("301", "6", "Still so: Mains power lost"),
        ("400", "E", "Opening"),
        ("400", "R", "Closing"),
        ("401", "1", "Opening: by user"),
        ("401", "3", "Closing: by user"),
        ("409", "R", "Closing: by key switch"),
        ("401", "P", "Still so: Opening: by user"),
        ("406", "E", "Cancelled by user"),
        ("423", "E", "Door forced"),
        ("602", "E", "Periodic test"),
        ("799", "E", "Event 799"),
        ("799", "R", "Restored: Event 799"),
    ],
)
def test_words(event: str, qualifier: str, said: str) -> None:
    assert words(event, qualifier) == said


@pytest.mark.parametrize(
    ("named", "codes"),
    [
        ("medical", "100 101"),
        ("fire", "110 111 113 115"),
        ("panic", "120 121 122 123"),
        ("burglary", "130 131 132 133 134 137 139"),
        ("general", "140 144"),
        ("gas/water/temperature", "151 154 158 159 162"),
        ("power", "301 302 305"),
        ("communication", "350"),
        ("sensor", "380 381 383 384"),
        ("open/close", "400 401 406 409"),
        ("access", "421 423 426"),
        ("bypass", "570"),
        ("test", "601 602 607"),
        ("", "799 000"),
    ],
)
def test_families(named: str, codes: str) -> None:
    assert {family(code) for code in codes.split()} == {named}


def test_every_event_has_three_digits_its_own_words_and_one_family() -> None:
    assert all(len(code) == 3 and code.isdecimal() for code in EVENTS)
    assert len(EVENTS) == sum(map(len, FAMILIES.values()))
    said = [words(code) for code in EVENTS]
    assert len(set(said)) >= len(said) - 1  # 404 and 452 both are a late opening
