"""Opening a locked screen again while the server is gone, from what this seat remembers of its person."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from console.clock import Clock
from console.desk.accounts import Challenge, Proof, prove
from console.desk.session import Session
from console.settings import LogOnPolicy

NOBODY_NEW = "nobody new without the server"
TOO_OFTEN = "too many failures"


@dataclass(slots=True)
class _Known:
    """Whoever was logged on last: hash and sealed second factor, and how often they were missed since."""

    account: str
    challenge: Challenge = field(repr=False)
    step: int
    failures: list[datetime] = field(default_factory=list)


class Readmission:
    """Remembers in memory only, from one log-on to the log-off or the next one; no password, its hash alone.

    Being locked out in an outage is a danger, being let in without a password is another: the person who
    was logged on is let in again by password and second factor, and nobody else. Too many failures make
    this seat wait as long as the policy counts them, and not for an administrator who could not help.
    """

    def __init__(self, clock: Clock, policy: LogOnPolicy) -> None:
        self._clock = clock
        self._policy = policy
        self._known: _Known | None = None

    def keep(self, session: Session, challenge: Challenge, proof: Proof) -> None:
        """Remember who has logged on with the server's consent."""
        kept = replace(challenge, secret=proof.rehashed or challenge.secret)
        self._known = _Known(session.account, kept, proof.step or 0)

    def forget(self) -> None:
        """They have logged off."""
        self._known = None

    def obstacle(self, locked: Session | None, password: str, code: str) -> str:
        """Why that screen is not opened, in words for the journal; "" when it is. Takes its time."""
        known, now = self._known, self._clock.now()
        if known is None or locked is None or known.account != locked.account:
            return NOBODY_NEW
        within = timedelta(minutes=self._policy.failures_within_min)
        known.failures = [then for then in known.failures if now - then < within]
        if len(known.failures) >= self._policy.failures:
            return TOO_OFTEN
        proof = prove(known.challenge, password, code, self._policy, now)
        wrong = _wrong(known, proof)
        if wrong:
            known.failures.append(now)
        else:
            known.step = proof.step or known.step
            known.failures = []
        return wrong


def _wrong(known: _Known, proof: Proof) -> str:
    if not proof.password:
        return "wrong password"
    if known.challenge.totp and (proof.step is None or proof.step <= known.step):
        return "wrong code" if proof.step is None else "code was used before"
    return ""
