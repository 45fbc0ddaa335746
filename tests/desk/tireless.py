"""A seat in a process of its own that takes calls and notes remarks until it is told to stop.

All of them have the same radio: what it says is noted by the one that holds the lease of it.
"""

import sys
import threading
from pathlib import Path

from console.desk.seats import SpokenFor
from console.errors import Refused, Unavailable
from console.station.seats import Seats
from tests.desk.seats import LONGEST_S, Seat

BREATH_S = 0.05
"""Between two verbs: more than a dispatcher ever does, no more than a server can be brought later."""


RADIO = "Radio 1"


class Shift:
    """What one seat does, verb after verb, and what it says of itself on stdout."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._seats = Seats(desk=seat.thread, board=seat.board, position=seat.name)
        self._call = ""
        self._led = False
        self._seats.start()
        self._seats.want({RADIO})

    def act(self, count: int, token: str) -> None:
        """Do the next verb; SpokenFor where it was the radio's and another seat speaks for that."""
        if count % 5 == 1:
            self._call = self._seat.take("8300 SANTA MONICA BL", token)
        elif count % 5 == 3 and self._seats.speaks(RADIO):
            args = {"call": self._call, "text": token}
            self._seats.do("remark", args, device=RADIO).result(LONGEST_S)
        else:
            self._seat.do("remark", call=self._call, text=token)

    def say_who_leads(self) -> None:
        leads = self._seats.leads()
        if leads != self._led:
            self._led = leads
            _say("leads" if leads else "follows")

    def end(self) -> None:
        self._seat.wait_up()
        _say("caught up")
        self._seats.stop()
        self._seat.stop()


def main(url: str, folder: str, number: int, run: int) -> None:
    """Print each token once its verb was acknowledged, until a line comes; then catch up and say so."""
    seat = _opened(url, Path(folder), f"Position {number}")
    stop, shift, count = threading.Event(), Shift(seat), 0
    threading.Thread(target=lambda: (sys.stdin.readline(), stop.set()), daemon=True).start()
    while not stop.wait(BREATH_S):
        shift.say_who_leads()
        token, count = f"token-{number}-{run}-{count}", count + 1
        try:
            shift.act(count, token)
        except SpokenFor:
            continue
        except (Refused, Unavailable) as error:
            _say(f"not {token}: {error}")
        else:
            _say(token)
    shift.end()


def _opened(url: str, folder: Path, name: str) -> Seat:
    """A seat that is open; begun again, as a person would, where the server is away just then."""
    while True:
        seat = Seat(url, folder, name)
        try:
            seat.thread.opened.result(LONGEST_S)
        except Unavailable:
            seat.stop()
        else:
            return seat


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
