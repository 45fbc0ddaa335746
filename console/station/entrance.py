"""Logging on while nobody waits: the store's part on the desk's thread, the slow part on its own."""

import threading
from collections.abc import Callable
from concurrent.futures import Future

from console.clock import Clock
from console.desk.accounts import Challenge, prove
from console.desk.desk import Desk
from console.desk.passwords import Hasher, must_be_good
from console.desk.session import Session
from console.desk.thread import DeskThread, told
from console.errors import Refused
from console.models.account import ADMINISTRATOR
from console.settings import LogOnPolicy
from console.station.readmission import Readmission
from console.station.seating import FirstAdministrator

WINDOW = "window"


class Entrance:
    """Opens sessions for a seat; each answer is a future, and the board follows who sits there.

    While the server is gone it lets nobody in but whoever was logged on here when it went.
    """

    def __init__(self, desk: DeskThread, clock: Clock, policy: LogOnPolicy) -> None:
        self._desk = desk
        self._clock = clock
        self._policy = policy
        self._readmission = Readmission(clock, policy)

    def log_on(
        self,
        name: str,
        password: str,
        code: str = "",
        *,
        source: str = WINDOW,
        locked: Session | None = None,
        ends: Session | None = None,
    ) -> "Future[Session]":
        """Open a session, or the `locked` one again; the future raises Refused or Unavailable.

        `ends` is the session of somebody else on this seat, which is over once this one is open.
        """

        def act() -> Session:
            session = self._open(name, password, code, source, locked)
            if ends is not None:
                self._desk.order(lambda desk: desk.accounts.log_off(ends)).result()
            return self._seated(session)

        return _in_background(act)

    def make_first(self, first: FirstAdministrator, *, source: str = WINDOW) -> "Future[Session]":
        """Add the store's first administrator and log them on; the future raises Refused or Unavailable."""

        def act() -> Session:
            must_be_good(first.password, first.name, self._policy.secret_length)
            secret = Hasher(self._policy.hash_kib).hash(first.password)
            self._desk.order(lambda desk: _add_first(desk, first, secret)).result()
            return self._seated(self._open(first.name, first.password, "", source, None))

        return _in_background(act)

    def raise_role(self, session: Session, role: str, reason: str) -> "Future[Session]":
        """Break-glass: the session with its role raised for a while; raises Refused or Unavailable."""

        def act() -> Session:
            raised: Session = self._desk.order(
                lambda desk: desk.accounts.break_glass(session, role, reason)
            ).result()
            return self._seated(raised)

        return _in_background(act)

    def forget(self) -> None:
        """The session of whoever was logged on is over: without the server they are new as well."""
        self._readmission.forget()

    def log_off(self, session: Session) -> "Future[None]":
        """End the session; the board is nobody's from then on."""
        self._readmission.forget()
        noted = self._desk.order(lambda desk: desk.accounts.log_off(session))
        self._desk.sit(None)
        return noted

    def lock(self, session: Session, why: str = "") -> "Future[None]":
        """Journal that the screen is locked; the board goes on, so that alarms still sound."""
        return self._desk.order(lambda desk: desk.accounts.lock(session, why))

    def _seated(self, session: Session) -> Session:
        self._desk.sit(session).result()
        return session

    def _open(self, name: str, password: str, code: str, source: str, locked: Session | None) -> Session:
        challenge: Challenge | None = self._desk.order(
            lambda desk: None if desk.alone else desk.accounts.challenge(name)
        ).result()
        if challenge is None:
            return self._open_alone(password, code, locked)
        proof = prove(challenge, password, code, self._policy, self._clock.now())
        # The server may have gone while the password was checked: its accounts went with it.
        session: Session | None = self._desk.order(
            lambda desk: (
                None if desk.alone else desk.accounts.settle(challenge, proof, source=source, locked=locked)
            )
        ).result()
        if session is None:
            return self._open_alone(password, code, locked)
        self._readmission.keep(session, challenge, proof)
        return session

    def _open_alone(self, password: str, code: str, locked: Session | None) -> Session:
        """Open a locked screen without the server; raises Refused for anybody else's."""
        why = self._readmission.obstacle(locked, password, code)
        session: Session = self._desk.order(lambda desk: desk.accounts.readmit(locked, why)).result()
        return session


def _add_first(desk: Desk, first: FirstAdministrator, secret: str) -> None:
    if desk.alone:
        raise Refused("The server is away. The first administrator is made when it is back.")
    desk.account_admin.add(
        first.name,
        role=ADMINISTRATOR,
        secret=secret,
        person=first.person or first.name,
        badge=first.badge,
        by=None,
    )


def _in_background(act: Callable[[], Session]) -> "Future[Session]":
    answer: Future[Session] = Future()

    def run() -> None:
        try:
            answer.set_result(act())
        except Exception as error:  # noqa: BLE001  whatever it was, whoever waits for the answer gets it
            answer.set_exception(told(error))

    threading.Thread(target=run, name="entrance", daemon=True).start()
    return answer
