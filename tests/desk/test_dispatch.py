"""Units on calls: what each verb does, what it refuses, and that calls never bleed into each other."""

import pytest

from tests.desk.stations import Bench


def test_a_call_from_taken_to_cleared(here: Bench) -> None:
    number = here.take(text="blue van")
    assert here.call(number).state == "waiting"
    steps = []
    for verb in ("dispatch", "acknowledge", "en_route", "on_scene"):
        args = {"units": ("CSO-11",), "call": number} if verb == "dispatch" else {"unit": "CSO-11"}
        here.do(verb, **args)
        here.clock.advance(60)
        steps.append(here.unit("CSO-11").status)
    assert steps == ["assigned", "acknowledged", "enroute", "onscene"]
    assert here.call(number).state == "active"
    here.do("clear", unit="CSO-11", disposition="05")
    assert (here.call(number).state, here.call(number).disposition) == ("closed", "05")
    assert (here.unit("CSO-11").status, here.unit("CSO-11").calls) == ("available", ())


def test_the_due_time_follows_the_priority(here: Bench) -> None:
    minutes = []
    for priority in (1, 2, 3, 4):
        call = here.call(here.take(priority=priority))
        minutes.append((call.due_at - call.received_at).total_seconds() / 60)
    assert minutes == [10, 20, 60, 240]


def test_a_second_assignment_neither_hides_nor_resets_the_first(here: Bench) -> None:
    first, second = here.take(), here.take(place="900 N FAIRFAX AV")
    here.do("dispatch", units=("CSO-11",), call=first, then="onscene")
    since = here.unit("CSO-11").status_since
    here.clock.advance(300)
    here.do("dispatch", units=("CSO-11",), call=second, override="next door")
    unit = here.unit("CSO-11")
    assert (unit.status, unit.status_since, unit.calls) == ("onscene", since, (first, second))
    assert [a.state for a in here.call(first).assignments] == ["onscene"]
    assert [a.state for a in here.call(second).assignments] == ["assigned"]


def test_a_status_never_bleeds_from_one_call_to_another(here: Bench) -> None:
    first, second = here.take(), here.take()
    here.do("dispatch", units=("CSO-11",), call=first, then="onscene")
    here.do("dispatch", units=("CSO-11",), call=second, override="on its way")
    here.do("acknowledge", unit="CSO-11", call=second)
    here.do("clear", unit="CSO-11", call=first, disposition="05")
    assert here.call(first).state == "closed"
    assert [a.state for a in here.call(second).assignments] == ["acknowledged"]
    assert here.unit("CSO-11").status == "acknowledged"


def test_a_unit_that_is_not_available_is_refused_without_a_reason(here: Bench) -> None:
    here.do("set_status", unit="CSO-12", status="break")
    number = here.take()
    refusal = here.refused("dispatch", units=("CSO-12",), call=number)
    assert "not available: break" in refusal.reason
    assert here.read(refusal.instead)
    here.do("dispatch", units=("CSO-12",), call=number, override="only one left")
    assert "only one left" in here.call(number).timeline[-1].text + here.call(number).timeline[-2].text


def test_a_unit_off_duty_is_refused_even_with_a_reason(here: Bench) -> None:
    assert (
        "not on duty"
        in here.refused("dispatch", units=("CSO-13",), call=here.take(), override="please").reason
    )


def test_a_unit_cannot_clear_a_call_it_never_reached(here: Bench) -> None:
    here.do("dispatch", units=("CSO-11",), call=here.take(), then="enroute")
    refusal = here.refused("clear", unit="CSO-11", disposition="05")
    assert "never reached" in refusal.reason
    assert here.read(refusal.instead)


def test_assigning_to_a_closed_call_reopens_it_and_says_so(here: Bench) -> None:
    number = here.take()
    received = here.call(number).received_at
    here.do("close_call", call=number, disposition="22")
    here.clock.advance(3600)
    receipt = here.do("dispatch", units=("CSO-11",), call=number)
    assert "was closed and is open again" in receipt.said
    call = here.call(number)
    assert (call.state, call.disposition, call.received_at) == ("active", "", received)


def test_the_call_waits_again_when_all_its_units_were_freed(here: Bench) -> None:
    number = here.take()
    here.do("dispatch", units=("CSO-11", "UTV-1"), call=number)
    here.do("free", unit="CSO-11")
    assert here.call(number).state == "active"
    here.do("free", unit="UTV-1")
    assert here.call(number).state == "waiting"


def test_a_disposition_stands_when_the_last_unit_is_only_freed(here: Bench) -> None:
    number = here.take()
    here.do("dispatch", units=("CSO-11", "UTV-1"), call=number, then="onscene")
    here.do("clear", unit="CSO-11", disposition="01")
    assert here.call(number).state == "active"
    here.do("free", unit="UTV-1")
    assert (here.call(number).state, here.call(number).disposition) == ("closed", "01")


