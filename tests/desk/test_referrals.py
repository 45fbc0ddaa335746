"""A call that is for sworn officers: referred with a sheet, ours until they have accepted it."""

import json

import pytest
from sqlalchemy import insert

from console.models import Unit
from console.store.engine import make_engine
from tests.desk.stations import EVENING, Bench


@pytest.fixture
def number(here: Bench) -> str:
    return here.take(text="two men at the door", caller="Maria Estrada", phone="3235550100")


def state(here: Bench, number: str) -> str:
    referral = here.call(number).referral
    return referral.state if referral else ""


def sent(here: Bench, number: str) -> None:
    referral = here.call(number).referral
    assert referral is not None
    here.do("referral_sent", call=number, way="folder", sheet_hash=referral.sheet_hash)


def test_it_stays_ours_until_it_is_accepted(here: Bench, number: str) -> None:
    here.do("refer", call=number, reason="WEAPON", text="knife seen")
    assert (state(here, number), here.call(number).state) == ("drafted", "waiting")
    sent(here, number)
    referral = here.call(number).referral
    assert referral is not None
    assert referral.ours
    assert "referred" in here.call(number).flags
    assert here.call(number).state == "waiting"
    here.do("accept_referral", call=number, who="Dep. Ruiz 41B")
    call = here.call(number)
    assert (call.state, call.disposition, state(here, number)) == ("closed", "15", "closed")
    assert any("accepted by Dep. Ruiz 41B" in line.text for line in call.timeline)


def test_units_that_are_there_finish_before_it_is_closed(here: Bench, number: str) -> None:
    here.do("dispatch", units=("CSO-11",), call=number, then="onscene")
    here.do("refer", call=number, reason="INJURY")
    here.do("accept_referral", call=number, who="Dep. Ruiz")
    assert (here.call(number).state, state(here, number)) == ("active", "accepted")
    here.do("clear", unit="CSO-11", disposition="15")
    assert (here.call(number).state, state(here, number)) == ("closed", "closed")
    here.do("undo")
    assert (here.call(number).state, state(here, number)) == ("active", "accepted")


@pytest.mark.parametrize(
    ("before", "way_out"),
    [((), "REF 1 WITHDRAWN, reason"), (("sent",), "REF 1 ACCEPTED, name")],
    ids=["drafted", "sent"],
)
@pytest.mark.parametrize("verb", ["close_call", "cancel_call", "clear"])
def test_no_call_ends_while_deputies_are_asked_for_it(
    here: Bench, number: str, verb: str, before: tuple[str, ...], way_out: str
) -> None:
    args: dict[str, str] = {"call": number}
    if verb != "cancel_call":
        args["disposition"] = "22"
    if verb == "clear":
        here.do("dispatch", units=("CSO-11",), call=number, then="onscene")
        args["unit"] = "CSO-11"
    here.do("refer", call=number, reason="OTHER", text="they know him")
    if before:
        sent(here, number)
    refused = here.refused(verb, **args)
    assert "ours until deputies accept it" in refused.reason
    assert refused.instead == way_out
    assert not here.call(number).ended
    here.do("withdraw_referral", call=number, why="they have left")
    here.do(verb, **args)
    assert (here.call(number).ended, state(here, number)) == (True, "withdrawn")


def test_a_unit_that_leaves_does_not_end_what_deputies_were_asked_for_since(here: Bench, number: str) -> None:
    here.do("dispatch", units=("CSO-11", "CSO-12"), call=number, then="onscene")
    here.do("clear", unit="CSO-11", disposition="22")
    here.do("flag_call", call=number, stop="weapon")
    here.do("free", unit="CSO-12")
    assert (here.call(number).state, state(here, number)) == ("waiting", "drafted")


@pytest.mark.parametrize("how", ["free", "pre_empt"])
def test_what_deputies_have_accepted_waits_for_no_unit_of_ours(here: Bench, number: str, how: str) -> None:
    other = here.take()
    here.do("dispatch", units=("CSO-11", "CSO-12"), call=number, then="onscene")
    here.do("refer", call=number, reason="OTHER", text="they know him")
    here.do("accept_referral", call=number, who="Dep. Ruiz")
    here.do("free", unit="CSO-12")
    assert (here.call(number).state, state(here, number)) == ("active", "accepted")
    said = here.do(how, unit="CSO-11", **({"call": other} if how == "pre_empt" else {})).said
    assert "Call 1 is closed." in said
    call = here.call(number)
    assert (call.state, call.disposition, state(here, number)) == ("closed", "15", "closed")
    assert "Closed: Referred to another agency" in [line.text for line in call.timeline]
    here.do("undo")
    assert (here.call(number).state, state(here, number)) == ("active", "accepted")


