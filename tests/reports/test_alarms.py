"""The report of alarms: rate, mix, stale and top ten, from what the store holds."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk.past_alarms import PastAlarm
from console.errors import Refused
from console.reports.alarms import AlarmReport, report_rows
from console.reports.past_calls import Asked, rows
from tests.desk.stations import EVENING, ZONE, Bench, bench

HOUR = timedelta(hours=1)


@pytest.fixture
def here(store_url: str) -> Iterator[Bench]:
    with bench(store_url) as opened:
        yield opened


def alarm(after_s: float, level: str = "low", about: str = "1", cleared: bool = True) -> PastAlarm:
    at = EVENING + timedelta(seconds=after_s)
    return PastAlarm(1, "device", about, level, 1, at, at + timedelta(seconds=20), at if cleared else None)


def report(*alarms: PastAlarm, hours: float = 8) -> AlarmReport:
    return AlarmReport(alarms, EVENING, EVENING + hours * HOUR)


def test_rate_and_mix() -> None:
    found = report(*(alarm(n * 60) for n in range(8)), alarm(7200, "high"), alarm(7300, "critical"))
    assert (found.per_hour, found.most_in_an_hour, found.floods) == (1.25, 8, 0)
    assert found.mix == {"low": 0.8, "high": 0.1, "critical": 0.1}
    assert found.median_to_acknowledge_s == 20


def test_a_flood_that_lasts_is_one_and_a_second_one_another() -> None:
    one = [alarm(n * 10) for n in range(15)]
    assert report(*one).floods == 1
    assert report(*one, *(alarm(9000 + n * 10) for n in range(11))).floods == 2
    assert report(*(alarm(n * 61) for n in range(11))).floods == 0


def test_what_stands_for_more_than_a_day_is_stale() -> None:
    found = report(alarm(-90_000, about="old", cleared=False), alarm(0, cleared=False), hours=1)
    assert [each.about for each in found.stale] == ["old"]
    assert len(found.raised) == 1


@given(st.lists(st.tuples(st.floats(0, 28_000), st.sampled_from("abcdefghijklmnop"))))
def test_the_top_ten_are_those_with_most(raised: list[tuple[float, str]]) -> None:
    found = report(*(alarm(after, about=about) for after, about in raised))
    counts = [count for _, count in found.top]
    assert counts == sorted(counts, reverse=True) and len(counts) <= 10
    assert sum(counts) <= len(raised) == len(found.raised)
    assert found.most_in_an_hour <= len(raised)


def test_the_report_comes_from_the_store(here: Bench) -> None:
    for number in (1, 2, 3):
        here.do("radio_trouble", link="Radio 1", words="No answer")
        here.do("clear_alarm", number=number, reason="mended")
        here.clock.advance(60)
    here.do("radio_emergency", link="Radio 1", radio_id="100-4011")
    here.clock.advance(3600)
    found = list(rows("alarms", here.desk, Asked(begins="2026-03-14"), ZONE, 50))
    assert found[0]["alarms"] == 4
    assert {row["level"]: row["share"] for row in found if row["report"] == "mix"}["high"] == 0.75
    assert [(r["about"], r["alarms"]) for r in found if r["report"] == "top"] == [
        ("Radio 1", 3),
        ("CSO-11", 1),
    ]


@pytest.mark.parametrize(
    "asked", [Asked(words="x"), Asked(begins="2026-03-14", unit="11"), Asked(ends="2026-03-14")]
)
def test_alarms_are_reported_of_a_time_and_nothing_else(here: Bench, asked: Asked) -> None:
    with pytest.raises(Refused):
        list(rows("alarms", here.desk, asked, ZONE, 50))


def test_no_alarms_are_a_report_too() -> None:
    assert [row["report"] for row in report_rows(report())] == ["alarms", "mix", "mix", "mix"]
