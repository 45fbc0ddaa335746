"""What went wrong in other dispatch systems, one test each: it does not go wrong here."""

from collections.abc import Iterator

import pytest

from console.desk.past_calls import Sought
from console.errors import Refused
from tests.desk.stations import Bench, bench


@pytest.fixture
def seats(store_url: str) -> Iterator[tuple[Bench, Bench]]:
    with bench(store_url, seat="Position 1") as one, bench(store_url, seat="Position 2") as other:
        yield one, other


def test_a_second_assignment_neither_resets_the_unit_nor_hides_its_first_call(here: Bench) -> None:
    first, second = here.take(), here.take()
    here.do("dispatch", units=("CSO-11",), call=first, then="onscene")
    here.do("dispatch", units=("CSO-11",), call=second, override="next door")
    assert (here.unit("CSO-11").status, here.unit("CSO-11").calls) == ("onscene", (first, second))
    assert [a.state for a in here.call(first).assignments] == ["onscene"]


@pytest.mark.parametrize("status", ["break", "oos", "report"])
def test_unavailable_is_enforced_and_not_only_shown(here: Bench, status: str) -> None:
    here.do("set_status", unit="CSO-12", status=status)
    number = here.take()
    assert "not available" in here.refused("dispatch", units=("CSO-12",), call=number).reason
    here.refused("exchange", unit="CSO-12", other="CSO-14")
    busy = here.take()
    here.do("dispatch", units=("CSO-14",), call=busy)
    assert "not available" in here.refused("exchange", unit="CSO-14", other="CSO-12").reason


def test_a_unit_off_duty_is_sent_by_no_verb(here: Bench) -> None:
    number = here.take()
    for verb, args in (
        ("dispatch", {"units": ("CSO-13",), "call": number, "override": "please"}),
        ("pre_empt", {"unit": "CSO-13", "call": number}),
        ("on_view", {"unit": "CSO-13", "type": "586", "place": "8300 SUNSET BL"}),
        ("stack_call", {"unit": "CSO-13", "call": number}),
        ("reserve_unit", {"unit": "CSO-13", "call": number}),
    ):
        here.refused(verb, **args)


def test_a_unit_s_status_does_not_bleed_across_its_calls(here: Bench) -> None:
    first, second = here.take(), here.take()
    here.do("dispatch", units=("CSO-11",), call=first, then="onscene")
    here.do("dispatch", units=("CSO-11",), call=second, override="both")
    here.do("en_route", unit="CSO-11", call=second)
    assert [a.state for a in here.call(first).assignments] == ["onscene"]
    assert [a.state for a in here.call(second).assignments] == ["enroute"]


def test_a_scheduled_call_marks_no_unit_before_its_time(here: Bench) -> None:
    number, before = here.take(), here.board.picture.units
    here.do("schedule_call", call=number, at="+90")
    assert here.board.picture.units == before
    here.clock.advance(90 * 60)
    here.do("come_back", call=number)
    assert here.board.picture.units == before
    assert here.call(number).state == "waiting"


@pytest.mark.parametrize("ending", ["close_call", "cancel_call"])
def test_assigning_to_a_call_that_has_ended_reopens_it(here: Bench, ending: str) -> None:
    number = here.take()
    received = here.call(number).received_at
    here.do(ending, call=number, **({"disposition": "22"} if ending == "close_call" else {}))
    here.clock.advance(600)
    assert "is open again" in here.do("dispatch", units=("CSO-11",), call=number).said
    call = here.call(number)
    assert (call.state, call.closed_at, call.disposition, call.received_at) == ("active", None, "", received)


def test_past_calls_keep_their_units_when_statuses_have_changed_since(here: Bench) -> None:
    number = here.take()
    here.do("dispatch", units=("CSO-11",), call=number, then="onscene")
    here.do("clear", unit="CSO-11", disposition="01")
    statuses = here.desk.load().codes
    assert statuses is not None
    here.do("set_status", unit="CSO-11", status="break")
    (past,) = here.desk.past_calls(Sought(number=number))
    assert past.units == ("CSO-11",)
    told = [line.text for line in here.call(number).timeline]
    assert told == ["CSO-11 assigned", "CSO-11 on scene", "CSO-11 cleared"]


def test_another_position_sees_every_verb_without_asking_anew(seats: tuple[Bench, Bench]) -> None:
    one, other = seats
    number, twin = one.take(), one.take()
    for verb, args in (
        ("hold_call", {"call": number, "until": "+20"}),
        ("release_call", {"call": number}),
        ("flag_call", {"call": number, "stop": "injury"}),
        ("merge_call", {"call": number, "into": twin}),
        ("remark", {"call": number, "text": "on the merged one"}),
        ("unmerge_call", {"call": number}),
        ("link_calls", {"call": number, "other": twin}),
        ("stack_call", {"unit": "CSO-11", "call": twin}),
        ("dispatch", {"units": ("CSO-11",), "call": twin}),
        ("exchange", {"unit": "CSO-11", "other": "CSO-12"}),
        ("undo", {}),
        ("withdraw_referral", {"call": number, "why": "an ambulance is there"}),
        ("cancel_call", {"call": number}),
    ):
        one.do(verb, **args)
        other.board.apply(other.desk.news())
        assert other.board.picture.calls == one.board.picture.calls, verb
        assert other.board.picture.units == one.board.picture.units, verb


def test_what_a_newcomer_loads_is_what_those_see_who_were_there(here: Bench, store_url: str) -> None:
    held, scheduled, merged, into = (here.take() for _ in range(4))
    here.do("hold_call", call=held, until="+20")
    here.do("schedule_call", call=scheduled, at="+60")
    here.do("merge_call", call=merged, into=into)
    with bench(store_url, here.clock.now()) as newcomer:
        assert newcomer.board.picture.calls == here.board.picture.calls


def test_a_status_lands_on_the_unit_that_was_meant_and_on_no_other(here: Bench) -> None:
    number = here.take()
    here.do("dispatch", units=("CSO-11", "CSO-12"), call=number)
    before = here.unit("CSO-12")
    here.do("on_scene", unit="CSO-11")
    assert here.unit("CSO-12") == before
    here.do("exchange", unit="CSO-11", other="CSO-14")
    assert here.unit("CSO-12") == before


def test_a_note_needs_no_opening_of_the_call_and_changes_no_version(here: Bench) -> None:
    number = here.take()
    here.do("remark", call=number, text="gate code 1122")
    assert here.call(number).version == 1
    assert here.call(number).timeline[-1].text == "gate code 1122"


def test_dispositions_and_what_else_was_noted_are_found_again(here: Bench) -> None:
    number = here.take()
    here.do("flag_call", call=number, stop="injury")
    here.do("withdraw_referral", call=number, why="nobody is hurt any more")
    here.do("close_call", call=number, disposition="15", text="ambulance called")
    (past,) = here.desk.past_calls(Sought(number=number))
    assert (past.disposition, past.remarks) == ("15", ("ambulance called",))
    assert here.call(number).flags == ("injury",)


def test_two_positions_that_send_one_unit_do_not_both_succeed(seats: tuple[Bench, Bench]) -> None:
    one, other = seats
    number, second = one.take(), one.take()
    one.do("dispatch", units=("CSO-11",), call=number)
    with pytest.raises(Refused, match="not available"):
        other.do("dispatch", units=("CSO-11",), call=second)
