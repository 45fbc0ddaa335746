"""Verifies a place while it is typed: how well it is known, and the choices where it could mean several."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from console.geo.candidate import Candidate, sole
from console.geo.geofile import Geofile
from console.widgets.entry_parts import ChoiceBar
from console.widgets.pieces import Text
from console.widgets.place.match import SURE, match_of
from console.widgets.place.match_field import MatchField
from console.widgets.place.place_list import PlaceList
from console.widgets.theme import Theme

ASK = "{} Save again to use it as it is typed, or ↓ to choose."
ASK_ALONE = "{} Save again to use it as it is typed."


class PlaceCheck(QObject):
    """A field with what the geofile says to it; without a geofile it is a field and nothing more.

    `words` is the line below the field; `other` are the widgets that give way to the list of places while
    there is something to choose and the field, or the list, has the focus.
    Signal: `placed` the one place that is meant, as the geofile writes it, "" for none or several.
    """

    placed = Signal(str)

    def __init__(self, theme: Theme, words: Text, other: tuple[QWidget, ...]) -> None:
        super().__init__()
        self.field = MatchField(theme, "Location", "Address, crossing or place")
        self.bar = ChoiceBar(theme, "Places", "Location")
        self.places = PlaceList(theme)
        self._words, self._other = words, other
        self._geofile: Geofile | None = None
        self._found: tuple[Candidate, ...] = ()
        self._asked = ""
        self._listed = False
        self.field.textChanged.connect(self.look_up)
        self.places.taken.connect(self._take)
        for watched in (self.field, self.places):
            watched.installEventFilter(self)
        for part in (self.bar, self.places):
            part.hide()

    @property
    def meant(self) -> Candidate | None:
        """The one place that is typed, None while there is none or a choice."""
        return sole(self._found)

    def set_geofile(self, geofile: Geofile) -> None:
        """Verify with this edition from now on."""
        self._geofile = geofile
        self.look_up()

    def look_up(self) -> None:
        """Ask the geofile what the field's text means, and show it."""
        text = self.field.text().strip()
        self._found = self._geofile.find(text) if self._geofile and text else ()
        meant = self.meant
        if self._geofile is None or not text:
            self.field.show_match(None)
        else:
            self.field.show_match(match_of(meant, len([c for c in self._found if c.exact])))
        self._words.setText(self._geofile.about(meant) if self._geofile and meant else "")
        self._words.set_tone("second" if meant is None or meant.inside else "amber")
        self.placed.emit(meant.text if meant is not None else "")
        self.places.show_places(self._found)
        self.bar.set_count(len(self._found))
        self._fit_list()

    def trouble(self) -> str:
        """What there is to ask before this place is used, once for each text; "" when nothing is."""
        text = self.field.text().strip()
        match = self.field.match
        if match is None or match.blocks >= SURE or text == self._asked:
            return ""
        self._asked = text
        return (ASK if self._found and self.meant is None else ASK_ALONE).format(f"{match.words}.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the field into the list, Esc from the list back to the field."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._fit_list(coming=watched if event.type() == QEvent.Type.FocusIn else None)
        if event.type() != QEvent.Type.KeyPress:
            return False
        if watched is self.field and event.key() == Qt.Key.Key_Down and self.places.isVisible():
            self.places.enter()
            return True
        if watched is self.places and event.key() == Qt.Key.Key_Escape:
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def _take(self, place: Candidate) -> None:
        self.field.setText(place.text)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fit_list(self, coming: QObject | None = None) -> None:
        here = coming in (self.field, self.places) or self.field.hasFocus() or self.places.hasFocus()
        self._show_list(here and self.meant is None and bool(self._found))

    def _show_list(self, shown: bool) -> None:
        # A part that is shown or hidden while the focus moves takes the focus along.
        if shown == self._listed:
            return
        self._listed = shown
        for part in (self.bar, self.places):
            part.setVisible(shown)
        for part in self._other:
            part.setVisible(not shown)
