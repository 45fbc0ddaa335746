"""A seat's own store for the time without its server: filled from the board, brought to the server later."""

import logging
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from console.board.views import CatchUpView, ConflictView, Picture
from console.desk import provisions, replay
from console.desk.desk import Desk
from console.desk.downtime_rows import fill
from console.desk.provisions import Provisions
from console.desk.work import Past
from console.errors import Unavailable
from console.store.lookout import Lookout
from console.store.schema import HEAD
from console.store.store import Store

LOG = logging.getLogger(__name__)
FINISHED = ".finished"

OpenDesk = Callable[[Store, Picture, Provisions], Desk]


class StandIn:
    """Opens and closes downtimes in a folder; used by the desk's thread only.

    A downtime is one SQLite file there. It is renamed only once all of it is on the server or settled, so
    that neither a crash here nor one there loses anything.
    """

    def __init__(
        self, folder: Path, open_desk: OpenDesk, now: Callable[[], datetime], seat: str, lookout: Lookout
    ) -> None:
        self.lookout = lookout
        self._folder = folder
        self._open_desk = open_desk
        self._now = now
        self._seat = seat
        self._provisions = provisions.load(self._numbers)
        self._conflicts: dict[str, tuple[replay.CatchUp, Path]] = {}

    @property
    def _numbers(self) -> Path:
        return self._folder / "provisions.json"

    @property
    def _empty(self) -> Path:
        """A store with nothing in it, of this program's revision."""
        return self._folder / f"empty-{HEAD}.sqlite3"

    @property
    def ready(self) -> bool:
        """Whether this seat has ever had its server: without that there is nothing to stand in for."""
        return self._numbers.exists() or bool(self.unfinished())

    def put_by(self, desk: Desk) -> None:
        """Reserve numbers on the server for the time without it, and make room; raises Unavailable."""
        self._provisions = desk.put_by()
        try:
            provisions.save(self._provisions, self._numbers)
            if not self._empty.exists():
                # Made now: when the server goes, the dispatcher must not wait for it.
                Store.open(f"sqlite:///{self._empty}").close()
        except OSError as error:
            LOG.warning("What is put by for a time without the server is not kept: %s", error)

    def begin(self, picture: Picture) -> Desk:
        """A desk on a new store of this seat's own that holds all of the picture."""
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / f"downtime-{self._now():%Y%m%dT%H%M%S%f}.sqlite3"
        if self._empty.exists():
            shutil.copyfile(self._empty, file)
        store = Store.open(f"sqlite:///{file}")
        with store.write() as session:
            fill(session, picture, self._provisions, self._now(), self._seat)
            session.commit()
        return self._open_desk(store, picture, self._provisions)

    def resume(self, picture: Picture) -> Desk:
        """A desk on the last downtime that is not on the server yet, a new one where there is none."""
        unfinished = self.unfinished()
        if not unfinished:
            return self.begin(picture)
        return self._open_desk(Store.open(f"sqlite:///{unfinished[-1]}"), picture, self._provisions)

    def past(self, number: str) -> Past:
        """Now, with the number that the server has given a call already."""
        return Past(self._now(), number)

    def unfinished(self) -> list[Path]:
        """The downtimes that are not yet whole on the server, oldest first."""
        return sorted(self._folder.glob("downtime-*.sqlite3"))

    def catch_up(self, server: Desk) -> CatchUpView | None:
        """Bring all unfinished downtimes to the server; what is left are conflicts for a person to settle.

        Raises Unavailable when the server is gone again; done again, it goes on where it stopped.
        """
        self._conflicts.clear()
        shown = None
        for file in self.unfinished():
            shown = self._bring(server, file) or shown
        return shown

    def settle(self, server: Desk, key: str, *, take: bool) -> ConflictView | None:
        """Do after all what a conflict is about, or leave what others did; raises Refused.

        Returns the conflict that is settled, None for one that is settled already.
        """
        if key not in self._conflicts:
            return None
        catch_up, file = self._conflicts[key]
        (conflict,) = (each for each in catch_up.conflicts if each.key == key)
        deed = catch_up.open[key]
        if take:
            catch_up.take(deed)
        else:
            aside = {"said": conflict.said or deed.verb, "about": conflict.about, "reason": conflict.why}
            server.do("set_aside", aside, actor=deed.actor, key=key, past=Past(deed.at))
        del self._conflicts[key]
        if not any(held is file for _, held in self._conflicts.values()):
            _finish(file)
        return conflict

    def _bring(self, server: Desk, file: Path) -> CatchUpView | None:
        store = Store.open(f"sqlite:///{file}")
        try:
            with store.read() as session:
                downtime = replay.read_downtime(session)
                fixes = replay.fixes_since(session, downtime.began)
        except ValueError as error:
            raise Unavailable(f"{file} cannot be brought to the server: {error}") from error
        finally:
            store.close()
        catch_up = replay.CatchUp(server, downtime)
        catch_up.bring_all()
        server.keep_fixes(fixes)
        for conflict in catch_up.conflicts:
            self._conflicts[conflict.key] = (catch_up, file)
        if not catch_up.conflicts:
            _finish(file)
        return replay.shown(catch_up, self._now()) if downtime.deeds else None


def _finish(file: Path) -> None:
    """Keep it as a record, out of the way."""
    file.rename(file.with_suffix(FINISHED))
