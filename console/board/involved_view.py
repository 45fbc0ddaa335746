"""Who and what a call is about, as it is shown to those who may see it."""

from dataclasses import dataclass
from datetime import datetime

KINDS = {"person": ("person", "persons"), "vehicle": ("vehicle", "vehicles"), "file": ("file", "files")}


@dataclass(frozen=True, slots=True)
class InvolvedView:
    """A person, a vehicle or a file, `number` on its call; the fields are those of the row of that name.

    `role` is in words; of what was struck `struck_why` says why, "" where it stands.
    """

    number: int
    kind: str
    role: str = ""
    plate: str = ""
    name: str = ""
    media: str = ""
    size: int = 0
    sha256: str = ""
    words: str = ""
    at: datetime | None = None
    by: str = ""
    struck_by: str = ""
    struck_why: str = ""

    @property
    def said(self) -> str:
        """All of it in one line."""
        size = f"{max(1, self.size // 1024)} KiB" if self.size else ""
        what = ", ".join(part for part in (self.role, self.plate, self.name, size, self.words) if part)
        return f"{what}. Struck: {self.struck_why}" if self.struck_why else what


@dataclass(frozen=True, slots=True)
class CallerDetails:
    """Who called about a call, and who and what else is noted on it."""

    name: str
    phone: str
    involved: tuple[InvolvedView, ...] = ()


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of a call: its name as it came, its media type, and what is in it."""

    name: str
    media: str
    raw: bytes


def counted(kinds: tuple[str, ...]) -> str:
    """How many of each there are: `2 persons, 1 file`; "" for none."""
    counts = ((kinds.count(kind), words) for kind, words in KINDS.items())
    return ", ".join(f"{count} {words[count > 1]}" for count, words in counts if count)
