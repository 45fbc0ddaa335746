"""A seat as it runs: a desk on its thread, with a board and its own store for the time without the server."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from console.board.holder import Board
from console.board.views import Picture
from console.clock import Clock, SystemClock
from console.desk.command import Receipt
from console.desk.desk import Alone, Desk
from console.desk.provisions import Provisions
from console.desk.stand_in import StandIn
from console.desk.thread import DeskThread
from console.store.lookout import Lookout
from console.store.store import Store
from tests.desk.stations import ZONE

LONGEST_S = 60.0


class Seat:
    """One position on a server's store; `folder` is where it keeps its downtimes."""

    def __init__(self, url: str, folder: Path, name: str = "Position 1", clock: Clock | None = None) -> None:
        self.name = name
        self.clock = clock or SystemClock()
        self.board = Board()
        self._url = url
        self._folder = folder
        self._changed = threading.Condition()
        self.board.watch(self._notify)
        self.thread = DeskThread(lambda: self._desk(Store.open(url)), self.board, self._stand_in)
        self.thread.start()

    @property
    def picture(self) -> Picture:
        return self.board.picture

    def wait(self, true: Callable[[], object], what: str = "") -> None:
        """Return when `true()` is, as soon as a change of the board makes it so."""
        with self._changed:
            came = self._changed.wait_for(true, LONGEST_S)
        assert came, f"{self.name} waited in vain {what}; {self._links()}"

    def do(self, verb: str, **args: Any) -> Receipt:
        return self.order(verb, args).result(LONGEST_S)

    def order(self, verb: str, args: Mapping[str, Any]) -> Any:
        return self.thread.do(verb, args, actor=f"{self.name}'s dispatcher")

    def take(self, place: str = "8300 SANTA MONICA BL", text: str = "") -> str:
        return self.do("take_call", type="586", place=place, text=text).calls[0]

    def wait_down(self) -> None:
        self.wait(lambda: self.picture.downtime_since is not None, "for its downtime")

    def wait_up(self) -> None:
        self.wait(lambda: self.picture.downtime_since is None, "for the server")

    def stop(self) -> None:
        self.thread.stop()

    def _desk(self, store: Store, alone: Alone | None = None) -> Desk:
        return Desk(
            store,
            clock=self.clock,
            zone=ZONE,
            locate=lambda _: None,
            seat=self.name,
            station="west-hollywood",
            alone=alone,
        )

    def _stand_in(self) -> StandIn:
        def open_own(store: Store, picture: Picture, provisions: Provisions) -> Desk:
            return self._desk(store, Alone(picture.codes if picture.loaded else None, provisions))

        return StandIn(self._folder, open_own, self.clock.now, self.name, Lookout(self._url))

    def _links(self) -> str:
        """What the board says of the database, for whoever reads of a wait in vain."""
        said = "; ".join(f"{link.state} {link.text}" for link in self.picture.links.values())
        left = len(list(self._folder.glob("downtime-*.sqlite3")))
        return f"database {said or 'not heard of'}; {left} downtimes to bring to the server"

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()


@contextmanager
def seat(url: str, folder: Path, name: str = "Position 1", clock: Clock | None = None) -> Iterator[Seat]:
    """A seat that has opened its store, and is stopped in the end."""
    made = Seat(url, folder / name.replace(" ", "-"), name, clock)
    try:
        made.thread.opened.result(LONGEST_S)
        yield made
    finally:
        made.stop()
