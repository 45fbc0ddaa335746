"""The audit: entries of the journal that are no verbs, each in a transaction that may be done again."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import orm

from console.clock import Clock
from console.errors import Unavailable
from console.store import journal
from console.store.store import Collision, Store

TRIES = 5
DONE, REFUSED, FAILED = "done", "refused", "failed"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Audit:
    """Writes what happened, when, where, from which component, by whom and with which outcome."""

    store: Store
    clock: Clock
    seat: str

    def write(
        self,
        session: orm.Session,
        verb: str,
        *,
        actor: str,
        source: str,
        outcome: str = DONE,
        touched: tuple[str, ...] = (),
        **args: Any,
    ) -> int:
        """Append an entry in the caller's transaction and return its number; no argument is ever a secret."""
        return journal.append(
            session,
            at=self.clock.now(),
            actor=actor,
            seat=self.seat,
            verb=verb,
            touched=touched,
            args={**args, "outcome": outcome},
            changes={},
            source=source,
        )

    def note(self, verb: str, **fields: Any) -> int:
        """Append an entry in a transaction of its own; raises Unavailable."""
        return self.transact(lambda session: self.write(session, verb, **fields))

    def transact(self, act: Callable[[orm.Session], T]) -> T:
        """Do it and commit, again where a seat was in the way; raises what `act` does, or Unavailable."""
        for _ in range(TRIES):
            with suppress(Collision), self.store.write() as session:
                result = act(session)
                session.commit()
                return result
        raise Unavailable("Other seats were in the way each time. Nothing was changed; try again.")
