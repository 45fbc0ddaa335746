"""A simulated Tait mobile radio on its CCDI port, as our base station, hearing whoever it is told of."""

import threading
from collections import deque
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Literal

from hardware.radio.tait_frames import framed, is_frame
from hardware.simulators.device import Clock, Output

PROMPT = b"."
MODEL = framed("m", "13102.03")
UNREAD_LIMIT = 8192
ANSWERS_LIMIT = 256
SHORTEST_ANSWER, LONGEST_ANSWER = 0.2, 2.0
NO_STATUS = "FF"
KEEP, HAND_ON = "100", "101"
"""What the function command says of short messages."""
UNKNOWN_COMMAND, WRONG_CHECKSUM, WRONG_PARAMETERS = "001", "002", "003"

Acks = Literal["good", "lost", "refused"]


class SimulatedTait:
    """It prompts after every command and every message of its own.

    `acks` may be changed at any time: it says whether those whom we write to acknowledge within
    2 seconds ("good"), do not ("refused"), or the radio is not programmed to tell ("lost"). Short
    messages are handed on as they come; `hands_on` False keeps the newest until it is asked for.
    """

    def __init__(self, clock: Clock, seed: int = 0, acks: Acks = "good", hands_on: bool = True) -> None:
        self.acks: Acks = acks
        self._clock = clock
        self._random = Random(seed)
        self._hands_on = hands_on
        self._lock = threading.RLock()
        self._output = Output()
        self._unread = b""
        self._kept = ""
        self._sent: deque[bytes] = deque(maxlen=ANSWERS_LIMIT)
        self._answers: list[tuple[float, int, bytes]] = []
        self._order = count()

    @property
    def sent(self) -> list[bytes]:
        """The short messages that it was told to put on the air, the newest 256."""
        with self._lock:
            return list(self._sent)

    def busy(self) -> None:
        """Somebody's carrier is on the channel."""
        self._tell("p", "05")

    def free(self) -> None:
        """The carrier is gone."""
        self._tell("p", "06")

    def press(self) -> None:
        """Our own microphone's key goes down."""
        self._tell("p", "07")

    def release(self) -> None:
        """Our own microphone's key comes up."""
        self._tell("p", "08")

    def key(self, caller: str) -> None:
        """A unit begins to talk and says who it is."""
        with self._lock:
            self.busy()
            self._tell("r", f"00000{NO_STATUS}{caller}")

    def unkey(self) -> None:
        """Whoever talks lets go."""
        self.free()

    def status(self, caller: str, code: int | str) -> None:
        """A unit sends a status of two digits."""
        self._tell("r", f"02000{code:>02}{caller}")

    def emergency(self, caller: str = "") -> None:
        """A unit's emergency call; without a caller this radio's own emergency switch."""
        if caller:
            self._tell("r", f"00100{NO_STATUS}{caller}")
        else:
            self._tell("p", "03")

    def end_emergency(self) -> None:
        """This radio is reset out of its emergency mode."""
        self._tell("p", "04")

    def text(self, caller: str, words: str) -> None:
        """A unit writes to us, at most 32 characters."""
        with self._lock:
            self._tell("p", "19")
            self._tell("r", f"14000{NO_STATUS}{caller}")
            self._kept = words[:32]
            if self._hands_on:
                self._tell("s", self._kept)

    def say(self, data: bytes) -> None:
        """Any bytes at all, such as a burst of noise."""
        self._output.say(data)

    def receive(self, data: bytes) -> None:
        """Commands end with CR; each is answered with a prompt, or an error."""
        with self._lock:
            *commands, self._unread = (self._unread + data)[-UNREAD_LIMIT:].split(b"\r")
            for command in filter(None, commands):
                if is_frame(command):
                    self._obey(chr(command[0]), command[3:-2].decode("latin-1"))
                else:
                    self._refuse(WRONG_CHECKSUM)

    def emit(self) -> bytes:
        """What it has said since the last call."""
        with self._lock:
            while self._answers and self._answers[0][0] <= self._clock.monotonic():
                self._output.say(heappop(self._answers)[2])
            return self._output.take()

    def _obey(self, command: str, said: str) -> None:
        match command, said:
            case "q", "" | "0":
                self._answer(MODEL)
            case "q", "1":
                self._answer(framed("s", self._kept))
            case "c", "1":
                self._kept = ""
                self._prompt()
            case "f", flag if flag in (KEEP, HAND_ON):
                self._hands_on = flag == HAND_ON
                self._prompt()
            case "s", _ if len(said) >= len("0512345678"):
                self._send(said)
            case "q" | "c" | "f" | "s", _:
                self._refuse(WRONG_PARAMETERS)
            case _:
                self._refuse(UNKNOWN_COMMAND)

    def _send(self, said: str) -> None:
        self._prompt()
        self._sent.append(said.encode("latin-1"))
        if self.acks != "lost" and len(self._answers) < ANSWERS_LIMIT:
            answer = framed("p", "1D1" if self.acks == "good" else "1D0") + PROMPT
            at = self._clock.monotonic() + self._random.uniform(SHORTEST_ANSWER, LONGEST_ANSWER)
            heappush(self._answers, (at, next(self._order), answer))

    def _prompt(self) -> None:
        self._output.say(PROMPT)

    def _answer(self, frame: bytes) -> None:
        self._output.say(PROMPT + frame + PROMPT)

    def _refuse(self, number: str) -> None:
        self._output.say(framed("e", number) + PROMPT)

    def _tell(self, ident: str, parameters: str) -> None:
        self._output.say(framed(ident, parameters) + PROMPT)
