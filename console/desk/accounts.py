"""Logging on and off, locking, break-glass: each step journalled, and no step slow where others wait."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, orm, select

from console.desk import totp
from console.desk.admission import Admission
from console.desk.audit import FAILED, REFUSED, Audit
from console.desk.calls import bounded
from console.desk.passwords import Hasher
from console.desk.rights import STATION, Roles
from console.desk.session import Session
from console.errors import Refused
from console.models import Account
from console.models.account import ADMINISTRATOR, name_key
from console.settings import LogOnPolicy

NOT_KNOWN = "(not known)"
COUNTED = frozenset({"wrong password", "wrong code", "code was used before"})
NO_ENTRY = (
    "Name, password or code is wrong, or the account is locked or disabled. After {failures} failures within"
    " {minutes} minutes an administrator unlocks it."
)

NO_ENTRY_ALONE = (
    "Password or code is wrong. The server is away: after {failures} failures this position waits {minutes}"
    " minutes."
)
NOBODY_NEW = "The server is away: nobody new can log on here. Whoever was logged on opens their own screen."


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a password is checked against; of a name that there is not, something that no password fits."""

    name: str
    secret: str = field(repr=False)
    totp: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of checking: `step` is a right code's time step, `rehashed` a hash at the present cost."""

    password: bool
    step: int | None
    rehashed: str = field(default="", repr=False)


class Accounts:
    """Log-on in three steps: `challenge` and `settle` use the store, `prove` between them takes its time.

    Whoever is on another thread than the desk's orders the first and the last there.
    """

    def __init__(self, audit: Audit, admission: Admission, roles: Roles, policy: LogOnPolicy) -> None:
        self.policy = policy
        self._audit = audit
        self._admission = admission
        self._roles = roles

    @property
    def exist(self) -> bool:
        """Whether there are any: without one nobody needs to log on."""
        return self._admission.guarded

    def log_on(
        self, name: str, password: str, code: str = "", *, source: str = "", locked: Session | None = None
    ) -> Session:
        """All three steps, for whoever may wait; raises Refused, and does not say which of them was wrong.

        `locked` is the session of a screen that is locked, or of a person who has to log on again.
        """
        challenge = self.challenge(name)
        proof = prove(challenge, password, code, self.policy, self._audit.clock.now())
        return self.settle(challenge, proof, source=source, locked=locked)

    def challenge(self, name: str) -> Challenge:
        """What a log-on by that name is checked against."""
        with self._audit.store.read() as session:
            row = session.scalar(select(Account).where(Account.key == name_key(name)))
            return Challenge(name, row.secret, row.totp) if row is not None else Challenge(name, "", "")

    def settle(
        self, challenge: Challenge, proof: Proof, *, source: str = "", locked: Session | None = None
    ) -> Session:
        """Open a session, or count the failure; raises Refused."""
        opened = self._audit.transact(lambda db: self._settle(db, challenge, proof, source, locked))
        if opened is None:
            policy = self.policy
            raise Refused(NO_ENTRY.format(failures=policy.failures, minutes=policy.failures_within_min))
        self._admission.begin(opened.account)
        return opened

    def log_off(self, session: Session) -> None:
        """The person has gone, and the session counts no longer."""
        self._admission.end(session)
        self._note(session, "session_closed")

    def lock(self, session: Session, why: str = "") -> None:
        """The screen is locked; `log_on` with the session opens it again."""
        self._note(session, "session_locked", why=why)

    def readmit(self, locked: Session | None, why: str) -> Session:
        """Open a locked screen on a seat's own store, where there are no accounts to ask.

        `why` is what this seat itself has against it, "" for nothing; raises Refused with it.
        """
        if locked is None or why:
            who = locked.account if locked is not None else NOT_KNOWN
            self._audit.note(
                "session_refused", actor=who, source="window", outcome=FAILED, why=why, alone=True
            )
            policy = self.policy
            raise Refused(
                NO_ENTRY_ALONE.format(failures=policy.failures, minutes=policy.failures_within_min)
                if locked is not None
                else NOBODY_NEW
            )
        self._note(locked, "session_unlocked", alone=True)
        return replace(locked, authenticated_at=self._audit.clock.now())

    def retire(self) -> None:
        """Disable every account that nobody has used for long; raises Unavailable."""
        if self.exist:
            self._audit.transact(self._retire_all)

    def break_glass(self, session: Session, role: str, reason: str) -> Session:
        """The session with its role raised for a while; raises Refused where the table does not allow it."""
        reason = printable(reason, "reason", 200, needed=True)
        now = self._audit.clock.now()
        wanted, mine = self._roles.named(role), self._roles.named(session.role)
        if role not in mine.raise_to:
            self._note(session, "role_raised", outcome=REFUSED, role=role, reason=reason)
            raise Refused(f"The role {mine.name} cannot be raised to {wanted.name}.", word=role)
        until = now + timedelta(minutes=self.policy.break_glass_min)
        self._note(session, "role_raised", role=role, reason=reason, until=until)
        return replace(session, raised_to=role, raised_until=until, reason=reason)

    def _note(self, session: Session, verb: str, **fields: Any) -> None:
        self._audit.note(verb, actor=session.account, source=session.source, **fields)

    def _settle(
        self, db: orm.Session, challenge: Challenge, proof: Proof, source: str, locked: Session | None
    ) -> Session | None:
        row = held(db, challenge.name)
        now = self._audit.clock.now()
        if row is not None:
            self._lapse(db, row, now)
            self._retire(db, row, now)
        why = self._obstacle(row, challenge, proof)
        if locked is not None and row is not None and row.name != locked.account:
            why = why or "another person's screen"
        if row is None or why:
            self._refuse(db, row, challenge, why, source, now)
            return None
        row.opened(now)
        row.totp_step = proof.step if proof.step is not None else row.totp_step
        row.secret = proof.rehashed or row.secret
        verb = "session_opened" if locked is None else "session_unlocked"
        self._audit.write(db, verb, actor=row.name, source=source, role=row.role)
        if locked is not None:
            return replace(locked, authenticated_at=now, role=row.role)
        return Session(row.name, row.person, row.badge, row.role, now, source)

    def _obstacle(self, row: Account | None, challenge: Challenge, proof: Proof) -> str:
        """Why that log-on is none, in words for the journal; "" when it is one."""
        if row is None:
            return "unknown name"
        if row.disabled_at is not None:
            return "disabled"
        if row.locked_at is not None:
            return "locked"
        if (row.secret, row.totp) != (challenge.secret, challenge.totp):
            return "changed meanwhile"
        if not proof.password:
            return "wrong password"
        if row.totp and (proof.step is None or proof.step <= row.totp_step):
            return "wrong code" if proof.step is None else "code was used before"
        return ""

    def _lapse(self, db: orm.Session, row: Account, now: datetime) -> None:
        """Nobody could unlock the last administrator: for that account the lock passes by itself."""
        within = timedelta(minutes=self.policy.failures_within_min)
        if row.locked_at is not None and now - row.locked_at >= within and last_administrator(db, row):
            row.locked_at, row.failures = None, []

    def _retire_all(self, db: orm.Session) -> None:
        there = select(Account).where(Account.disabled_at.is_(None)).order_by(Account.id).with_for_update()
        for row in db.scalars(there).all():
            self._retire(db, row, self._audit.clock.now())

    def _retire(self, db: orm.Session, row: Account, now: datetime) -> None:
        """An account that nobody has used for long is disabled, unless nobody could enable it again."""
        after = timedelta(days=self.policy.inactive_days)
        if row.disabled_at is None and row.inactive(now, after) and not last_administrator(db, row):
            row.disable(now, "inactive")
            touched = (f"account:{row.name}",)
            self._audit.write(
                db, "account_disabled", actor=STATION, source="", touched=touched, why="inactive"
            )

    def _refuse(
        self, db: orm.Session, row: Account | None, challenge: Challenge, why: str, source: str, now: datetime
    ) -> None:
        if row is None:
            # A password is easily typed where the name belongs: the journal gets no more than its shape.
            first = challenge.name[:1] if challenge.name[:1].isprintable() else "?"
            name = f"{first}… ({len(challenge.name)} characters)"
            self._refusal(db, NOT_KNOWN, source, name=name, why=why)
            return
        if why in COUNTED:
            within = timedelta(minutes=self.policy.failures_within_min)
            row.failed(now, most=self.policy.failures, within=within)
        self._refusal(db, row.name, source, name=row.name, why=why, locked=row.locked_at is not None)

    def _refusal(self, db: orm.Session, actor: str, source: str, **args: Any) -> None:
        self._audit.write(db, "session_refused", actor=actor, source=source, outcome=FAILED, **args)


