"""What simulated alarm receivers have in common: they hold each event until it is acknowledged."""

import re
import threading
from collections import deque
from random import Random
from typing import ClassVar

from hardware.simulators.device import Clock, Output

ANSWER_WAIT = 4.0
REPEATS = 4
SILENCE = 30.0
ANSWER_LIMIT = 64
EVENT_LIMIT = 512
"""Events that a receiver holds; a panel whose event finds no room is not answered, and calls again."""
ACKNOWLEDGED, REFUSED = b"\x06", b"\x15"
DUMPED_EVENTS = ("100", "110", "130", "131", "301", "302", "401", "602")


class SimulatedReceiver:
    """Sends one frame at a time and waits 4 s for its answer; a subclass gives the frames their form.

    An event that is not acknowledged is repeated four times; then events are held back, and only
    heartbeats sent, one for every 30 s of silence, until one of those is acknowledged. No event
    leaves the buffer before its acknowledgement; while that is full no other is taken.
    """

    heartbeat: ClassVar[bytes]
    heartbeat_answer: ClassVar[bytes] = ACKNOWLEDGED
    answers: ClassVar[re.Pattern[bytes]] = re.compile(rb"[\x06\x15]")

    def __init__(self, clock: Clock, seed: int = 0) -> None:
        self._clock = clock
        self._random = Random(seed)
        self._lock = threading.Lock()
        self._output = Output()
        self._events: deque[bytes] = deque()
        self._turned_away = 0
        self._waiting = b""  # the frame that waits for its answer
        self._sent = 0  # how often it was sent
        self._holding = False  # nobody answered: heartbeats only
        self._due = clock.monotonic() + SILENCE
        self._unread = b""

    @property
    def held(self) -> int:
        """Events that nobody has acknowledged yet."""
        with self._lock:
            return len(self._events)

    @property
    def turned_away(self) -> int:
        """Events for which there was no room."""
        with self._lock:
            return self._turned_away

    @property
    def holding(self) -> bool:
        """True while it sends heartbeats only, because an event went unanswered."""
        with self._lock:
            return self._holding

    def alarm(
        self, account: str, event: str, qualifier: str = "E", zone: str = "001", partition: str = "01"
    ) -> None:
        """An account's panel reports: `event` three digits, `qualifier` E, R or P."""
        self.report(self.frame(account, event, qualifier, zone, partition))

    def dump(self, count: int) -> None:
        """So many events at once, of accounts that the seed fixes, as after a telephone outage."""
        for _ in range(count):
            account, zone = f"{self._random.randrange(10_000):04d}", f"{self._random.randrange(1, 100):03d}"
            self.alarm(account, self._random.choice(DUMPED_EVENTS), self._random.choice("ER"), zone)

    def report(self, frame: bytes) -> None:
        """Have any whole frame sent and acknowledged like an event."""
        with self._lock:
            self._run()
            if len(self._events) >= EVENT_LIMIT:
                self._turned_away += 1
                return
            self._events.append(frame)
            if not self._waiting and not self._holding:
                self._due = self._clock.monotonic()

    def frame(self, account: str, event: str, qualifier: str, zone: str, partition: str) -> bytes:
        """One event as this receiver writes it."""
        raise NotImplementedError

    def receive(self, data: bytes) -> None:
        """What the console answers; anything that is no answer is passed over."""
        with self._lock:
            self._run()
            self._unread += data
            end = 0
            for found in self.answers.finditer(self._unread):
                end = found.end()
                self._hear(found.group())
                self._run()
            self._unread = self._unread[end:][-ANSWER_LIMIT:]

    def emit(self) -> bytes:
        """What it has said since the last call, in its own time."""
        with self._lock:
            self._run()
        return self._output.take()

    def _run(self) -> None:
        now = self._clock.monotonic()
        while self._due <= now:
            self._act()

    def _act(self) -> None:
        """What is to be done at the moment that is due."""
        if self._waiting == self.heartbeat or self._sent > REPEATS:
            self._hold_back()
        elif self._waiting:
            self._send(self._waiting)
        elif self._events and not self._holding:
            self._send(self._events[0])
        else:
            self._send(self.heartbeat)

    def _send(self, frame: bytes) -> None:
        self._output.say(frame)
        self._waiting = frame
        self._sent += 1
        self._due += ANSWER_WAIT

    def _hold_back(self) -> None:
        self._holding = True
        self._waiting, self._sent = b"", 0
        self._due += SILENCE - ANSWER_WAIT

    def _hear(self, answer: bytes) -> None:
        if answer == REFUSED and 0 < self._sent <= REPEATS:
            self._due = self._clock.monotonic()
            self._send(self._waiting)
        elif self._waiting == self.heartbeat and answer == self.heartbeat_answer:
            self._holding = False
            self._answered()
        elif self._waiting and self._waiting != self.heartbeat and answer == ACKNOWLEDGED:
            self._events.popleft()
            self._answered()

    def _answered(self) -> None:
        self._waiting, self._sent = b"", 0
        self._due = self._clock.monotonic() + (0.0 if self._events else SILENCE)
