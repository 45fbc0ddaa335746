"""Who is recommended is whoever the desk sends without a reason: one rule, asked in two places."""

from datetime import timedelta

import pytest

from console.desk.recommend import recommend
from console.errors import Refused
from tests.desk.stations import Bench


def recommended(here: Bench, number: str) -> set[str]:
    given = recommend(here.board.picture, here.call(number), None, here.clock.now())
    return {candidate.unit for candidate in given.ranked}


def sendable(here: Bench, number: str) -> set[str]:
    """Those that the desk sends to it without a reason, tried one after the other."""
    found = set()
    for unit in list(here.board.picture.units.values()):
        try:
            here.do("dispatch", units=(unit.call_sign,), call=number)
        except Refused:
            continue
        here.do("undo")
        found.add(unit.call_sign)
    return found


def walkers(here: Bench) -> set[str]:
    """Ambassadors may go to some calls, and are never named without being asked for."""
    return {unit.call_sign for unit in here.board.picture.units.values() if unit.kind == "ambassador"}


@pytest.mark.parametrize("kind", ["586", "924", "602"])
def test_whoever_is_recommended_is_sent_without_a_reason_and_nobody_else(here: Bench, kind: str) -> None:
    number, other = here.take(type=kind), here.take()
    here.do("dispatch", units=("CSO-12",), call=other)
    here.do("reserve_unit", unit="CSO-14", call=other)
    here.do("set_charge", unit="UTV-1", percent=5)
    assert recommended(here, number) == sendable(here, number) - walkers(here)


def test_a_unit_that_is_kept_for_the_call_is_recommended_for_it(here: Bench) -> None:
    number, other = here.take(), here.take()
    here.do("reserve_unit", unit="CSO-11", call=number)
    assert "CSO-11" in recommended(here, number)
    assert "CSO-11" not in recommended(here, other)


def test_a_stop_condition_withdraws_the_recommendation_in_the_same_moment(here: Bench) -> None:
    number = here.take()
    assert recommended(here, number)
    entry = here.do("flag_call", call=number, stop="weapon").entry
    given = recommend(here.board.picture, here.call(number), None, here.clock.now())
    assert (given.ranked, given.missing) == ((), "It is not for this service: refer it.")
    (view,) = here.desk.journal(after=entry - 1)
    assert {name.partition(":")[0] for name in view.touched} >= {"call", "alarm"}
    assert here.clock.now() - view.at < timedelta(seconds=1)


def test_a_type_that_asks_for_a_skill_is_for_whoever_has_it(here: Bench) -> None:
    named = recommended(here, here.take(type="459R"))
    assert named
    assert all("prints" in here.unit(unit).skills for unit in named)


def test_no_reason_sends_an_ambassador_to_what_is_for_staff(here: Bench) -> None:
    (ambassador, *_) = sorted(walkers(here))
    number = here.take(type="484R")
    refused = here.refused("dispatch", units=(ambassador,), call=number, override="is next to it")
    assert "for the city's own staff" in refused.reason
