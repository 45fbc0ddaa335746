"""A seat in a process of its own that takes calls and notes remarks until it is told to stop."""

import sys
import threading
from pathlib import Path

from console.errors import Refused, Unavailable
from tests.desk.seats import Seat

BREATH_S = 0.05
"""Between two verbs: more than a dispatcher ever does, no more than a server can be brought later."""


def main(url: str, folder: str, number: int, run: int) -> None:
    """Print each token once its verb was acknowledged, until a line comes; then catch up and say so."""
    seat = Seat(url, Path(folder), f"Position {number}")
    seat.thread.opened.result(60)
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.readline(), stop.set()), daemon=True).start()
    count, call = 0, ""
    while not stop.wait(BREATH_S):
        token, count = f"token-{number}-{run}-{count}", count + 1
        try:
            if count % 5 == 1:
                call = seat.take("8300 SANTA MONICA BL", token)
            else:
                seat.do("remark", call=call, text=token)
        except (Refused, Unavailable) as error:
            _say(f"not {token}: {error}")
        else:
            _say(token)
    seat.wait_up()
    _say("caught up")
    seat.stop()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
