"""What a place asks of every call from it: City Hall's car forthwith, and a flagged premise."""

import pytest

from tests.desk.stations import Bench

CITY_HALL = "8300 SANTA MONICA BL"
PANIC = {"link": "Alarms", "account": "1234", "event": "120", "qualifier": "E", "family": "panic"}


@pytest.fixture
def here(here: Bench) -> Bench:
    here.do("add_premise", place=CITY_HALL, kind="forthwith", text="every 911 call: a car at once")
    here.do("add_premise", place="900 N San Vicente Bl", kind="flagged", text="threatened staff")
    return here


def reason(here: Bench, number: str) -> str:
    referral = here.call(number).referral
    return referral.reason if referral else ""


@pytest.mark.parametrize("place", [CITY_HALL, "City Hall, 8300 Santa Monica Blvd"])
def test_a_call_from_city_hall_is_prompt_and_referred_and_the_commander_is_told(
    here: Bench, place: str
) -> None:
    call = here.call(here.take(place=place, priority=4))
    assert (call.priority, reason(here, call.number)) == (1, "PREMISE")
    assert (call.due_at - call.received_at).total_seconds() == 600
    (alarm,) = here.board.picture.alarms.values()
    assert (alarm.kind, alarm.level, alarm.told, alarm.call) == (
        "forthwith",
        "high",
        "commander",
        call.number,
    )


def test_the_alarm_of_city_hall_stands_until_a_person_clears_it(here: Bench) -> None:
    number = here.take(place=CITY_HALL)
    here.do("accept_referral", call=number, who="Dep. Ruiz 41B")
    (alarm,) = here.board.picture.alarms.values()
    here.do("acknowledge_alarm", number=alarm.number)
    assert here.board.picture.alarms
    here.do("clear_alarm", number=alarm.number, reason="41B is there")
    assert not here.board.picture.alarms


def test_a_panic_button_there_is_sent_a_car_as_well(here: Bench) -> None:
    (number,) = here.do("alarm_received", **PANIC, place=CITY_HALL).calls
    assert reason(here, number) == "PREMISE"
    kinds = {alarm.kind for alarm in here.board.picture.alarms.values()}
    assert kinds == {"panic", "forthwith"}


def test_a_call_from_a_flagged_premise_is_for_deputies(here: Bench) -> None:
    call = here.call(here.take(place="900 N SAN VICENTE BL"))
    assert (call.life.stops, call.eligible, reason(here, call.number)) == (("premise",), False, "PREMISE")
    assert any("Flagged premise: threatened staff" in line.text for line in call.timeline)


def test_moved_there_by_a_correction_it_is_too_and_its_units_hold_back(here: Bench) -> None:
    number = here.take(place="8400 SUNSET BL")
    here.do("dispatch", units=("CSO-11",), call=number)
    seen = here.call(number)
    here.do(
        "amend_call", call=number, version=seen.version, place="900 N SAN VICENTE BL", place_was=seen.place
    )
    assert here.call(number).life.stops == ("premise",)
    assert here.call(number).life.hold_back == ("CSO-11",)


def test_other_places_and_records_that_are_over_ask_nothing(here: Bench) -> None:
    here.do("add_premise", place="8400 SUNSET BL", kind="flagged", text="until tonight", until="+60")
    here.clock.advance(3601)
    for place in ("8400 SUNSET BL", "8301 SANTA MONICA BL"):
        call = here.call(here.take(place=place))
        assert (call.priority, call.referral, call.life.stops) == (3, None, ())
    assert not here.board.picture.alarms
