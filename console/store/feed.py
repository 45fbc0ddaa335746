"""The change feed: what happened after the last entry this seat saw, whoever did it."""

from sqlalchemy.orm import Session

from console.store.journal import touched_after
from console.store.store import Store


class Feed:
    """Reads the journal behind the last number seen; a missed wake-up costs time, never a change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.entry = 0

    def stirred(self) -> bool:
        """Whether somebody else has committed since the last call."""
        return self._store.rang()

    def news(self, session: Session) -> tuple[int, set[str]]:
        """The newest entry's number, and the names of all that was touched after `entry`.

        `entry` moves on with `seen` only, when what was touched has been read as well.
        """
        return touched_after(session, self.entry)

    def seen(self, entry: int) -> None:
        """All up to that entry has reached this seat."""
        self.entry = entry
