"""A locked screen while the server is gone: its own person comes in again, and nobody else does."""

from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest

from console.board.holder import Board
from console.clock import ManualClock
from console.desk.session import Session
from console.desk.thread import DeskThread
from console.errors import Refused
from console.settings import Settings
from console.station.entrance import Entrance
from console.station.opening import Startup, make_stand_in, open_desk
from console.station.seating import FirstAdministrator
from tests.desk.account_seats import NEW_YEARS_EVE, PASSWORD, POLICY, AccountSeat, account_seat
from tests.hardware.waiting import wait_until
from tests.store.servers import Server
from tests.store.servers import server as new_server

LIMIT_S = 30
WRONG = "gravel-otter-42"


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    """A server that this module may stop."""
    with new_server() as made:
        yield made


class Position:
    """A position on a server with accounts, and its entrance."""

    def __init__(self, url: str) -> None:
        self.clock, self.board = ManualClock(NEW_YEARS_EVE), Board()
        settings = Settings(mode="live", log_on=POLICY)
        start = Startup(settings, url, "R. Okafor", clock=self.clock)
        self.thread = DeskThread(lambda: open_desk(start), self.board, lambda: make_stand_in(start))
        self.entrance = Entrance(self.thread, self.clock, POLICY)

    def open(self) -> None:
        self.thread.start()
        self.thread.opened.result(LIMIT_S)

    def log_on(self, name: str, password: str = PASSWORD, code: str = "") -> Session:
        return self.entrance.log_on(name, password, code).result(LIMIT_S)

    def unlock(self, session: Session, password: str = PASSWORD, code: str = "") -> Session:
        return self.entrance.log_on(session.account, password, code, locked=session).result(LIMIT_S)

    def refused(self, session: Session, password: str = PASSWORD, code: str = "") -> str:
        with pytest.raises(Refused) as caught:
            self.unlock(session, password, code)
        return caught.value.reason

    def wait_down(self) -> None:
        self.thread.order(lambda desk: desk.answers())
        wait_until(lambda: self.board.picture.downtime_since is not None, LIMIT_S)

    def wait_up(self) -> None:
        wait_until(lambda: self.board.picture.downtime_since is None, LIMIT_S)

    def take(self, session: Session, place: str) -> str:
        done = self.thread.do("take_call", {"type": "586", "place": place}, actor=session)
        return done.result(LIMIT_S).calls[0]


@pytest.fixture
def url(own: Server) -> str:
    store = own.new()
    with account_seat(store) as made:
        for name in ("bo", "cy"):
            made.add(name, "dispatcher", made.administrator())
    return store


@pytest.fixture
def position(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Position]:
    # Where a seat keeps what it does without its server.
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    made = Position(url)
    made.open()
    yield made
    made.thread.stop()


def test_the_person_who_was_logged_on_opens_the_screen_and_nobody_else_does(
    own: Server, url: str, position: Position
) -> None:
    bo = position.log_on("bo")
    with own.gone():
        position.wait_down()
        position.entrance.lock(bo).result(LIMIT_S)
        assert "is wrong" in position.refused(bo, WRONG)
        with pytest.raises(Refused, match="nobody new"):
            position.log_on("cy")
        with pytest.raises(Refused, match="nobody new"):
            position.log_on("bo")
        with pytest.raises(Refused, match="administrator is made when it is back"):
            position.entrance.make_first(FirstAdministrator("eve", "Eve", PASSWORD)).result(LIMIT_S)
        # It is twelve hours, and they log on again without the server as well.
        position.clock.advance(12 * 3600)
        with pytest.raises(Refused, match="Log on again"):
            position.take(bo, "too late")
        bo = position.unlock(bo)
        number = position.take(bo, "900 FOUNTAIN AV")
    position.wait_up()
    assert position.board.picture.calls[number].place == "900 FOUNTAIN AV"
    catch_up = position.board.picture.catch_up
    assert catch_up is not None
    assert not catch_up.conflicts
    assert position.board.picture.door.why_ended == ""
    with account_seat(url, position.clock, "Position 2", first=False) as seat:
        assert [e.actor for e in seat.entries() if e.verb == "take_call"] == ["bo"]


def test_guessing_makes_the_position_wait_and_not_for_ever(own: Server, position: Position) -> None:
    bo = position.log_on("bo")
    with own.gone():
        position.wait_down()
        for _ in range(POLICY.failures):
            position.refused(bo, WRONG)
        position.refused(bo)
        position.clock.advance(POLICY.failures_within_min * 60)
        assert position.unlock(bo).account == "bo"


def test_whoever_has_logged_off_is_new_without_the_server(own: Server, position: Position) -> None:
    bo = position.log_on("bo")
    position.entrance.log_off(bo).result(LIMIT_S)
    with own.gone():
        position.wait_down()
        assert "nobody new" in position.refused(bo) or "is wrong" in position.refused(bo)


def test_a_second_factor_is_asked_for_without_the_server_and_taken_once(
    own: Server, url: str, position: Position
) -> None:
    secret = pyotp.random_base32()

    def enrol(desk: AccountSeat) -> None:
        admin, bo = desk.desk.account_admin, desk.administrator()
        admin.set_second_factor(
            "bo",
            admin.sealed(PASSWORD, secret),
            by=Session("bo", "Bo", "C-1", "dispatcher", bo.authenticated_at, "window"),
        )

    with account_seat(url, position.clock, "Position 2", first=False) as seat:
        enrol(seat)
    code = pyotp.TOTP(secret).at(position.clock.now())
    bo = position.log_on("bo", code=code)
    with own.gone():
        position.wait_down()
        assert "is wrong" in position.refused(bo)
        assert "is wrong" in position.refused(bo, code=code)
        position.clock.advance(60)
        assert position.unlock(bo, code=pyotp.TOTP(secret).at(position.clock.now())).account == "bo"


def test_a_position_that_starts_without_its_server_lets_nobody_in(
    own: Server, url: str, position: Position
) -> None:
    position.thread.stop()
    with own.gone():
        again = Position(url)
        again.open()
        assert again.board.picture.downtime_since is not None
        assert again.board.picture.door.guarded
        with pytest.raises(Refused, match="nobody new"):
            again.log_on("bo")
        again.thread.stop()


def test_what_a_position_remembers_is_no_password_and_is_not_told(position: Position) -> None:
    position.log_on("bo")
    told = repr(vars(position.entrance._readmission)) + repr(FirstAdministrator("a", "A", PASSWORD))
    assert PASSWORD not in told
    assert "argon2" not in told


def test_a_conflict_is_settled_by_somebody_who_may(url: str, position: Position) -> None:
    with account_seat(url, position.clock, "Position 2", first=False) as seat:
        seat.add("vic", "viewer", seat.administrator())
    position.log_on("vic")
    with pytest.raises(Refused, match="does not have the right set_aside"):
        position.thread.settle("a key", take=True).result(LIMIT_S)
    position.log_on("bo")
    position.thread.settle("a key", take=True).result(LIMIT_S)
