"""The one database thread: does verbs in the order they came, and brings every change to the board."""

import gc
import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from console.board.holder import Board
from console.board.views import FixView, LinkView
from console.desk.command import Receipt
from console.desk.faults import described
from console.errors import Refused, Unavailable

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.session import Actor, Session
    from console.desk.stand_in import StandIn
    from console.desk.work import Past

POLL_S = 0.05
PUT_BY_EVERY_S = 3600.0
LOG = logging.getLogger(__name__)

Job = Callable[["Desk"], Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb as it was ordered; done again with its key, nothing happens twice."""

    verb: str
    args: Mapping[str, Any]
    actor: "Actor"
    key: str

    def __call__(self, desk: "Desk", past: "Past | None" = None) -> Receipt:
        return desk.do(self.verb, self.args, actor=self.actor, key=self.key, past=past)


@dataclass(frozen=True, slots=True)
class _Ordered:
    job: Job
    future: "Future[Any]" = field(default_factory=Future)


class DeskThread:
    """Owns the desk; whoever wants something done gets a future and never waits for the store.

    After each verb, and within POLL_S of another process's, the board has what changed. A store
    that cannot be opened is the board's lost database link, and every future's Unavailable; so is
    what is ordered after the end. With a `stand_in` a server that is gone stops nothing: its desk takes
    over until the server answers again, and what was in doubt is done there under the same key.
    """

    def __init__(
        self,
        open_desk: "Callable[[], Desk]",
        board: Board,
        make_stand_in: "Callable[[], StandIn | None]" = lambda: None,
    ) -> None:
        self._open_desk = open_desk
        self._board = board
        self._make_stand_in = make_stand_in
        self._stand_in: StandIn | None = None
        self._jobs: queue.SimpleQueue[_Ordered | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
        self._desk: Desk
        self._behind = False
        # Done on the server, but not yet on the board when it went: they are done here as well, for the eye.
        self._unseen: list[tuple[_Verb, Receipt]] = []
        self._woken = threading.Event()
        self._down_since: datetime | None = None
        self._put_by_at = 0.0
        self._session: Session | None = None
        self._ended = threading.Event()
        self._why_ended: Exception = Unavailable("The console is closing. Nothing was changed.")
        self.opened: Future[None] = Future()

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Finish what was ordered, then close the store."""
        if self._stand_in is not None:
            self._stand_in.lookout.stop()
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout)

    def do(self, verb: str, args: Mapping[str, Any], *, actor: "Actor") -> "Future[Receipt]":
        """Order a verb; the future holds its receipt, or raises Refused or Unavailable."""
        return self.order(_Verb(verb, args, actor, uuid4().hex))

    def sit(self, session: "Session | None") -> "Future[None]":
        """Order the board to be for that person from now on, on whichever store this seat works."""
        return self.order(lambda desk: self._seat(desk, session))

    def settle(self, key: str, *, take: bool) -> "Future[None]":
        """Order what a conflict of the last downtime comes to: done after all, or left as others have it."""
        return self.order(lambda desk: self._settle_conflict(desk, key, take))

    def put_away(self) -> None:
        """What came of the last downtime has been read."""
        self._board.report_downtime(self._down_since, None)

    def keep_fixes(self, fixes: Sequence[FixView]) -> "Future[None]":
        """Order a batch of positions to be stored."""
        return self.order(lambda desk: desk.keep_fixes(fixes))

    def order(self, job: Job) -> "Future[Any]":
        """Run `job` on the desk's thread when its turn comes."""
        ordered = _Ordered(job)
        self._jobs.put(ordered)
        if self._ended.is_set():
            self._refuse_waiting()
        return ordered.future

    def _run(self) -> None:
        try:
            self._serve()
        finally:
            self._ended.set()
            self._refuse_waiting()

    def _serve(self) -> None:
        _, error = _tried(self._start_desk)
        if error is not None:
            self._why_ended = error
            self._report("lost", str(error))
            self.opened.set_exception(error)
            return
        try:
            while self._work():
                pass
        finally:
            self._desk.close()

    def _start_desk(self) -> None:
        # Rows by the thousand are made here; a collection in their midst would stall the window.
        gc.disable()
        try:
            self._stand_in = self._make_stand_in()
            self._open()
        finally:
            gc.freeze()
            gc.enable()
        self.opened.set_result(None)

    def _open(self) -> None:
        try:
            self._use(self._open_desk())
        except Unavailable as error:
            if self._stand_in is None or not self._stand_in.ready:
                raise
            self._stand_by(self._stand_in, error)
            return
        self._report("good", "")

    def _use(self, desk: "Desk") -> None:
        """Go on with a desk on the station's store, and bring to it what was done without it."""
        with ExitStack() as opened:
            opened.callback(desk.close)
            desk.sit(self._session)
            catch_up = None
            if self._stand_in is not None:
                catch_up = self._stand_in.catch_up(desk)
                self._stand_in.put_by(desk)
                self._put_by_at = time.monotonic()
            self._board.exchange(desk.load(), None, catch_up)
            opened.pop_all()
        self._desk, self._down_since = desk, None
        desk.on_ring(self._wake)
        desk.on_slow(lambda: self._report("degraded", "The server has not answered for a second."))

    def _stand_by(self, stand_in: "StandIn", why: Unavailable) -> None:
        """Go on with this seat's own store, and look out for the server."""
        picture = self._board.picture
        # At a start there is nothing on the board: a crash may have left a downtime to go on with.
        self._desk = stand_in.begin(picture) if picture.loaded else stand_in.resume(picture)
        self._desk.sit(self._session)
        self._down_since = self._desk.now()
        self._board.exchange(self._desk.load(), self._down_since)
        self._report("lost", str(why))
        self._do_again_what_is_unseen(stand_in)
        stand_in.lookout.watch(self._return_ordered)

    def _do_again_what_is_unseen(self, stand_in: "StandIn") -> None:
        for verb, receipt in self._unseen:
            past = stand_in.past(receipt.calls[0] if receipt.calls else "")
            with suppress(Refused):
                verb(self._desk, past)
        self._bring()

    def _seat(self, desk: "Desk", session: "Session | None") -> None:
        self._session = session
        desk.sit(session)
        self._board.apply(desk.load())

    def _return_ordered(self) -> None:
        self.order(lambda _: self._come_back())

    def _come_back(self) -> None:
        """The server answers: bring it what was done, or stay where we are."""
        if self._down_since is None or self._stand_in is None:
            return
        self._desk.close()
        _, error = _tried(lambda: self._use(self._open_desk()))
        if error is None:
            self._report("good", "")
            return
        self._desk = self._stand_in.resume(self._board.picture)
        self._desk.sit(self._session)
        self._report("lost", str(error))
        self._stand_in.lookout.watch(self._return_ordered)

    def _work(self) -> bool:
        """One turn: a job or a look at the feed; False when it is time to stop."""
        try:
            ordered = self._jobs.get(timeout=POLL_S)
        except queue.Empty:
            self._look()
            return True
        if ordered is None:
            return False
        self._settle(ordered)
        return True

    def _settle(self, ordered: _Ordered) -> None:
        if not ordered.future.set_running_or_notify_cancel():
            return
        if ordered.job is _look_again and not self._woken.is_set():
            # A verb before it has brought what the ring was about.
            return
        result, error = _tried(lambda: ordered.job(self._desk))
        if isinstance(error, Unavailable) and self._went_on_after(error):
            result, error = _tried(lambda: ordered.job(self._desk))
        if error is None:
            # Whoever hears the answer may go on from it at once: by then the board must have it.
            if not self._bring() and isinstance(ordered.job, _Verb) and isinstance(result, Receipt):
                self._unseen.append((ordered.job, result))
            ordered.future.set_result(result)
            return
        ordered.future.set_exception(error)
        if isinstance(error, Unavailable):
            self._report("degraded", str(error))

    def _went_on_after(self, error: Unavailable) -> bool:
        """After the server failed: whether it answers again, or this seat goes on without it."""
        if self._stand_in is None or not self._desk.shared:
            return False
        _, gone = _tried(self._desk.answers)
        if gone is None:
            # Another server may have taken over, and may lack the last that this one had.
            _, gone = _tried(lambda: self._board.apply(self._desk.load()))
        if gone is None:
            return True
        stand_in = self._stand_in
        self._desk.close()
        _, failed = _tried(lambda: self._stand_by(stand_in, error))
        return failed is None

    def _settle_conflict(self, desk: "Desk", key: str, take: bool) -> None:
        if self._stand_in is None or self._down_since is not None:
            raise Refused("The server is away. Conflicts are settled when it is back.")
        desk.use("set_aside", f"conflict:{key}")
        self._stand_in.settle(desk, key, take=take)
        shown = self._board.picture.catch_up
        if shown is not None:
            left = tuple(each for each in shown.conflicts if each.key != key)
            self._board.report_downtime(None, replace(shown, conflicts=left))

    def _look(self) -> None:
        """Bring what another process did, if one did anything."""
        stirred, error = _tried(self._desk.stirred)
        if isinstance(error, Unavailable) and self._went_on_after(error):
            return
        if error is not None:
            self._report("lost", str(error))
        elif stirred or self._behind:
            self._bring()
        self._put_by()

    def _put_by(self) -> None:
        """Once an hour, so that there are numbers for the day after tomorrow as well."""
        if self._stand_in is None or self._down_since or time.monotonic() - self._put_by_at < PUT_BY_EVERY_S:
            return
        self._put_by_at = time.monotonic()
        stand_in = self._stand_in
        _tried(lambda: stand_in.put_by(self._desk))

    def _wake(self) -> None:
        """Another seat has committed: look now, once for all rings until then."""
        if not self._woken.is_set():
            self._woken.set()
            self.order(_look_again)

    def _bring(self) -> bool:
        """Put what is new on the board; False when that has to wait."""
        self._woken.clear()
        changes, error = _tried(self._desk.news)
        self._behind = error is not None
        if changes is None or error is not None:
            self._report("lost", str(error))
            return False
        self._board.apply(changes)
        self._unseen.clear()
        if self._down_since is None:
            self._report("good", "")
        return True

    def _report(self, state: str, text: str) -> None:
        known = self._board.picture.links.get("Database")
        if known is None or (known.state, known.text) != (state, text):
            self._board.report(LinkView("Database", "database", state, text))

    def _refuse_waiting(self) -> None:
        """Answer what nobody will do any more; whoever takes an order from the queue answers it."""
        with suppress(queue.Empty):
            while True:
                ordered = self._jobs.get_nowait()
                if ordered is not None and ordered.future.set_running_or_notify_cancel():
                    ordered.future.set_exception(self._why_ended)


def _look_again(_desk: "Desk") -> None:
    """The job of a ring: nothing but what follows every job, a look at the feed."""


def _tried(act: "Callable[[], T]") -> "tuple[T | None, Exception | None]":
    """What `act` returned, or what went wrong in words that a person may be shown."""
    try:
        return act(), None
    except Exception as error:  # noqa: BLE001  any failure has to reach whoever ordered it, and not end the thread
        return None, told(error)


def told(error: Exception) -> Exception:
    """An error a person may be shown; what is our own fault is logged under a reference number."""
    if isinstance(error, Refused | Unavailable):
        return error
    reference = os.urandom(3).hex()
    LOG.error("Fault %s\n%s", reference, described(error))
    return Unavailable(
        f"The program made a mistake (reference {reference}). Nothing was changed. Report the reference."
    )
