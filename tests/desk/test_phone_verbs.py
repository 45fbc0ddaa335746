"""Who rings: number, name and what they called about before."""

from tests.desk.stations import Bench


def test_a_caller_is_offered_with_the_calls_taken_from_that_telephone(here: Bench) -> None:
    first = here.take(phone="(310) 555-1234", caller="A. Reyes")
    second = here.take(phone="3105551234")
    here.take(phone="3105559999")
    here.do("phone_rang", link="Desk line", number="3105551234", name="REYES A", raw=b"NMBR=3105551234")
    caller = here.board.picture.caller
    assert caller is not None
    assert (caller.number, caller.name, caller.line) == ("3105551234", "REYES A", "Desk line")
    assert caller.history == (second, first)
    assert here.board.picture.radio[0].kind == "phone"


def test_a_withheld_number_is_said_and_has_no_history(here: Bench) -> None:
    here.take(phone="")
    here.do("phone_rang", link="Desk line", withheld="private")
    caller = here.board.picture.caller
    assert caller is not None
    assert (caller.number, caller.name, caller.history) == ("", "Private caller", ())


def test_the_newest_caller_is_there_after_a_restart(here: Bench) -> None:
    here.do("phone_rang", link="Desk line", number="3105551234")
    assert here.desk.load().caller == here.board.picture.caller
