"""Sends referrals to the sworn side, on the one position that leads: as files, or to an HTTPS endpoint."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from console.board.holder import Board
from console.clock import Clock
from console.desk.thread import DeskThread
from console.errors import Refused, Unavailable
from console.station.keeper import Keeper
from console.station.printed import write_whole
from console.station.referral_pages import ACTOR, ReferralPages, in_words, name_of

EVERY_S = 0.5
PATIENCE_S = 12.0
"""A sheet that is on its way to an endpoint has so long when the console closes."""
LOG = logging.getLogger(__name__)


class Way(Protocol):
    """How a sheet leaves the station."""

    @property
    def name(self) -> str:
        """As the journal says it: folder or https."""
        ...

    def send(self, name: str, sheet: str) -> None:
        """Send one sheet; raises OSError with what went wrong."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """Whoever is to have the sheets takes them from here; each is there whole or not at all."""

    path: Path
    name: str = "folder"

    def send(self, name: str, sheet: str) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        write_whole(self.path / f"{name}.json", sheet)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An HTTPS address that takes a sheet by POST and answers with a 2xx when it has it.

    `authority` is a file with the certificates that vouch for it, the system's own where it is empty.
    """

    url: str
    authority: str = ""
    timeout_s: float = 10.0
    name: str = "https"

    def send(self, name: str, sheet: str) -> None:
        """Post the sheet; the server's certificate is checked, and nothing is sent in clear."""
        import ssl
        from http.client import HTTPException, HTTPSConnection
        from urllib.parse import urlsplit

        where = urlsplit(self.url)
        if where.scheme != "https" or not where.hostname:
            raise OSError("The address of the sworn side must begin with https://.")
        trusted = ssl.create_default_context(cafile=self.authority or None)
        headers = {"Content-Type": "application/json", "Idempotency-Key": name}
        target = (where.path or "/") + (f"?{where.query}" if where.query else "")
        line = HTTPSConnection(where.hostname, where.port, timeout=self.timeout_s, context=trusted)
        try:
            line.request("POST", target, sheet.encode(), headers)
            answer = line.getresponse()
            if answer.status // 100 != 2:
                raise OSError(f"The sworn side answers {answer.status} {answer.reason}.")
        except HTTPException as error:
            raise OSError(f"The sworn side's answer cannot be read: {type(error).__name__}.") from error
        finally:
            line.close()


class ReferralPost(Keeper):
    """Looks for referrals that are due and tells the desk how it went.

    The page is written before the sheet goes: whoever waits for the sheet finds it, and so does a person who
    has to carry it over because the sheet does not go through.
    """

    def __init__(
        self,
        *,
        desk: DeskThread,
        board: Board,
        clock: Clock,
        way: Way,
        pages: ReferralPages,
        leads: Callable[[], bool],
    ) -> None:
        super().__init__("referrals", EVERY_S, PATIENCE_S)
        self._desk = desk
        self._board = board
        self._clock = clock
        self._way = way
        self._pages = pages
        self._leads = leads

    def look(self) -> int:
        """Send what is due, where this position leads; how many were tried."""
        if not self._leads():
            return 0
        due = list(self._due())
        for number, sheet_hash in due:
            self._send(number, sheet_hash)
        self._pages.look()
        return len(due)

    def _due(self) -> Iterable[tuple[str, str]]:
        """The calls by number whose sheet is to be sent now, and its hash."""
        now = self._clock.now()
        for call in self._board.picture.calls.values():
            if call.referral is not None and call.referral.due(now):
                yield call.number, call.referral.sheet_hash

    def _send(self, number: str, sheet_hash: str) -> None:
        """When the desk does not take the answer it is sent again: by its name it is known as the same."""
        try:
            sheet = self._desk.order(lambda desk: desk.referral_sheet(number)).result()
        except (Refused, Unavailable) as error:
            LOG.warning("The referral of %s waits: %s", number, error)
            return
        name = name_of(number, sheet_hash)
        unwritten = self._pages.write(name, sheet)
        trouble = self._leave(name, sheet)
        if trouble:
            self._tell("referral_failed", {"call": number, "trouble": trouble})
        else:
            self._tell("referral_sent", {"call": number, "way": self._way.name, "sheet_hash": sheet_hash})
        # What keeps both from one folder is told once; the page is written when the sheet is tried again.
        if not trouble or unwritten != trouble:
            self._pages.tell(number, unwritten)

    def _leave(self, name: str, sheet: str) -> str:
        """Send a sheet; why that failed, "" where it did not."""
        try:
            self._way.send(name, sheet)
        except OSError as error:
            return in_words(error)
        return ""

    def _tell(self, verb: str, args: dict[str, str]) -> None:
        try:
            self._desk.do(verb, args, actor=ACTOR).result()
        except (Refused, Unavailable) as error:
            LOG.warning("How a referral went could not be noted: %s", error)
