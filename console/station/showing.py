"""What `show` prints: the lists of the live picture as rows, and who should go to a call."""

from collections.abc import Iterator
from time import sleep
from typing import TYPE_CHECKING

from console.desk import listing
from console.desk.resolve import Names
from console.desk.words import read_line
from console.station.shell_city import keeper_now

if TYPE_CHECKING:
    from console.board.holder import Board
    from console.desk.desk import Desk
    from console.station.opening import Startup

FOLLOW_S = 0.05


def shown(
    what: str, startup: "Startup", desk: "Desk", board: "Board", *, for_call: str = "", follow: bool = False
) -> Iterator[listing.Row]:
    """The rows of one list, and with `follow` for ever each row that is new or has changed.

    `for_call` is a call's number as it is typed: then they are the units that could go there, the best first.
    """
    printed: set[str] = set()
    while True:
        for row in _rows(what, startup, desk, board, for_call):
            if (key := listing.in_json(row)) not in printed:
                printed.add(key)
                yield row
        if not follow:
            return
        while not desk.stirred():
            sleep(FOLLOW_S)
        board.apply(desk.news())


def _rows(
    what: str, startup: "Startup", desk: "Desk", board: "Board", for_call: str
) -> Iterator[listing.Row]:
    if for_call:
        line = read_line(f"? {for_call}")
        call = Names(line, board.picture, startup.today()).call(line.listed()[0])
        yield from listing.recommendation(keeper_now(startup, board).recommend(call.number))
    elif what == "journal":
        yield from (listing.entry_row(entry) for entry in desk.journal())
    else:
        yield from listing.LISTS[what](board.picture, desk.now())
