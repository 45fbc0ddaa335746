"""The hand-over between shifts: what is open is frozen, and two different people sign it."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from console.board.floor_codes import Shift
from console.board.handover_view import HandoverView
from console.desk.shift_times import coming_shift
from console.errors import Refused
from console.store.engine import make_engine
from tests.desk.account_seats import account_seat
from tests.desk.stations import EVENING, ZONE, Bench

SHIFTS = (Shift("Day", "07:00"), Shift("Evening", "15:00"), Shift("Night", "23:00"))
COMES = "D. Park"


def drafted(here: Bench, remark: str = "") -> HandoverView:
    here.do("draft_handover", remark=remark)
    return here.board.picture.handovers[0]


def sign(here: Bench, handover: HandoverView, actor: str = "R. Okafor") -> None:
    here.desk.do("sign_handover", {"handover": handover.key}, actor=actor)
    here.board.apply(here.desk.news())


def of_kind(handover: HandoverView, kind: str) -> list[dict[str, object]]:
    return [dict(item) for item in handover.items if item["item"] == kind]


def test_it_holds_all_that_is_open_and_all_that_becomes_due(here: Bench) -> None:
    late = here.take(place="8300 SANTA MONICA BL", priority=1)
    referred, later, next_week = here.take(), here.take(), here.take()
    here.do("dispatch", units=("CSO-11",), call=late)
    here.do("refer", call=referred, reason="INJURY")
    here.do("schedule_call", call=later, at="2330")
    here.do("schedule_call", call=next_week, at="+120H")
    here.do("close_street", street="Santa Monica Bl", first="N La Cienega Bl", second="N Doheny Dr")
    here.do("raise_alarm", kind="device", about="Radio 1", text="Radio 1 is lost")
    here.do("raise_alarm", kind="device", about="Radio 2", text="Radio 2 is lost")
    known = next(a for a in here.board.picture.alarms.values() if a.about == "Radio 2")
    here.do("acknowledge_alarm", number=known.number)
    here.clock.advance(900)
    handover = drafted(here)
    calls = {item["call"]: item for item in of_kind(handover, "call")}
    assert set(calls) == {late, referred}
    assert (calls[late]["age_s"], calls[late]["over_s"]) == (900, 300)
    assert calls[late]["units"] == ["CSO-11"]
    assert [item["call"] for item in of_kind(handover, "referral")] == [referred]
    assert "Radio 1" in str(of_kind(handover, "alarm"))
    assert "Radio 2" not in str(of_kind(handover, "alarm"))
    assert [item["unit"] for item in of_kind(handover, "unit")] == ["CSO-11"]
    assert [item["call"] for item in of_kind(handover, "due")] == [later]
    assert [item["name"] for item in of_kind(handover, "closure")] == [
        "Santa Monica Bl from N La Cienega Bl to N Doheny Dr"
    ]
    assert {item["name"] for item in of_kind(handover, "staffing")} >= {"Latent prints", "Beat 1"}


def test_what_happens_after_it_was_drafted_does_not_change_it(here: Bench) -> None:
    number = here.take()
    before = drafted(here, "quiet")
    here.do("cancel_call", call=number)
    here.take()
    assert here.desk.handover(before.number) == before
    assert here.board.picture.handovers[0].items == before.items


def test_who_called_stands_nowhere_in_it(here: Bench) -> None:
    here.take(caller="Maria Estrada", phone="3235550100")
    assert "Estrada" not in str(drafted(here).items)
    assert "3235550100" not in str(drafted(here).items)


def test_what_was_signed_is_what_the_hash_in_the_journal_is_of(here: Bench, store_url: str) -> None:
    here.take()
    entry = here.do("draft_handover", remark="quiet").entry
    (view,) = here.desk.journal(after=entry - 1)
    engine = make_engine(store_url)
    with engine.connect() as reader:
        sheet, sha = reader.execute(text("SELECT sheet, sheet_hash FROM shift_handover")).one()
    engine.dispose()
    assert sha == hashlib.sha256(sheet.encode()).hexdigest()
    assert sha in view.changes
    assert "SANTA MONICA" not in view.changes


def test_one_person_cannot_sign_both(here: Bench) -> None:
    handover = drafted(here)
    sign(here, handover)
    refused = here.refused("take_handover", handover=handover.key)
    assert "Somebody else takes the shift over" in refused.reason
    with pytest.raises(Refused, match="Somebody else"):
        here.desk.do("take_handover", {"handover": handover.key}, actor="r. OKAFOR")
    here.desk.do("take_handover", {"handover": handover.key, "remark": "read"}, actor=COMES)
    here.board.apply(here.desk.news())
    taken = here.board.picture.handovers[0]
    assert (taken.state, taken.given_by, taken.taken_by) == ("taken", "R. Okafor", COMES)


def test_a_draft_that_was_made_anew_is_not_signed_unseen(here: Bench) -> None:
    first = drafted(here)
    second = drafted(here)
    refused = here.refused("sign_handover", handover=first.key)
    assert f"hand-over {second.number}" in refused.reason
    sign(here, second)


def test_with_accounts_it_is_for_dispatcher_and_watch_commander_only(tmp_path: Path) -> None:
    with account_seat(tmp_path / "s.sqlite3") as seat:
        for role in ("call_taker", "trainee", "viewer", "ambassador_supervisor"):
            with pytest.raises(Refused, match="does not have the right draft_handover"):
                seat.do("draft_handover", seat.session_of(role))
        seat.do("draft_handover", seat.session_of("dispatcher"))
        seat.desk.sit(seat.session_of("ambassador_supervisor"))
        assert seat.desk.load().handovers == ()
        with pytest.raises(Refused, match="view_sworn"):
            seat.desk.handover(1)


def test_a_hand_over_that_is_not_there_is_refused(here: Bench) -> None:
    for number in (0, -1, 7, 2**40):
        with pytest.raises(Refused, match="no hand-over"):
            here.desk.handover(number)


def test_the_coming_shift_is_the_one_that_begins_nearest(here: Bench) -> None:
    shift = coming_shift(SHIFTS, EVENING, ZONE)  # 19:20
    assert (shift.name, shift.ends - shift.begins) == ("Night", timedelta(hours=8))
    assert coming_shift(SHIFTS, EVENING - timedelta(hours=3), ZONE).name == "Evening"
    assert coming_shift((), EVENING, ZONE).ends - EVENING == timedelta(hours=8)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))
def test_a_coming_shift_is_never_far_off_nor_without_length(at: datetime) -> None:
    """On the days that the clocks are changed as well."""
    now = at.replace(tzinfo=UTC)
    shift = coming_shift(SHIFTS, now, ZONE)
    assert abs(shift.begins - now) <= timedelta(hours=4, minutes=30)
    assert timedelta(hours=7) <= shift.ends - shift.begins <= timedelta(hours=9)
    assert shift.begins.astimezone(ZONE).strftime("%H:%M") in ("07:00", "15:00", "23:00")
