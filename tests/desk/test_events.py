"""An event: planned, staffed, with the calls inside its footprint, whose priorities its rules set."""

import pytest

from console.board.event_view import EventView
from console.desk.event_presets import event_presets
from console.desk.watch import due
from tests.desk.stations import Bench

HERE = [[34.08, -118.38], [34.10, -118.38], [34.10, -118.36], [34.08, -118.36]]
"""Around the place of every address of these tests."""


def planned(here: Bench, code: str = "PRIDE", **fields) -> EventView:
    preset = event_presets()[code]
    here.do(
        "plan_event", code=code, begins="NOW", ends="+8H", **{"name": preset.name, **preset.plan, **fields}
    )
    return here.board.picture.events[-1]


def watch(here: Bench) -> list[str]:
    orders = [order for order in due(here.board.picture, here.clock.now()) if order.verb == "tag_call"]
    for order in orders:
        here.desk.do(order.verb, order.args, actor="Watch", key=order.key)
    here.board.apply(here.desk.news())
    return [str(order.args["call"]) for order in orders]


@pytest.mark.parametrize("code", event_presets())
def test_every_preset_can_be_planned_and_has_posts_channels_zones_and_a_footprint(
    here: Bench, code: str
) -> None:
    event = planned(here, code)
    assert event.posts and event.channels and event.zones and event.outline and event.rules
    assert event.gaps == event.posts


def test_a_call_inside_the_footprint_joins_it_and_takes_its_priority(here: Bench) -> None:
    event = planned(here, outline=HERE)
    inside, outside = here.take(type="415E"), here.take(place="SOMEWHERE WITHOUT A NUMBER")
    assert watch(here) == [inside]
    assert here.board.picture.events[0].calls == (inside,)
    assert here.call(inside).priority == event.rules["415E"]
    assert any("by the rule of Pride" in line.text for line in here.call(inside).timeline)
    assert outside not in here.board.picture.events[0].calls
    assert watch(here) == []


def test_a_call_that_was_taken_out_stays_out(here: Bench) -> None:
    event = planned(here, outline=HERE)
    number = here.take()
    watch(here)
    here.do("untag_call", event=event.key, call=number)
    assert watch(here) == []
    here.do("tag_call", event=event.key, call=number)
    assert here.board.picture.events[0].calls == (number,)


def test_nothing_joins_before_it_begins_or_after_it_ends(here: Bench) -> None:
    here.do("plan_event", code="FAIR", begins="+60", ends="+120", outline=HERE)
    number = here.take()
    assert watch(here) == []
    here.clock.advance(3600)
    assert watch(here) == [number]
    here.clock.advance(7200)
    here.take()
    assert watch(here) == []


def test_a_promised_time_stands_against_a_rule(here: Bench) -> None:
    event = planned(here)
    number = here.take(type="415E")
    before = here.call(number).priority
    here.do("promise", call=number, by="+40")
    here.do("tag_call", event=event.key, call=number)
    assert here.call(number).priority == before


def test_a_unit_stands_at_one_post_and_its_beat_follows(here: Bench) -> None:
    event = planned(here)
    here.do("staff_post", event=event.key, unit="CSO-11", post="north gate")
    here.do("staff_post", event=event.key, unit="CSO-11", post="Park gate")
    (stand,) = here.board.picture.events[0].stands
    assert (stand.unit, stand.post, here.unit("CSO-11").outfit.beat) == ("CSO-11", "Park gate", "Park gate")
    here.do("end_event", event=event.key, reason="swept")
    assert here.unit("CSO-11").outfit.beat == ""
    assert here.board.picture.events == ()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"code": "A B"}, "letters and digits"),
        ({"ends": "soon"}, "is no time"),
        ({"begins": "+60", "ends": "+30"}, "before it begins"),
        ({"outline": [[0, 0], [1, 1]]}, "corners"),
        ({"posts": [{"name": ""}]}, "name is missing"),
        ({"posts": [{"name": "Gate", "least": 99}]}, "0 to 40 units"),
        ({"zones": [{"name": "z"}] * 41}, "40 of each"),
        ({"rules": {"NOPE": 1}}, "no call type"),
        ({"rules": {"586": 9}}, "no priority"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(here: Bench, fields: dict[str, object], said: str) -> None:
    args = {"code": "FAIR", "begins": "NOW", "ends": "+60", **fields}
    assert said in here.refused("plan_event", **args).reason
