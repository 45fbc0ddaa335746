"""How calls and units sort, and what calls are called."""

from hypothesis import given
from hypothesis import strategies as st

from console.widgets import order
from tests.widgets.list_pictures import call, unit


def test_waiting_calls_sort_by_priority_then_age() -> None:
    calls = [call(1, 3, 900), call(2, 1, 10), call(3, 2, 50), call(4, 1, 60), call(5, 1, 99, "CSO-11")]
    assert [each.sequence for each in order.waiting(calls)] == [4, 2, 3, 1]
    assert [each.sequence for each in order.active(calls)] == [5]


def test_closed_calls_are_in_no_list() -> None:
    calls = [call(1, state="closed")]
    assert order.waiting(calls) == order.active(calls) == []


def test_units_stand_by_kind_and_number_not_by_letters() -> None:
    units = [unit("CSO-11"), unit("AMB-4", kind="ambassador"), unit("UTV-1", kind="utv"), unit("CSO-9")]
    assert [each.call_sign for each in order.available(units)] == ["CSO-9", "CSO-11", "UTV-1", "AMB-4"]


def test_units_at_work_stand_by_how_far_they_have_come() -> None:
    units = [unit("CSO-1", "onscene"), unit("CSO-2", "enroute"), unit("CSO-3", "assigned"), unit("CSO-4")]
    assert [each.call_sign for each in order.on_calls(units)] == ["CSO-3", "CSO-2", "CSO-1"]


def test_a_free_looking_unit_with_a_call_is_on_calls() -> None:
    units = [unit("CSO-1", "available", calls=("20261122-0001",))]
    assert order.available(units) == []
    assert order.on_calls(units) == units


@given(st.lists(st.sampled_from(["available", "enroute", "break", "oos", "off", "mystery", "emergency"])))
def test_every_unit_on_shift_stands_in_exactly_one_group(statuses: list[str]) -> None:
    units = [unit(f"CSO-{place}", status) for place, status in enumerate(statuses)]
    grouped = [*order.available(units), *order.on_calls(units), *order.not_available(units)]
    assert sorted(each.call_sign for each in grouped) == sorted(
        u.call_sign for u in units if u.status != "off"
    )
