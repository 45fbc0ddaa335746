"""Who sits at this position, as the window shows it."""

from dataclasses import dataclass, field
from datetime import datetime

OPEN, OFFERED, OUT, LOCKED, IN = "open", "offered", "out", "locked", "in"


@dataclass(frozen=True, slots=True)
class Seating:
    """`state` is open (nobody logs on here), offered (the same, and a first administrator may be made),
    out (nobody is logged on), locked (somebody is, behind a locked screen) or in.

    `role` and `raised_to` are names as they are shown, `raise_to` the codes and names of what break-glass
    may raise the role to, for so many `raise_min`. `why` says why the sheet is there, `away` that the server
    is gone. `secret_length` is the least that a password has, in characters. At
    `again_at` the person has to log on again. With `commander` the role that
    counts is the watch commander's.
    """

    state: str = OPEN
    account: str = ""
    person: str = ""
    role: str = ""
    raise_to: tuple[tuple[str, str], ...] = ()
    raise_min: int = 0
    raised_to: str = ""
    raised_until: datetime | None = None
    again_at: datetime | None = None
    reason: str = ""
    why: str = ""
    away: bool = False
    secret_length: int = 0
    commander: bool = False

    @property
    def oversees(self) -> bool:
        """Whether the watch commander's overview is theirs; where nobody logs on, it is everybody's."""
        return self.commander or self.state in (OPEN, OFFERED)

    @property
    def covered(self) -> bool:
        """Whether the window shows nothing of the station's content."""
        return self.state in (OUT, LOCKED)


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """Who is to be the first administrator of a store."""

    name: str
    person: str
    password: str = field(repr=False)
    badge: str = ""
