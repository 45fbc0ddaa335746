"""What the shell's `show` prints: lists that may be followed, one call, and calls of the past."""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from console.desk import listing
from console.desk.listing import Row
from console.desk.plan_rows import calls_of, whole_handover
from console.desk.resolve import Names, call_of
from console.desk.words import read_line
from console.errors import Refused
from console.reports.documents import number_of
from console.reports.past_calls import Asked, rows
from console.station.attaching import save
from console.station.shell_city import keeper_now

if TYPE_CHECKING:
    from console.board.holder import Board
    from console.desk.desk import Desk
    from console.station.opening import Startup

Begin = Callable[[str, str], "tuple[Startup, Desk, Board]"]
Show = Callable[[Row, str, bool], None]
FOLLOW_S = 0.05


class Showing:
    """Prints one thing on a store that is opened for it, each row with `show`."""

    def __init__(self, begin: Begin, show: Show, store: str, actor: str, as_json: bool) -> None:
        self._open = partial(begin, store, actor)
        self._show = show
        self._as_json = as_json

    def all_of(self, what: str, *, follow: bool, event: str = "") -> int:
        """One list, of an event's calls where one is named; with `follow` each row that is new or changed.

        It follows until it is interrupted.
        """
        _, desk, board = self._open()
        printed: set[str] = set()
        with closing(desk), suppress(KeyboardInterrupt):
            self._print_new(what, desk, board, printed, event)
            while follow:
                _wait_for_news(desk, board)
                self._print_new(what, desk, board, printed, event)
        return 0

    def past(self, what: str, asked: Asked, limit: int) -> int:
        """The past calls that are looked for, newest first, or the report of a time's alarms."""
        startup, desk, _ = self._open()
        with closing(desk), suppress(KeyboardInterrupt):
            for row in rows(what, desk, asked, startup.settings.time_zone, limit):
                self._show(row, listing.in_words(row), self._as_json)
        return 0

    def units_for(self, which: str) -> int:
        """Who could go to the call of a number as it is typed, the best first, and what is missing."""
        startup, desk, board = self._open()
        with closing(desk):
            line = read_line(f"? {which}")
            call = Names(line, board.picture, startup.today()).call(line.listed()[0])
            for row in listing.recommendation(keeper_now(startup, desk, board).recommend(call.number)):
                self._show(row, listing.in_words(row), self._as_json)
        return 0

    def one_call(self, which: str) -> int:
        """A call and its timeline; raises Refused for one that there is none of."""
        startup, desk, board = self._open()
        with closing(desk):
            call = call_of(which, board.picture, startup.today()) or desk.call(which)
        if call is None:
            raise Refused("There is no call of that number.")
        row = listing.whole_call_row(call, board.picture.codes)
        if self._as_json:
            self._show(row, "", self._as_json)
            return 0
        for line in ({**row, "timeline": []}, *row["timeline"]):
            self._show(line, listing.in_words(line), self._as_json)
        return 0

    def one_handover(self, which: str) -> int:
        """A hand-over and what was open then; raises Refused for one that there is none of."""
        _, desk, _ = self._open()
        with closing(desk):
            row = whole_handover(desk.handover(number_of(which)))
        if self._as_json:
            self._show(row, "", self._as_json)
            return 0
        for line in ({**row, "items": []}, *row["items"]):
            self._show(line, listing.in_words(line), self._as_json)
        return 0

    def involved(self, which: str, folder: str) -> int:
        """Who called about a call and what is noted on it; its files are saved where a folder is named."""
        startup, desk, board = self._open()
        with closing(desk):
            call = call_of(which, board.picture, startup.today()) or desk.call(which)
            if call is None:
                raise Refused("There is no call of that number.")
            found = desk.view_caller(call.number)
            caller = {"call": call.number, "kind": "caller", "name": found.name, "phone": found.phone}
            rows = [caller, *(listing.involved_row(call.number, noted) for noted in found.involved)]
            for row in rows:
                if folder and "sha256" in row and "name" in row:
                    row["saved"] = str(self._saved(desk, call.number, row["number"], folder))
                self._show(row, listing.in_words(row), self._as_json)
        return 0

    def _saved(self, desk: "Desk", call: str, number: int, folder: str) -> Path:
        return save(desk.attached_file(call, number), Path(folder), call, number)

    def _print_new(self, what: str, desk: "Desk", board: "Board", printed: set[str], event: str) -> None:
        numbers = calls_of(board.picture, event) if event else None
        for row in _listed(what, desk, board):
            if numbers is not None and row["number"] not in numbers:
                continue
            if (key := listing.in_json(row)) not in printed:
                self._show(row, listing.in_words(row), self._as_json)
                printed.add(key)


def _listed(what: str, desk: "Desk", board: "Board") -> Iterator[Row]:
    if what == "journal":
        return map(listing.entry_row, desk.journal())
    return listing.LISTS[what](board.picture, desk.now())


def _wait_for_news(desk: "Desk", board: "Board") -> None:
    while not desk.stirred():
        sleep(FOLLOW_S)
    board.apply(desk.news())
