"""Positions that belong to nobody are counted by identity, told now and then, and never fill the memory."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from console.station.strangers import FORGET_AFTER_S, KEPT, OTHERS, TELL_EVERY_S, Stranger, Strangers
from hardware.readings import Position
from tests.hardware.clocks import HandClock


def fix(unit: str, raw: bytes = b"") -> Position:
    return Position(unit, 34.09, -118.36, True, raw=raw)


def brief(told: list[Stranger]) -> list[tuple[str, str, int]]:
    return [(one.link, one.radio_id, one.times) for one in told]


def test_a_new_identity_is_told_at_once_and_then_once_a_minute() -> None:
    clock = HandClock()
    strangers = Strangers(clock.monotonic)
    strangers.take("Radio 1", fix("100-4999"))
    assert brief(strangers.due()) == [("Radio 1", "100-4999", 1)]
    for _ in range(59):
        clock.advance(1)
        strangers.take("Radio 1", fix("100-4999"))
        assert strangers.due() == []
    clock.advance(1)
    strangers.take("Radio 1", fix("100-4999", b"the last"))
    ((_, _, times, newest),) = strangers.due()
    assert (times, newest.raw) == (60, b"the last")
    clock.advance(TELL_EVERY_S)
    assert strangers.due() == []


def test_what_was_not_told_yet_is_told_at_the_end() -> None:
    strangers = Strangers(HandClock().monotonic)
    for told in (1, 0):
        strangers.take("Radio 1", fix("100-4999"))
        assert len(strangers.due()) == told
    assert brief(strangers.due(at_the_end=True)) == [("Radio 1", "100-4999", 1)]


def test_a_flood_of_identities_is_one_line_more_and_another_link_has_its_own() -> None:
    strangers = Strangers(HandClock().monotonic)
    for number in range(5000):
        strangers.take("Radio 1", fix(f"made up {number}"))
    strangers.take("Radio 2", fix("100-4999"))
    told = brief(strangers.due())
    assert len(told) == KEPT + 2
    assert told[KEPT:] == [("Radio 1", OTHERS, 5000 - KEPT), ("Radio 2", "100-4999", 1)]


def test_whoever_is_gone_for_an_hour_makes_room() -> None:
    clock = HandClock()
    strangers = Strangers(clock.monotonic)
    for number in range(KEPT):
        strangers.take("Radio 1", fix(f"made up {number}"))
    strangers.due()
    clock.advance(FORGET_AFTER_S)
    strangers.due()
    strangers.take("Radio 1", fix("100-4999"))
    assert brief(strangers.due()) == [("Radio 1", "100-4999", 1)]


@given(st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 99), st.floats(0, 4000), st.booleans())))
def test_no_position_is_lost_or_told_twice(heard: list[tuple[str, int, float, bool]]) -> None:
    clock = HandClock()
    strangers, told = Strangers(clock.monotonic), Counter[str]()
    for link, number, passed, look in heard:
        clock.advance(passed)
        strangers.take(link, fix(str(number)))
        for one in strangers.due() if look else []:
            told[one.link] += one.times
    for one in strangers.due(at_the_end=True):
        told[one.link] += one.times
    assert told == Counter(link for link, *_ in heard)
