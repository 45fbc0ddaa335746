"""Alarms that verbs raise: a stop-condition, a unit that is to hold back, a call that is due again."""

import pytest

from console.board.alarm_views import AlarmView
from console.desk.watch import due
from tests.desk.stations import Bench


@pytest.fixture
def number(here: Bench) -> str:
    taken = here.take()
    here.do("dispatch", units=("CSO-11",), call=taken, then="enroute")
    return taken


def alarms(here: Bench) -> dict[str, AlarmView]:
    return {alarm.kind: alarm for alarm in here.board.picture.alarms.values()}


def watch(here: Bench) -> list[str]:
    """Do what the watch finds due; the verbs."""
    orders = due(here.board.picture, here.clock.now())
    for order in orders:
        here.desk.do(order.verb, order.args, actor="Watch", key=order.key)
        here.board.apply(here.desk.news())
    return [order.verb for order in orders]


def test_a_unit_on_a_stopped_call_is_told_to_hold_back_by_an_alarm_of_its_own(
    here: Bench, number: str
) -> None:
    here.do("flag_call", call=number, stop="weapon")
    raised = alarms(here)
    assert {raised[kind].level for kind in ("stop_condition", "hold_back")} == {"high"}
    assert (raised["hold_back"].unit, raised["hold_back"].call) == ("CSO-11", number)
    assert watch(here) == []


def test_told_once_however_many_conditions_there_are(here: Bench, number: str) -> None:
    here.do("flag_call", call=number, stop="weapon")
    here.do("flag_call", call=number, stop="injury")
    raised = alarms(here)
    assert (raised["stop_condition"].times, raised["hold_back"].times) == (2, 1)


def test_off_the_call_it_need_not_hold_back_any_more(here: Bench, number: str) -> None:
    here.do("flag_call", call=number, stop="weapon")
    here.do("free", unit="CSO-11")
    assert watch(here) == ["restore_alarm"]
    raised = alarms(here)
    assert raised["hold_back"].restored_at is not None
    assert raised["stop_condition"].restored_at is None
    here.do("acknowledge_alarm", number=raised["hold_back"].number)
    assert "hold_back" not in alarms(here)


def test_what_was_a_mistake_is_over_and_the_referral_stands_until_somebody_withdraws_it(
    here: Bench, number: str
) -> None:
    here.do("flag_call", call=number, stop="weapon")
    said = here.do("unflag_call", call=number, stop="weapon", text="an umbrella").said
    assert "Its referral stands: REF 1 WITHDRAWN, reason." in said
    assert watch(here) == ["restore_alarm", "restore_alarm"]
    assert all(alarm.restored_at is not None for alarm in alarms(here).values())


def test_a_call_whose_time_has_come_waits_again_with_an_alarm_until_it_is_seen_to(here: Bench) -> None:
    held = here.take()
    here.do("hold_call", call=held, until="+20")
    assert watch(here) == []
    here.clock.advance(20 * 60)
    assert watch(here) == ["come_back"]
    assert (here.call(held).state, alarms(here)["call_due"].level) == ("waiting", "low")
    assert watch(here) == []
    here.do("dispatch", units=("CSO-11",), call=held)
    assert watch(here) == ["restore_alarm"]


def test_merged_with_another_the_call_is_referred_once(here: Bench, number: str) -> None:
    other = here.take()
    here.do("flag_call", call=number, stop="weapon")
    here.do("merge_call", call=number, into=other)
    ours, theirs = here.call(number).referral, here.call(other).referral
    assert ours is not None
    assert theirs is not None
    assert (ours.state, theirs.state, theirs.reason) == ("withdrawn", "drafted", "WEAPON")
    assert "refer that one" in here.refused("refer", call=number, reason="OTHER").reason


def test_of_a_stopped_call_only_who_may_see_such_calls_sees_the_alarm(here: Bench, number: str) -> None:
    here.do("flag_call", call=number, stop="weapon")
    here.board.apply(here.desk.load())
    assert all(alarm.restricted for alarm in alarms(here).values())


def test_declined_is_an_alarm_in_the_same_moment_until_it_goes_on(here: Bench, number: str) -> None:
    here.do("refer", call=number, reason="OTHER", text="they know him")
    here.do("decline_referral", call=number, why="no unit free")
    declined = alarms(here)["referral_declined"]
    assert (declined.level, declined.raised_at) == ("high", here.clock.now())
    assert declined.text == "Deputies have declined call 1: no unit free"
    assert watch(here) == []
    here.do("clear_alarm", number=declined.number, reason="told")
    assert watch(here) == []
    here.do("resend_referral", call=number)
    here.do("decline_referral", call=number)
    here.do("resend_referral", call=number)
    assert watch(here) == ["restore_alarm"]


def test_a_referral_that_does_not_go_through_is_an_alarm_until_it_has_left(here: Bench) -> None:
    number = here.take()
    here.do("refer", call=number, reason="OTHER", text="they know him")
    here.do("referral_failed", call=number, trouble="No space left on device")
    here.clock.advance(9)
    assert watch(here) == []
    here.clock.advance(1)
    assert watch(here) == ["raise_alarm"]
    unsent = alarms(here)["referral_unsent"]
    assert (unsent.level, unsent.call) == ("high", number)
    assert unsent.text == "The referral of call 1 is not sent: No space left on device"
    assert "PHONED" in unsent.response
    here.clock.advance(300)
    assert watch(here) == [], "it is not called unanswered as well"
    here.do("phone_referral", call=number, who="Sgt. Hall")
    assert watch(here) == ["restore_alarm"]


@pytest.mark.parametrize("answer", ["accept_referral", "decline_referral"])
def test_a_referral_that_nobody_answers_for_two_minutes_is_an_alarm_until_somebody_does(
    here: Bench, answer: str
) -> None:
    silent = here.take()
    here.do("refer", call=silent, reason="OTHER", text="they know him")
    here.clock.advance(119)
    assert watch(here) == []
    here.clock.advance(1)
    assert watch(here) == ["raise_alarm"]
    assert (alarms(here)["referral_silent"].level, alarms(here)["referral_silent"].call) == ("high", silent)
    assert watch(here) == []
    here.do(answer, call=silent, **({"who": "Dep. Ruiz"} if answer == "accept_referral" else {}))
    assert watch(here) == ["restore_alarm"]
