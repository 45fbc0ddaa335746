"""Who may do what at this desk: every verb and every other right is asked for here."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import orm, select

from console.board.views import DoorView
from console.desk.audit import REFUSED, Audit
from console.desk.restricted import ALL, Sight
from console.desk.rights import STATION, Roles
from console.desk.session import Actor, Session, name_of
from console.errors import Refused
from console.models import Account
from console.models.account import name_key
from console.settings import LogOnPolicy

NOBODY = "Log on first: this station has accounts."
CLOSED = "The account {name} is disabled. An administrator can enable it."
LEFT = "You have logged off. Log on again."
CHANGED = "Your role was changed. Log on again."


@dataclass(frozen=True, slots=True)
class Member:
    """What counts of an account while its person works."""

    name: str
    role: str
    open: bool


class Admission:
    """Holds the accounts as they stood when they last changed; on a store without any, all is allowed."""

    def __init__(self, audit: Audit, roles: Roles, policy: LogOnPolicy) -> None:
        self._audit = audit
        self._roles = roles
        self._policy = policy
        self._members: dict[str, Member] = {}
        self._left: dict[str, datetime] = {}

    @property
    def guarded(self) -> bool:
        """Whether there are accounts, so that whoever does something has to be logged on."""
        return bool(self._members)

    def refresh(self, session: orm.Session) -> None:
        """Read how the accounts stand."""
        rows = session.execute(select(Account.key, Account.name, Account.role, Account.disabled_at))
        self._members = {row.key: Member(row.name, row.role, row.disabled_at is None) for row in rows}

    def begin(self, account: str) -> None:
        """That person has logged on."""
        self._left.pop(account, None)

    def end(self, session: Session) -> None:
        """That person has logged off: whoever still holds the session can do nothing with it."""
        self._left[session.account] = session.authenticated_at

    def must(self, actor: Actor | None, right: str, *, source: str = "", late: bool = False) -> None:
        """Raise Refused for whoever does not have the right, and journal it.

        `late` is what happened before it could be entered: whoever did it then need not be logged on now.
        """
        try:
            self._check(actor, right, late)
        except Refused as refused:
            self._audit.note(
                "right_refused",
                actor=name_of(actor or "nobody"),
                source=source or _source(actor),
                outcome=REFUSED,
                right=right,
                why=refused.reason,
            )
            raise

    def use(self, actor: Actor | None, right: str, what: str) -> None:
        """The same for a right that is no verb, whose use is journalled on a store with accounts."""
        self.must(actor, right)
        if actor is not None and (self.guarded or isinstance(actor, Session)):
            name = name_of(actor)
            self._audit.note("right_used", actor=name, source=_source(actor), right=right, what=what)

    def may(self, actor: Actor, right: str) -> bool:
        """Whether somebody has a right; that it was asked is not journalled."""
        try:
            self._check(actor, right, late=False)
        except Refused:
            return False
        return True

    def must_count(self, session: Session) -> None:
        """Raise Refused for a session that counts no longer; whatever its role, it is needed for that."""
        if fault := self._fault(session, self._audit.clock.now()):
            raise Refused(fault)

    def door(self, session: Session | None) -> DoorView:
        """Whether people log on here, and whether that session still counts."""
        ended = self._fault(session, self._audit.clock.now()) if session is not None else ""
        return DoorView(self.guarded, ended)

    def sight(self, session: Session | None) -> Sight:
        """What the views for that person show; without one, on a store with accounts, the least."""
        if session is None and not self.guarded:
            return ALL
        may = [session is not None and self._has(session, right) for right in ("view_caller", "view_sworn")]
        return Sight(*may)

    def _has(self, session: Session, right: str) -> bool:
        now = self._audit.clock.now()
        return not self._fault(session, now) and self._roles.may(session.role_at(now), right)

    def _check(self, actor: Actor | None, right: str, late: bool) -> None:
        now = self._audit.clock.now()
        if isinstance(actor, Session):
            if fault := self._fault(actor, now):
                raise Refused(fault)
            role = actor.role_at(now)
        elif not self.guarded:
            return
        else:
            role = self._role_of(actor, late) if actor else ""
            if role in ("", STATION) and not self._roles.may(role, right):
                raise Refused(NOBODY)
        if not self._roles.may(role, right):
            raise Refused(self._roles.why_not(role, right))

    def _role_of(self, name: str, late: bool) -> str:
        member = self._members.get(name_key(name)) if late else None
        return member.role if member is not None and member.open else STATION

    def _fault(self, session: Session, now: datetime) -> str:
        """Why the session counts no longer, "" while it does."""
        if self.guarded:
            member = self._members.get(name_key(session.account))
            if member is None or not member.open:
                return CLOSED.format(name=session.account)
            if member.role != session.role:
                return CHANGED
        left = self._left.get(session.account)
        if left is not None and session.authenticated_at <= left:
            return LEFT
        return session.why_again(now, self._policy)


def _source(actor: Actor | None) -> str:
    return actor.source if isinstance(actor, Session) else ""
