"""The table of roles: whole, and held to by the desk for every role and every verb."""

import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from inspect import Parameter, signature

import pytest

from console.desk.desk import Desk
from console.desk.rights import STATION
from console.desk.session import Actor
from console.desk.verbs import VERBS
from console.desk.work import Past
from console.errors import Refused
from tests.desk.account_seats import ADMIN, ROLES, AccountSeat, account_seat

PERSONS = tuple(ROLES.roles)
WRONG = [(role, verb) for verb in VERBS for role in (*PERSONS, STATION) if not ROLES.may(role, verb)]
RIGHTS: dict[str, Callable[[Desk], object]] = {
    "read_journal": Desk.journal,
    "verify": Desk.verify,
    "export": lambda desk: desk.use("export", "a list"),
    "backup": lambda desk: desk.use("backup", "to a disk"),
    "view_premise": lambda desk: desk.places.view("Plummer Park", desk.session or "x"),
    "view_facilities": lambda desk: desk.places.register(desk.session or "x"),
    "view_caller": lambda desk: desk.view_caller("20261231-0001"),
    "manage_accounts": lambda desk: desk.account_admin.list(desk.session),
}


@pytest.fixture(scope="module")
def seat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AccountSeat]:
    """One seat for all: what is refused changes nothing, so no test is in another's way."""
    with account_seat(tmp_path_factory.mktemp("rights") / "s.sqlite3") as opened:
        opened.do("take_call", opened.session_of("call_taker"), type="586", place="Park", caller="Ms Doe")
        yield opened


def actor_of(seat: AccountSeat, role: str) -> Actor:
    return "Radio 1" if role == STATION else seat.session_of(role)


def test_the_table_has_every_verb_and_names_only_roles_and_verbs_that_there_are() -> None:
    table = tomllib.loads((files("resources") / "codes" / "roles.toml").read_text(encoding="utf-8"))
    assert set(table["verbs"]) == set(VERBS)
    assert not set(table["rights"]) & set(VERBS)
    named = {role for row in (*table["verbs"].values(), *table["rights"].values()) for role in row}
    raised = {role for each in ROLES.roles.values() for role in each.raise_to}
    assert named <= {*PERSONS, STATION}
    assert raised <= set(PERSONS)
    assert all(ROLES.holders[right] for right in ROLES.holders)


@pytest.mark.parametrize(("role", "verb"), WRONG, ids=lambda word: word)
def test_a_wrong_role_is_refused_each_verb_changes_nothing_and_is_journalled(
    seat: AccountSeat, role: str, verb: str
) -> None:
    actor = actor_of(seat, role)
    before, picture = seat.entries(), seat.picture()
    # The right is asked for first: with no word of the arguments right, it says no all the same.
    needed = [p for p in signature(VERBS[verb]).parameters.values() if p.kind is Parameter.KEYWORD_ONLY]
    with pytest.raises(Refused):
        seat.do(verb, actor, **{each.name: "x" for each in needed})
    (entry,) = seat.entries()[len(before) :]
    args = json.loads(entry.args)
    assert (entry.verb, args["right"], args["outcome"]) == ("right_refused", verb, "refused")
    assert entry.actor == ("Radio 1" if role == STATION else f"{role}-1")
    assert replace(seat.picture(), entry=0) == replace(picture, entry=0)


@pytest.mark.parametrize("right", RIGHTS)
@pytest.mark.parametrize("role", PERSONS)
def test_rights_that_are_no_verbs_are_held_to_and_their_use_is_journalled(
    seat: AccountSeat, role: str, right: str
) -> None:
    # A role's first session logs on, which is an entry too.
    session = seat.session_of(role)
    before = len(seat.entries())
    seat.desk.sit(session)
    if ROLES.may(role, right):
        RIGHTS[right](seat.desk)
        return
    with pytest.raises(Refused):
        RIGHTS[right](seat.desk)
    (entry,) = seat.entries()[before:]
    assert (entry.verb, json.loads(entry.args)["right"]) == ("right_refused", right)


@pytest.mark.parametrize("right", RIGHTS)
def test_nobody_has_no_right(seat: AccountSeat, right: str) -> None:
    seat.desk.sit(None)
    with pytest.raises(Refused, match="Log on first"):
        RIGHTS[right](seat.desk)


def test_the_use_of_a_right_is_journalled(seat: AccountSeat) -> None:
    seat.desk.sit(seat.administrator())
    seat.desk.use("export", "radio log to log.csv")
    used = seat.desk.journal()[-2]
    assert (used.verb, used.actor, used.source) == ("right_used", ADMIN, "window")
    assert json.loads(used.args) == {
        "outcome": "done",
        "right": "export",
        "what": "radio log to log.csv",
    }


def test_devices_go_on_reporting_whoever_is_logged_on(seat: AccountSeat) -> None:
    assert seat.do("radio_heard", "Radio 1", link="Radio 1", radio_id="100-4011").entry


def test_break_glass_raises_a_role_for_an_hour_and_says_why(seat: AccountSeat) -> None:
    session = seat.session_of("call_taker")
    (number,) = seat.do("take_call", session, type="586", place="Park").calls
    with pytest.raises(Refused, match="cannot be raised"):
        seat.desk.accounts.break_glass(session, "administrator", "curious")
    with pytest.raises(Refused, match="reason"):
        seat.desk.accounts.break_glass(session, "dispatcher", "  ")
    raised = seat.desk.accounts.break_glass(session, "dispatcher", "dispatcher taken ill")
    entry = seat.last()
    assert (entry.verb, json.loads(entry.args)["reason"]) == ("role_raised", "dispatcher taken ill")
    seat.do("dispatch", raised, units=["CSO-11"], call=number)
    seat.do("free", raised, unit="CSO-11")
    seat.clock.advance(3600)
    with pytest.raises(Refused, match="dispatch"):
        seat.do("dispatch", raised, units=["CSO-11"], call=number)


def test_what_was_done_without_the_server_counts_for_the_role_of_whoever_did_it(seat: AccountSeat) -> None:
    past = Past(seat.clock.now())
    args = {"type": "586", "place": "Park"}
    assert seat.desk.do("take_call", args, actor="call_taker-1", past=past).calls
    for stranger in ("viewer-1", "R. Okafor"):
        with pytest.raises(Refused):
            seat.desk.do("take_call", args, actor=stranger, past=past)