@pytest.mark.parametrize("leaves", [False, True])
def test_taken_out_of_another_call_it_is_with_deputies_as_before(
    here: Bench, number: str, leaves: bool
) -> None:
    into = here.take()
    here.do("dispatch", units=("CSO-11",), call=number, then="onscene")
    here.do("refer", call=number, reason="WEAPON")
    here.do("accept_referral", call=number, who="Dep. Ruiz")
    here.do("merge_call", call=number, into=into)
    if leaves:
        here.do("free", unit="CSO-11")
    here.do("unmerge_call", call=number)
    told = (here.call(number).state, state(here, number))
    assert told == (("closed", "closed") if leaves else ("active", "accepted"))


def test_an_exchange_on_a_call_that_deputies_have_accepted_ends_nothing(here: Bench, number: str) -> None:
    here.do("dispatch", units=("CSO-11",), call=number, then="onscene")
    here.do("refer", call=number, reason="OTHER", text="they know him")
    here.do("accept_referral", call=number, who="Dep. Ruiz")
    here.do("exchange", unit="CSO-11", other="CSO-12")
    call = here.call(number)
    assert [each.unit for each in call.assignments] == ["CSO-12"]
    assert (call.state, call.closed_at, state(here, number)) == ("active", None, "accepted")


@pytest.mark.parametrize("kind", ["586", "459A"])
def test_a_unit_leaves_what_is_for_deputies_while_another_one_stays(here: Bench, kind: str) -> None:
    """The one that stays keeps the call; what the other one said does not end it afterwards."""
    number = here.take(type=kind)
    here.do("dispatch", units=("CSO-11", "CSO-12"), call=number, then="onscene", override="near")
    if kind == "586":
        here.do("refer", call=number, reason="OTHER", text="they know him")
    assert "Other units are still on it" in here.do("clear", unit="CSO-11", disposition="22").said
    assert "eputies" in here.refused("clear", unit="CSO-12", disposition="22").reason
    here.do("free", unit="CSO-12")
    call = here.call(number)
    assert (call.state, call.disposition, call.assignments) == ("waiting", "", ())


def test_a_slip_is_taken_back_while_its_referral_is_on_its_way_and_not_once_it_is_accepted(
    here: Bench, number: str
) -> None:
    here.do("dispatch", units=("CSO-11",), call=number)
    here.do("refer", call=number, reason="OTHER", text="they know him")
    here.do("dispatch", units=("CSO-12",), call=number)
    here.do("referral_failed", call=number, trouble="no answer")
    sent(here, number)
    here.do("undo")
    assert [each.unit for each in here.call(number).assignments] == ["CSO-11"]
    here.do("undo")
    assert (here.call(number).state, state(here, number)) == ("waiting", "sent"), "the referral stays"
    here.do("redo")
    here.do("accept_referral", call=number, who="Dep. Ruiz")
    assert "gone on with it" in here.refused("undo").reason
    assert (here.call(number).state, state(here, number)) == ("active", "accepted")


def test_a_sworn_unit_that_ends_the_call_has_accepted_it(here: Bench, store_url: str, number: str) -> None:
    add_sworn(store_url, "SLO-1")
    here.do("refer", call=number, reason="OTHER", text="they know him")
    here.do("dispatch", units=("SLO-1",), call=number, then="onscene")
    here.do("clear", unit="SLO-1", disposition="22")
    referral = here.call(number).referral
    assert referral is not None
    assert (here.call(number).state, referral.state, referral.who) == ("closed", "closed", "SLO-1")


def test_the_sheet_has_what_the_standard_asks_for(here: Bench, number: str) -> None:
    here.do("refer", call=number, reason="WEAPON", text="knife seen")
    sheet = json.loads(here.desk.referral_sheet(number))
    assert sheet["eidoVersion"] == "1.0"
    assert sheet["$id"]
    assert sheet["issuingElementIdentification"]
    assert sheet["agencyComponent"]
    (incident,) = sheet["incidentComponent"]
    assert incident["incidentTypeCommonRegistryText"] == ["PARKING"]
    assert 0 <= incident["incidentCommonPriorityNumber"] <= 10
    notes = [note["notesActionComments"] for note in sheet["notesComponent"]]
    assert notes == ["WEAPON: knife seen", "two men at the door"]
    assert sheet["personComponent"][0]["personNameText"] == "Maria Estrada"


