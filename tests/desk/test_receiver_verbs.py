"""What alarm receivers do at the desk: an event makes one call, however often and however late it is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desk.stations import Bench

PANIC = {
    "link": "Alarms",
    "account": "1234",
    "event": "120",
    "qualifier": "E",
    "partition": "01",
    "zone": "015",
    "family": "panic",
    "words": "Panic alarm",
    "place": "8750 EL TOVAR PL",
}


def open_calls(here: Bench) -> list[str]:
    return [call.number for call in here.board.picture.calls.values() if call.state != "closed"]


def test_a_panic_alarm_makes_a_call_for_deputies(here: Bench) -> None:
    receipt = here.do("alarm_received", **PANIC, raw=b"5011 181234E12001015")
    (number,) = receipt.calls
    call = here.call(number)
    assert (call.type_code, call.place, call.priority, call.eligible) == (
        "211A",
        "8750 EL TOVAR PL",
        1,
        False,
    )
    assert "Panic alarm, zone 015" in call.timeline[-1].text
    line = here.board.picture.radio[0]
    assert (line.kind, line.radio_id, line.text) == ("alarm", "1234", "Panic alarm, zone 015")


def test_a_retransmission_counts_up_and_makes_no_second_call(here: Bench) -> None:
    here.do("alarm_received", **PANIC)
    for seconds in (4, 4, 4, 1200):
        here.clock.advance(seconds)
        here.do("alarm_received", **PANIC)
    assert len(open_calls(here)) == 1
    assert here.board.picture.radio[0].text == "Panic alarm, zone 015 (5 times)"
    assert len(here.board.picture.radio) == 1


def test_the_same_event_after_the_call_was_closed_is_a_new_alarm(here: Bench) -> None:
    (number,) = here.do("alarm_received", **PANIC).calls
    here.clock.advance(60)
    here.do("refer", call=number, reason="ALARM")
    here.do("accept_referral", call=number, who="Dep. Ruiz 41B")
    here.clock.advance(30)
    here.do("alarm_received", **PANIC)
    assert open_calls(here) == []
    here.clock.advance(600)
    (second,) = here.do("alarm_received", **PANIC).calls
    assert second != number


def test_further_events_of_the_account_join_its_open_call(here: Bench) -> None:
    (number,) = here.do("alarm_received", **PANIC).calls
    here.do("alarm_received", **(PANIC | {"zone": "016"}))
    here.do("alarm_received", **(PANIC | {"qualifier": "R", "words": "Restored: panic alarm"}))
    here.do("alarm_received", **(PANIC | {"event": "406", "family": "open/close", "words": "Cancelled"}))
    assert open_calls(here) == [number]
    texts = [line.text for line in here.call(number).timeline]
    assert sum("Account 1234" in text for text in texts) == 4


@pytest.mark.parametrize("family", ["test", "open/close", "", "no such family"])
def test_events_that_need_nobody_are_logged_and_make_no_call(here: Bench, family: str) -> None:
    here.do("alarm_received", **(PANIC | {"family": family, "words": "Periodic test"}))
    assert open_calls(here) == []
    assert here.board.picture.radio[0].text.startswith("Periodic test")


def test_an_unknown_account_is_never_discarded(here: Bench) -> None:
    (number,) = here.do("alarm_received", **(PANIC | {"place": "", "account": "FFFF"})).calls
    assert here.call(number).place == "Alarm account FFFF, not known here"


def test_the_validation_level_is_said_in_words(here: Bench) -> None:
    here.do("alarm_received", **PANIC, level=4)
    assert here.board.picture.radio[0].text.endswith("Threat to life")


@given(st.lists(st.tuples(st.sampled_from("ERP"), st.sampled_from(["01", "02"])), min_size=1, max_size=6))
def test_each_event_sent_many_times_counts_as_once(
    tmp_path_factory: pytest.TempPathFactory, events: list[tuple[str, str]]
) -> None:
    here = Bench(tmp_path_factory.mktemp("alarms") / "s.sqlite3")
    try:
        for qualifier, zone in events * 3:
            here.do("alarm_received", **(PANIC | {"qualifier": qualifier, "zone": zone}))
        assert len(open_calls(here)) <= 1
        assert len(here.board.picture.radio) == len(set(events))
        assert not here.desk.verify().broken
    finally:
        here.desk.close()
