"""What the watch finds due: at which second, once, and the same whoever looks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.board.views import FixView, Picture
from console.desk.watch import Order, due
from console.errors import Refused
from tests.desk.pictures import NOON, call, picture, unit
from tests.desk.stations import Bench, bench


@pytest.fixture
def here(store_url: str) -> Iterator[Bench]:
    with bench(store_url) as opened:
        yield opened


def watch(here: Bench) -> list[str]:
    """Do all that is due; the verbs that were."""
    orders = due(here.board.picture, here.clock.now())
    for order in orders:
        here.desk.do(order.verb, order.args, actor="Watch", key=order.key)
    here.board.apply(here.desk.news())
    return [order.verb for order in orders]


def pass_time(here: Bench, seconds: float) -> list[str]:
    here.clock.advance(seconds)
    return watch(here)


def kinds(here: Bench) -> dict[str, str]:
    return {alarm.kind: alarm.level for alarm in here.board.picture.alarms.values()}


def test_a_call_is_overdue_from_the_second_after_its_due_time_and_once(here: Bench) -> None:
    number = here.take(priority=1)
    assert pass_time(here, 600) == []
    assert pass_time(here, 1) == ["tell_overdue"]
    assert pass_time(here, 1) == []
    assert sum("Over target" in line.text for line in here.call(number).timeline) == 1


def test_an_overdue_call_that_a_unit_reaches_is_over_and_overdue_again_when_it_leaves(here: Bench) -> None:
    number = here.take(priority=1)
    pass_time(here, 601)
    here.do("dispatch", units=("CSO-11",), call=number, then="enroute")
    assert watch(here) == []
    here.do("on_scene", unit="CSO-11")
    assert watch(here) == ["restore_alarm"]
    here.do("acknowledge_alarm", number=1)
    here.do("free", unit="CSO-11")
    assert watch(here) == ["tell_overdue"]
    here.do("clear_alarm", number=2, reason="told by telephone")
    assert kinds(here) == {}
    here.clock.advance(1)
    receipts = [here.desk.do(o.verb, o.args, actor="Watch", key=o.key) for o in _due(here)]
    here.board.apply(here.desk.news())
    assert kinds(here) == {} and len({r.entry for r in receipts}) == len(receipts)


def hold_and_come_back(here: Bench, number: str) -> None:
    here.do("hold_call", call=number, until="+20")
    pass_time(here, 1)
    pass_time(here, 1200)


def hold_and_send_a_unit(here: Bench, number: str) -> None:
    here.do("hold_call", call=number, until="+20")
    pass_time(here, 1)
    here.do("dispatch", units=("CSO-11",), call=number)


def merge_and_take_out(here: Bench, number: str) -> None:
    here.do("merge_call", call=number, into=here.take(priority=4))
    pass_time(here, 1)
    here.do("unmerge_call", call=number)


def cancel_and_reopen(here: Bench, number: str) -> None:
    here.do("cancel_call", call=number)
    pass_time(here, 1)
    here.do("reopen_call", call=number)


def lower_and_raise(here: Bench, number: str) -> None:
    here.do("amend_call", call=number, version=1, priority=4)
    pass_time(here, 1)
    here.do("amend_call", call=number, version=2, priority=1)


def reach_and_leave_to_another(here: Bench, number: str) -> None:
    here.do("dispatch", units=("CSO-11", "CSO-12"), call=number)
    here.do("on_scene", unit="CSO-11")
    pass_time(here, 1)
    here.do("free", unit="CSO-11")


@pytest.mark.parametrize(
    "go_and_return",
    [
        hold_and_come_back,
        hold_and_send_a_unit,
        merge_and_take_out,
        cancel_and_reopen,
        lower_and_raise,
        reach_and_leave_to_another,
    ],
)
def test_a_call_that_is_overdue_once_more_has_an_alarm_once_more(
    here: Bench, go_and_return: Callable[[Bench, str], None]
) -> None:
    number = here.take(priority=1)
    pass_time(here, 601)
    here.do("acknowledge_alarm", number=1)
    go_and_return(here, number)
    watch(here)
    pass_time(here, 1)
    assert [alarm.call for alarm in here.board.picture.alarms.values() if alarm.kind == "overdue"] == [number]


def _due(here: Bench) -> list[Order]:
    return due(here.board.picture, here.clock.now())


def test_a_unit_silent_after_dispatch_is_called_again_after_four_minutes(here: Bench) -> None:
    here.do("dispatch", units=("CSO-11",), call=here.take())
    pass_time(here, 239)
    assert "silent" not in kinds(here)
    pass_time(here, 1)
    assert kinds(here)["silent"] == "high"
    here.do("acknowledge", unit="CSO-11")
    watch(here)
    silent = next(a for a in here.board.picture.alarms.values() if a.kind == "silent")
    assert silent.restored_why == "The unit has acknowledged its call"


def test_a_status_check_rises_after_a_minute_and_drafts_cover_after_two(here: Bench) -> None:
    number = here.take(priority=4)
    here.do("dispatch", units=("CSO-11",), call=number, then="onscene")
    near = [
        FixView("CSO-11", 34.09, -118.37, here.clock.now()),
        FixView("CSO-12", 34.091, -118.37, here.clock.now()),
    ]
    pass_time(here, 20 * 60 - 1)
    assert kinds(here) == {}
    pass_time(here, 1)
    assert kinds(here) == {"status_check": "high"}
    here.board.move([replace(fix, at=here.clock.now()) for fix in near])
    here.do("acknowledge_alarm", number=1)
    assert pass_time(here, 59) == []
    assert pass_time(here, 1) == ["escalate_alarm"]
    (alarm,) = here.board.picture.alarms.values()
    assert (alarm.level, alarm.told, alarm.acknowledged) == ("critical", "commander", False)
    assert pass_time(here, 60) == ["escalate_alarm"]
    assert here.board.picture.alarms[alarm.id].draft == f"D CSO-12 {number}"
    here.do("check_unit", unit="CSO-11")
    assert watch(here) == []
    pass_time(here, 20 * 60)
    assert "status_check" in kinds(here)


def test_a_type_of_call_has_its_own_time_between_checks(here: Bench) -> None:
    here.do("dispatch", units=("CSO-11",), call=here.take(type="415E"), then="onscene")
    pass_time(here, 600)
    assert "status_check" in kinds(here)


def test_an_emergency_nobody_takes_notice_of_goes_up_and_stops_once_somebody_does(here: Bench) -> None:
    here.do("radio_emergency", link="Radio 1", radio_id="100-4011")
    told = []
    for seconds in (14, 1, 14, 1, 300):
        pass_time(here, seconds)
        told.append(here.board.picture.alarms[1].told)
    assert told == ["", "commander", "commander", "everyone", "everyone"]
    here.do("radio_emergency", link="Radio 2", radio_id="100-4012")
    pass_time(here, 5)
    here.do("acknowledge_alarm", number=2)
    pass_time(here, 60)
    assert here.board.picture.alarms[2].told == ""


def test_a_shelf_ends_by_itself(here: Bench) -> None:
    here.do("radio_trouble", link="Radio 1", words="No answer")
    here.do("shelve_alarm", number=1, minutes=10, reason="technician asked")
    assert pass_time(here, 599) == []
    assert pass_time(here, 1) == ["unshelve_alarm"]
    assert pass_time(here, 1) == []


def test_a_status_that_lasts_too_long_is_a_low_alarm(here: Bench) -> None:
    here.do("set_status", unit="CSO-11", status="break")
    pass_time(here, 1800)
    assert kinds(here) == {"status_time": "low"}


def test_a_position_that_went_stale_on_a_call_is_a_low_alarm(here: Bench) -> None:
    here.do("dispatch", units=("CSO-11",), call=here.take(priority=4), then="onscene")
    here.board.move([FixView("CSO-11", 34.09, -118.37, here.clock.now())])
    pass_time(here, 181)
    assert kinds(here) == {"stale_fix": "low"}
    here.board.move([FixView("CSO-11", 34.09, -118.37, here.clock.now())])
    assert watch(here) == ["restore_alarm"]


def test_two_leaders_in_a_row_do_nothing_twice_and_miss_nothing(store_url: str) -> None:
    with bench(store_url) as one, bench(store_url, seat="Position 2") as other:
        numbers = [one.take(priority=1) for _ in range(3)]
        other.board.apply(other.desk.news())
        for seat in (one, other):
            seat.clock.advance(700)
        orders = due(one.board.picture, one.clock.now())
        one.desk.do(orders[0].verb, orders[0].args, actor="Watch", key=orders[0].key)
        # The other takes over with a board that is a moment behind.
        for order in due(other.board.picture, other.clock.now()):
            other.desk.do(order.verb, order.args, actor="Watch", key=order.key)
        for seat in (one, other):
            seat.board.apply(seat.desk.news())
            assert sorted(alarm.call for alarm in seat.board.picture.alarms.values()) == numbers
            assert all(alarm.times == 1 for alarm in seat.board.picture.alarms.values())
        assert due(other.board.picture, other.clock.now()) == []


SECONDS = st.floats(0, 20_000)
STATUSES = st.sampled_from(["available", "assigned", "enroute", "onscene", "report", "break", "off", "oos"])


@st.composite
def stations(draw: st.DrawFn) -> Picture:
    """Units in any status since any time, on calls of any age."""
    calls = [
        replace(call(n), due_at=NOON - timedelta(seconds=draw(SECONDS) - 10_000), state=state)
        for n, state in enumerate(draw(st.lists(st.sampled_from(["waiting", "closed"]), max_size=4)), start=1)
    ]
    numbers = tuple(each.number for each in calls[:1])
    units = [
        replace(unit(f"CSO-{n}", status), status_since=NOON - timedelta(seconds=draw(SECONDS)), calls=numbers)
        for n, status in enumerate(draw(st.lists(STATUSES, max_size=4)), start=1)
    ]
    return picture(units, calls)


@given(stations())
def test_whoever_looks_finds_the_same_with_the_same_keys(station: Picture) -> None:
    orders = due(station, NOON)
    assert orders == due(replace(station, entry=station.entry + 1), NOON)
    assert len({order.key for order in orders}) == len(orders)
    assert all(len(order.key) == 32 for order in orders)


@given(stations(), st.floats(0.0, 5.0))
def test_what_was_due_a_moment_ago_is_due_under_the_same_key(station: Picture, later: float) -> None:
    before = {order.key for order in due(station, NOON)}
    assert before <= {order.key for order in due(station, NOON + timedelta(seconds=later))}


@given(stations())
def test_every_overdue_call_is_told_and_no_other(station: Picture) -> None:
    told = {order.args["call"] for order in due(station, NOON) if order.verb == "tell_overdue"}
    late = {c.number for c in station.calls.values() if c.state == "waiting" and c.due_at < NOON}
    assert told == late


def test_units_off_duty_are_never_watched() -> None:
    old = NOON - timedelta(hours=9)
    station = picture([replace(unit("CSO-11", "off"), status_since=old)], [])
    station = replace(station, fixes=MappingProxyType({"CSO-11": FixView("CSO-11", 34.0, -118.0, old)}))
    assert due(station, NOON) == []


def test_every_order_can_be_done(here: Bench) -> None:
    """An hour of neglect: whatever comes due is a verb that the desk takes."""
    here.do("radio_emergency", link="Radio 1", radio_id="100-4011")
    here.do("dispatch", units=("CSO-11",), call=here.take(priority=1))
    done: list[str] = []
    refused: Sequence[str] = []
    for _ in range(60):
        try:
            done += pass_time(here, 60)
        except Refused as error:
            refused = [*refused, error.reason]
    assert not refused
    assert {"tell_overdue", "raise_alarm", "escalate_alarm"} <= set(done)
