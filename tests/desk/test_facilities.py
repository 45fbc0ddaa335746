"""Alarms of facilities in the register: one call that knows where, opening hours, tests, what is unknown."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from console.board.premise_view import PremisesAt
from console.desk.watch import due
from console.errors import Refused
from tests.desk.account_seats import AccountSeat, account_seat
from tests.desk.stations import Bench

CITY_HALL = "8300 Santa Monica Bl"
BURGLARY = {
    "link": "Alarms",
    "account": "1001",
    "event": "130",
    "qualifier": "E",
    "partition": "01",
    "zone": "003",
    "family": "burglary",
    "words": "Burglary alarm",
    "place": "somewhere else (the settings)",
}
OPENING = BURGLARY | {
    "event": "401",
    "zone": "007",
    "family": "open/close",
    "opens": True,
    "words": "Opening: by user",
}
CLOSING = OPENING | {"qualifier": "R", "words": "Closing: by user"}
TEST = BURGLARY | {"event": "602", "zone": "000", "family": "test", "words": "Periodic test"}
# Sunday evening by the station's clock, when City Hall is closed; the library is open until ten.
SUNDAY_EVENING = datetime(2026, 3, 16, 2, 20, tzinfo=UTC)
MONDAY_NOON = datetime(2026, 3, 16, 19, 0, tzinfo=UTC)
DAY_S = 24 * 3600


@pytest.fixture
def here(here: Bench) -> Bench:
    """A desk with the training station's register."""
    here.clock.advance((SUNDAY_EVENING - here.clock.now()).total_seconds())
    here.do("load_facilities", file="west-hollywood")
    return here


def until(here: Bench, moment: datetime) -> None:
    here.clock.advance((moment - here.clock.now()).total_seconds())


def alarm(here: Bench, args: dict[str, Any] = BURGLARY, **changed: Any) -> str:
    """The call that an event made, or was added to; "" for none."""
    return next(iter(here.do("alarm_received", **(args | changed)).calls), "")


def calls(here: Bench) -> list[str]:
    return [number for number, call in here.board.picture.calls.items() if not call.ended]


def lines(here: Bench, call: str) -> list[str]:
    return [line.text for line in here.call(call).timeline]


def facts(known: PremisesAt) -> dict[str, str]:
    return {record.kind: record.text for record in known.shown}


def test_an_alarm_makes_one_call_with_its_facility_and_area(here: Bench) -> None:
    call = alarm(here)
    assert here.call(call).place == CITY_HALL
    assert "Burglary alarm, zone 003: City Hall, Council offices, account 1001" in lines(here, call)
    (raised,) = here.board.picture.alarms.values()
    assert (raised.kind, raised.call, raised.place) == ("facility", call, CITY_HALL)
    assert raised.text == "Burglary alarm, zone 003: City Hall, Council offices, account 1001"


def test_the_sheet_has_contact_for_everybody_and_protection_and_keys_on_request(here: Bench) -> None:
    call = alarm(here, zone="001")
    told = here.desk.places.at(CITY_HALL, call)
    assert facts(told) == {
        "facility": "City Hall, Lobby and counters (tested)",
        "contact": "Facilities desk, 323 555 0110",
    }
    assert told.withheld == 2
    looked = facts(here.desk.places.view(CITY_HALL, "R. Okafor", call))
    assert looked["protection"] == "UL 752 level 3, camera CH-01 to CH-04"
    assert looked["key"] == "Safe at the security desk, ring 1"
    assert [entry.verb for entry in here.desk.journal()][-1] == "record_viewed"


def test_a_facility_is_known_at_its_place_without_an_alarm_and_hazards_stand_first(here: Bench) -> None:
    here.do("add_premise", place=CITY_HALL, kind="hazard", text="scaffold")
    here.do("add_premise", place=CITY_HALL, kind="note", text="ring twice")
    known = here.desk.places.at("City Hall, 8300 Santa Monica Blvd")
    assert [record.kind for record in known.shown] == ["hazard", "facility", "contact", "note"]
    assert facts(known)["facility"] == "City Hall"


def test_a_call_s_number_tells_nothing_to_who_does_not_know_its_place(here: Bench) -> None:
    call = alarm(here)
    assert here.desk.places.at("", call).shown == ()
    assert here.desk.places.at("8301 SANTA MONICA BL", call).shown == ()


