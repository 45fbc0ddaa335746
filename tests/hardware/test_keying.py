"""The transmit limit holds whatever is pressed, and whatever the clock does."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.radio.keying import Keying

STEPS = st.lists(
    st.tuples(st.sampled_from(("press", "release", "look")), st.floats(-50, 100, allow_nan=False)),
    max_size=60,
)


def test_it_is_let_go_at_the_limit_and_says_why() -> None:
    keying = Keying(60.0)
    assert not keying.keyed(0)
    keying.press(10)
    assert keying.keyed(10)
    assert keying.keyed(69.9)
    assert keying.why == ""
    assert not keying.keyed(70)
    assert keying.why == "The transmitter was let go after 60 s: release the key and press it again."


def test_only_releasing_and_pressing_again_keys_it_again() -> None:
    keying = Keying(1.0)
    keying.press(0)
    keying.press(1.5)
    assert not keying.keyed(2)
    keying.release(3)
    assert (keying.keyed(3), keying.why) == (False, "")
    keying.press(4)
    assert keying.keyed(4.9)
    keying.release(4.95)
    assert not keying.keyed(4.95)


def test_pressing_again_does_not_prolong() -> None:
    keying = Keying(1.0)
    keying.press(0)
    keying.press(0.9)
    assert not keying.keyed(1.0)


@given(STEPS)
def test_never_keyed_longer_than_the_limit_nor_unless_pressed(steps: list[tuple[str, float]]) -> None:
    keying, now, pressed, time_on, was_keyed = Keying(60.0), 0.0, False, 0.0, False
    for act, step in steps:
        now += step
        if was_keyed and keying.keyed(now):
            time_on += max(0.0, step)
        if act == "press":
            keying.press(now)
            pressed = True
        elif act == "release":
            keying.release(now)
            pressed, time_on = False, 0.0
        was_keyed = keying.keyed(now)
        assert time_on < 60.0 + 1e-6
        assert pressed or not was_keyed
        assert bool(keying.why) == (pressed and not was_keyed)


@given(st.floats(-1e6, 0), st.floats(0, 59))
def test_a_clock_that_steps_back_is_harmless(back: float, on: float) -> None:
    keying = Keying(60.0)
    keying.press(0)
    assert keying.keyed(on)
    assert keying.keyed(on + back)
    assert not keying.keyed(on + back + 60.0 - on + 1e-6)


@pytest.mark.parametrize("limit", [0.0, -1.0, math.inf, math.nan])
def test_a_limit_that_is_none_is_refused(limit: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Keying(limit)
