"""Faults on demand: a simulated device whose line, or whose clock, goes bad when it is told to."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Literal, Protocol, get_args, runtime_checkable

from hardware.modem_lines import ModemLines
from hardware.simulators import distortion
from hardware.simulators.device import OUTPUT_LIMIT, Clock, Output, SimulatedDevice

LineFault = Literal[
    "garbage",
    "bad checksum",
    "split",
    "glue",
    "wrong baud",
    "flood",
    "lost ack",
    "duplicates",
    "silence",
    "stuck clock",
    "truncated",
]
KeyFault = Literal["stuck ptt"]
"""What only a radio with a key can have: see `Keyed`."""
Fault = LineFault | KeyFault
FAULTS: tuple[LineFault, ...] = get_args(LineFault)
"""Those that every device can have."""
KEY_FAULTS: tuple[KeyFault, ...] = get_args(KeyFault)
FLOOD_BYTES_PER_SECOND = 11_520
"""What 115200 baud carries: a byte is ten bits on the line."""
GLUED_SECONDS = 2.0
ANSWER_SECONDS = 2.5
"""Most devices answer within 2."""
LONGEST_ANSWER = 45.0
"""Radios have been heard to acknowledge after 40 seconds."""

Script = Sequence[tuple[float, Fault, float | None]]
"""When after the beginning, which fault, for how long: seconds, None for ever."""


@runtime_checkable
class Keyed(Protocol):
    """A device whose key can stick."""

    def stick(self) -> None:
        """The key goes down and stays there until `unstick`."""
        ...

    def unstick(self) -> None:
        """Somebody frees the key."""
        ...


class StickingClock:
    """A clock whose time of day can be made to stand still; its monotonic seconds go on."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._stuck_at: datetime | None = None

    def now(self) -> datetime:
        return self._stuck_at or self._clock.now()

    def monotonic(self) -> float:
        return self._clock.monotonic()

    def stick(self, late: float = 0.0) -> None:
        """The time of day stands still, at what it was `late` seconds ago."""
        self._stuck_at = self._stuck_at or self._clock.now() - timedelta(seconds=late)

    def release(self) -> None:
        """The time of day goes on, and is right again at once."""
        self._stuck_at = None


