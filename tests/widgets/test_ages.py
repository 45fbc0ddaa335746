"""Ages, spans and bands in the words of the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.board.views import FixView
from console.widgets.ages import (
    Band,
    Due,
    Freshness,
    duration,
    fix_words,
    freshness,
    since,
    span,
    spoken,
    status_band,
)
from tests.widgets.list_pictures import NOW, ago, fix


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "00:00"),
        (401, "06:41"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (6390, "1:46:30"),
        (36000, "10:00:00"),
    ],
)
def test_a_duration_has_hours_from_one_hour_on(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@given(st.integers(0, 10**6))
def test_a_duration_reads_back_as_the_same_seconds(seconds: int) -> None:
    parts = [int(part) for part in duration(seconds).split(":")]
    total = 0
    for part in parts:
        total = total * 60 + part
    assert total == seconds


@pytest.mark.parametrize(
    ("age", "band", "words"),
    [
        (0, Band.NORMAL, "of 5 min"),
        (224, Band.NORMAL, "of 5 min"),
        (225, Band.WARN, "01:15 left"),
        (299, Band.WARN, "00:01 left"),
        (300, Band.OVER, "+00:00"),
        (401, Band.OVER, "+01:41"),
    ],
)
def test_a_waiting_call_against_its_target(age: float, band: Band, words: str) -> None:
    target = Due(age, 300)
    assert (target.band, target.words) == (band, words)


def test_a_call_without_a_target_is_over_at_once() -> None:
    assert Due(0, 0).band is Band.OVER


@pytest.mark.parametrize(
    ("seconds", "words"), [(45, "45 s"), (300, "5 min"), (3600, "60 min"), (14400, "4 h"), (5400, "90 min")]
)
def test_a_span_is_said_in_one_unit(seconds: float, words: str) -> None:
    assert span(seconds) == words


def test_a_screen_reader_hears_whole_words() -> None:
    assert spoken(401) == "6 minutes 41 seconds"
    assert spoken(3661) == "1 hour 1 minute 1 second"
    assert spoken(0) == "0 seconds"


def test_a_status_without_limits_never_warns() -> None:
    assert status_band(10**6, 0, 0) is Band.NORMAL
    assert [status_band(age, 90, 120) for age in (89, 90, 120)] == [Band.NORMAL, Band.WARN, Band.OVER]


def test_a_clock_that_is_behind_makes_nothing_younger_than_nought() -> None:
    assert since(ago(-5), NOW) == 0


@pytest.mark.parametrize(
    ("position", "worth", "words"),
    [
        (fix("A", 2), Freshness.FRESH, "2 s"),
        (fix("A", 61), Freshness.OLD, "1:01"),
        (fix("A", 252), Freshness.STALE, "4:12"),
        (fix("A", 901), Freshness.NONE, "No fix"),
        (fix("A", 2, valid=False), Freshness.STALE, "2 s"),
        (None, Freshness.NONE, "No fix"),
    ],
)
def test_what_a_position_is_worth(position: FixView | None, worth: Freshness, words: str) -> None:
    assert (freshness(position, NOW), fix_words(position, NOW)) == (worth, words)
