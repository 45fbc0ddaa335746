"""Opening hours: read as they are typed, and compared with the station's clock over midnight and weekends."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk.opening_hours import CLOSED, DAYS, spans, tidy, within
from console.errors import Refused

MONDAY = datetime(2026, 3, 16)
CLOCKS = st.tuples(st.integers(0, 23), st.integers(0, 59))
PARTS = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS), CLOCKS, CLOCKS)


@pytest.mark.parametrize(
    ("hours", "moment", "open_then"),
    [
        ("MO-FR 0700-1900", MONDAY + timedelta(hours=7), True),
        ("MO-FR 0700-1900", MONDAY + timedelta(hours=19), False),
        ("MO-FR 0700-1900", MONDAY + timedelta(days=5, hours=12), False),
        ("SA-MO 0700-1900", MONDAY + timedelta(hours=12), True),
        ("SU 2200-0200", MONDAY + timedelta(hours=1), True),
        ("SU 2200-0200", MONDAY + timedelta(hours=2), False),
        ("MO 0000-2400", MONDAY + timedelta(hours=23, minutes=59), True),
        ("", MONDAY, True),
        (CLOSED, MONDAY + timedelta(hours=12), False),
    ],
)
def test_people_come_and_go_within_their_hours(hours: str, moment: datetime, open_then: bool) -> None:
    assert within(tidy(hours), moment) is open_then


@pytest.mark.parametrize("typed", ["MO", "MO 0700", "XX 0700-1900", "MO 2500-2600", "MO 0700-1900,", "٣"])
def test_what_is_no_hours_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        tidy(typed)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_refused_or_kept_for_good(typed: str) -> None:
    try:
        kept = tidy(typed)
    except Refused:
        return
    assert tidy(kept) == kept


@given(st.lists(PARTS, min_size=1, max_size=4), st.integers(0, 7 * 24 * 60 - 1))
def test_a_moment_is_within_when_one_of_the_spans_holds_it(parts: list, minute: int) -> None:
    typed = ", ".join(f"{first}-{last} {b[0]:02}{b[1]:02}-{e[0]:02}{e[1]:02}" for first, last, b, e in parts)
    week = 7 * 24 * 60
    held = any(
        (minute - span.day * 24 * 60 - span.begins) % week < span.ends - span.begins
        for span in spans(tidy(typed))
    )
    assert within(tidy(typed), MONDAY + timedelta(minutes=minute)) is held
