"""Keeps the seat's city: travel times with what is closed now, and who should go to a call."""

import logging
import math
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from datetime import tzinfo
from typing import TYPE_CHECKING, TypeVar

from console.board.closures import ClosureView, in_force
from console.board.floor_codes import Needs
from console.board.views import CallView
from console.clock import Clock
from console.desk.recommend import Recommendation, recommend
from console.desk.surroundings import Surroundings
from console.errors import Refused, Unavailable
from console.station.seat_city import KeptCity, SeatCity

if TYPE_CHECKING:
    from console.board.holder import Board
    from console.geo.closures import Closure
    from console.geo.geofile import Geofile
    from console.geo.measure import Point
    from console.geo.travel import Travel

T = TypeVar("T")
LOG = logging.getLogger(__name__)
COUNTS_S = 60.0
"""For how long a recommendation that was given is the one that counts."""
REMEMBERED = 200
AGAIN_S = 30.0
"""So long after an edition could not be had it is asked for again, when something happens on the board."""


class CityKeeper:
    """Holds the seat's city; reads it, and answers what takes longer than a frame, on a thread of its own.

    `city`, `travel`, `recommended` and `surroundings` answer at once and on any thread: None or "" until the
    city has been read. `recommend` takes as long as a search, some milliseconds in a city of 5,000 corners;
    `ask` is the same for the window's thread, and gives a future. The keeper follows the board: when another
    edition is in force it reads that, and until it is made the old one answers. Watchers are called, on the
    keeper's thread, when a city is in place, or there is none: `trouble` tells a person why then, else "".
    """

    def __init__(
        self,
        *,
        board: "Board",
        clock: Clock,
        zone: tzinfo,
        seat_city: SeatCity,
        read: "Callable[[str], Geofile | None]",
    ) -> None:
        """`read` gives the edition of that hash, "" for a seat without one; on the keeper's thread."""
        self._board = board
        self._clock = clock
        self._zone = zone
        self._seat_city = seat_city
        self._followed: str | None = None
        self._again_at = math.inf
        self.trouble = ""
        self.has_read = False
        """Whether it is known already that there is a city, or that there is none."""
        self.outline: tuple[Point, ...] = ()
        """What was drawn by hand last, for a typed line to close."""
        self._travel: tuple[KeptCity, tuple[ClosureView, ...], Travel] | None = None
        self._version = 0
        self._lock = threading.Lock()
        self._given: dict[str, Recommendation] = {}
        self._watchers: tuple[Callable[[], None], ...] = ()
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._read = read
        self._thread = threading.Thread(target=self._run, name="city", daemon=True)

    def start(self) -> None:
        """Read the city, follow the board, and answer, on a thread of its own."""
        self._board.watch(self._follow)
        self._follow()
        self._thread.start()

    def read_now(self) -> None:
        """Read the edition that the board names on this thread, where it may be waited for."""
        try:
            self._seat_city.use(self._in_force(), self._read)
            self.trouble, self._again_at = "", math.inf
        except Unavailable as why:
            self.trouble, self._again_at = str(why), time.monotonic() + AGAIN_S
        self.has_read = True
        for watcher in self._watchers:
            watcher()

    def stop(self, timeout: float = 5.0) -> None:
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout)

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher`, on the keeper's thread, whenever a city is in place or could not be had."""
        self._watchers = (*self._watchers, watcher)

    @property
    def kept(self) -> KeptCity | None:
        """The city with what is made of it, None until there is one."""
        return self._seat_city.kept

    def geofile(self) -> "Geofile | None":
        """Its places by what people type, None until there is a city."""
        return self.kept.geofile if self.kept else None

    def travel(self) -> "Travel | None":
        """Travel times with the closures that count now; a new one only when those are others."""
        kept = self.kept
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
        kept, closures = self.kept, self._board.picture.closures
        return tuple(each for each in closures if kept is None or not covers(kept.geofile, each))

    def recommend(self, call: str, needs: Needs | None = None) -> Recommendation:
        """Who should go to the call of that number, by the board as it is now; Refused without the call."""
        picture = self._board.picture
        view = picture.calls.get(call)
        if view is None:
            raise Refused(f"There is no call {call}.", word=call)
        given = self.weigh(view, needs)
        with self._lock:
            self._given.pop(call, None)
            self._given[call] = given
            while len(self._given) > REMEMBERED:
                del self._given[next(iter(self._given))]
        return given

    def weigh(self, view: CallView, needs: Needs | None = None) -> Recommendation:
        """Who should go to a call that may not be taken yet; it counts for nothing that is typed."""
        return recommend(self._board.picture, view, self.travel(), self._clock.now(), needs)

    def lines(self, closure: ClosureView) -> "tuple[tuple[Point, ...], ...]":
        """The streets that a closure between cross-streets closes, each a line of points; none elsewhere."""
        kept = self.kept
        if kept is None:
            return ()
        return tuple(kept.city.segments[index].points for index in _segments(kept.geofile, closure))

    def ask(self, call: str, needs: Needs | None = None) -> "Future[Recommendation]":
        """Who should go to the call, found on the keeper's thread."""
        return self.order(lambda: self.recommend(call, needs))

    def order(self, job: Callable[[], T]) -> "Future[T]":
        """Do it on the keeper's thread; what was cancelled meanwhile costs nothing."""
        future: Future[T] = Future()

        def answer() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(job())
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
            outline=lambda: self.outline,
        )

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception:
                LOG.exception("The city could not be taken; what was there before still answers")

    def _in_force(self) -> str:
        """The hash of the edition in force, "" for none."""
        edition = self._board.picture.edition
        return edition.sha256 if edition is not None else ""

    def _follow(self) -> None:
        """Read another edition, once, as soon as the board names it; one that could not be had, again."""
        if not self._board.picture.loaded:
            return
        if self._in_force() != self._followed or time.monotonic() > self._again_at:
            self._followed, self._again_at = self._in_force(), math.inf
            self._jobs.put(self._take_in)

    def _take_in(self) -> None:
        """Read the edition, and make its graph now: no key that sends somebody is to wait for it."""
        self.read_now()
        self.travel()


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
