"""Logging on: passwords, locks, second factors, and what the journal has of them."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median

import pyotp
import pytest

from console.desk import totp
from console.errors import Refused
from tests.desk.account_seats import ADMIN, PASSWORD, POLICY, AccountSeat, account_seat

WRONG = "gravel-otter-42"


@pytest.fixture
def seat(store_url: str) -> Iterator[AccountSeat]:
    with account_seat(store_url) as opened:
        yield opened


@pytest.fixture
def file_seat(tmp_path: Path) -> Iterator[AccountSeat]:
    with account_seat(tmp_path / "s.sqlite3") as opened:
        yield opened


def test_without_an_account_nobody_logs_on(store_url: str) -> None:
    with account_seat(store_url, first=False) as seat:
        assert not seat.desk.accounts.exist
        assert seat.do("take_call", "R. Okafor", type="586", place="Park").calls
        with pytest.raises(Refused, match="administrator"):
            seat.add("bo", "dispatcher")
        seat.add(ADMIN, "administrator")
        assert seat.desk.accounts.exist
        with pytest.raises(Refused, match="Log on first"):
            seat.do("take_call", "R. Okafor", type="586", place="Park")


def test_only_one_first_administrator(seat: AccountSeat) -> None:
    with pytest.raises(Refused, match="Log on first"):
        seat.add("mallory", "administrator")


def test_a_log_on_is_journalled_with_who_when_where_and_from_what(seat: AccountSeat) -> None:
    session = seat.log_on(" ANN ")
    entry = seat.last()
    assert (session.account, session.role) == (ADMIN, "administrator")
    assert (entry.verb, entry.actor, entry.seat, entry.source) == (
        "session_opened",
        ADMIN,
        "Position 1",
        "window",
    )
    assert entry.at == seat.clock.now()
    assert json.loads(entry.args)["outcome"] == "done"


def test_wrong_names_and_passwords_are_answered_alike_and_journalled_without_them(seat: AccountSeat) -> None:
    answers = {seat.refused(ADMIN, WRONG), seat.refused("hunter2-typed-here", WRONG)}
    assert len(answers) == 1
    known, unknown = seat.entries()[-2:]
    assert (known.verb, known.actor) == ("session_refused", ADMIN)
    assert json.loads(known.args)["outcome"] == "failed"
    assert (unknown.verb, unknown.actor) == ("session_refused", "(not known)")
    everything = "".join(f"{entry.args}{entry.changes}{entry.said}" for entry in seat.entries())
    assert WRONG not in everything
    assert "hunter2" not in everything
    assert "argon2" not in everything


def test_five_failures_in_a_quarter_of_an_hour_lock_the_account(seat: AccountSeat) -> None:
    seat.add("bo", "dispatcher", seat.administrator())
    for _ in range(POLICY.failures):
        seat.refused("bo", WRONG)
        seat.clock.advance(60)
    locked = seat.refused("bo", PASSWORD)
    assert locked == seat.refused("nobody at all", PASSWORD)
    seat.clock.advance(86_400)
    seat.refused("bo", PASSWORD)
    seat.desk.account_admin.unlock("bo", by=seat.administrator())
    assert seat.log_on("bo").account == "bo"


def test_failures_that_are_far_apart_lock_nothing(seat: AccountSeat) -> None:
    for _ in range(POLICY.failures * 2):
        seat.refused(ADMIN, WRONG)
        seat.clock.advance(240)
    assert seat.log_on().account == ADMIN


def test_the_last_administrators_lock_passes_by_itself(seat: AccountSeat) -> None:
    for _ in range(POLICY.failures):
        seat.refused(ADMIN, WRONG)
    seat.refused(ADMIN, PASSWORD)
    seat.clock.advance(60 * POLICY.failures_within_min)
    assert seat.log_on().account == ADMIN


def test_a_name_that_is_not_there_takes_as_long_as_a_wrong_password(file_seat: AccountSeat) -> None:
    def seconds(name: str) -> float:
        begun = time.perf_counter()
        file_seat.refused(name, WRONG)
        return time.perf_counter() - begun

    # Alternately, so that whatever else the machine does slows down both.
    taken = [(seconds(ADMIN), seconds("nobody")) for _ in range(9)]
    known, unknown = (median(column) for column in zip(*taken, strict=True))
    assert 0.5 < unknown / known < 2.0


def test_an_account_that_nobody_uses_is_disabled(seat: AccountSeat) -> None:
    seat.add("bo", "dispatcher", seat.administrator())
    seat.clock.advance(timedelta(days=89).total_seconds())
    seat.log_on("bo")
    seat.clock.advance(timedelta(days=90).total_seconds())
    seat.add("cy", "dispatcher", seat.administrator())
    seat.desk.accounts.retire()
    disabled = [entry for entry in seat.entries() if entry.verb == "account_disabled"]
    assert [json.loads(entry.args)["why"] for entry in disabled] == ["inactive"]
    seat.refused("bo", PASSWORD)
    assert seat.log_on("cy").account == "cy"
    assert seat.log_on().account == ADMIN
    seat.desk.account_admin.unlock("bo", by=seat.administrator())
    assert seat.log_on("bo").account == "bo"


def test_a_session_ends_after_twelve_hours_and_goes_on_after_a_new_log_on(seat: AccountSeat) -> None:
    seat.add("bo", "dispatcher", seat.administrator())
    session = seat.log_on("bo")
    # The year has ended meanwhile, here and in UTC.
    seat.clock.advance(12 * 3600 - 1)
    seat.do("take_call", session, type="586", place="Park")
    seat.clock.advance(1)
    with pytest.raises(Refused, match="Log on again"):
        seat.do("take_call", session, type="586", place="Park")
    again = seat.desk.accounts.log_on("bo", PASSWORD, source="window", locked=session)
    assert seat.do("take_call", again, type="586", place="Park").calls
    assert "session_unlocked" in [entry.verb for entry in seat.entries()]


def test_a_locked_screen_is_opened_by_its_own_person_only(seat: AccountSeat) -> None:
    seat.add("bo", "dispatcher", seat.administrator())
    session = seat.log_on("bo")
    seat.desk.accounts.lock(session, "idle")
    with pytest.raises(Refused):
        seat.desk.accounts.log_on(ADMIN, PASSWORD, locked=session)
    assert seat.desk.accounts.log_on("bo", PASSWORD, locked=session).account == "bo"
    seat.desk.accounts.log_off(session)
    assert [entry.verb for entry in seat.entries()][-4:] == [
        "session_locked",
        "session_refused",
        "session_unlocked",
        "session_closed",
    ]


def test_what_another_seat_does_to_an_account_counts_here_as_soon_as_it_is_heard_of(store_url: str) -> None:
    with (
        account_seat(store_url) as here,
        account_seat(store_url, here.clock, "Position 2", first=False) as there,
    ):
        here.add("bo", "dispatcher", here.administrator())
        there.desk.news()
        session = there.log_on("bo")
        here.desk.account_admin.set_role("bo", "viewer", by=here.administrator())
        there.desk.news()
        with pytest.raises(Refused, match="role was changed"):
            there.do("take_call", session, type="586", place="Park")
        here.desk.account_admin.disable("bo", by=here.administrator())
        there.desk.news()
        with pytest.raises(Refused, match="disabled"):
            there.do("take_call", session, type="586", place="Park")


def test_a_code_is_needed_and_taken_once(seat: AccountSeat) -> None:
    admin, secret = seat.desk.account_admin, totp.new_secret()
    session = seat.log_on()
    code = pyotp.TOTP(secret).at(seat.clock.now())
    step = admin.confirmed(secret, code)
    admin.set_second_factor(ADMIN, admin.sealed(PASSWORD, secret), by=session, step=step)
    seat.refused(ADMIN, PASSWORD)
    seat.refused(ADMIN, PASSWORD, code)
    seat.clock.advance(totp.STEP_S)
    code = pyotp.TOTP(secret).at(seat.clock.now())
    seat.refused(ADMIN, WRONG, code)
    assert seat.log_on(code=code).account == ADMIN
    seat.refused(ADMIN, PASSWORD, code)
    assert json.loads(seat.last().args)["why"] == "code was used before"


@pytest.mark.parametrize("password", ["short", "ann", "xANNx12345678", "aaaaaaaaaaaa", "", "x" * 300])
def test_bad_new_passwords_are_refused(file_seat: AccountSeat, password: str) -> None:
    with pytest.raises(Refused):
        file_seat.desk.account_admin.hashed(ADMIN, password)


HOSTILE = ["", "a\0b", "\ud800", "x" * 500, "ann'; --", "\ufdfa" * 39, "<b>ann</b>", "\u202eann"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_no_accounts_and_break_nothing(seat: AccountSeat, name: str) -> None:
    seat.refused(name, "\ud800\0")
    assert seat.last().verb == "session_refused"
    seat.desk.sit(seat.administrator())
    assert not seat.desk.verify().broken


@pytest.mark.parametrize("name", ["", "a\0b", "\ud800", "x" * 41, "\ufdfa" * 39, "Ann", "ANN ", "\uff21nn"])
def test_names_that_cannot_be_told_apart_or_stored_are_refused(seat: AccountSeat, name: str) -> None:
    with pytest.raises(Refused):
        seat.add(name, "viewer", seat.administrator())


def test_no_secret_stands_in_the_store_as_it_was_typed(tmp_path: Path) -> None:
    secret = totp.new_secret()
    with account_seat(tmp_path / "s.sqlite3") as seat:
        admin = seat.desk.account_admin
        admin.set_second_factor(ADMIN, admin.sealed(PASSWORD, secret), by=seat.administrator())
        seat.refused(ADMIN, WRONG)
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"$argon2id$" in stored
    assert not [secret for secret in (PASSWORD, WRONG, secret) if secret.encode() in stored]


def test_the_last_administrator_stays(seat: AccountSeat) -> None:
    admin = seat.desk.account_admin
    for act in (
        lambda: admin.disable(ADMIN, by=seat.administrator()),
        lambda: admin.set_role(ADMIN, "viewer", by=seat.administrator()),
    ):
        with pytest.raises(Refused, match="last administrator"):
            act()
    seat.add("bo", "administrator", seat.administrator())
    admin.disable(ADMIN, by=seat.administrator())
    with pytest.raises(Refused, match="disabled"):
        seat.desk.account_admin.list(seat.administrator())
