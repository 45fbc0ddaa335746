"""What is known of a place: shown with it, over by its time, restricted by role, every look on the record."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.board.premise_view import PremisesAt
from console.desk.premises import plain
from console.errors import Refused
from tests.desk.account_seats import AccountSeat, account_seat
from tests.desk.stations import Bench

PLACE = "8300 SANTA MONICA BL"


def known(here: Bench, place: str = PLACE) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in here.desk.places.at(place).shown]


def test_hazards_come_first_and_restricted_records_are_only_counted(here: Bench) -> None:
    here.do("add_premise", place=PLACE, kind="note", text="bell does not work")
    here.do("add_premise", place=PLACE, kind="gate", text="4711#")
    here.do("add_premise", place=PLACE, kind="hazard", text="dog in the yard")
    found = here.desk.places.at("8300 Santa Monica Blvd.  Apt 3")
    assert [each.kind for each in found.shown] == ["hazard", "note"]
    assert found.withheld == 1
    assert "4711" not in repr(found)
    assert known(here, "City Hall, 8300 Santa Monica Bl") == [(each.kind, each.text) for each in found.shown]
    assert here.desk.places.at("8301 Santa Monica Bl") == PremisesAt("8301 Santa Monica Bl")


def test_what_has_an_end_is_over_by_itself(here: Bench) -> None:
    here.do("add_premise", place=PLACE, kind="hazard", text="scaffold", until="+90")
    here.clock.advance(89 * 60)
    assert known(here) == [("hazard", "scaffold")]
    here.clock.advance(61)
    assert known(here) == []


def test_a_record_is_ended_once_and_stays_in_the_store(here: Bench) -> None:
    here.do("add_premise", place=PLACE, kind="hazard", text="dog in the yard")
    (record,) = here.desk.places.at(PLACE).shown
    here.do("end_premise", number=record.number, reason="dog has gone")
    assert known(here) == []
    with pytest.raises(Refused, match="ended that record already"):
        here.do("end_premise", number=record.number, reason="again")
    changes = [json.loads(entry.changes) for entry in here.desk.journal()]
    assert any("dog in the yard" in json.dumps(each) for each in changes)


def test_the_earlier_calls_of_a_place_are_counted(here: Bench) -> None:
    for _ in range(2):
        number = here.take(place=PLACE)
        here.do("close_call", call=number, disposition="15")
    here.take(place=PLACE)
    assert here.desk.places.at(PLACE).past == 2


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[AccountSeat]:
    with account_seat(tmp_path / "s.sqlite3") as opened:
        dispatcher = opened.session_of("dispatcher")
        opened.do("add_premise", dispatcher, place=PLACE, kind="gate", text="4711#")
        yield opened


def test_who_may_see_them_sees_restricted_records_and_each_look_is_on_the_record(seat: AccountSeat) -> None:
    session = seat.session_of("dispatcher")
    before = len(seat.entries())
    seat.desk.sit(session)
    for _ in range(2):
        (record,) = seat.desk.places.view(PLACE, session).shown
        assert record.text == "4711#"
    looks = [entry for entry in seat.entries()[before:] if entry.verb == "record_viewed"]
    assert [json.loads(entry.args)["record"] for entry in looks] == [f"premise:{PLACE}"] * 2
    assert {entry.actor for entry in looks} == {"dispatcher-1"}


@pytest.mark.parametrize("role", ["viewer", "trainee", "call_taker", "ambassador_supervisor"])
def test_who_may_not_see_them_never_does(seat: AccountSeat, role: str) -> None:
    session = seat.session_of(role)
    seat.desk.sit(session)
    assert seat.desk.places.at(PLACE).shown == ()
    with pytest.raises(Refused):
        seat.desk.places.view(PLACE, session)


def test_a_journal_that_is_read_without_the_right_to_callers_tells_no_code(seat: AccountSeat) -> None:
    administrator = seat.session_of("administrator")
    seat.desk.sit(administrator)
    assert "4711#" not in repr(seat.desk.journal())


@given(st.text(max_size=80))
def test_a_place_is_compared_by_letters_and_digits_alone(place: str) -> None:
    name = plain(place)
    assert name == "".join(each for each in name if each.isalnum())
    assert plain(f"  {place} ") == name
