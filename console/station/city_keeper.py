"""Keeps the seat's city: travel times with what is closed now, and who should go to a call."""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING

from console.board.closures import ClosureView, in_force
from console.clock import Clock
from console.desk.recommend import NO_NEEDS, Needs, Recommendation, recommend
from console.desk.surroundings import Surroundings
from console.errors import Refused

if TYPE_CHECKING:
    from console.board.holder import Board
    from console.geo.city import City
    from console.geo.closures import Closure
    from console.geo.geofile import Geofile
    from console.geo.graph import StreetGraph
    from console.geo.travel import Travel

LOG = logging.getLogger(__name__)
COUNTS_S = 60.0
"""For how long a recommendation that was given is the one that counts."""
REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class KeptCity:
    """A city with all that is made of it, so that they belong together."""

    city: "City"
    geofile: "Geofile"
    graph: "StreetGraph"


class CityKeeper:
    """Holds the seat's city; reads it, and answers what takes longer than a frame, on a thread of its own.

    `city`, `travel`, `recommended` and `surroundings` answer at once and on any thread: None or "" until the
    city has been read. `recommend` takes as long as a search, some milliseconds in a city of 5,000 corners;
    `ask` is the same for the window's thread, and gives a future. `publish` exchanges the city: until the new
    one is made, the old one answers. Watchers are called, on the keeper's thread, when a city is in place.
    """

    def __init__(
        self, *, board: "Board", clock: Clock, zone: tzinfo, read: "Callable[[], City | None]"
    ) -> None:
        """`read` gives the seat's first city, None for none; it is called on the keeper's thread."""
        self._board = board
        self._clock = clock
        self._zone = zone
        self._kept: KeptCity | None = None
        self._travel: tuple[KeptCity, tuple[ClosureView, ...], Travel] | None = None
        self._version = 0
        self._lock = threading.Lock()
        self._given: dict[str, Recommendation] = {}
        self._watchers: tuple[Callable[[], None], ...] = ()
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._read = read
        self._thread = threading.Thread(target=self._run, name="city", daemon=True)

    def start(self) -> None:
        """Read the city, and answer, on a thread of its own."""
        self._jobs.put(self.read_now)
        self._thread.start()

    def read_now(self) -> None:
        """Read the city on this thread, where it may be waited for."""
        self._take(self._read())

    def stop(self, timeout: float = 5.0) -> None:
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout)

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher`, on the keeper's thread, whenever a city is in place."""
        self._watchers = (*self._watchers, watcher)

    def publish(self, city: "City") -> None:
        """From now on this is the city, as soon as its graph is made."""
        self._jobs.put(lambda: self._take(city))

    @property
    def kept(self) -> KeptCity | None:
        """The city with what is made of it."""
        return self._kept

    def city(self) -> "City | None":
        """The city, None until there is one."""
        return self._kept.city if self._kept else None

    def geofile(self) -> "Geofile | None":
        """Its places by what people type, None until there is a city."""
        return self._kept.geofile if self._kept else None

    def travel(self) -> "Travel | None":
        """Travel times with the closures that count now; a new one only when those are others."""
        kept = self._kept
        if kept is None:
            return None
        closures = in_force(self._board.picture.closures, self._clock.now())
        with self._lock:
            if self._travel is None or self._travel[0] is not kept or self._travel[1] != closures:
                self._version += 1
                self._travel = kept, closures, _travel(kept, closures, self._version)
            return self._travel[2]

    def unplaced(self) -> tuple[ClosureView, ...]:
        """The closures whose streets are not in this city: they close nothing, and somebody should know."""
        kept, closures = self._kept, self._board.picture.closures
        return tuple(each for each in closures if kept is None or not covers(kept.geofile, each))

    def recommend(self, call: str, needs: Needs = NO_NEEDS) -> Recommendation:
        """Who should go to the call of that number, by the board as it is now; Refused without the call."""
        picture = self._board.picture
        view = picture.calls.get(call)
        if view is None:
            raise Refused(f"There is no call {call}.", word=call)
        given = recommend(picture, view, self.travel(), self._clock.now(), needs)
        with self._lock:
            self._given.pop(call, None)
            self._given[call] = given
            while len(self._given) > REMEMBERED:
                del self._given[next(iter(self._given))]
        return given

    def ask(self, call: str, needs: Needs = NO_NEEDS) -> "Future[Recommendation]":
        """The same on the keeper's thread; a question that was cancelled meanwhile costs nothing."""
        future: Future[Recommendation] = Future()

        def answer() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(self.recommend(call, needs))
            except Exception as error:  # noqa: BLE001  whoever asked has to hear of it, whatever it is
                future.set_exception(error)

        self._jobs.put(answer)
        return future

    def recommended(self, call: str) -> str:
        """The unit that was recommended last for a call, by its way there; "" when that is a minute ago."""
        with self._lock:
            given = self._given.get(call)
        if given is None or (self._clock.now() - given.at).total_seconds() > COUNTS_S:
            return ""
        return given.first.unit if given.first is not None and given.first.how == "streets" else ""

    def surroundings(self) -> Surroundings:
        """What typed lines are read beside at this seat."""
        return Surroundings(
            geofile=self.geofile,
            now=lambda: self._clock.now().astimezone(self._zone),
            recommended=self.recommended,
        )

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception:
                LOG.exception("The city could not be taken; what was there before still answers")

    def _take(self, city: "City | None") -> None:
        if city is None:
            return
        self._kept = keep(city)
        for watcher in self._watchers:
            watcher()


def keep(city: "City") -> KeptCity:
    """A city with its geofile and graph; takes some hundredths of a second for a city of 500 segments."""
    from console.geo.geofile import Geofile
    from console.geo.graph import StreetGraph

    return KeptCity(city, Geofile(city), StreetGraph(city))


def covers(geofile: "Geofile", closure: ClosureView) -> bool:
    """Whether a closure closes anything in this city."""
    return bool(closure.outline or _segments(geofile, closure))


def _travel(kept: KeptCity, closures: tuple[ClosureView, ...], version: int) -> "Travel":
    from console.geo.travel import Travel

    return Travel(kept.graph, [_closure(kept.geofile, each) for each in closures], version)


def _closure(geofile: "Geofile", view: ClosureView) -> "Closure":
    from console.geo.closures import Closure

    return Closure(frozenset(view.stops), view.outline, _segments(geofile, view))


def _segments(geofile: "Geofile", view: ClosureView) -> frozenset[int]:
    """The segments between the closure's cross-streets, by number; none where a street is not here."""
    from console.geo.closures import between_crossings

    if not view.street:
        return frozenset()
    found = [geofile.streets(name)[:1] for name in (view.street, view.first, view.second)]
    with suppress(ValueError):
        (street,), (first,), (second,) = found
        return frozenset(between_crossings(geofile.city, street, first, second))
    return frozenset()
