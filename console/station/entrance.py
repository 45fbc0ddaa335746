"""Logging on while nobody waits: the store's part on the desk's thread, the slow part on its own."""

import threading
from concurrent.futures import Future

from console.clock import Clock
from console.desk.accounts import prove
from console.desk.session import Session
from console.desk.thread import DeskThread, told
from console.settings import LogOnPolicy


class Entrance:
    """Opens sessions for a seat; each answer is a future, and the board follows who sits there."""

    def __init__(self, desk: DeskThread, clock: Clock, policy: LogOnPolicy) -> None:
        self._desk = desk
        self._clock = clock
        self._policy = policy

    def log_on(
        self,
        name: str,
        password: str,
        code: str = "",
        *,
        source: str = "window",
        locked: Session | None = None,
    ) -> "Future[Session]":
        """Open a session, or the `locked` one again; the future raises Refused or Unavailable."""
        answer: Future[Session] = Future()

        def act() -> None:
            try:
                answer.set_result(self._log_on(name, password, code, source, locked))
            except Exception as error:  # noqa: BLE001  whatever it was, whoever waits for the answer gets it
                answer.set_exception(told(error))

        threading.Thread(target=act, name="entrance", daemon=True).start()
        return answer

    def log_off(self, session: Session) -> "Future[None]":
        """End the session; the board is nobody's from then on."""
        noted = self._desk.order(lambda desk: desk.accounts.log_off(session))
        self._desk.sit(None)
        return noted

    def lock(self, session: Session, why: str = "") -> "Future[None]":
        """Journal that the screen is locked; the board goes on, so that alarms still sound."""
        return self._desk.order(lambda desk: desk.accounts.lock(session, why))

    def _log_on(self, name: str, password: str, code: str, source: str, locked: Session | None) -> Session:
        challenge = self._desk.order(lambda desk: desk.accounts.challenge(name)).result()
        proof = prove(challenge, password, code, self._policy, self._clock.now())
        session: Session = self._desk.order(
            lambda desk: desk.accounts.settle(challenge, proof, source=source, locked=locked)
        ).result()
        self._desk.sit(session).result()
        return session
