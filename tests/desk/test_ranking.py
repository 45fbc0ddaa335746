"""Who is recommended for a call, in which order, why, and what is missing when nobody is."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from types import MappingProxyType

import pytest

from console.board.views import CallView, FixView, Picture, UnitView
from console.desk.recommend import Needs, Recommendation, recommend
from console.geo.city import Area, City, Segment, StreetName
from console.geo.closures import Closure
from console.geo.graph import StreetGraph
from console.geo.travel import Travel
from tests.desk.pictures import NOON, call, picture, unit

SOUTH, WEST, BLOCK = 34.0, -118.4, 0.002
CORNERS = [(SOUTH, WEST + n * BLOCK) for n in range(9)]
EAST = (
    (SOUTH - 0.01, WEST + 6 * BLOCK),
    (SOUTH + 0.01, WEST + 6 * BLOCK),
    (SOUTH + 0.01, WEST + 9 * BLOCK),
    (SOUTH - 0.01, WEST + 9 * BLOCK),
)
CITY = City(
    "One street",
    segments=tuple(Segment(StreetName("Long", "St"), ends) for ends in pairwise(CORNERS)),
    areas=(Area("beat", "Beat 7", EAST),),
)
TRAVEL = Travel(StreetGraph(CITY))
"""A street of eight blocks of 184 m: 28 s each by car, 26 s by UTV."""


def station(*fixes: FixView, units: tuple[UnitView, ...], block: float = 8) -> tuple[Picture, CallView]:
    there = replace(call(1), lat=SOUTH, lon=WEST + block * BLOCK)
    held = picture(list(units), [there])
    return replace(held, fixes=MappingProxyType({fix.unit: fix for fix in fixes})), there


def fix(sign: str, block: float, seconds_old: float = 6, **more: object) -> FixView:
    return FixView(sign, SOUTH, WEST + block * BLOCK, NOON - timedelta(seconds=seconds_old), **more)


def free(sign: str, minutes: int = 14, **more: object) -> UnitView:
    return replace(unit(sign), status_since=NOON - timedelta(minutes=minutes), **more)


def asked(given: tuple[Picture, CallView], travel: Travel | None = TRAVEL, **more: object) -> Recommendation:
    return recommend(*given, travel, NOON, **more)


def names(given: Recommendation) -> list[str]:
    return [candidate.unit for candidate in given.ranked]


def test_the_quickest_there_is_first_with_its_reasons() -> None:
    given = asked(station(fix("CSO-11", 0), fix("UTV-1", 5), units=(free("CSO-11"), free("UTV-1"))))
    assert [str(candidate) for candidate in given.ranked] == [
        "UTV-1: 1 min, free 14 min, fix 6 s",
        "CSO-11: 3 min, free 14 min, fix 6 s",
    ]
    assert given.first is given.ranked[0]
    assert (given.missing, given.first.how, given.first.mode) == ("", "streets", "utv")
    assert given.first.seconds == pytest.approx(79, abs=2)


def test_nobody_is_called_closest_from_a_fix_older_than_a_minute() -> None:
    old, far = fix("CSO-12", 8, 240), fix("CSO-11", 0)
    given = asked(station(old, far, units=(free("CSO-11"), free("CSO-12"))))
    assert names(given) == ["CSO-11", "CSO-12"]
    last = given.ranked[1]
    assert (last.how, last.seconds) == ("straight line", None)
    assert last.why == "straight line 0 m, free 14 min, fix 4 min old"
    at_the_limit = asked(
        station(replace(old, at=NOON - timedelta(seconds=60)), far, units=(free("CSO-11"), free("CSO-12")))
    )
    assert at_the_limit.first.unit == "CSO-12"


@pytest.mark.parametrize("doubtful", [{"valid": False}, {"doubt": "jumped"}])
def test_a_fix_that_is_not_believed_counts_as_an_old_one(doubtful: dict[str, object]) -> None:
    given = asked(
        station(fix("CSO-12", 8, **doubtful), fix("CSO-11", 0), units=(free("CSO-11"), free("CSO-12")))
    )
    assert names(given) == ["CSO-11", "CSO-12"]
    assert given.ranked[1].why.endswith("fix 6 s, in doubt")


def test_who_cannot_get_there_is_said_so_and_comes_last() -> None:
    closed = Travel(TRAVEL.graph, (Closure(segments=frozenset({7})),))
    there = station(
        fix("CSO-11", 6.5),
        fix("UTV-1", 0),
        fix("CSO-14", 6, 100),
        units=(free("CSO-11"), free("UTV-1"), free("CSO-14"), free("CSO-15")),
        block=7.5,
    )
    assert asked(there).first.unit == "CSO-11"
    given = asked(there, closed)
    assert names(given) == ["UTV-1", "CSO-14", "CSO-15", "CSO-11"]
    assert given.ranked[-1].why == "cannot get there by car, free 14 min, fix 6 s"
    assert given.ranked[2].why == "free 14 min, no fix"
    alone = asked(station(fix("CSO-11", 6.5), units=(free("CSO-11"),), block=7.5), closed)
    assert alone.first is None
    assert "No free unit can get there" in alone.missing


def test_of_those_as_quick_the_own_beat_counts_then_the_longest_free_then_the_name() -> None:
    near = [fix(sign, 4) for sign in ("CSO-11", "CSO-12", "CSO-14", "CSO-15")]
    units = (
        free("CSO-15", 30),
        free("CSO-11", 30),
        free("CSO-12", 40),
        free("CSO-14", 5, location="Beat 7, La Brea"),
    )
    given = asked(station(*near, units=units))
    assert names(given) == ["CSO-14", "CSO-12", "CSO-11", "CSO-15"]
    assert "own beat" in given.first.why
    assert names(asked(station(*near[::-1], units=units[::-1]))) == names(given)


def test_a_crew_moves_as_the_vehicle_that_it_took() -> None:
    closed = Travel(TRAVEL.graph, (Closure(segments=frozenset({7})),))
    there = station(fix("CSO-11", 0), units=(free("CSO-11", vehicle="UTV-1"),))
    assert asked(there, closed).first.mode == "utv"


def test_needs_leave_out_whoever_does_not_meet_them() -> None:
    units = (
        free("CSO-11", skills=("report",)),
        free("CSO-12", skills=("dna", "report")),
        free("AMB-3", kind="ambassador"),
    )
    there = station(fix("CSO-11", 8), fix("CSO-12", 0), fix("AMB-3", 8), units=units)
    assert names(asked(there)) == ["CSO-11", "CSO-12"]
    assert names(asked(there, needs=Needs(skills=frozenset({"dna"})))) == ["CSO-12"]
    walkers = Needs(kinds=frozenset({"ambassador"}))
    assert names(asked((there[0], replace(there[1], type_code="DUMPING")), needs=walkers)) == ["AMB-3"]
    assert asked(there, needs=walkers).missing == "No unit is free: 1 only with a reason."
    none = asked(there, needs=Needs(skills=frozenset({"tow"})))
    assert (none.ranked, none.missing) == ((), "No unit has what it needs: tow.")


def test_when_nobody_is_free_it_says_what_they_do() -> None:
    busy = (
        unit("CSO-11", "onscene"),
        unit("CSO-12", "onscene"),
        unit("CSO-14", "break"),
        unit("CSO-15", "off"),
    )
    given = asked(station(units=busy))
    assert (given.first, given.missing) == (None, "No unit is free: 1 break, 2 on scene.")
    assert asked(station(units=(unit("CSO-15", "off"),))).missing == "No unit that could go is on duty."
    assert asked(station(units=())).missing == "There is no unit."


def test_a_call_that_is_not_ours_is_for_nobody() -> None:
    held, there = station(fix("CSO-11", 8), units=(free("CSO-11"),))
    given = recommend(held, replace(there, eligible=False), TRAVEL, NOON)
    assert (given.ranked, given.missing) == ((), "It is not for this service: refer it.")


def test_without_a_place_or_streets_what_is_missing_is_said() -> None:
    held, there = station(fix("CSO-11", 8), units=(free("CSO-11"), free("CSO-12", 40)))
    nowhere = recommend(held, replace(there, lat=None, lon=None), TRAVEL, NOON)
    assert names(nowhere) == ["CSO-12", "CSO-11"]
    assert nowhere.first.how == "unknown"
    assert "not verified" in nowhere.missing
    straight = asked((held, there), None)
    assert [candidate.how for candidate in straight.ranked] == ["straight line", "unknown"]
    assert "straight lines" in straight.missing
