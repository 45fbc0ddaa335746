"""Sending a unit that is not available: refused, done with a reason, and never claimed where it was free."""

import json

import pytest

from tests.desk.stations import Bench


def lines(here: Bench, number: str) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in here.call(number).timeline]


@pytest.mark.parametrize(("then", "verb"), [("", "D!"), ("enroute", "DE!"), ("onscene", "DO!")])
def test_the_proposed_line_sends_the_same_units_the_same_way(here: Bench, then: str, verb: str) -> None:
    here.do("set_status", unit="CSO-12", status="oos")
    number = here.take()
    refusal = here.refused("dispatch", units=("CSO-11", "CSO-12"), call=number, then=then)
    assert refusal.instead.startswith(verb)
    command = here.read(refusal.instead)
    assert (command.args["units"], command.args["call"]) == (("CSO-11", "CSO-12"), number)
    here.do(command.verb, **command.args)
    assert here.unit("CSO-12").calls == (number,)


def test_the_reason_is_on_the_call_and_in_the_journal(here: Bench) -> None:
    here.do("set_status", unit="CSO-12", status="break")
    number = here.take()
    receipt = here.do("dispatch", units=("CSO-12",), call=number, override="only one left")
    assert ("system", "CSO-12 sent although it is not available: break. Reason: only one left") in lines(
        here, number
    )
    (entry,) = here.desk.journal(receipt.entry - 1)
    assert json.loads(entry.args)["override"] == "only one left"
    assert '"override":"only one left"' in entry.changes


def test_a_reason_that_was_not_needed_is_a_remark_and_nothing_is_claimed(here: Bench) -> None:
    number = here.take()
    here.do("dispatch", units=("CSO-11",), call=number, override="to be sure")
    assert ("remark", "to be sure") in lines(here, number)
    assert not [text for _, text in lines(here, number) if "although" in text]


def test_only_the_unit_that_was_not_available_is_said_to_be(here: Bench) -> None:
    here.do("set_status", unit="CSO-12", status="break")
    number = here.take()
    here.do("dispatch", units=("CSO-11", "CSO-12"), call=number, override="both")
    assert [text for _, text in lines(here, number) if "although" in text] == [
        "CSO-12 sent although it is not available: break. Reason: both"
    ]


def test_a_reason_without_end_is_refused(here: Bench) -> None:
    here.do("set_status", unit="CSO-12", status="break")
    assert (
        "200 is the most"
        in here.refused("dispatch", units=("CSO-12",), call=here.take(), override="x" * 201).reason
    )


def test_a_unit_sent_from_its_break_goes_back_to_it(here: Bench) -> None:
    here.do("set_status", unit="CSO-12", status="break")
    here.do("dispatch", units=("CSO-12",), call=here.take(), override="only one left")
    here.clock.advance(600)
    here.do("free", unit="CSO-12")
    assert (here.unit("CSO-12").status, here.unit("CSO-12").status_since) == ("break", here.clock.now())