class Faulty:
    """A device behind a line that has the faults one asks for. Safe from any thread.

    Several faults at once come in the order of a real line: the device's own (cut short, changed,
    repeated), then the line's (noise, wrong rate, flood), then how it is delivered (in one, in bytes).
    """

    def __init__(self, device: SimulatedDevice, clock: Clock, seed: int = 0, script: Script = ()) -> None:
        """`clock` must be the device's own StickingClock for "stuck clock" to be possible: see `around`.

        Raises ValueError for a script with a fault that there is not.
        """
        self._device = device
        self._clock = clock
        self._random = Random(seed)
        self._rate = self._random.choice(distortion.RATES)
        self._lock = threading.RLock()
        self._ends: dict[Fault, float] = {}
        self._began = self._polled = clock.monotonic()
        self._script = sorted(script, key=lambda step: step[0])
        self._output = Output()
        self._pieces = bytearray()
        self._glued_until: float | None = None
        self._written: float | None = None
        self._unanswered = False
        self._last = b""
        self._flood_owed = 0.0
        self._room = OUTPUT_LIMIT
        for _, kind, seconds in self._script:
            self._check(kind, seconds)

    @classmethod
    def around(
        cls, make: Callable[[Clock], SimulatedDevice], clock: Clock, seed: int = 0, script: Script = ()
    ) -> "Faulty":
        """Build the device on a clock that can stick, and put the faults around it."""
        sticking = StickingClock(clock)
        return cls(make(sticking), sticking, seed, script)

    @property
    def device(self) -> SimulatedDevice:
        """The device itself, to make units key up and events happen."""
        return self._device

    @property
    def faults(self) -> frozenset[Fault]:
        """Those that it has now."""
        with self._lock:
            self._keep_time()
            return frozenset(self._ends)

    def start(self, kind: Fault, seconds: float | None = None) -> None:
        """Begin a fault, for `seconds` or until `stop`; one that it has already is timed anew.

        Raises ValueError for a fault that there is not, that this device cannot have, or no time at all.
        """
        self._check(kind, seconds)
        with self._lock:
            self._hear()
            self._begin(kind, self._clock.monotonic(), seconds)

    def stop(self, kind: Fault) -> None:
        """End a fault; what was held back arrives."""
        with self._lock:
            self._hear()
            self._end(kind)

    def receive(self, data: bytes) -> None:
        """The device has it; what it said before is not an answer to it."""
        with self._lock:
            self._hear()
            self._written = self._clock.monotonic()
            self._unanswered = True
        self._device.receive(data)

    def emit(self) -> bytes:
        """What arrives by now; with "split" a byte at a time."""
        with self._lock:
            self._hear()
            return self._delivered()

    def lines(self) -> ModemLines:
        """The device's own; all low where it has none."""
        with self._lock:
            self._keep_time()
        lines: Callable[[], ModemLines] = getattr(self._device, "lines", ModemLines)
        return lines()

    @property
    def _key(self) -> Keyed | None:
        """The key of the radio, which may be busy behind a device that only hands on what it says."""
        inner: object = getattr(self._device, "device", self._device)
        return inner if isinstance(inner, Keyed) else None

    def _check(self, kind: Fault, seconds: float | None) -> None:
        if kind not in (*FAULTS, *KEY_FAULTS):
            raise ValueError(f"There is no fault {kind!r}. Known: {', '.join((*FAULTS, *KEY_FAULTS))}.")
        if kind in KEY_FAULTS and self._key is None:
            raise ValueError("This device has no key that could be stuck.")
        if kind == "stuck clock" and not isinstance(self._clock, StickingClock):
            raise ValueError("The clock of this device cannot be made to stick: build it with Faulty.around.")
        if seconds is not None and not seconds > 0:
            raise ValueError(f"A fault lasts some time, not {seconds} seconds.")

    def _begin(self, kind: Fault, at: float, seconds: float | None) -> None:
        self._ends[kind] = float("inf") if seconds is None else at + seconds
        if kind == "stuck clock" and isinstance(self._clock, StickingClock):
            self._clock.stick(late=self._clock.monotonic() - at)
        if kind == "stuck ptt" and self._key is not None:
            self._key.stick()

    def _end(self, kind: Fault) -> None:
        self._ends.pop(kind, None)
        if kind == "stuck clock" and isinstance(self._clock, StickingClock):
            self._clock.release()
        if kind == "stuck ptt" and self._key is not None:
            self._key.unstick()
        if kind == "glue":
            self._glued_until = None

    def _keep_time(self) -> None:
        now = self._clock.monotonic()
        while self._script and self._began + self._script[0][0] <= now:
            at, kind, seconds = self._script.pop(0)
            self._begin(kind, self._began + at, seconds)
        for kind in [kind for kind, end in self._ends.items() if end <= now]:
            self._end(kind)

    def _hear(self) -> None:
        """Take what the device has said since it was last asked, and do to it what the line does."""
        self._keep_time()
        now = self._clock.monotonic()
        passed, asked_before = now - self._polled, self._polled
        self._polled = now
        said = list(distortion.messages(self._device.emit()))
        if "lost ack" in self._ends:
            said = self._without_answer(said, asked_before)
        if "silence" in self._ends:
            return
        if said:
            self._last = said[-1]
        self._room = OUTPUT_LIMIT
        for message in said:
            self._send(message)
        if "flood" in self._ends:
            self._flood(passed)

    def _without_answer(self, said: list[bytes], asked_before: float) -> list[bytes]:
        """All that came soon after our words is lost; where nothing did, the first message that comes."""
        waited = asked_before - self._written if self._written is not None else LONGEST_ANSWER
        if not said or waited >= LONGEST_ANSWER:
            return said
        if waited < ANSWER_SECONDS:
            self._unanswered = False
            return []
        first, self._unanswered = int(self._unanswered), False
        return said[first:]

    def _send(self, message: bytes) -> None:
        if "truncated" in self._ends:
            message = distortion.cut_short(message, self._random)
        if "bad checksum" in self._ends:
            message = distortion.one_byte_changed(message, self._random)
        times = distortion.copies(self._random) if "duplicates" in self._ends else 1
        for _ in range(times):
            self._carry(message)

    def _carry(self, message: bytes) -> None:
        """What nobody could hold any more is not even made: faults upon faults multiply."""
        if self._room <= 0:
            return
        if "garbage" in self._ends:
            message = distortion.noise(self._random) + message
        self._room -= len(message)
        if "wrong baud" in self._ends:
            message = distortion.at_wrong_rate(message, self._rate)
        self._output.say(message)

    def _flood(self, passed: float) -> None:
        owed = min(self._flood_owed + passed * FLOOD_BYTES_PER_SECOND, OUTPUT_LIMIT)
        while self._last and owed >= len(self._last):
            owed -= len(self._last)
            self._carry(self._last)
        self._flood_owed = owed

    def _delivered(self) -> bytes:
        if "glue" in self._ends and not self._glued_long_enough():
            return b""
        self._pieces += self._output.take()
        del self._pieces[:-OUTPUT_LIMIT]
        size = 1 if "split" in self._ends else len(self._pieces)
        piece = bytes(self._pieces[:size])
        del self._pieces[:size]
        return piece

    def _glued_long_enough(self) -> bool:
        now = self._clock.monotonic()
        if self._glued_until is None:
            self._glued_until = now + GLUED_SECONDS
        if now < self._glued_until:
            return False
        self._glued_until = now + GLUED_SECONDS
        return True
