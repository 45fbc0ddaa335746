"""Managing accounts: add, list, disable, unlock, role, password, second factor; all of it journalled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import orm, select

from console.desk import totp
from console.desk.accounts import held, last_administrator, printable
from console.desk.admission import Admission
from console.desk.audit import Audit
from console.desk.passwords import Hasher, must_be_good
from console.desk.rights import Roles
from console.desk.session import Session
from console.errors import Refused
from console.models import Account
from console.models.account import ADMINISTRATOR, name_key
from console.settings import LogOnPolicy
from console.store import journal

RIGHT = "manage_accounts"
NAME_LENGTH, PERSON_LENGTH, BADGE_LENGTH = 40, 80, 16
FIRST = "The first account is the administrator's: add one with the role administrator."
LAST = "{name} is the last administrator. Add another one first."


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as an administrator sees it; state is open, locked, inactive or disabled."""

    name: str
    person: str
    badge: str
    role: str
    state: str
    second_factor: bool
    used_at: datetime


class AccountAdmin:
    """What administrators do with accounts; `by` is who does it, None before there is an administrator.

    `hashed` and `sealed` take their time: whoever must not wait calls them on another thread.
    """

    def __init__(self, audit: Audit, admission: Admission, roles: Roles, policy: LogOnPolicy) -> None:
        self._audit = audit
        self._admission = admission
        self._roles = roles
        self._policy = policy

    def hashed(self, name: str, password: str) -> str:
        """A good new password's hash; raises Refused for a bad one."""
        must_be_good(password, name, self._policy.secret_length)
        return Hasher(self._policy.hash_kib).hash(password)

    def sealed(self, password: str, secret: str) -> str:
        """A second factor's secret as it is stored."""
        return Hasher(self._policy.hash_kib).seal(password, secret)

    def may_add(self, role: str, *, by: Session | None) -> None:
        """Raise Refused where `add` would, before anybody has typed a password."""
        self._must_manage(by)
        if not self._admission.guarded and self._roles.named(role).code != ADMINISTRATOR:
            raise Refused(FIRST)

    def add(
        self, name: str, *, role: str, secret: str, person: str, badge: str = "", by: Session | None
    ) -> None:
        """A new account; `secret` is the password's hash."""
        self._must_manage(by)
        name = _name(name)
        role = self._roles.named(role).code
        person = printable(person, "person's name", PERSON_LENGTH, needed=True)
        badge = printable(badge, "badge", BADGE_LENGTH)
        now = self._audit.clock.now()

        def act(db: orm.Session) -> None:
            # Of two first administrators that are added at once, one is.
            journal.take_turn(db)
            if db.scalar(select(Account.id).limit(1)) is None:
                if role != ADMINISTRATOR:
                    raise Refused(FIRST)
            elif by is None:
                raise Refused("There is an administrator already. Log on as one.")
            if held(db, name) is not None:
                raise Refused(f"There is an account {name} already.", word=name)
            row = Account(name=name, key=name_key(name), person=person, badge=badge, role=role, secret=secret)
            row.made_at = row.used_at = now
            db.add(row)
            db.flush()
            self._write(db, "account_added", row, by, role=role, person=person, badge=badge)

        self._transact(act)

    def list(self, by: Session | None) -> list[AccountView]:
        """All accounts by name."""
        self._admission.must(by, RIGHT)
        with self._audit.store.read() as session:
            rows = session.scalars(select(Account).order_by(Account.key))
            return [self._view(row) for row in rows]

    def disable(self, name: str, *, by: Session | None) -> None:
        """Nobody can log on by it from now on, and what it was logged on for is refused."""

        def act(db: orm.Session, row: Account) -> None:
            self._must_not_be_last(db, row)
            row.disable(self._audit.clock.now(), "by an administrator")
            self._write(db, "account_disabled", row, by, why=row.disabled_why)

        self._change(name, by, act)

    def unlock(self, name: str, *, by: Session | None) -> None:
        """It can be logged on by again, whether it was locked or disabled."""

        def act(db: orm.Session, row: Account) -> None:
            row.let_in_again(self._audit.clock.now())
            self._write(db, "account_unlocked", row, by)

        self._change(name, by, act)

    def set_role(self, name: str, role: str, *, by: Session | None) -> None:
        """Another role; whoever is logged on by the account has to log on again."""
        wanted = self._roles.named(role).code

        def act(db: orm.Session, row: Account) -> None:
            if wanted != ADMINISTRATOR:
                self._must_not_be_last(db, row)
            before, row.role = row.role, wanted
            self._write(db, "account_role_set", row, by, role=wanted, was=before)

        self._change(name, by, act)

    def set_password(self, name: str, secret: str, *, by: Session | None, totp: str = "") -> None:
        """Another password, one's own or by an administrator; `secret` is its hash.

        The second factor goes with the old password: `totp` is its secret sealed with the new one, and
        without that it has to be set up again.
        """

        def act(db: orm.Session, row: Account) -> None:
            row.secret, row.totp = secret, totp
            self._write(db, "account_password_set", row, by, second_factor=bool(totp))

        self._change(name, by, act, own=True)

    def set_second_factor(self, name: str, sealed: str, *, by: Session | None, step: int = 0) -> None:
        """A second factor from now on, whose first code was of that time step; none without `sealed`."""

        def act(db: orm.Session, row: Account) -> None:
            row.totp, row.totp_step = sealed, step
            self._write(db, "account_totp_set", row, by, on=bool(sealed))

        self._change(name, by, act, own=bool(sealed))

    def confirmed(self, secret: str, code: str) -> int:
        """The time step of the first code of a new second factor; raises Refused for a wrong one."""
        step = totp.step_of(secret, code, self._audit.clock.now())
        if step is None:
            raise Refused("The code is not of that secret, or the clocks differ by more than 30 seconds.")
        return step

    def _change(
        self, name: str, by: Session | None, act: Callable[[orm.Session, Account], None], *, own: bool = False
    ) -> None:
        if own and by is not None and name_key(by.account) == name_key(name):
            self._admission.must_count(by)
        else:
            self._must_manage(by)

        def whole(db: orm.Session) -> None:
            journal.take_turn(db)
            row = held(db, name)
            if row is None:
                raise Refused(f"There is no account {name}.", word=name)
            act(db, row)

        self._transact(whole)

    def _must_manage(self, by: Session | None) -> None:
        self._admission.must(by, RIGHT)

    def _transact(self, act: Callable[[orm.Session], None]) -> None:
        self._audit.transact(act)
        with self._audit.store.read() as session:
            self._admission.refresh(session)

    def _must_not_be_last(self, db: orm.Session, row: Account) -> None:
        if row.disabled_at is None and last_administrator(db, row):
            raise Refused(LAST.format(name=row.name))

    def _write(self, db: orm.Session, verb: str, row: Account, by: Session | None, **args: Any) -> None:
        self._audit.write(
            db,
            verb,
            actor=by.account if by is not None else row.name,
            source=by.source if by is not None else "",
            touched=(f"account:{row.name}",),
            **args,
        )

    def _view(self, row: Account) -> AccountView:
        inactive = row.inactive(self._audit.clock.now(), timedelta(days=self._policy.inactive_days))
        if row.disabled_at is not None:
            state = row.disabled_why if row.disabled_why == "inactive" else "disabled"
        else:
            state = "locked" if row.locked_at is not None else "inactive" if inactive else "open"
        return AccountView(row.name, row.person, row.badge, row.role, state, bool(row.totp), row.used_at)


def _name(text: str) -> str:
    name = printable(text, "name", NAME_LENGTH, needed=True)
    if len(name_key(name)) > NAME_LENGTH:
        raise Refused(f"The name is too long; {NAME_LENGTH} characters are the most.", word=text)
    return name
