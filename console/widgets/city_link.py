"""Connects a window with the keeper of the seat's city: its map, its places, its closures, who should go."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from console.desk.command import Command
from console.geo.city import City
from console.widgets.map.closures import of_view

if TYPE_CHECKING:
    from console.board.closures import ClosureView
    from console.board.views import CallView, Picture
    from console.desk.recommend import Recommendation
    from console.geo.measure import Point
    from console.station.city_crossing import CityCrossing, Drawn
    from console.station.seat_city import KeptCity
    from console.widgets.main_window import MainWindow

AGAIN_MS = 250
"""Who should go is asked at most this often, however quickly the picture changes."""
OUTLINE_LINE = "CL OUTLINE; "


class CityLink(QObject):
    """Tells the window what the crossing brings, and the crossing what the window asks."""

    def __init__(self, main: "MainWindow", crossing: "CityCrossing") -> None:
        super().__init__(main)
        self._main = main
        self._crossing = crossing
        self._closures: tuple[ClosureView, ...] = ()
        self._wanted = self._asked = ""
        self._pause = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._pause.timeout.connect(self._ask)
        self._draft: CallView | None = None
        self._draft_asked: CallView | None = None
        self._draft_pause = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._draft_pause.timeout.connect(self._ask_for_draft)
        crossing.city_placed.connect(self._show_city)
        crossing.troubled.connect(lambda why: main.bar.note(why, refused=True))
        crossing.background_opened.connect(main.panels.map.set_background)
        crossing.closures_drawn.connect(self._show_closures)
        crossing.recommended.connect(self._show_recommendation)
        main.panels.calls.recommendation_wanted.connect(self._want)
        main.panels.calls.recommend_now = crossing.recommend
        main.writing.recommendation_wanted.connect(self._want_for_draft)
        main.panels.map.outline_drawn.connect(self._take_outline)
        main.panels.map.outline_changed.connect(self._change_outline)

    def show_picture(self, picture: "Picture") -> None:
        """Draw the closures anew where they are others."""
        if picture.closures is not self._closures:
            self._closures = picture.closures
            self._crossing.draw(self._closures)

    def _show_city(self, kept: "KeptCity | None") -> None:
        geofile = kept.geofile if kept is not None else None
        near: Callable[[float, float], str] | None = geofile.address_near if geofile is not None else None
        self._main.set_city(geofile.city if geofile is not None else City(""), near)
        self._main.writing.set_geofile(geofile)
        self._crossing.draw(self._closures)

    def _show_closures(self, drawn: "tuple[Drawn, ...]") -> None:
        self._main.panels.map.set_closures([of_view(each.closure, each.lines) for each in drawn])
        unplaced = [each.closure for each in drawn if not each.placed]
        if unplaced:
            names = ", ".join(f"{each.number} {each.name}" for each in unplaced)
            self._main.bar.note(f"Not in this city, so nothing is closed by it: {names}.")

    def _want(self, number: str) -> None:
        """Ask now, or, where that was asked just now, in a moment."""
        other, self._wanted = number != self._asked, number
        if other or not self._pause.isActive():
            self._ask()

    def _ask(self) -> None:
        if self._wanted:
            self._asked, self._wanted = self._wanted, ""
            self._crossing.ask(self._asked)
            self._pause.start()

    def _want_for_draft(self, view: "CallView") -> None:
        """The same for a call that is being written; another place or type is asked for at once."""
        before, self._draft = self._draft_asked, view
        other = before is None or _asked_of(before) != _asked_of(view)
        if other or not self._draft_pause.isActive():
            self._ask_for_draft()

    def _ask_for_draft(self) -> None:
        if self._draft is not None:
            self._draft_asked, self._draft = self._draft, None
            self._crossing.ask_for_draft(self._draft_asked)
            self._draft_pause.start()

    def _show_recommendation(self, given: "Recommendation") -> None:
        """Show it where it was asked for: a call that is being written has no number yet."""
        if not given.call:
            self._main.writing.show_recommendation(given)
            return
        self._main.panels.calls.show_recommendation(given)
        self._main.panels.detail.show_recommendation(given)

    def _take_outline(self, outline: "tuple[Point, ...]") -> None:
        """Whom it stops, until when and why is typed: an outline is closed like a street."""
        self._crossing.keep_outline(tuple(outline))
        self._main.bar.put(OUTLINE_LINE)

    def _change_outline(self, key: str, outline: "tuple[Point, ...]") -> None:
        closure = next((each for each in self._closures if each.key == key), None)
        if closure is None:
            self._main.bar.note("That closure is open again: its outline was not changed.", refused=True)
            return
        points = [list(point) for point in outline]
        args = {"closure": key, "version": closure.version, "outline": points}
        self._main.command_ready.emit(
            Command("change_closure", args, f"Change the outline of {closure.name}.")
        )


def _asked_of(view: "CallView") -> tuple[object, ...]:
    """What of a call decides who should go."""
    return view.lat, view.lon, view.type_code, view.eligible
