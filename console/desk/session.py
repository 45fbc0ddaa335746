"""Who is logged on at a seat, as every verb is told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from console.settings import LogOnPolicy

AGAIN = "Log on again: it is {hours} hours since you last did."
BACKWARDS = "The clock was set back. Log on again."
CLOCK_SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Session:
    """A person who has logged on; `source` is the component it was done from, such as window or shell.

    With break-glass the role is `raised_to` before `raised_until`, and `reason` says why.
    """

    account: str
    person: str
    badge: str
    role: str
    authenticated_at: datetime
    source: str = ""
    reason: str = ""
    raised_to: str = ""
    raised_until: datetime | None = None

    def role_at(self, now: datetime) -> str:
        """The role that counts at that moment."""
        return self.raised_to if self.raised_until is not None and now < self.raised_until else self.role

    def again_at(self, policy: LogOnPolicy) -> datetime:
        """When the person has to log on again."""
        return self.authenticated_at + timedelta(hours=policy.log_on_again_h)

    def why_again(self, now: datetime, policy: LogOnPolicy) -> str:
        """Why the time has come to log on again, "" while it has not."""
        if now < self.authenticated_at - CLOCK_SLACK:
            return BACKWARDS
        return AGAIN.format(hours=policy.log_on_again_h) if now >= self.again_at(policy) else ""


Actor = str | Session
"""Who orders a verb: a person who is logged on, or the name of a device or of a part of the station."""


def name_of(actor: Actor) -> str:
    """The name that the journal records."""
    return actor.account if isinstance(actor, Session) else actor
