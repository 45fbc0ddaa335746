"""A unit on two calls at once: which call an order means, and that the other one is left alone."""

import json

import pytest

from tests.desk.stations import Bench


@pytest.fixture
def both(here: Bench) -> tuple[str, str]:
    """CSO-11 on scene at two calls."""
    first, second = here.take(), here.take(place="900 N FAIRFAX AV")
    here.do("dispatch", units=("CSO-11",), call=first, then="onscene")
    here.do("dispatch", units=("CSO-11",), call=second, then="onscene", override="next door")
    return first, second


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("en_route", {}),
        ("on_scene", {}),
        ("free", {}),
        ("clear", {"disposition": "05"}),
        ("set_status", {"status": "report"}),
    ],
)
def test_an_order_that_fits_both_calls_is_refused_with_a_line_that_says_which(
    here: Bench, both: tuple[str, str], verb: str, args: dict[str, str]
) -> None:
    refusal = here.refused(verb, unit="CSO-11", **args)
    assert "calls 1 and 2" in refusal.reason
    assert here.read(refusal.instead).args["call"] == both[0]


def test_an_order_touches_the_call_it_is_about_and_no_other(here: Bench, both: tuple[str, str]) -> None:
    receipt = here.do("clear", unit="CSO-11", call=both[1], disposition="05")
    assert receipt.calls == (both[1],)
    (entry,) = here.desk.journal(receipt.entry - 1)
    assert set(entry.touched) == {f"call:{both[1]}", "unit:CSO-11"}
    assert not [name for name in json.loads(entry.changes) if both[0] in name]


def test_freeing_the_second_call_leaves_the_first_with_its_time(here: Bench, both: tuple[str, str]) -> None:
    first = here.call(both[0])
    here.clock.advance(300)
    here.do("free", unit="CSO-11", call=both[1])
    assert here.call(both[0]) == first
    assert (here.unit("CSO-11").status, here.unit("CSO-11").calls) == ("onscene", (both[0],))


def test_the_only_call_that_was_reached_is_the_one_that_is_cleared(here: Bench) -> None:
    first, second = here.take(), here.take()
    here.do("dispatch", units=("CSO-11",), call=first, then="enroute")
    here.do("dispatch", units=("CSO-11",), call=second, then="onscene", override="on the way")
    assert here.do("clear", unit="CSO-11", disposition="05").calls == (second,)
    assert [a.state for a in here.call(first).assignments] == ["enroute"]


def test_a_unit_already_on_the_call_is_not_sent_again(here: Bench, both: tuple[str, str]) -> None:
    refusal = here.refused("dispatch", units=("CSO-11",), call=both[0], override="again")
    assert "on call 1 already" in refusal.reason


def test_units_of_one_call_go_their_own_ways(here: Bench) -> None:
    number = here.take()
    here.do("dispatch", units=("CSO-11", "UTV-1"), call=number)
    here.do("on_scene", unit="UTV-1")
    states = {a.unit: a.state for a in here.call(number).assignments}
    assert states == {"CSO-11": "assigned", "UTV-1": "onscene"}
    here.do("clear", unit="UTV-1", disposition="01")
    assert (here.unit("UTV-1").status, here.unit("CSO-11").status) == ("available", "assigned")
    assert here.call(number).state == "active"
