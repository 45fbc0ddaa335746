"""A hand-over between shifts as the board shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class HandoverView:
    """What one shift leaves to the next; `number` is what is typed, `key` what verbs are given.

    `state` is drafted, given, taken or dropped. `begins` and `ends` are those of the coming shift. `items`
    are what was open at `at`, each a mapping whose `item` says what it is; `sheet_hash` is the SHA-256 of
    what was signed. `given` is the signature of whoever goes, `taken` of whoever comes.
    """

    number: int
    key: str
    state: str
    at: datetime
    by: str
    shift: str
    begins: datetime
    ends: datetime
    remark: str = ""
    items: tuple[Mapping[str, Any], ...] = ()
    sheet_hash: str = ""
    given_at: datetime | None = None
    given_by: str = ""
    taken_at: datetime | None = None
    taken_by: str = ""
    taken_remark: str = ""
    dropped_by: str = ""
    dropped_why: str = ""

    @property
    def open(self) -> bool:
        """Whether somebody is still to sign it."""
        return self.state in ("drafted", "given")
