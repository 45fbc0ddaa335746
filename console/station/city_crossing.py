"""The crossing of the city between threads: what its keeper finds reaches the window on its own thread."""

from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from console.board.closures import ClosureView
from console.board.views import CallView
from console.desk.recommend import Recommendation
from console.errors import Refused, Unavailable
from console.geo.measure import Point
from console.station.city_keeper import CityKeeper

if TYPE_CHECKING:
    from console.geo.tiles import Tiles

NOTHING_YET = object()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A closure with the lines of the streets that it closes; not `placed` where it closes nothing here."""

    closure: ClosureView
    lines: tuple[tuple[Point, ...], ...]

    @property
    def placed(self) -> bool:
        return bool(self.lines or self.closure.outline)


class CityCrossing(QObject):
    """Carries the city, and who should go to a call, to the window's thread.

    Signals: city_placed (KeptCity or None), troubled (why it could not be had), closures_drawn (a tuple of
    Drawn), recommended (Recommendation), background_opened (Tiles).
    """

    city_placed = Signal(object)
    troubled = Signal(str)
    closures_drawn = Signal(object)
    recommended = Signal(object)
    background_opened = Signal(object)
    _opened = Signal(object)
    _placed = Signal()
    _answered = Signal(object)
    _lines_found = Signal(object)

    def __init__(self, keeper: CityKeeper) -> None:
        super().__init__()
        self._keeper = keeper
        self._shown: object = NOTHING_YET
        self._asked: Future[Recommendation] | None = None
        self._drafted: Future[Recommendation] | None = None
        self._drawing: Future[tuple[Drawn, ...]] | None = None
        self._placed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._lines_found.connect(self._take_lines, Qt.ConnectionType.QueuedConnection)
        self._opened.connect(self._take_background, Qt.ConnectionType.QueuedConnection)
        keeper.watch(self._placed.emit)
        if keeper.has_read:
            self._placed.emit()

    def ask(self, number: str) -> None:
        """Ask who should go to the call; a question that is not answered yet is forgotten."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._keeper.ask(number)
        self._asked.add_done_callback(self._answered.emit)

    def ask_for_draft(self, view: CallView) -> None:
        """Ask who should go to a call that is still being written down."""
        if self._drafted is not None:
            self._drafted.cancel()
        self._drafted = self._keeper.order(lambda: self._keeper.weigh(view))
        self._drafted.add_done_callback(self._answered.emit)

    def recommend(self, number: str) -> Recommendation:
        """The same at once, for a key that sends somebody; a search takes some milliseconds."""
        return self._keeper.recommend(number)

    def draw(self, closures: tuple[ClosureView, ...]) -> None:
        """Ask where the closures are in this city; of several questions the last one is answered."""
        if self._drawing is not None:
            self._drawing.cancel()
        self._drawing = self._keeper.order(lambda: _drawn(self._keeper, closures))
        self._drawing.add_done_callback(self._lines_found.emit)

    def open_background(self, file: Path) -> None:
        """Open the tiles that are drawn under the map, on the keeper's thread."""
        self._keeper.order(lambda: _tiles(file)).add_done_callback(self._opened.emit)

    def keep_outline(self, outline: tuple[Point, ...]) -> None:
        """An outline was drawn by hand; a typed line closes it."""
        self._keeper.outline = outline

    @Slot()
    def _tell(self) -> None:
        if self._keeper.trouble:
            self.troubled.emit(self._keeper.trouble)
        kept = self._keeper.kept
        if kept is not self._shown:
            self._shown = kept
            self.city_placed.emit(kept)

    @Slot(object)
    def _take_background(self, done: "Future[Tiles]") -> None:
        try:
            self.background_opened.emit(done.result())
        except Unavailable as why:
            self.troubled.emit(str(why))

    @Slot(object)
    def _take(self, done: "Future[Recommendation]") -> None:
        if done not in (self._asked, self._drafted):
            return
        try:
            self.recommended.emit(done.result())
        except (Refused, CancelledError):
            # The call is gone meanwhile: there is nobody to recommend for it.
            return

    @Slot(object)
    def _take_lines(self, done: "Future[tuple[Drawn, ...]]") -> None:
        if done is self._drawing and not done.cancelled():
            self.closures_drawn.emit(done.result())


def _drawn(keeper: CityKeeper, closures: tuple[ClosureView, ...]) -> tuple[Drawn, ...]:
    """Where they are; travel times with them are made as well, before anybody asks for those."""
    keeper.travel()
    return tuple(Drawn(each, keeper.lines(each)) for each in closures)


def _tiles(file: Path) -> "Tiles":
    from console.geo.tiles import Tiles

    return Tiles(file)
