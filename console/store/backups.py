"""The backups of one store in one folder, whichever kind of store it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from console.errors import Unavailable
from console.store import backup
from console.store.backup import Breathe, Made
from console.store.engine import is_server
from console.store.rotation import Keep, backups_in, superfluous


class Backups(Protocol):
    """What housekeeping asks of a folder of backups; all raise Unavailable with one sentence."""

    def make(self, at: datetime, breathe: Breathe) -> Made:
        """Make one and check it."""
        ...

    def made_at(self) -> Iterable[datetime]:
        """When each that is there was made."""
        ...

    def rotate(self, keep: Keep) -> None:
        """Remove what no rule keeps."""
        ...


@dataclass(frozen=True, slots=True)
class FolderOfBackups:
    """Backups of the store of that name, made by `back_up`."""

    name: str
    folder: Path
    back_up: Callable[[Path, datetime, Breathe], Made]

    def make(self, at: datetime, breathe: Breathe = lambda: None) -> Made:
        return self.back_up(self.folder, at, breathe)

    def made_at(self) -> list[datetime]:
        with backup.told(f"The backups in {self.folder} cannot be read"):
            return [found.at for found in backups_in(self.folder, self.name)]

    def rotate(self, keep: Keep) -> None:
        """Remove what no rule keeps; to be done only after a backup that was checked."""
        with backup.told(f"Old backups in {self.folder} cannot be removed"):
            for old in superfluous(backups_in(self.folder, self.name), keep):
                old.file.unlink(missing_ok=True)


def backups_of(url: str, folder: Path) -> FolderOfBackups:
    """The backups of the store at that address; raises Unavailable for one that is no file."""
    if is_server(url):
        raise Unavailable("A server's store is backed up on the server: see docs/deployment.md.")
    store = backup.file_of(url)
    return FolderOfBackups(store.stem, folder, lambda *wanted: backup.back_up(store, *wanted))
