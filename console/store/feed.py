"""The change feed: what happened after the last entry this seat saw, whoever did it."""

from sqlalchemy.orm import Session

from console.store.journal import touched_after
from console.store.store import Store


class Feed:
    """Reads the journal behind the last number seen; a missed wake-up costs time, never a change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version = store.data_version()
        self.entry = 0

    def stirred(self) -> bool:
        """Whether another connection has committed since the last call."""
        version = self._store.data_version()
        changed = version != self._version
        self._version = version
        return changed

    def news(self, session: Session) -> tuple[int, set[str]]:
        """The newest entry's number, and the names of all that was touched after `entry`.

        `entry` moves on with `seen` only, when what was touched has been read as well.
        """
        return touched_after(session, self.entry)

    def seen(self, entry: int) -> None:
        """All up to that entry has reached this seat."""
        self.entry = entry
