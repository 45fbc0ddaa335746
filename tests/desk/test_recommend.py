"""Which unit is offered for a call: the nearest that is free, by fixes that are still good."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest

from console.board.views import CallView, FixView, Picture
from console.desk.recommend import distance, fix_state, recommend
from tests.desk.pictures import NOON, call, picture, unit

HERE = (34.0900, -118.3700)
# 0.001 degree of latitude is 111.2 metres.
STEP = 0.001


def at_the_door() -> CallView:
    return replace(call(1), lat=HERE[0], lon=HERE[1])


def fix(sign: str, steps: float, seconds_old: float = 10, valid: bool = True) -> FixView:
    return FixView(sign, HERE[0] + steps * STEP, HERE[1], NOON - timedelta(seconds=seconds_old), valid=valid)


def station(*fixes: FixView, **statuses: str) -> Picture:
    units = [unit(sign.replace("_", "-"), status) for sign, status in statuses.items()]
    return replace(picture(units, [at_the_door()]), fixes=MappingProxyType({f.unit: f for f in fixes}))


def offered(held: Picture, to: CallView | None = None) -> str:
    first = recommend(held, to or at_the_door(), None, NOON).first
    return first.unit if first else ""


def test_the_nearest_free_unit_is_offered_with_its_distance() -> None:
    held = station(
        fix("CSO-11", 5),
        fix("CSO-12", 2),
        fix("UTV-1", 1),
        CSO_11="available",
        CSO_12="available",
        UTV_1="oos",
    )
    first = recommend(held, at_the_door(), None, NOON).first
    assert first is not None
    assert first.unit == "CSO-12"
    assert first.metres == pytest.approx(222.4, abs=0.1)


def test_nobody_is_offered_when_all_are_busy_and_ambassadors_never_are() -> None:
    busy = {"CSO_11": "onscene", "CSO_12": "break", "CSO_13": "off"}
    assert offered(station(**busy)) == ""
    held = station(CSO_11="onscene")
    free = replace(unit("AMB-3"), kind="ambassador")
    assert offered(replace(held, units=MappingProxyType({**held.units, "AMB-3": free}))) == ""


def test_without_a_distance_the_unit_that_was_free_longest_is_offered() -> None:
    held = station(CSO_11="available", CSO_12="available")
    longest = replace(held.units["CSO-12"], status_since=NOON - timedelta(hours=1))
    held = replace(held, units=MappingProxyType({**held.units, "CSO-12": longest}))
    assert offered(held) == "CSO-12"
    near = replace(held, fixes=MappingProxyType({"CSO-11": fix("CSO-11", 1)}))
    assert offered(near, call(1)) == "CSO-12"


@pytest.mark.parametrize(
    ("seconds", "state"), [(0, "fresh"), (180, "fresh"), (181, "stale"), (900, "stale"), (901, "none")]
)
def test_a_fix_grows_old(seconds: int, state: str) -> None:
    assert fix_state(fix("CSO-11", 1, seconds), NOON) == state


def test_a_lost_fix_gives_no_distance_and_a_void_one_that_of_the_last_good_place() -> None:
    held = station(fix("CSO-11", 1, 901), CSO_11="available")
    assert distance(at_the_door(), held.units["CSO-11"], held, NOON) is None
    void = station(fix("CSO-11", 1, valid=False), CSO_11="available")
    assert distance(at_the_door(), void.units["CSO-11"], void, NOON) is not None
    assert fix_state(void.fixes["CSO-11"], NOON) == "stale"
    assert fix_state(None, NOON) == "none"
