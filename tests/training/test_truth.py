"""The truth about a shift is worked out from what happened alone, and alarms are held against it."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from console.training.diary import Diary, Happening
from console.training.truth import Raised, judge, waits
from tests.desk.pictures import NOON, shipped_codes

CODES = shipped_codes()
SLACK = timedelta(minutes=1)
FIRST = "N 586F MELROSE AV/SAN VICENTE BL; truck in the fire lane"
"""Prompt: due after ten minutes."""


def diary(*said: tuple[float, str | int]) -> Iterable[Happening]:
    """What happened by the minute: a line that was said, or the call that a crew reached."""
    kept = Diary(NOON)
    for minute, what in said:
        if isinstance(what, str):
            kept.said(what, minute * 60)
        else:
            kept.reached(what, minute * 60)
    return kept.happenings


def minutes_over(*said: tuple[float, str | int], until: float = 120) -> list[tuple[int, float, float]]:
    """Each wait over target: the call, from which minute, until which."""
    found = waits(diary(*said), CODES, NOON + timedelta(minutes=until))
    return [
        (wait.call, minute_of(wait.late_from), minute_of(wait.until))
        for wait in found
        if wait.over > timedelta()
    ]


def minute_of(moment) -> float:
    return (moment - NOON) / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("said", "over"),
    [
        (((0, FIRST), (9, 1)), []),
        (((0, FIRST), (12, 1)), [(1, 10, 12)]),
        (((0, FIRST), (12, 1), (14, 1)), [(1, 10, 12)]),
        (((0, FIRST),), [(1, 10, 120)]),
        (((5, "N 586F P2 PLUMMER PARK"), (30, 1)), [(1, 25, 30)]),
        (((0, "N 586 PLUMMER PARK"), (70, 1)), [(1, 60, 70)]),
        (((0, FIRST), (1, "N 917A HART PARK"), (4, 2), (11, 1)), [(1, 10, 11)]),
        (((0, FIRST), (4, "CAN 1, gone")), []),
        (((0, FIRST), (4, "CX 1 22")), []),
        (((0, FIRST), (1, FIRST), (4, "DUP 2 1"), (8, 1)), []),
        (((0, FIRST), (2, "REF 1 TYPE"), (15, "REF 1 ACCEPTED, Sgt Lowe")), [(1, 10, 15)]),
        (((0, FIRST), (2, "REF 1 DECLINED, nobody free"), (15, 1)), [(1, 10, 15)]),
        (((0, FIRST), (2, "H 1 +5"), (9, 1)), []),
        (((0, FIRST), (2, "H 1 +20, tow"), (30, 1)), [(1, 22, 30)]),
        (((0, FIRST), (15, "H 1 +20, tow"), (40, 1)), [(1, 10, 15), (1, 35, 40)]),
        (((0, FIRST), (2, "H 1 +60"), (20, "REL 1"), (22, 1)), [(1, 20, 22)]),
        (((0, FIRST), (2, "H 1 +60"), (20, "CAN 1")), []),
        (((0, FIRST), (2, "SC 1 +30"), (45, 1)), [(1, 42, 45)]),
        (((0, FIRST), (2, "PR 1 +30"), (35, 1)), [(1, 32, 35)]),
        (((0, FIRST), (2, "R 1, gate code 1122"), (3, "?"), (12, 1)), [(1, 10, 12)]),
    ],
)
def test_when_a_call_is_over_its_target(said, over) -> None:
    assert minutes_over(*said) == over


def test_a_time_by_the_clock_is_not_for_scenarios() -> None:
    with pytest.raises(ValueError, match="minutes from now on"):
        minutes_over((0, FIRST), (2, "H 1 1830"))


def verdict(*alarms: tuple[int, float], said=((0, FIRST), (20, 1))):
    found = waits(diary(*said), CODES, NOON + timedelta(hours=1))
    raised = [Raised(call, NOON + timedelta(minutes=minute)) for call, minute in alarms]
    return judge(found, raised, SLACK)


def test_an_alarm_in_its_time_is_right_and_its_delay_is_told() -> None:
    found = verdict((1, 10.5))
    assert (found.missed, found.false, found.delays) == ((), (), (30.0,))


def test_a_late_call_without_an_alarm_is_missed() -> None:
    assert [wait.call for wait in verdict().missed] == [1]
    twice = ((0, FIRST), (15, "H 1 +20"), (40, 1))
    assert [minute_of(wait.since) for wait in verdict((1, 10.1), said=twice).missed] == [35]
    assert verdict((1, 10.1), (1, 35.1), said=twice).missed == ()


@pytest.mark.parametrize("alarm", [(1, 9.9), (1, 21.5), (2, 10.5)])
def test_an_alarm_too_soon_too_late_or_about_another_call_is_false(alarm: tuple[int, float]) -> None:
    found = verdict(alarm)
    assert [(each.call, minute_of(each.at)) for each in found.false] == [alarm]
    assert found.missed


def test_a_second_alarm_for_the_same_wait_is_false() -> None:
    assert len(verdict((1, 10.1), (1, 12)).false) == 1


@pytest.mark.parametrize("reached", [9.2, 10.0, 10.9])
def test_what_ends_within_the_slack_may_have_an_alarm_or_none(reached: float) -> None:
    said = ((0, FIRST), (reached, 1))
    for alarms in ((), ((1, 10.2),)):
        found = verdict(*alarms, said=said)
        assert (found.late, found.missed, found.false, len(found.close)) == ((), (), (), 1)
