"""Who sits at this position: logs on and off, locks, and follows what the desk says of them."""

import logging
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from console.board.views import DoorView, Picture
from console.clock import Clock
from console.desk.command import Answer
from console.desk.rights import Roles, load_roles
from console.desk.session import Actor, Session
from console.desk.thread import DeskThread
from console.errors import Refused, Unavailable
from console.settings import Settings
from console.station.idle import Idle
from console.station.seating import IN, LOCKED, OFFERED, OPEN, OUT, FirstAdministrator, Seating

# The window does not wait for what only somebody who logs on needs.
if TYPE_CHECKING:
    from console.station.entrance import Entrance

TICK_MS = 1000
OFFER_MS = 50
LOCKED_BY_HAND = "locked by hand"
IDLE = "idle"
WHY_IDLE = "Nobody touched this position for {minutes} minutes."
COMMANDER = "lead"
"""The role that has the overview."""
RAISED = "You are {role} for {minutes} minutes. The journal has your reason."
FIRST_IN = (
    "You are the administrator. `cso-console user add` adds the others; an administrator takes no calls."
)
LOG = logging.getLogger(__name__)


class Sitting(QObject):
    """On the window's thread; nothing here waits for the desk, and it asks one thing at a time.

    Signals: `changed` carries the Seating whenever it is another one; `refused` why what a sheet asked for
    was not done, in words; `done` that it was; `answered` an Answer for the response line.
    """

    changed = Signal(object)
    refused = Signal(str)
    done = Signal()
    answered = Signal(object)
    _settled = Signal(object)

    def __init__(self, desk: DeskThread, clock: Clock, settings: Settings, plain: str) -> None:
        super().__init__()
        self._desk = desk
        self._clock = clock
        self._policy = settings.log_on
        self._live = not settings.training
        self._plain = plain
        self._idle = Idle(clock, settings.log_on.idle_lock_of(settings.position))
        self._session: Session | None = None
        self._state = OPEN
        self._why = ""
        self._away = False
        self._declined = False
        self._raised = False
        self._said = ""
        self._raised_from: Session | None = None
        self._asking: Future[Session] | None = None
        self._door = DoorView()
        self._shown = Seating()
        self._settled.connect(self._on_settled, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def actor(self) -> Actor:
        """Who orders what is done in the window: the session, or the plain name where nobody logs on."""
        return self._session or self._plain

    @property
    def session(self) -> Session | None:
        """Whoever is logged on."""
        return self._session

    @property
    def seating(self) -> Seating:
        return self._shown

    @Slot(object)
    def take_picture(self, picture: Picture) -> None:
        """Follow the store: whether people log on to it, and whether whoever sits here still may."""
        if not picture.loaded:
            return
        self._away, self._door = picture.downtime_since is not None, picture.door
        if picture.door.guarded:
            self._follow()
        elif not self._away and self._asking is None:
            self._session = None
            self._state = OFFERED if self._live and not self._declined else OPEN
        if self._state == OFFERED and self._shown.state == OPEN:
            # An offer can wait until the calls are on the screen; a door that is closed cannot.
            QTimer.singleShot(OFFER_MS, self, self._show)
        else:
            self._show()

    def log_on(self, name: str, password: str, code: str) -> None:
        """Let somebody log on; a session that is locked here is over once they are in."""
        if self._asking is None:
            self._ask(self._entrance.log_on(name, password, code, ends=self._session))

    def unlock(self, password: str, code: str) -> None:
        """Open the locked screen for its own person."""
        if self._session is not None and self._asking is None:
            self._ask(self._entrance.log_on(self._session.account, password, code, locked=self._session))

    def make_first(self, first: FirstAdministrator) -> None:
        """Make the store's first administrator, who is logged on then."""
        if self._asking is None:
            self._ask(self._entrance.make_first(first), FIRST_IN)

    def go_without(self) -> None:
        """Go on without accounts until the next start."""
        self._declined = True
        if self._state == OFFERED:
            self._turn(OPEN)

    def raise_role(self, role: str, reason: str) -> None:
        """Break-glass, for whoever is logged on."""
        if self._session is not None and self._state == IN and self._asking is None:
            before, named = self._session, self._roles.named(role).name
            said = RAISED.format(role=named, minutes=self._policy.break_glass_min)
            self._ask(self._entrance.raise_role(before, role, reason), said, raised_from=before)

    def lock(self) -> None:
        """Lock the screen now."""
        if self._state == IN:
            self._lock(LOCKED_BY_HAND, "")

    def log_off(self) -> None:
        """End the session of whoever is logged on, locked or not."""
        if self._session is not None and self._asking is None:
            _log_failure_of(self._entrance.log_off(self._session))
            self._leave("")

    def touch(self) -> None:
        """Somebody has touched key or mouse."""
        self._idle.touch()

    @Slot()
    def tick(self) -> None:
        """Lock what nobody touches, and what its person has to log on to again; end a raised role."""
        if self._session is None or self._state != IN:
            return
        now = self._clock.now()
        again = self._session.why_again(now, self._policy)
        if again:
            self._lock(again, again)
        elif self._idle.is_over:
            self._lock(IDLE, WHY_IDLE.format(minutes=self._idle.minutes))
        elif self._raised and not _is_raised(self._session, now):
            # The board shows what the role may see, and that has just become less.
            _log_failure_of(self._desk.sit(self._session))
            self._show()

    @cached_property
    def _entrance(self) -> "Entrance":
        from console.station.entrance import Entrance

        return Entrance(self._desk, self._clock, self._policy)

    @cached_property
    def _roles(self) -> Roles:
        return load_roles()

    def _follow(self) -> None:
        if self._asking is not None:
            # What the board shows now may be of whoever is being let in: it is looked at again after that.
            return
        if self._session is None:
            if self._state != OUT:
                self._turn(OUT)
        elif self._door.why_ended:
            # It counts no longer: there is nothing to log off from, and the desk refuses it already.
            self._entrance.forget()
            self._desk.sit(None)
            self._leave(self._door.why_ended)

    def _lock(self, noted: str, why: str) -> None:
        if self._session is not None:
            _log_failure_of(self._entrance.lock(self._session, noted))
            self._turn(LOCKED, why)

    def _leave(self, why: str) -> None:
        self._session = None
        self._turn(OUT, why)

    def _turn(self, state: str, why: str = "") -> None:
        self._state, self._why = state, why
        self._show()

    def _ask(self, future: "Future[Session]", said: str = "", raised_from: Session | None = None) -> None:
        self._asking, self._said, self._raised_from = future, said, raised_from
        future.add_done_callback(self._settled.emit)

    @Slot(object)
    def _on_settled(self, done: "Future[Session]") -> None:
        self._asking = None
        error = done.exception()
        if error is None:
            self._take(done.result())
        elif isinstance(error, Refused | Unavailable):
            self.refused.emit(str(error))
        else:
            raise error
        if self._door.guarded:
            self._follow()

    def _take(self, session: Session) -> None:
        """Let them in; a role that was raised opens no screen that was locked meanwhile."""
        if self._raised_from is not None and self._raised_from is not self._session:
            # It has ended meanwhile.
            _log_failure_of(self._desk.sit(self._session))
            return
        was_raised = self._raised_from is not None
        self._session = session
        self._idle.touch()
        self.done.emit()
        self._turn(self._state if was_raised else IN, self._why if was_raised else "")
        if self._said:
            self.answered.emit(Answer("", "done", self._said))

    @Slot()
    def _show(self) -> None:
        now = self._clock.now()
        self._raised = self._session is not None and _is_raised(self._session, now)
        seating = self._seating(self._session, now)
        if seating.state in (IN, LOCKED, OUT):
            self._begin_to_tick()
        if seating != self._shown:
            self._shown = seating
            self.changed.emit(seating)

    def _begin_to_tick(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _seating(self, session: Session | None, now: datetime) -> Seating:
        plain = Seating(
            state=self._state, why=self._why, away=self._away, secret_length=self._policy.secret_length
        )
        if session is None:
            return plain
        raised = _is_raised(session, now)
        mine = self._roles.named(session.role)
        return replace(
            plain,
            account=session.account,
            person=session.person,
            role=mine.name,
            raise_to=tuple((code, self._roles.named(code).name) for code in mine.raise_to),
            raise_min=self._policy.break_glass_min,
            raised_to=self._roles.named(session.raised_to).name if raised else "",
            raised_until=session.raised_until if raised else None,
            reason=session.reason if raised else "",
            again_at=session.again_at(self._policy),
            commander=session.role_at(now) == COMMANDER,
        )


def _is_raised(session: Session, now: datetime) -> bool:
    return session.raised_until is not None and now < session.raised_until


def _log_failure_of(future: "Future[Any]") -> None:
    future.add_done_callback(_log_failure)


def _log_failure(done: "Future[Any]") -> None:
    """What could not be journalled is told to whoever looks after the station; it is so anyway."""
    error = done.exception()
    if isinstance(error, Refused | Unavailable):
        LOG.warning("What became of a session here is not in the journal: %s", error)
    elif error is not None:
        raise error