def test_repeats_within_ten_minutes_count_up_and_make_no_second_call(here: Bench) -> None:
    call = alarm(here)
    here.do("refer", call=call, reason="ALARM")
    here.do("accept_referral", call=call, who="Dep. Ruiz 41B")
    for _ in range(3):
        here.clock.advance(599)
        alarm(here)
    assert calls(here) == []
    (raised,) = here.board.picture.alarms.values()
    assert raised.times == 4
    here.clock.advance(600)
    again = alarm(here)
    assert again and again != call


def test_a_restore_is_noted_and_never_makes_a_call(here: Bench) -> None:
    assert alarm(here, qualifier="R", words="Restored: Burglary alarm") == ""
    here.clock.advance(300)
    call = alarm(here)
    alarm(here, qualifier="R", words="Restored: Burglary alarm")
    (raised,) = here.board.picture.alarms.values()
    assert raised.restored_at is not None
    assert calls(here) == [call]
    assert any("Restored" in line for line in lines(here, call))


def test_a_closing_and_a_test_do_not_say_that_a_burglary_is_over(here: Bench) -> None:
    alarm(here, account="1004", zone="001")
    alarm(here, CLOSING, account="1004")
    alarm(here, TEST, account="1004", qualifier="R")
    (raised,) = here.board.picture.alarms.values()
    assert raised.restored_at is None


@pytest.mark.parametrize("event", [OPENING, CLOSING], ids=["opening", "closing"])
def test_an_opening_or_closing_outside_the_hours_makes_a_call(here: Bench, event: dict[str, Any]) -> None:
    call = alarm(here, event)
    assert here.call(call).type_code == "459A"
    assert "Outside opening hours" in here.board.picture.radio[0].text
    assert [each.kind for each in here.board.picture.alarms.values()] == ["facility"]


@pytest.mark.parametrize("event", [OPENING, CLOSING], ids=["opening", "closing"])
def test_within_the_hours_it_is_only_logged(here: Bench, event: dict[str, Any]) -> None:
    until(here, MONDAY_NOON)
    assert alarm(here, event) == ""
    assert here.board.picture.radio[0].text.startswith(event["words"])
    assert not here.board.picture.alarms


def test_hours_of_an_area_come_before_those_of_its_account(here: Bench) -> None:
    here.do("note_area", facility="CITYHALL", area=2, field="hours", text="SU 1800-2300")
    assert alarm(here, OPENING, partition="02") == ""
    assert alarm(here, OPENING, partition="01") != ""


def test_who_opened_at_night_and_opens_again_in_the_morning_is_logged(here: Bench) -> None:
    call = alarm(here, OPENING)
    until(here, MONDAY_NOON)
    alarm(here, OPENING)
    assert calls(here) == [call]
    assert len(here.board.picture.radio) == 2
    assert here.board.picture.radio[0].text == "Opening: by user, zone 007"


def test_an_account_without_hours_is_only_logged_when_it_opens(here: Bench) -> None:
    here.do("set_hours", account="1001", hours="")
    assert alarm(here, OPENING) == ""


def test_a_test_is_logged_and_stands_on_no_call(here: Bench) -> None:
    call = alarm(here)
    before = lines(here, call)
    assert alarm(here, TEST) == ""
    assert lines(here, call) == before
    assert here.board.picture.radio[0].text == "Periodic test, zone 000"


def test_a_zone_is_the_same_with_or_without_the_zeros_of_the_panel(here: Bench) -> None:
    here.do("assign_zone", account="1001", facility="CITYHALL", area=1, zone="3")
    assert "City Hall, Lobby and counters" in lines(here, alarm(here, zone="003"))[0]
    zones = [area.zones for area in here.desk.places.register("R. Okafor").facilities[1].areas]
    assert zones[0] == ("1001 001", "1001 002", "1001 003", "1001 G01")


def test_an_unknown_zone_still_makes_a_call_that_says_so(here: Bench) -> None:
    call = alarm(here, zone="099")
    assert here.call(call).place == CITY_HALL
    assert "Zone 099 of account 1001 is not in the facility register" in lines(here, call)


def test_an_unknown_account_still_makes_a_call_that_says_so(here: Bench) -> None:
    call = alarm(here, account="7777", place="")
    assert here.call(call).place == "Alarm account 7777, not known here"
    assert "Account 7777 is not in the facility register" in lines(here, call)


def test_an_installation_that_is_out_of_service_makes_a_call_and_says_so(here: Bench) -> None:
    call = alarm(here, account="1003", zone="003")
    assert "The installation is out of service" in lines(here, call)


