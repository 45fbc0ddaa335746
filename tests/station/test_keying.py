"""The key of a radio on modem lines: the board says when it is down, and refusals are not talked over."""

import pytest

from console.errors import Refused
from tests.hardware.waiting import wait_until
from tests.station.test_sending import Position, here

__all__ = ["here"]


def test_the_board_says_while_a_radio_is_keyed(here: Position) -> None:
    radio, texts = here.view("Radio 2"), here.view("Radio 1")
    assert (radio.keyable, radio.keyed, texts.keyable) == (True, False, False)
    here.do("transmit-on", "Radio 2")
    here.do("key", "Radio 2")
    wait_until(lambda: here.view("Radio 2").keyed)
    assert here.lines()[-1].rts
    here.do("unkey", "Radio 2")
    wait_until(lambda: not here.view("Radio 2").keyed)
    assert not here.lines()[-1].rts


def test_the_limit_is_seen_on_the_board(here: Position) -> None:
    here.do("transmit-on", "Radio 2")
    here.do("key", "Radio 2")
    wait_until(lambda: here.view("Radio 2").keyed)
    here.clock.advance(60.1)
    wait_until(lambda: not here.view("Radio 2").keyed)
    assert here.do("unkey", "Radio 2") == "Radio 2 is let go."


def test_letting_go_of_a_key_that_was_refused_says_nothing(here: Position) -> None:
    with pytest.raises(Refused, match="Sending is off"):
        here.do("key", "Radio 2")
    assert here.do("unkey", "Radio 2") == ""


def test_a_key_is_let_go_of_a_device_that_has_been_turned_off_meanwhile(here: Position) -> None:
    here.do("transmit-on", "Radio 2")
    here.do("key", "Radio 2")
    here.do("off", "Radio 2")
    assert here.do("unkey", "Radio 2") == "Radio 2 is off."
    assert not here.view("Radio 2").keyed
