"""A seat's place among the others on its store: what it says of itself, what it holds, who else is there."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from console.board.views import SeatView, nothing
from console.clock import Clock, SystemClock
from console.errors import Refused, Unavailable
from console.store import leases
from console.store.leases import TERM, Look
from console.store.store import Collision, Store

TIMERS = "timers"
"""The lease of the one seat that runs what runs by itself."""
TRIES = 5
NAME_LENGTH = 80
EDITING_LENGTH = 40
FILE_BEAT = timedelta(seconds=1.5)
"""A file is written to less often: each write wakes every other program on it."""

T = TypeVar("T")


class SpokenFor(Refused):
    """Another seat speaks for this device: nothing is wrong, and what it said is that seat's to log."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """What a seat says of itself at a beat.

    `program` is the run of the program that it is, `wants` are the leases, `editing` is the call that it has
    open, "" for none.
    """

    program: str
    wants: frozenset[str] = frozenset()
    editing: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A lease of this seat; `until` by the machine's monotonic seconds is never later than by the store."""

    token: int
    until: float


@dataclass(frozen=True, slots=True)
class Theirs:
    """A lease of another seat, and until when it is known to be."""

    seat: str
    until: float


@dataclass(frozen=True, slots=True)
class Standing:
    """What came of a beat: the name that this seat goes by, what it and the others hold, who is there."""

    name: str
    held: Mapping[str, Held] = field(default_factory=nothing)
    theirs: Mapping[str, Theirs] = field(default_factory=nothing)
    seats: tuple[SeatView, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Which lease a device's verb is done under, and by which run of the program."""

    lease: str
    program: str


def device_lease(device: str) -> str:
    """The lease of the seat that speaks for a device; longer names than a device has are cut."""
    return f"device:{device}"[:NAME_LENGTH]


class Place:
    """One seat on one store, for the thread that owns the store.

    `position` is the name that the settings give it. A second program of that name goes by another until
    the first is gone: "Position 1 (2)".
    """

    def __init__(self, store: Store, position: str, clock: Clock, machine: Clock | None = None) -> None:
        """`machine` keeps the real time, also where the station's `clock` runs faster."""
        self._store = store
        self._position = position
        self._clock = clock
        self._machine = machine or SystemClock()
        self._standing = Standing("")
        self._said: Attendance | None = None

    def beat(self, said: Attendance) -> Standing:
        """Say that this seat is there, renew what it holds and try for what it wants; raises Unavailable."""
        self._standing = self._again_if_in_the_way(lambda: self._beat(said))
        self._said = said
        return self._standing

    def leave(self) -> None:
        """Give back everything, so that the others need not wait for it; raises Unavailable."""
        said, standing = self._said, self._standing
        if said is None:
            return
        self._again_if_in_the_way(lambda: self._leave(standing.name, said.program))
        self._said, self._standing = None, Standing("")

    def must_speak(self, speaker: Speaker) -> None:
        """Before a device's verb: see that this seat speaks for it, or raise SpokenFor when another does."""
        if self._holds(speaker.lease):
            return
        theirs = self._standing.theirs.get(speaker.lease)
        if theirs is None or theirs.until <= self._machine.monotonic():
            said = self._said or Attendance(speaker.program)
            self.beat(replace(said, wants=said.wants | {speaker.lease}))
        if not self._holds(speaker.lease):
            raise self._spoken_for(speaker.lease)

    def still_speaks(self, session: Session, speaker: Speaker) -> None:
        """In the verb's transaction: raise SpokenFor when another seat has taken over, else keep it from that
        until the transaction ends."""
        standing = self._standing
        held = standing.held.get(speaker.lease)
        if held is not None and leases.present(session, speaker.lease) == (standing.name, held.token):
            return
        rest = {name: other for name, other in standing.held.items() if name != speaker.lease}
        self._standing = replace(standing, held=rest)
        raise self._spoken_for(speaker.lease)

    def _beat(self, said: Attendance) -> Standing:
        now, monotonic = self._machine.now(), self._machine.monotonic()
        if not self._store.server:
            with self._store.read() as session:
                seen = leases.look(session, now)
            if not self._has_to_write(seen, said):
                return self._stood(seen, self._standing.name, self._standing.held, monotonic)
        with self._store.write() as session:
            seen = leases.look(session, now)
            name = self._take_name(session, now, seen, said)
            held = self._take_leases(session, now, seen, name, said, monotonic)
            session.commit()
        return self._stood(seen, name, held, monotonic)

    def _take_name(self, session: Session, now: datetime, seen: Look, said: Attendance) -> str:
        name = self._name(seen, said.program)
        earlier = self._standing.name
        if earlier and earlier != name:
            leases.leave(session, now, earlier, said.program)
        if not leases.attend(session, now, name, said.program, said.editing[:EDITING_LENGTH]):
            raise Collision
        if name not in seen.seats or seen.seats[name].program != said.program:
            # An earlier run may be frozen and not dead: its tokens must be good for nothing when it wakes.
            leases.disown(session, now, name)
        return name

    def _take_leases(
        self, session: Session, now: datetime, seen: Look, name: str, said: Attendance, monotonic: float
    ) -> dict[str, Held]:
        unwanted = [lease for lease, grant in seen.leases.items() if grant.holder == name]
        leases.release(session, now, sorted(set(unwanted) - said.wants), name)
        # Rows of others are left alone: a beat must not wait for a verb that goes on under their lease.
        free = [lease for lease in said.wants if seen.holder(lease) in ("", name)]
        tokens = leases.acquire(session, now, free, name)
        return {lease: Held(token, monotonic + TERM.total_seconds()) for lease, token in tokens.items()}

    def _has_to_write(self, seen: Look, said: Attendance) -> bool:
        """Whether there is something to say in a file, or to take, that cannot wait until the next beat."""
        mine = seen.seats.get(self._standing.name)
        if mine is None or mine.program != said.program or self._name(seen, said.program) != mine.name:
            return True
        if mine.editing != said.editing[:EDITING_LENGTH] or abs(seen.now - mine.beat_at) >= FILE_BEAT:
            return True
        ours = {lease for lease in seen.leases if seen.holder(lease) == mine.name}
        return ours != set(self._standing.held) or any(
            seen.holder(lease) in ("", mine.name) for lease in ours ^ said.wants
        )

    def _name(self, seen: Look, program: str) -> str:
        """The first name of the position that no other program is alive under."""
        number, name = 1, self._position
        while seen.alive(name) and seen.seats[name].program != program:
            number += 1
            name = _numbered(self._position, number)
        return name

    def _stood(self, seen: Look, name: str, held: Mapping[str, Held], monotonic: float) -> Standing:
        theirs = {
            lease: Theirs(grant.holder, monotonic + (grant.until - seen.now).total_seconds())
            for lease, grant in seen.leases.items()
            if seen.holder(lease) not in ("", name) and lease not in held
        }
        return Standing(name, held, theirs, self._views(seen, name))

    def _views(self, seen: Look, own: str) -> tuple[SeatView, ...]:
        """Who is there; ages are the store's, moments are those of this seat's own clock."""
        now = self._clock.now()
        others = [
            SeatView(self._shown(seat.name, own), now - (seen.now - seat.beat_at), seat.editing)
            for seat in seen.seats.values()
            if seat.name != own and seen.alive(seat.name)
        ]
        return (SeatView(self._position, now, self._own_editing(seen, own)), *others)

    def _shown(self, name: str, own: str) -> str:
        """To each of two programs of one name the other is the one with a number."""
        return _numbered(name, 1) if name == self._position != own else name

    def _own_editing(self, seen: Look, own: str) -> str:
        return seen.seats[own].editing if own in seen.seats else ""

    def _leave(self, name: str, program: str) -> None:
        with self._store.write() as session:
            leases.leave(session, self._machine.now(), name, program)
            session.commit()

    def _holds(self, lease: str) -> bool:
        held = self._standing.held.get(lease)
        return held is not None and self._machine.monotonic() < held.until

    def _spoken_for(self, lease: str) -> SpokenFor:
        theirs = self._standing.theirs.get(lease)
        return SpokenFor(
            f"{theirs.seat if theirs else 'Another position'} speaks for {lease.partition(':')[2]}."
        )

    def _again_if_in_the_way(self, act: Callable[[], T]) -> T:
        for _ in range(TRIES):
            with suppress(Collision):
                return act()
        raise Unavailable("Other seats were in the way each time. Nothing was changed; try again.")


def _numbered(position: str, number: int) -> str:
    end = f" ({number})"
    return f"{position[: NAME_LENGTH - len(end)]}{end}"