def missed(here: Bench) -> list[str]:
    """Do what is due, and say which accounts have an open alarm for their silence."""
    here.board.apply(here.desk.news())
    for order in due(here.board.picture, here.clock.now()):
        here.desk.do(order.verb, order.args, actor="Watch", key=order.key)
    here.board.apply(here.desk.news())
    return [each.about for each in here.board.picture.alarms.values() if each.kind == "missed_test"]


def test_a_missed_test_is_one_alarm_until_the_account_is_heard(here: Bench) -> None:
    here.clock.advance(DAY_S / 2)
    alarm(here, TEST)
    here.clock.advance(DAY_S / 2 + 599)
    assert missed(here) == []
    here.clock.advance(1)
    assert sorted(missed(here)) == ["1002", "1003", "1004"]
    assert sorted(missed(here)) == ["1002", "1003", "1004"]
    (of_park,) = [each for each in here.board.picture.alarms.values() if each.about == "1002"]
    assert of_park.text == "Plummer Park: account 1002 was not heard for 1440 min"
    here.do("acknowledge_alarm", number=of_park.number)
    alarm(here, TEST, account="1002")
    assert sorted(missed(here)) == ["1003", "1004"]


def test_two_leaders_raise_a_missed_test_once(here: Bench) -> None:
    here.clock.advance(DAY_S + 600)
    orders = due(here.board.picture, here.clock.now()) * 2
    for order in orders:
        here.desk.do(order.verb, order.args, actor="Watch", key=order.key)
    here.board.apply(here.desk.news())
    assert {each.times for each in here.board.picture.alarms.values()} == {1}


def test_nothing_is_missed_where_nothing_is_expected(here: Bench) -> None:
    for account in ("1001", "1002", "1003", "1004"):
        here.do("expect_test", account=account, minutes=0)
    here.clock.advance(30 * DAY_S)
    assert missed(here) == []


def test_a_file_is_loaded_again_and_wins_where_it_says_something(here: Bench) -> None:
    here.do("note_facility", facility="CITYHALL", field="contact", text="nobody")
    here.do("note_facility", facility="HART", field="name", text="Hart Park")
    here.do("load_facilities", file="west-hollywood")
    known = {each.code: each for each in here.desk.places.register("R. Okafor").facilities}
    assert known["CITYHALL"].contact == "Facilities desk, 323 555 0110"
    assert "HART" in known
    assert [area.number for area in known["CITYHALL"].areas] == [1, 2, 3]
    assert known["CITYHALL"].areas[0].zones == ("1001 001", "1001 002", "1001 G01")


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[AccountSeat]:
    with account_seat(tmp_path / "s.sqlite3") as opened:
        opened.do("load_facilities", opened.session_of("lead"), file="west-hollywood")
        yield opened


@pytest.mark.parametrize(("role", "sees"), [("dispatcher", True), ("lead", True), ("call_taker", False)])
def test_the_register_is_shown_by_role_and_each_look_is_on_the_record(
    seat: AccountSeat, role: str, sees: bool
) -> None:
    session = seat.session_of(role)
    before = len(seat.entries())
    found = seat.desk.places.register(session)
    assert len(found.facilities) == 4
    assert ("ring 1" in repr(found), "CH-01" in repr(found)) == (sees, sees)
    assert found.restricted is not sees
    looks = [entry for entry in seat.entries()[before:] if entry.verb == "record_viewed"]
    assert [(json.loads(each.args)["record"], each.actor) for each in looks] == [("facilities", f"{role}-1")]


@pytest.mark.parametrize("role", ["viewer", "ambassador_supervisor"])
def test_who_may_not_see_the_register_never_does(seat: AccountSeat, role: str) -> None:
    with pytest.raises(Refused):
        seat.desk.places.register(seat.session_of(role))


def test_a_dispatcher_does_not_write_in_the_register(seat: AccountSeat) -> None:
    with pytest.raises(Refused):
        seat.do("set_hours", seat.session_of("dispatcher"), account="1001", hours="")


def test_a_journal_read_without_the_right_to_callers_tells_no_key(seat: AccountSeat) -> None:
    lead, administrator = seat.session_of("lead"), seat.session_of("administrator")
    seat.do("note_area", lead, facility="CITYHALL", area=1, field="keys", text="under the mat")
    seat.desk.sit(administrator)
    told = repr(seat.desk.journal())
    assert "under the mat" not in told
    assert "ring 1" not in told
