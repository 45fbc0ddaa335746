"""A simulated Ademco 685 alarm receiver on its automation port."""

import re

from hardware.simulators.alarm_receiver import SimulatedReceiver
from hardware.simulators.device import Clock

OKAY = b"\n00 OKAY @\r"
ARE_YOU_THERE = b"S"
USER_EVENTS = "4"
"""What events begin with that are a user's and no zone's."""


class SimulatedAdemco(SimulatedReceiver):
    """Polls with `S` after 30 s of silence; asked the same, it says that it is okay."""

    heartbeat = ARE_YOU_THERE
    heartbeat_answer = OKAY
    answers = re.compile(rb"[\x06\x15S]|\n00 OKAY @\r")

    def __init__(self, clock: Clock, seed: int = 0, receiver: str = "1", line: str = "1") -> None:
        super().__init__(clock, seed)
        self._origin = f"{receiver}{line}"

    def frame(self, account: str, event: str, qualifier: str, zone: str, partition: str) -> bytes:
        whose = "U" if event.startswith(USER_EVENTS) else "C"
        body = f"{self._origin} {account:0>4} 18 {qualifier}{event} {partition} {whose}{zone} "
        return f"\n{body}\r".encode("ascii")

    def _hear(self, answer: bytes) -> None:
        if answer == ARE_YOU_THERE:
            self._output.say(OKAY)
        else:
            super()._hear(answer)
