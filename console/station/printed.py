"""The printed board: every minute the live board as files to print, for the time when nothing else works."""

import os
import re
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path

from console.board.holder import Board
from console.board.views import LinkView
from console.clock import Clock
from console.station.keeper import Keeper
from console.station.printed_pages import Pages
from console.station.printed_words import Sheet, board_text

EVERY_S = 60.0
TURN_S = 1.0
NAME = "Printed board"
CARDS = "cards"
CARD = "call-{}.html"
UNSAFE = re.compile(r"[^0-9A-Za-z-]")


class PrintedBoard(Keeper):
    """Writes board, cards and blank cards into `folder` from the board alone, on a thread of its own.

    `board.html`, `board.txt`, `blank-call.html` and `blank-unit.html` stand in the folder, a card for each
    open call in its `cards`; each file is replaced whole, and the card of a call that is closed goes. A
    folder that cannot be written is told once by the board's link "Printed board", and tried again.
    """

    def __init__(
        self, *, board: Board, clock: Clock, folder: Path, zone: tzinfo, station: str, training: bool = False
    ) -> None:
        super().__init__("printed board", TURN_S)
        self._board = board
        self._clock = clock
        self._folder = folder
        self._zone, self._station, self._training = zone, station, training
        self._pages = Pages()
        self._printed_at: float | None = None
        self._downtime: datetime | None = None
        self._trouble = ""

    def look(self) -> None:
        """Print when it is time: once the board is loaded, every minute, and as a downtime begins or ends."""
        picture = self._board.picture
        if not picture.loaded or not (self._is_due() or picture.downtime_since != self._downtime):
            return
        self._printed_at, self._downtime = self._clock.monotonic(), picture.downtime_since
        try:
            self._print(Sheet(picture, self._clock.now(), self._zone, self._station, self._training))
        except OSError as error:
            self._tell(error.strerror or type(error).__name__)
        else:
            self._tell("")

    def _is_due(self) -> bool:
        return self._printed_at is None or self._clock.monotonic() - self._printed_at >= EVERY_S

    def _print(self, sheet: Sheet) -> None:
        cards = self._folder / CARDS
        cards.mkdir(parents=True, exist_ok=True)
        pages = self._pages
        write_whole(self._folder / "board.html", pages.board(sheet))
        write_whole(self._folder / "board.txt", board_text(sheet))
        write_whole(self._folder / "blank-call.html", pages.blank_call(sheet))
        write_whole(self._folder / "blank-unit.html", pages.blank_unit(sheet))
        kept = set()
        for call in sheet.open_calls:
            file = cards / CARD.format(UNSAFE.sub("_", call.number)[:64])
            kept.add(file)
            write_whole(file, pages.card(sheet, call))
        for old in set(cards.glob(CARD.format("*"))) - kept:
            old.unlink(missing_ok=True)

    def _tell(self, trouble: str) -> None:
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if trouble:
            words = f"{trouble}. {self._folder} is not up to date; it is tried again every minute."
            self._board.report(LinkView(NAME, "file", "degraded", words))
        else:
            self._board.report(LinkView(NAME, "file", "good", "Written"))


def write_whole(file: Path, text: str) -> None:
    """Write UTF-8 beside the file and rename it: whoever opens it finds all of it, or what it was before.

    Raises OSError where that fails; the file is then as it was.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        with part.open("w", encoding="utf-8", errors="replace", newline="\n") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)
    except OSError:
        # The first failure is the one to tell; where the folder is the trouble there is nothing to remove.
        with suppress(OSError):
            part.unlink()
        raise
