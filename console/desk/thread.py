"""The one database thread: does verbs in the order they came, and brings every change to the board."""

import gc
import logging
import os
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from console.board.holder import Board
from console.board.views import FixView, LinkView
from console.desk.command import Receipt
from console.errors import Refused, Unavailable

if TYPE_CHECKING:
    from console.desk.desk import Desk

POLL_S = 0.05
LOG = logging.getLogger(__name__)

Job = Callable[["Desk"], Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Ordered:
    job: Job
    future: "Future[Any]" = field(default_factory=Future)


class DeskThread:
    """Owns the desk; whoever wants something done gets a future and never waits for the store.

    After each verb, and within POLL_S of another process's, the board has what changed. A store
    that cannot be opened is the board's lost database link, and every future's Unavailable; so is
    what is ordered after the end.
    """

    def __init__(self, open_desk: "Callable[[], Desk]", board: Board) -> None:
        self._open_desk = open_desk
        self._board = board
        self._jobs: queue.SimpleQueue[_Ordered | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
        self._behind = False
        self._ended = threading.Event()
        self._why_ended: Exception = Unavailable("The console is closing. Nothing was changed.")
        self.opened: Future[None] = Future()

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Finish what was ordered, then close the store."""
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout)

    def do(self, verb: str, args: Mapping[str, Any], *, actor: str) -> "Future[Receipt]":
        """Order a verb; the future holds its receipt, or raises Refused or Unavailable."""
        return self.order(lambda desk: desk.do(verb, args, actor=actor))

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
        desk, error = _tried(self._start_desk)
        if desk is None or error is not None:
            self._why_ended = error or Unavailable("The store was not opened.")
            self._report("lost", str(self._why_ended))
            self.opened.set_exception(self._why_ended)
            return
        try:
            while self._work(desk):
                pass
        finally:
            desk.close()

    def _start_desk(self) -> "Desk":
        # Rows by the thousand are made here; a collection in their midst would stall the window.
        gc.disable()
        try:
            with ExitStack() as opened:
                desk = self._open_desk()
                opened.callback(desk.close)
                self._board.apply(desk.load())
                opened.pop_all()
        finally:
            gc.freeze()
            gc.enable()
        self._report("good", "")
        self.opened.set_result(None)
        return desk

    def _work(self, desk: "Desk") -> bool:
        """One turn: a job or a look at the feed; False when it is time to stop."""
        try:
            ordered = self._jobs.get(timeout=POLL_S)
        except queue.Empty:
            self._look(desk)
            return True
        if ordered is None:
            return False
        self._settle(desk, ordered)
        return True

    def _settle(self, desk: "Desk", ordered: _Ordered) -> None:
        if not ordered.future.set_running_or_notify_cancel():
            return
        result, error = _tried(lambda: ordered.job(desk))
        if error is None:
            # Whoever hears the answer may go on from it at once: by then the board must have it.
            self._bring(desk)
            ordered.future.set_result(result)
            return
        ordered.future.set_exception(error)
        if isinstance(error, Unavailable):
            self._report("degraded", str(error))

    def _look(self, desk: "Desk") -> None:
        """Bring what another process did, if one did anything."""
        stirred, error = _tried(desk.stirred)
        if error is not None:
            self._report("lost", str(error))
        elif stirred or self._behind:
            self._bring(desk)

    def _bring(self, desk: "Desk") -> None:
        """Put what is new on the board."""
        changes, error = _tried(desk.news)
        self._behind = error is not None
        if changes is None or error is not None:
            self._report("lost", str(error))
            return
        self._board.apply(changes)
        self._report("good", "")

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
    LOG.error("Fault %s", reference, exc_info=error)
    return Unavailable(
        f"The program made a mistake (reference {reference}). Nothing was changed. Report the reference."
    )
