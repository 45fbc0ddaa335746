"""A call's timeline: everything that happened to it, in order, by whom, and never without end."""

from console.desk.queries import CLOSED_KEPT, TIMELINE_LINES
from tests.desk.stations import Bench


def test_a_call_s_story_is_told_in_order(here: Bench) -> None:
    number = here.take(text="blue van")
    for verb, args in (
        ("dispatch", {"units": ("CSO-11",), "call": number}),
        ("en_route", {"unit": "CSO-11"}),
        ("on_scene", {"unit": "CSO-11", "text": "driver is back"}),
        ("clear", {"unit": "CSO-11", "disposition": "18"}),
    ):
        here.clock.advance(60)
        here.do(verb, **args)
    here.clock.advance(60)
    here.do("dispatch", units=("UTV-1",), call=number)
    told = [line.text for line in here.call(number).timeline]
    expected = (
        "blue van",
        "CSO-11 assigned",
        "CSO-11 en route",
        "CSO-11 on scene",
        "CSO-11 cleared",
        "Reopened",
        "UTV-1 assigned",
    )
    assert [text for text in told if text in expected] == list(expected)
    assert "driver is back" in told
    assert {line.by for line in here.call(number).timeline} == {"R. Okafor"}


def test_only_the_newest_lines_are_shown_of_a_long_story(here: Bench) -> None:
    number = here.take()
    for turn in range(TIMELINE_LINES + 5):
        here.clock.advance(1)
        here.do("remark", call=number, text=f"remark {turn}")
    texts = [line.text for line in here.call(number).timeline]
    assert texts == [f"remark {turn}" for turn in range(5, TIMELINE_LINES + 5)]


def test_a_fresh_picture_leaves_out_what_was_closed_long_ago(here: Bench) -> None:
    waiting, closed = here.take(), here.take()
    here.do("close_call", call=closed, disposition="22")
    assert {call.number for call in here.desk.load().calls} == {waiting, closed}
    here.clock.advance(CLOSED_KEPT.total_seconds() + 1)
    assert {call.number for call in here.desk.load().calls} == {waiting}
