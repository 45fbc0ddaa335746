"""The pages to print of referrals: what cannot be written is an alarm, and is tried again."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from console.board.holder import Board
from console.clock import Clock
from console.desk.referrals import TRY_AGAIN_S
from console.desk.thread import DeskThread
from console.errors import Refused, Unavailable
from console.station.printed import write_whole

ACTOR = "Referrals"
UNPRINTED = "referral_page"
"""A kind of alarm, about a call."""
LOG = logging.getLogger(__name__)


class ReferralPages:
    """Lays a page beside each sheet, whole or not at all; `page` makes it of the sheet.

    A page that cannot be written keeps no sheet from its way: deputies are not to wait for paper. The open
    alarms are what is still to be written, so that a position that takes over goes on with it.
    """

    def __init__(
        self, *, desk: DeskThread, board: Board, clock: Clock, folder: Path, page: Callable[[str], str]
    ) -> None:
        self._desk = desk
        self._board = board
        self._clock = clock
        self._folder = folder
        self._page = page
        self._tried: dict[str, tuple[int, datetime]] = {}

    def write(self, name: str, sheet: str) -> str:
        """Write the page of a sheet; why that failed, "" where it did not."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._folder / f"{name}.html", self._page(sheet))
        except OSError as error:
            return in_words(error)
        return ""

    def tell(self, number: str, trouble: str) -> None:
        """Raise the alarm of that call's page, or note that it is written."""
        opened = number in self._missing()
        if trouble and not opened:
            self._tried[number] = (1, self._clock.now())
            call = self._board.picture.calls.get(number)
            short = call.sequence if call is not None else number
            text = f"The page to print of call {short} is not written into {self._folder}: {trouble}"
            self._do("raise_alarm", {"kind": UNPRINTED, "about": number, "call": number, "text": text[:400]})
        elif opened and not trouble:
            self._do("restore_alarm", {"kind": UNPRINTED, "about": number, "reason": "The page is written"})

    def look(self) -> None:
        """Try again what is to be tried by now, less and less often."""
        missing = self._missing()
        self._tried = {number: tried for number, tried in self._tried.items() if number in missing}
        for number in sorted(missing):
            times, last = self._tried.get(number, (0, self._clock.now()))
            pause = TRY_AGAIN_S[min(times, len(TRY_AGAIN_S)) - 1] if times else 0
            if self._clock.now() - last >= timedelta(seconds=pause):
                self._tried[number] = (times + 1, self._clock.now())
                self._try_again(number)

    def _try_again(self, number: str) -> None:
        call = self._board.picture.calls.get(number)
        if call is None or call.referral is None:
            return
        try:
            sheet = self._desk.order(lambda desk: desk.referral_sheet(number)).result()
        except (Refused, Unavailable) as error:
            LOG.warning("The page of referral %s waits: %s", number, error)
            return
        self.tell(number, self.write(name_of(number, call.referral.sheet_hash), sheet))

    def _missing(self) -> set[str]:
        """The calls whose page is still to be written."""
        opened = self._board.picture.alarms.values()
        return {each.about for each in opened if each.kind == UNPRINTED and each.restored_at is None}

    def _do(self, verb: str, args: dict[str, str]) -> None:
        try:
            self._desk.do(verb, args, actor=ACTOR).result()
        except (Refused, Unavailable) as error:
            LOG.warning("How the page of a referral went could not be noted: %s", error)


def name_of(number: str, sheet_hash: str) -> str:
    """The name of a sheet and of its page, without what kind of file it is."""
    return f"{number}-{sheet_hash[:12]}"


def in_words(error: OSError) -> str:
    """One line without a stack; a certificate that is not trusted says what is wrong with it."""
    if refused := getattr(error, "verify_message", ""):
        return f"Nobody vouches for the certificate of that address: {refused}."
    return " ".join(str(error.strerror or error).split()) or type(error).__name__
