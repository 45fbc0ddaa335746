"""Alarms at the desk: one for each matter, numbered for K, silent once acknowledged, cleared by people."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.board.alarm_views import AlarmView
from console.errors import Refused
from tests.desk.stations import Bench, bench

EMERGENCY = {"link": "Radio 1", "radio_id": "100-4011"}
TROUBLE = {"link": "Radio 1", "words": "No answer"}


@pytest.fixture
def here(store_url: str) -> Iterator[Bench]:
    with bench(store_url) as opened:
        yield opened


def alarms(here: Bench) -> list[AlarmView]:
    return list(here.board.picture.alarms.values())


def only(here: Bench) -> AlarmView:
    (alarm,) = alarms(here)
    return alarm


def test_an_emergency_is_the_top_alarm_with_its_unit_and_call(here: Bench) -> None:
    number = here.take()
    here.do("dispatch", units=("CSO-11",), call=number, then="onscene")
    here.do("radio_emergency", **EMERGENCY)
    alarm = only(here)
    assert (alarm.level, alarm.kind, alarm.unit, alarm.call) == ("critical", "emergency", "CSO-11", number)
    assert alarm.place == "8300 SANTA MONICA BL"
    assert here.unit("CSO-11").status == "onscene"


def test_repeats_are_counted_and_never_multiplied(here: Bench) -> None:
    for _ in range(20):
        here.do("radio_emergency", **EMERGENCY)
        here.clock.advance(90)
    assert (only(here).times, only(here).number) == (20, 1)


def test_a_radio_that_no_unit_has_alarms_under_its_identity(here: Bench) -> None:
    here.do("radio_emergency", link="Radio 1", radio_id="100-9999")
    assert "100-9999" in only(here).text
    assert only(here).unit == ""


def test_an_emergency_is_never_shelved_and_is_cleared_after_acknowledgement_with_a_reason(
    here: Bench,
) -> None:
    here.do("radio_emergency", **EMERGENCY)
    assert here.refused("shelve_alarm", number=1, minutes=10, reason="busy").instead == "K 1"
    assert here.refused("clear_alarm", number=1, reason="contact made").instead == "K 1"
    here.do("acknowledge_alarm", number=1)
    assert here.refused("clear_alarm", number=1, reason="  ").instead == "KX 1, reason"
    assert only(here).acknowledged_by == "R. Okafor"
    here.do("clear_alarm", number=1, reason="contact made")
    assert alarms(here) == []


def test_a_trouble_of_a_device_goes_the_same_way(here: Bench) -> None:
    here.do("radio_trouble", **TROUBLE)
    assert (only(here).kind, only(here).level, only(here).text) == ("device", "high", "Radio 1: No answer")
    assert here.board.picture.radio[0].kind == "trouble"


def test_a_panic_button_of_a_place_is_an_emergency_with_the_call_that_it_makes(here: Bench) -> None:
    panic = {"link": "Alarms", "account": "1234", "event": "120", "qualifier": "E", "family": "panic"}
    (number,) = here.do("alarm_received", **panic, words="Panic alarm", place="8300 SANTA MONICA BL").calls
    assert (only(here).level, only(here).call, only(here).emergency) == ("critical", number, True)
    here.do("alarm_received", **panic, words="Panic alarm", place="8300 SANTA MONICA BL")
    assert only(here).times == 2
    here.do("alarm_received", **panic | {"qualifier": "R"}, words="Restored: panic alarm")
    assert only(here).open and only(here).restored_why == "Restored: panic alarm"


def test_a_restored_alarm_ends_once_somebody_has_taken_notice(here: Bench) -> None:
    here.do("raise_alarm", kind="overdue", about="47")
    here.do("restore_alarm", kind="overdue", about="47", reason="A unit is on scene")
    assert only(here).restored_why == "A unit is on scene"
    here.do("acknowledge_alarm", number=1)
    assert alarms(here) == []
    here.do("raise_alarm", kind="overdue", about="48")
    here.do("acknowledge_alarm", number=2)
    here.do("restore_alarm", kind="overdue", about="48")
    assert alarms(here) == []


def test_what_comes_back_after_it_was_over_asks_to_be_acknowledged_again(here: Bench) -> None:
    here.do("radio_emergency", **EMERGENCY)
    here.do("acknowledge_alarm", number=1)
    here.do("radio_emergency", **EMERGENCY)
    assert only(here).acknowledged
    here.do("radio_status", **EMERGENCY, code=88)
    here.do("radio_emergency", **EMERGENCY)
    assert not only(here).acknowledged and only(here).restored_at is None


@pytest.mark.parametrize("minutes", [-1, 0, 61, 9999])
def test_an_alarm_is_shelved_for_an_hour_at_most(here: Bench, minutes: int) -> None:
    here.do("radio_trouble", **TROUBLE)
    refused = here.refused("shelve_alarm", number=1, minutes=minutes, reason="technician asked")
    assert "1 to 60 minutes" in refused.reason
    assert here.read(refused.instead).args["minutes"] in (1, 60)


def test_shelving_needs_a_reason_and_can_be_ended(here: Bench) -> None:
    here.do("radio_trouble", **TROUBLE)
    assert "comma" in here.refused("shelve_alarm", number=1, minutes=30, reason="").reason
    here.do("shelve_alarm", number=1, minutes=30, reason="technician asked")
    assert (only(here).shelved_why, only(here).shelved) == ("technician asked", True)
    here.do("unshelve_alarm", number=1)
    assert not only(here).shelved
    assert "not shelved" in here.refused("unshelve_alarm", number=1).reason


def test_numbers_are_short_and_do_not_come_back_at_once(here: Bench) -> None:
    for turn in range(1, 105):
        here.do("raise_alarm", kind="device", about=str(turn))
        here.do("clear_alarm", number=only(here).number, reason="mended")
    here.do("raise_alarm", kind="device", about="last")
    assert only(here).number == 105 - 99


def test_a_number_that_is_open_is_never_given_again(here: Bench) -> None:
    for turn in range(102):
        here.do("raise_alarm", kind="device", about=str(turn))
    assert [alarm.number for alarm in alarms(here)] == list(range(1, 103))


def test_a_number_that_means_another_alarm_by_now_is_refused(here: Bench) -> None:
    here.do("radio_trouble", **TROUBLE)
    seen = here.read("K 1")
    here.do("clear_alarm", number=1, reason="mended")
    with pytest.raises(Refused, match="Alarm 1 is not open"):
        here.do(seen.verb, **seen.args)
    for turn in range(99):
        here.do("raise_alarm", kind="device", about=str(turn))
    assert {alarm.number for alarm in alarms(here)} >= {1}
    assert "not open" in here.refused(seen.verb, **seen.args).reason


def test_two_seats_raise_one_alarm(store_url: str) -> None:
    with bench(store_url) as one, bench(store_url, seat="Position 2") as other:
        one.do("radio_trouble", **TROUBLE)
        other.do("radio_trouble", **TROUBLE)
        assert only(other).times == 2
        one.board.apply(one.desk.news())
        one.do("acknowledge_alarm", number=1)
        other.board.apply(other.desk.news())
        assert only(other).acknowledged_by == "R. Okafor"


def test_steps_are_taken_in_order_and_once(here: Bench) -> None:
    here.do("raise_alarm", kind="status_check", about="CSO-11", unit="CSO-11")
    here.do("acknowledge_alarm", number=1)
    assert "not the next" in here.refused("escalate_alarm", number=1, step=1).reason
    here.do("escalate_alarm", number=1, step=0)
    assert (only(here).level, only(here).told, only(here).acknowledged) == ("critical", "commander", False)
    assert "not the next" in here.refused("escalate_alarm", number=1, step=0).reason
    here.do("escalate_alarm", number=1, step=1, draft="D CSO-12 47")
    assert only(here).draft == "D CSO-12 47"


def test_a_unit_that_answers_ends_what_asked_for_it(here: Bench) -> None:
    for kind in ("status_check", "status_time", "stale_fix"):
        here.do("raise_alarm", kind=kind, about="CSO-11", unit="CSO-11")
    here.do("check_unit", unit="CSO-11")
    assert [alarm.kind for alarm in alarms(here)] == ["stale_fix"]
    assert here.unit("CSO-11").checked_at == here.clock.now()


@pytest.mark.parametrize(
    ("priority", "phone", "said"),
    [
        (1, "3235550100", "send another unit"),
        (3, "3235550100", "IAD task: call the informant back"),
        (3, "", "nobody to advise"),
    ],
)
def test_an_overdue_call_has_an_alarm_and_a_task(here: Bench, priority: int, phone: str, said: str) -> None:
    number = here.take(priority=priority, phone=phone)
    here.do("tell_overdue", call=number)
    assert said in here.call(number).timeline[-1].text
    assert (only(here).call, only(here).told) == (number, "commander")


def test_a_person_declares_an_emergency(here: Bench) -> None:
    command = here.read("EM 11, shouted for help")
    here.do(command.verb, **command.args)
    assert only(here).text == "Emergency, declared here: shouted for help"
    here.do("radio_emergency", **EMERGENCY)
    assert only(here).times == 2


@pytest.mark.parametrize(
    ("line", "verb", "words"),
    [
        ("K 1", "acknowledge_alarm", "Acknowledge alarm 1"),
        ("ks 1 30, technician asked", "shelve_alarm", "for 30 min: technician asked"),
        ("KU 1", "unshelve_alarm", "in sight again"),
        ("KX.1, mended", "clear_alarm", "Clear alarm 1"),
        ("RTU 11", "check_unit", "CSO-11 has answered"),
    ],
)
def test_lines_about_alarms(here: Bench, line: str, verb: str, words: str) -> None:
    here.do("radio_trouble", **TROUBLE)
    command = here.read(line)
    assert command.verb == verb and words in command.words


@pytest.mark.parametrize(
    ("line", "instead"), [("K", "K 1"), ("K 9", "K 1"), ("KS 1", "KS 1 30, reason"), ("K1", "K 1")]
)
def test_a_wrong_line_about_alarms_has_a_way_out(here: Bench, line: str, instead: str) -> None:
    here.do("radio_trouble", **TROUBLE)
    with pytest.raises(Refused) as caught:
        here.read(line)
    assert caught.value.instead == instead


def test_a_restart_finds_every_alarm_as_it_was(here: Bench, store_url: str) -> None:
    here.do("radio_emergency", **EMERGENCY)
    here.do("radio_trouble", **TROUBLE)
    here.do("shelve_alarm", number=2, minutes=30, reason="technician asked")
    with bench(store_url) as again:
        assert again.board.picture.alarms == here.board.picture.alarms
    assert not here.desk.verify().broken


KINDS = st.sampled_from(["emergency", "device", "overdue", "status_check"])
DEEDS = st.tuples(
    st.sampled_from(["raise", "ack", "shelve", "unshelve", "clear", "restore"]), KINDS, st.integers(1, 3)
)


@given(st.lists(DEEDS, max_size=25))
def test_whatever_is_done_one_matter_has_one_open_alarm(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, str, int]]
) -> None:
    with bench(tmp_path_factory.mktemp("alarms") / "s.sqlite3") as here:
        for deed, kind, number in deeds:
            _try(here, deed, kind, number)
            opened = alarms(here)
            assert len({alarm.matter for alarm in opened}) == len(opened)
            assert len({alarm.number for alarm in opened}) == len(opened)
            assert not any(alarm.shelved for alarm in opened if alarm.emergency)
        assert not here.desk.verify().broken
        assert {alarm.id: alarm for alarm in here.desk.load().alarms} == here.board.picture.alarms


def _try(here: Bench, deed: str, kind: str, number: int) -> None:
    emergencies = {alarm.matter for alarm in alarms(here) if alarm.emergency and not alarm.acknowledged}
    verbs = {
        "raise": ("raise_alarm", {"kind": kind, "about": str(number)}),
        "restore": ("restore_alarm", {"kind": kind, "about": str(number)}),
        "ack": ("acknowledge_alarm", {"number": number}),
        "shelve": ("shelve_alarm", {"number": number, "minutes": 5, "reason": "asked"}),
        "unshelve": ("unshelve_alarm", {"number": number}),
        "clear": ("clear_alarm", {"number": number, "reason": "over"}),
    }
    verb, args = verbs[deed]
    try:
        here.do(verb, **args)
    except Refused as refused:
        assert refused.reason.endswith(".")
    if deed != "ack":
        assert emergencies <= {alarm.matter for alarm in alarms(here)}


def test_silent_first_sends_nothing_to_a_unit_with_an_open_emergency(here: Bench) -> None:
    here.do("radio_emergency", **EMERGENCY)
    text = {"unit": "CSO-11", "text": "Are you all right", "confirmed": True}
    assert "nothing is sent" in here.refused("text_unit", **text).reason
    here.do("acknowledge_alarm", number=1)
    here.do("clear_alarm", number=1, reason="contact made")
    here.do("text_unit", **text)
    assert here.board.picture.radio[0].kind == "outgoing"