def test_the_journal_has_the_sheet_s_hash_and_not_the_caller(here: Bench, number: str) -> None:
    entry = here.do("refer", call=number, reason="WEAPON").entry
    (view,) = here.desk.journal(after=entry - 1)
    referral = here.call(number).referral
    assert referral is not None
    assert referral.sheet_hash in view.changes
    assert "Estrada" not in view.changes


def test_a_declined_one_is_ours_and_goes_out_again_with_what_is_known_by_then(
    here: Bench, number: str
) -> None:
    here.do("refer", call=number, reason="WEAPON")
    sent(here, number)
    here.do("decline_referral", call=number, why="no unit free")
    assert state(here, number) == "declined"
    here.do("remark", call=number, text="they left on foot")
    here.do("resend_referral", call=number)
    assert state(here, number) == "drafted"
    assert "they left on foot" in here.desk.referral_sheet(number)


def test_a_failed_sending_is_tried_later_and_later(here: Bench, number: str) -> None:
    here.do("refer", call=number, reason="WEAPON")
    waits = []
    for _ in range(7):
        here.do("referral_failed", call=number, trouble="no answer")
        referral = here.call(number).referral
        assert referral is not None
        assert referral.next_try_at is not None
        assert not referral.due(here.clock.now())
        waits.append((referral.next_try_at - here.clock.now()).total_seconds())
    assert waits == [5, 10, 20, 40, 60, 60, 60]
    said = [line.text for line in here.call(number).timeline if "could not be sent" in line.text]
    assert said == ["Referral could not be sent: no answer"]


def test_another_sheet_is_not_taken_for_the_sent_one(here: Bench, number: str) -> None:
    here.do("refer", call=number, reason="WEAPON")
    refused = here.refused("referral_sent", call=number, way="folder", sheet_hash="0")
    assert "Another sheet" in refused.reason


@pytest.mark.parametrize(
    ("verb", "args", "said"),
    [
        pytest.param("refer", {"reason": "GUNS"}, "no reason for a referral", id="reason"),
        pytest.param("accept_referral", {"who": "Dep. Ruiz"}, "not referred", id="none"),
        pytest.param("resend_referral", {}, "not referred", id="again"),
    ],
)
def test_what_cannot_be_is_refused(
    here: Bench, number: str, verb: str, args: dict[str, str], said: str
) -> None:
    assert said in here.refused(verb, call=number, **args).reason


def test_names_and_reasons_are_asked_for(here: Bench, number: str) -> None:
    here.do("refer", call=number, reason="WEAPON")
    assert "referred already" in here.refused("refer", call=number, reason="OTHER").reason
    assert "Say who accepted" in here.refused("accept_referral", call=number, who=" ").reason
    assert "Why?" in here.refused("withdraw_referral", call=number, why="").reason
    here.do("withdraw_referral", call=number, why="caller was wrong")
    here.do("refer", call=number, reason="OTHER")
    assert state(here, number) == "drafted"


def test_a_closed_call_is_not_referred(here: Bench, number: str) -> None:
    here.do("close_call", call=number, disposition="22")
    assert "closed" in here.refused("refer", call=number, reason="WEAPON").reason


def test_what_was_sent_is_redacted_with_the_caller(here: Bench, number: str) -> None:
    here.do("refer", call=number, reason="WEAPON")
    here.do("accept_referral", call=number, who="Dep. Ruiz")
    here.clock.advance(40 * 86_400)
    here.do("redact", days=30)
    with pytest.raises(Exception, match="no hand-over sheet"):
        here.desk.referral_sheet(number)
    assert not here.desk.verify().broken


def add_sworn(store_url: str, call_sign: str) -> None:
    """A sworn liaison on duty, whom the station's roster does not have."""
    now = {"duty": "available", "duty_since": EVENING, "status": "available", "status_since": EVENING}
    engine = make_engine(store_url)
    with engine.begin() as connection:
        connection.execute(insert(Unit).values(call_sign=call_sign, kind="sworn", skills=[], **now))
    engine.dispose()
