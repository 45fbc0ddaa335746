"""The links in the status strip: each with a glyph, its name and its state in words."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from console.board.views import LinkView
from console.widgets.ages import duration, since
from console.widgets.icons import Icons
from console.widgets.pieces import Glyph, Text, plain_tip
from console.widgets.theme import Theme

LINKS_SHOWN = 5
GAP = 18
LINK_GLYPHS = {"good": "link-ok", "degraded": "link-degraded", "lost": "link-lost"}


class LinkRow(QWidget):
    """As many links as there is room for; trouble is never left out."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._chips: list[LinkChip] = []
        self._together = LinkChip(theme, icons)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.addWidget(self._together)

    def show_links(self, links: Iterable[LinkView], now: datetime, room: int) -> None:
        """Show them in `room` pixels: those that are well give way, then those in trouble become one."""
        known = list(links)
        while len(self._chips) < len(known):
            self._chips.append(LinkChip(self._theme, self._icons))
            self._row.addWidget(self._chips[-1])
        for chip, link in zip(self._chips, known, strict=False):
            chip.show_link(link, now)
        choices = (_most_telling(known, most) for most in range(LINKS_SHOWN, 0, -1))
        troubled = _most_telling(known, 0)
        shown = next((places for places in choices if self._width(places) <= room), troubled)
        together = len(shown) > 1 and self._width(shown) > room
        if together:
            self._together.show_together([known[place] for place in troubled], now)
        self._together.setVisible(together)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place in shown and not together)

    def _width(self, places: Sequence[int]) -> int:
        widths = [self._chips[place].sizeHint().width() for place in places]
        return sum(widths) + GAP * (len(widths) - 1)


class LinkChip(QWidget):
    """One link: its name above, the age of its last data or what is wrong below."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._glyph = Glyph(theme, icons, "link-ok")
        self._name = Text(theme, step="caption", weight=500, tone="second")
        self._words = Text(theme, step="caption", tone="second")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._glyph, 0, 0, 2, 1)
        grid.addWidget(self._name, 0, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self._words, 1, 1, Qt.AlignmentFlag.AlignTop)

    def show_together(self, troubled: list[LinkView], now: datetime) -> None:
        """Several links that are in trouble; their names are in the tip."""
        lost = any(link.state == "lost" for link in troubled)
        told = [f"{link.name} {link.state}, {link_words(link, now)}" for link in troubled]
        self._glyph.show_glyph(LINK_GLYPHS["lost" if lost else "degraded"], "amber")
        self._say(f"{len(troubled)} links", "In trouble", "first", "amber")
        self.setAccessibleName("; ".join(told))
        self.setToolTip(plain_tip("\n".join(told)))

    def show_link(self, link: LinkView, now: datetime) -> None:
        good = link.state == "good"
        words = link_words(link, now)
        self._glyph.show_glyph(LINK_GLYPHS.get(link.state, "link-degraded"), "text2" if good else "amber")
        self._say(link.name[:24], words, "second" if good else "first", "second" if good else "amber")
        self.setAccessibleName(f"{link.name} {link.state}, {words}")

    def _say(self, name: str, words: str, name_tone: str, words_tone: str) -> None:
        self._name.setText(name)
        self._name.set_tone(name_tone)
        self._words.setText(words)
        self._words.set_tone(words_tone)


def link_words(link: LinkView, now: datetime) -> str:
    """The state of a link in words: the age of its last data, what is wrong, or how long it is lost."""
    age = None if link.last_at is None else since(link.last_at, now)
    if link.state == "lost":
        return "Lost" if age is None else f"Lost {duration(age)}"
    if link.state == "good" and age is not None:
        return f"{int(age)} s" if age < 60 else duration(age)
    return link.text[:28] or ("Ready" if link.state == "good" else "Trouble")


def _most_telling(links: Sequence[LinkView], most: int) -> list[int]:
    """The places of at most as many; the good ones go first, from the end, and trouble stays."""
    room = most - sum(link.state != "good" for link in links)
    shown = []
    for place, link in enumerate(links):
        if link.state == "good":
            room -= 1
            if room < 0:
                continue
        shown.append(place)
    return shown