def test_an_order_without_its_call_is_refused_when_two_fit(here: Bench) -> None:
    first, second = here.take(), here.take()
    here.do("dispatch", units=("CSO-11",), call=first)
    here.do("dispatch", units=("CSO-11",), call=second, override="both")
    refusal = here.refused("en_route", unit="CSO-11")
    assert "calls 1 and 2" in refusal.reason
    assert here.read(refusal.instead)


def test_a_status_said_twice_does_not_move_the_next_call_along(here: Bench) -> None:
    first, second = here.take(), here.take()
    here.do("dispatch", units=("CSO-11",), call=first, then="onscene")
    here.do("dispatch", units=("CSO-11",), call=second, override="both")
    here.refused("on_scene", unit="CSO-11")


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("dispatch", {"units": ("CSO-99",), "call": "{call}"}),
        ("dispatch", {"units": ("CSO-11",), "call": "20200101-0001"}),
        ("dispatch", {"units": (), "call": "{call}"}),
        ("acknowledge", {"unit": "CSO-11"}),
        ("clear", {"unit": "CSO-11", "disposition": "nonsense"}),
        ("close_call", {"call": "{call}", "disposition": "nonsense"}),
        ("remark", {"call": "{call}", "text": "  "}),
        ("take_call", {"type": "NOPE", "place": "x"}),
        ("take_call", {"type": "586", "place": ""}),
        ("take_call", {"type": "586", "place": "x", "priority": 9}),
        ("take_call", {"type": "586", "place": "x" * 201}),
        ("take_call", {"type": "586", "place": "x", "text": "x" * 2001}),
        ("set_status", {"unit": "CSO-11", "status": "onscene"}),
        ("set_status", {"unit": "CSO-11", "status": "nonsense"}),
        ("log_on", {"unit": "CSO-11", "crew": ("4411",)}),
        ("log_on", {"unit": "CSO-13", "crew": ()}),
        ("log_on", {"unit": "CSO-13", "crew": ("0000",)}),
        ("log_on", {"unit": "CSO-13", "crew": ("4411",)}),
        ("log_off", {"unit": "CSO-13"}),
        ("move", {"unit": "CSO-13", "place": "PLUMMER PARK"}),
        ("no_such_verb", {}),
    ],
)
def test_bad_orders_are_refused_and_change_nothing(here: Bench, verb: str, args: dict[str, object]) -> None:
    number = here.take()
    filled = {name: number if value == "{call}" else value for name, value in args.items()}
    assert here.refused(verb, **filled).reason.endswith(".")


def test_a_unit_on_a_call_cannot_take_its_meal_or_leave(here: Bench) -> None:
    here.do("dispatch", units=("CSO-11",), call=here.take())
    assert here.read(here.refused("set_status", unit="CSO-11", status="break").instead)
    assert here.read(here.refused("log_off", unit="CSO-11").instead)


def test_a_call_with_units_on_it_is_not_closed(here: Bench) -> None:
    number = here.take()
    here.do("dispatch", units=("CSO-11",), call=number)
    assert "Units are on call" in here.refused("close_call", call=number, disposition="22").reason


def test_on_and_off_duty(here: Bench) -> None:
    here.do("log_on", unit="CSO-13", crew=("4413",), vehicle="utv-3")
    assert (here.unit("CSO-13").status, here.unit("CSO-13").crew) == ("available", ("H. Lind",))
    assert here.unit("CSO-13").vehicle == "UTV-3"
    here.do("move", unit="CSO-13", place="PLUMMER PARK")
    assert here.unit("CSO-13").location == "PLUMMER PARK"
    here.do("log_off", unit="CSO-13")
    unit = here.unit("CSO-13")
    assert (unit.status, unit.crew, unit.vehicle, unit.location) == ("off", (), "", "")


def test_a_report_is_written_on_the_call_that_was_reached(here: Bench) -> None:
    number = here.take()
    here.do("dispatch", units=("CSO-11",), call=number, then="onscene")
    here.do("set_status", unit="CSO-11", status="report")
    assert (here.unit("CSO-11").status, here.unit("CSO-11").calls) == ("report", (number,))
    here.do("clear", unit="CSO-11", disposition="01")
    assert here.call(number).state == "closed"


@pytest.mark.parametrize("text", ["<b>x</b>", "'; DROP TABLE call; --", "=1+1", "日本語 ½", "a" * 2000])
def test_words_are_kept_as_they_were_typed(here: Bench, text: str) -> None:
    number = here.take(text=text, caller="<i>O'Hara</i>")
    assert [line.text for line in here.call(number).timeline if line.kind == "remark"] == [text]
