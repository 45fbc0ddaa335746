"""What is restricted never reaches a role that may not see it: board, searches, journal, log files."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from console.board.views import Codes
from console.desk.past_calls import Sought
from console.desk.session import Session
from console.desk.thread import told
from console.errors import Refused
from console.models import Call
from console.store.store import Store
from tests.desk.account_seats import ROLES, AccountSeat, account_seat

NAME, PHONE = "Dolores Quimby", "+13105550142"
SWORN_PLACE = "8300 SANTA MONICA BL"
BLIND = [role for role in ROLES.roles if not ROLES.may(role, "view_caller")]
SEEING = [role for role in ROLES.roles if ROLES.may(role, "view_caller")]


@pytest.fixture(scope="module")
def seat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AccountSeat]:
    with account_seat(tmp_path_factory.mktemp("restricted") / "s.sqlite3") as opened:
        taker = opened.session_of("call_taker")
        opened.do("phone_rang", "Line 1", link="Line 1", number=PHONE, name=NAME)
        opened.do("take_call", taker, type="586", place="Park", caller=NAME, phone=PHONE)
        opened.do("take_call", taker, type="211A", place=SWORN_PLACE, text="panic button at the desk")
        opened.do("radio_text", "Radio 1", link="Radio 1", radio_id="100-4011", words="suspect on Robertson")
        for role in ROLES.roles:
            opened.session_of(role)
        yield opened


def sat(seat: AccountSeat, role: str) -> Session:
    session = seat.session_of(role)
    seat.desk.sit(session)
    return session


def all_of(seat: AccountSeat) -> str:
    """Everything that whoever sits there can ask for, as text."""
    found: list[object] = [replace(seat.picture(), codes=Codes()), seat.desk.news(), seat.desk.radio_log()]
    found += [seat.desk.past_calls(Sought()), seat.desk.past_calls(Sought(words="panic"))]
    found += [seat.desk.radio_log(words=word) for word in (NAME.split()[0], PHONE)]
    for ask in (seat.desk.journal, lambda: seat.desk.past_calls(Sought(phone=PHONE))):
        try:
            found.append(ask())
        except Refused as refused:
            found.append(refused.reason)
    return repr(found)


@pytest.mark.parametrize("role", SEEING)
def test_who_works_with_callers_sees_them(seat: AccountSeat, role: str) -> None:
    sat(seat, role)
    assert (caller := seat.picture().caller) is not None
    assert (caller.name, caller.number) == (NAME, PHONE)
    assert seat.desk.view_caller("20261231-0001").phone == PHONE
    (entry,) = [entry for entry in seat.entries() if entry.verb == "record_viewed"][-1:]
    assert entry.actor == f"{role}-1"


@pytest.mark.parametrize("role", BLIND)
def test_who_does_not_never_gets_to_see_one(seat: AccountSeat, role: str) -> None:
    sat(seat, role)
    shown = all_of(seat)
    assert NAME not in shown
    assert PHONE.lstrip("+") not in shown
    assert "Park" in shown


@pytest.mark.parametrize("nobody", [False, True])
def test_ambassadors_and_nobody_see_no_law_enforcement_data(seat: AccountSeat, nobody: bool) -> None:
    sat(seat, "ambassador_supervisor")
    if nobody:
        seat.desk.sit(None)
    shown = all_of(seat)
    assert not [word for word in (SWORN_PLACE, "panic", "211A", "Robertson") if word in shown]
    assert len(seat.picture().calls) == 2


def test_a_fault_that_is_logged_shows_no_caller(store_url: str, caplog: pytest.LogCaptureFixture) -> None:
    store = Store.open(store_url)
    try:
        with store.write() as session:
            session.execute(insert(Call).values(caller=NAME, phone=PHONE))
    except IntegrityError as error:
        told(error)
    finally:
        store.close()
    assert "INSERT INTO call" in caplog.text
    assert NAME not in caplog.text
    assert PHONE not in caplog.text


def test_who_may_not_see_who_called_cannot_write_over_it(seat: AccountSeat) -> None:
    trainee = sat(seat, "trainee")
    call = "20261231-0001"
    for args in ({"caller": "Somebody"}, {"phone": "3105550199", "place": "Park 2"}):
        with pytest.raises(Refused, match="Trainee"):
            seat.do("amend_call", trainee, call=call, version=1, **args)
    refused = seat.entries()[-1]
    assert (refused.verb, refused.actor) == ("right_refused", "trainee-1")
    assert '"view_caller"' in refused.args
    sat(seat, "dispatcher")
    assert seat.desk.view_caller(call).name == NAME


def test_a_call_that_was_once_for_sworn_officers_does_not_tell_others_so(seat: AccountSeat) -> None:
    taker = sat(seat, "call_taker")
    number = seat.do("take_call", taker, type="211A", place="Park").calls[0]
    seat.do("amend_call", taker, call=number, version=1, type="586")
    told = {
        "dispatcher": "Type: was 211A Robbery alarm, now 586 Parking",
        "ambassador_supervisor": "Type: changed",
    }
    for role, words in told.items():
        sat(seat, role)
        assert [line.text for line in seat.picture().calls[number].timeline] == [words]
