"""A seat in a process of its own that does verbs at random on a store it shares with others."""

import hashlib
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

from console.errors import Refused
from tests.desk.seats import Seat

UNITS = [f"CSO-{n}" for n in range(11, 31)]
DISPOSITIONS = ("05", "22")


class Racer:
    """Chooses verbs by what its own board shows, as a dispatcher would."""

    def __init__(self, seat: Seat, seed: int) -> None:
        self._seat = seat
        self._chance = random.Random(seed)
        self.done = self.refused = 0

    def go(self, verbs: int) -> None:
        """Do that many verbs; those that another seat's verb forbids count as well."""
        for _ in range(verbs):
            verb, args = self._choose()
            try:
                self._seat.do(verb, **args)
                self.done += 1
            except Refused:
                self.refused += 1

    def _choose(self) -> tuple[str, dict[str, Any]]:
        unit = self._chance.choice(UNITS)
        calls = [c.number for c in self._seat.picture.calls.values() if c.state != "closed"]
        if len(calls) < 50:
            return "take_call", {"type": "586", "place": f"{self._chance.randint(7000, 9000)} FOUNTAIN AV"}
        call = self._chance.choice(calls)
        held = self._seat.picture.units[unit].calls
        match self._chance.randrange(10):
            case 0:
                return "remark", {"call": call, "text": "still waiting"}
            case 1 if held:
                return "on_scene", {"unit": unit}
            case 2 if held:
                return "clear", {"unit": unit, "disposition": self._chance.choice(DISPOSITIONS)}
            case 3 | 4 | 5 if held:
                return "free", {"unit": unit}
            case 6:
                return "close_call", {"call": call, "disposition": "22"}
        return "dispatch", {"units": (unit,), "call": call}


def fingerprint(seat: Seat) -> str:
    """What the board shows of calls and units, in short."""
    shown = [repr(sorted(seat.picture.calls.items())), repr(sorted(seat.picture.units.items()))]
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()


def main(url: str, folder: str, number: int, verbs: int) -> None:
    """Do the verbs once a line says so and tell what came of it; show the board at the last entry."""
    seat = Seat(url, Path(folder), f"Position {number}")
    seat.thread.opened.result(60)
    _say("ready")
    sys.stdin.readline()
    racer, began = Racer(seat, number), time.monotonic()
    racer.go(verbs)
    took = time.monotonic() - began
    _say(json.dumps({"done": racer.done, "refused": racer.refused, "seconds": took}))
    last = int(sys.stdin.readline())
    seat.wait(lambda: seat.picture.entry >= last)
    _say(fingerprint(seat))
    seat.stop()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
