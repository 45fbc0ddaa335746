"""Accounts: who may log on, and what locks an account."""

import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from console.models.base import Moment, Row

ADMINISTRATOR = "administrator"


class Account(Row):
    """A person who may log on; never deleted, so that a name in the journal stays one person's.

    `key` is the name as it is compared. `secret` is the password's Argon2id hash, `totp` the second
    factor's secret, sealed with a key made from the password, "" without one; `totp_step` is the time step
    of the newest code that was taken. `failures` are the moments of the last failed log-ons, ISO 8601.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(160), unique=True)
    person: Mapped[str] = mapped_column(String(80))
    badge: Mapped[str] = mapped_column(String(16))
    role: Mapped[str] = mapped_column(String(40))
    secret: Mapped[str] = mapped_column(String(200))
    totp: Mapped[str] = mapped_column(String(400), default="")
    totp_step: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime] = mapped_column(Moment)
    failures: Mapped[list[str]] = mapped_column(JSON, default=list)
    locked_at: Mapped[datetime | None] = mapped_column(Moment)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)
    disabled_why: Mapped[str] = mapped_column(String(80), default="")

    def failed(self, at: datetime, *, most: int, within: timedelta) -> None:
        """Count a failed log-on; with `most` of them `within` that time the account is locked."""
        recent = [then for then in self.failures if at - datetime.fromisoformat(then) < within]
        self.failures = [*recent, at.isoformat()]
        if len(self.failures) >= most:
            self.locked_at = at

    def opened(self, at: datetime) -> None:
        """Somebody has logged on."""
        self.used_at, self.failures, self.locked_at = at, [], None

    def let_in_again(self, at: datetime) -> None:
        """An administrator has unlocked or enabled it."""
        self.opened(at)
        self.disabled_at, self.disabled_why = None, ""

    def disable(self, at: datetime, why: str) -> None:
        self.disabled_at, self.disabled_why = at, why

    def inactive(self, at: datetime, after: timedelta) -> bool:
        """Whether nobody has logged on for that long."""
        return at - self.used_at >= after


def name_key(name: str) -> str:
    """A name as it is compared: two that look the same are the same, and what cannot be shown is nobody's."""
    plain = unicodedata.normalize("NFKC", name).strip().casefold()
    return plain if plain.isprintable() else ""
