"""What radios do at the desk: talk, statuses by the station's table, emergencies, and what nobody knows."""

import pytest

from tests.desk.stations import Bench

RADIO = {"link": "Radio 1", "radio_id": "100-4011"}


def newest(here: Bench) -> str:
    return here.board.picture.radio[0].text


def test_statuses_from_the_air_carry_a_call_to_its_end(here: Bench) -> None:
    number = here.take()
    here.do("dispatch", units=("CSO-11",), call=number)
    seen = []
    for code in (11, 12, 13):
        here.do("radio_status", **RADIO, code=code)
        seen.append(here.unit("CSO-11").status)
    assert seen == ["acknowledged", "enroute", "onscene"]
    here.do("radio_status", **RADIO, code=21)
    assert (here.call(number).state, here.call(number).disposition) == ("closed", "01")


def test_a_refused_status_leaves_its_line_and_the_reason_and_nothing_else(here: Bench) -> None:
    number = here.take()
    here.do("dispatch", units=("CSO-11",), call=number)
    before = here.unit("CSO-11"), here.call(number)
    here.do("radio_status", **RADIO, code=21)
    assert "not taken" in newest(here)
    assert "never reached" in newest(here)
    assert (here.unit("CSO-11"), here.call(number)) == before
    assert not here.desk.verify().broken


@pytest.mark.parametrize(
    ("radio_id", "code", "said"),
    [("100-4011", 77, "not known here"), ("100-9999", 11, "belongs to no unit"), ("", 11, "belongs to no")],
)
def test_unknown_codes_and_radios_are_shown_and_do_nothing(
    here: Bench, radio_id: str, code: int, said: str
) -> None:
    units = here.board.picture.units
    here.do("radio_status", link="Radio 1", radio_id=radio_id, code=code)
    assert said in newest(here)
    assert here.board.picture.units == units


def test_who_talks_is_shown_until_the_radio_lets_go(here: Bench) -> None:
    here.do("radio_heard", **RADIO, raw=b"\x02I1\x03")
    line = here.board.picture.radio[0]
    assert (line.unit, line.kind, line.until) == ("CSO-11", "talk", None)
    here.clock.advance(4)
    here.do("radio_ended", **RADIO)
    (line,) = here.board.picture.radio
    assert line.until == here.clock.now()


def test_an_end_without_a_beginning_and_a_beginning_twice_are_kept(here: Bench) -> None:
    here.do("radio_ended", **RADIO)
    here.do("radio_heard", **RADIO)
    here.do("radio_heard", **RADIO)
    talks = here.board.picture.radio
    assert len(talks) == 3
    assert [line.until is None for line in talks] == [True, False, False]


def test_two_radios_talk_at_once(here: Bench) -> None:
    here.do("radio_heard", **RADIO)
    here.do("radio_heard", link="Radio 2", radio_id="100-4012")
    here.do("radio_ended", **RADIO)
    talking = [line.unit for line in here.board.picture.radio if line.until is None]
    assert talking == ["CSO-12"]


def test_emergency_text_and_noise_stand_in_the_log(here: Bench) -> None:
    here.do("radio_emergency", **RADIO)
    here.do("radio_text", **RADIO, words="<b>hello</b>")
    here.do(
        "radio_undecoded",
        link="Radio 1",
        why="Checksum is 7A, the bytes give 7B",
        count=3,
        raw=b"\xff" * 9000,
    )
    assert [line.kind for line in here.board.picture.radio] == ["undecoded", "text", "emergency"]
    assert "(3 times)" in newest(here)
    assert here.board.picture.radio[1].text == "<b>hello</b>"


def test_the_same_emergency_many_times_is_one_with_a_counter(here: Bench) -> None:
    for _ in range(50):
        here.do("radio_emergency", **RADIO)
        here.clock.advance(1)
    (line,) = here.board.picture.radio
    assert (line.kind, line.text) == ("emergency", "Emergency button, 50 times")
    here.clock.advance(300)
    here.do("radio_emergency", **RADIO)
    assert [line.text for line in here.board.picture.radio] == ["Emergency button, 51 times"]


def test_an_emergency_after_the_first_was_cleared_is_a_new_one(here: Bench) -> None:
    here.do("radio_emergency", **RADIO)
    here.do("acknowledge_alarm", number=1)
    here.do("clear_alarm", number=1, reason="contact made")
    here.do("radio_emergency", **RADIO)
    assert [line.text for line in here.board.picture.radio] == ["Emergency button", "Emergency button"]


def test_code_88_informs_and_never_clears(here: Bench) -> None:
    here.do("radio_emergency", **RADIO)
    here.do("acknowledge_alarm", number=1)
    here.do("radio_status", **RADIO, code="88")
    assert newest(here) == "Status 88, Emergency over, says the radio"
    (alarm,) = here.board.picture.alarms.values()
    assert alarm.open and alarm.restored_at == here.clock.now()
    assert alarm.restored_why == "The radio says that the emergency is over"


def test_a_status_code_that_is_no_number_is_shown(here: Bench) -> None:
    here.do("radio_status", **RADIO, code="0A")
    assert newest(here) == "Status 0A, not known here"


FIX = {"link": "Radio 1", "radio_id": "100-9999", "lat": 34.09, "lon": -118.36}


def test_positions_of_nobody_are_one_line_for_an_hour(here: Bench) -> None:
    here.do("radio_position", **FIX, raw=b"first")
    here.clock.advance(3599)
    here.do("radio_position", **FIX | {"lat": 34.1}, count=60, raw=b"newest")
    (line,) = here.board.picture.radio
    assert line.text == "61 positions, the newest at 34.10000, -118.36000: no unit has this identity"
    assert (line.kind, line.until) == ("position", here.clock.now())
    (kept,) = here.desk.radio_log(words="100-9999")
    assert kept.raw == b"newest"
    here.clock.advance(1)
    here.do("radio_position", **FIX)
    assert [line.text.partition(" ")[0] for line in here.board.picture.radio] == ["1", "61"]


def test_each_identity_of_each_link_has_its_own_line(here: Bench) -> None:
    for link, radio_id in (("Radio 1", "100-9999"), ("Radio 2", "100-9999"), ("Radio 1", "100-9998")):
        here.do("radio_position", link=link, radio_id=radio_id)
    assert len(here.board.picture.radio) == 3
    assert "without a fix" in newest(here)