def prove(challenge: Challenge, password: str, code: str, policy: LogOnPolicy, now: datetime) -> Proof:
    """Check password and code; takes as long for a name that there is not as for a wrong password.

    Neither for the window's thread nor for a transaction: it takes a tenth of a second, on purpose.
    """
    hasher = Hasher(policy.hash_kib)
    right = hasher.matches(challenge.secret or hasher.nobodys(), password)
    # Also where there is no second factor: how long it takes must not tell.
    secret = hasher.unseal(password, challenge.totp)
    step = totp.step_of(secret, code, now)
    old = right and hasher.outdated(challenge.secret)
    return Proof(right, step, hasher.hash(password) if old else "")


def held(db: orm.Session, name: str) -> Account | None:
    """The account of that name, held until the commit."""
    return db.scalar(select(Account).where(Account.key == name_key(name)).with_for_update())


def last_administrator(db: orm.Session, row: Account) -> bool:
    """Whether without that account nobody could manage accounts any more."""
    others = select(func.count()).where(
        Account.role == ADMINISTRATOR, Account.disabled_at.is_(None), Account.id != row.id
    )
    return row.role == ADMINISTRATOR and not db.scalar(others)


def printable(text: str, what: str, length: int, *, needed: bool = False) -> str:
    """Text as it may stand in an account or in the audit; Refused for what cannot be shown."""
    words = bounded(text, what, length, needed=needed)
    if not words.isprintable():
        raise Refused(f"A character in the {what} cannot be stored. Type it again.")
    return words
