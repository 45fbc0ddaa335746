"""The unattended dispatcher sends the nearest unit, never an ambassador, never to what is not ours."""

from dataclasses import replace
from datetime import timedelta

import pytest

from console.board.alarm_views import AlarmView
from console.board.views import FixView
from console.clock import ManualClock
from console.training.dispatcher import ANSWERS_S, ASKS_AGAIN_S, THINKS_S, UnattendedDispatcher
from tests.desk.pictures import NOON, TODAY, call, picture, unit

AMBASSADOR = replace(unit("AMB-3"), kind="ambassador")


def played(units, calls, *, after_s: float = THINKS_S, fixes=(), left=None, alarms=()) -> list[str]:
    """The lines that are typed in an hour that begins `after_s` after the calls came in."""
    typed: list[str] = []
    clock = ManualClock(NOON + timedelta(seconds=after_s))
    dispatcher = UnattendedDispatcher(
        clock=clock, today=lambda: TODAY, type_line=typed.append, left=left or {}
    )
    shown = replace(
        picture(units, calls),
        fixes={fix.unit: fix for fix in fixes},
        alarms={alarm.id: alarm for alarm in alarms},
    )
    dispatcher.play(shown, 0.0)
    dispatcher.play(shown, ASKS_AGAIN_S / 2)
    return typed


def test_a_waiting_call_gets_a_unit_once() -> None:
    assert played([unit("CSO-12")], [call(47)]) == ["D CSO-12 47"]


def test_nobody_is_sent_before_the_call_was_read() -> None:
    assert played([unit("CSO-12")], [call(47)], after_s=THINKS_S / 2) == []


def test_an_ambassador_is_never_sent() -> None:
    assert played([AMBASSADOR], [call(47)]) == []
    assert played([AMBASSADOR, unit("CSO-12")], [call(47)]) == ["D CSO-12 47"]


def test_nobody_is_sent_to_what_is_for_sworn_officers() -> None:
    assert played([unit("CSO-12")], [replace(call(47), eligible=False)]) == []


def test_the_most_urgent_call_goes_first_to_the_nearest_unit() -> None:
    there = {"lat": 34.09, "lon": -118.36}
    urgent = replace(call(48), priority=1, **there)
    fixes = (FixView("CSO-12", 34.20, -118.36, NOON), FixView("CSO-14", 34.0901, -118.36, NOON))
    assert played([unit("CSO-12"), unit("CSO-14")], [call(47), urgent], fixes=fixes) == ["D CSO-14 48"]


def test_a_call_is_left_alone_for_as_long_as_the_scenario_says() -> None:
    left = {47: 600.0}
    assert played([unit("CSO-12")], [call(47)], left=left, after_s=599) == []
    assert played([unit("CSO-12")], [call(47)], left=left, after_s=600) == ["D CSO-12 47"]


def alarm(kind: str = "overdue", **changed) -> AlarmView:
    return replace(AlarmView(1, 3, kind, "", "high", "", NOON, NOON), **changed)


@pytest.mark.parametrize(
    ("open_alarm", "typed"),
    [
        (alarm(), ["K 3"]),
        (alarm(acknowledged_at=NOON), []),
        (alarm(acknowledged_at=NOON, restored_at=NOON), ["KX 3, it is over"]),
        (alarm("status_check", unit="CSO-12"), ["RTU CSO-12"]),
        (alarm("status_check", unit="CSO-12", restored_at=NOON), ["K 3"]),
    ],
)
def test_an_alarm_is_answered_once_it_was_looked_into(open_alarm: AlarmView, typed: list[str]) -> None:
    assert played([unit("CSO-12")], [], alarms=[open_alarm], after_s=ANSWERS_S) == typed
    assert played([unit("CSO-12")], [], alarms=[open_alarm], after_s=ANSWERS_S - 1) == []


def test_alarms_wait_for_nobody_who_is_sent() -> None:
    answered = played([unit("CSO-12")], [call(47)], alarms=[alarm()], after_s=ANSWERS_S)
    assert answered == ["D CSO-12 47", "K 3"]
