"""Housekeeping: a backup as often as the settings say, by one seat, and the journal's tip looked at once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from console.board.holder import Board
from console.board.views import LinkView
from console.clock import Clock
from console.errors import Unavailable
from console.settings import BackupSettings
from console.station.keeper import Keeper
from console.store.backups import Backups
from console.store.rotation import Keep

NAME = "Backup"
JOURNAL = "Journal"
TURN_S = 1.0
RETRY_S = 600.0
PAUSE_S = 0.005


class Housekeeping(Keeper):
    """Makes backups on its own thread while this seat leads, and says on the board how old the newest is.

    The board's link "Backup" has the newest one's age, or in a sentence why there is none; a backup that
    failed is tried again after ten minutes. `look_at_tip` answers what is wrong with the end of the journal,
    "" for nothing, or raises Unavailable; it is asked until it has answered once.
    """

    def __init__(
        self,
        *,
        board: Board,
        clock: Clock,
        backups: Backups,
        settings: BackupSettings,
        leads: Callable[[], bool],
        look_at_tip: Callable[[], str],
    ) -> None:
        super().__init__("housekeeping", TURN_S)
        self._board = board
        self._clock = clock
        self._backups = backups
        self._every = timedelta(hours=settings.every_hours)
        self._keep = Keep(settings.newest, settings.days, settings.months)
        self._leads = leads
        self._look_at_tip = look_at_tip
        self._tip_seen = False
        self._tried_at: float | None = None
        self._told: LinkView | None = None

    def look(self) -> None:
        """Do what is due."""
        if not self._tip_seen:
            self._see_tip()
        if not self._every:
            return
        if not self._leads():
            if self._told is not None:
                self._tell(LinkView(NAME, "file", "good", "By another seat"))
            return
        try:
            self._keep_backups()
        except Unavailable as error:
            if not self._stopping.is_set():
                self._tell(LinkView(NAME, "file", "degraded", str(error)))

    def _see_tip(self) -> None:
        try:
            why = self._look_at_tip()
        except Unavailable:
            # The board's database link says so already, and the tip is there when the store is.
            return
        self._tip_seen = True
        if why:
            words = f"{why} Run cso-console verify, and keep the newest backups."
            self._board.report(LinkView(JOURNAL, "file", "degraded", words))

    def _keep_backups(self) -> None:
        if self._waits_after_a_failure():
            return
        newest = self._newest()
        if newest is None or self._clock.now() - newest >= self._every:
            # Taken off only where all went well.
            self._tried_at = self._clock.monotonic()
            newest = self._back_up()
            self._tried_at = None
        self._tell(LinkView(NAME, "file", "good", "Made and tried", last_at=newest))

    def _waits_after_a_failure(self) -> bool:
        return self._tried_at is not None and self._clock.monotonic() - self._tried_at < RETRY_S

    def _newest(self) -> datetime | None:
        """When the newest backup was made; one that a wrong clock dated ahead is no reason to make none."""
        return max((at for at in self._backups.made_at() if at <= self._clock.now()), default=None)

    def _back_up(self) -> datetime:
        made = self._backups.make(self._clock.now(), self._breathe)
        if made.fault:
            # The ones before may be the last that are good: none goes until a person has looked.
            raise Unavailable(f"Made, but the journal does not hold. {made.fault} Run cso-console verify.")
        self._backups.rotate(self._keep)
        return made.at

    def _breathe(self) -> None:
        if self._stopping.wait(PAUSE_S):
            raise Unavailable("The console is closing. No backup was made.")

    def _tell(self, link: LinkView) -> None:
        if link != self._told:
            self._told = link
            self._board.report(link)
