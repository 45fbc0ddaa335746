"""What the rows of the radio panel hold, and what its header says."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from console.board.views import Picture, RadioLine
from console.widgets.ages import duration, since, span
from console.widgets.on_air import on_air

GLYPHS = {
    "talk": "sound",
    "status": "status-enroute",
    "emergency": "status-emergency",
    "text": "note",
    "undecoded": "garble",
}
# What the log says of a voice while it lasts; nobody writes down what was said.
TALKING = "Talking"
TOKENS = {"talk": "text1", "emergency": "red", "undecoded": "text2"}


@dataclass(frozen=True, slots=True)
class RadioRow:
    """One line of traffic at the station's time; `live` while its transmission lasts."""

    line: RadioLine
    clock: str
    live: bool = False

    @property
    def key(self) -> str:
        return str(self.line.id)

    @property
    def label(self) -> str:
        return f"{self.clock} {self.who} {self.text}"

    @property
    def known(self) -> bool:
        return bool(self.line.unit)

    @property
    def who(self) -> str:
        """The unit, or the radio's identity when no unit has it, or the link itself."""
        return self.line.unit or self.line.radio_id or self.line.link

    @property
    def text(self) -> str:
        line = self.line
        if line.kind != "talk" or line.text not in ("", TALKING):
            return line.text or line.kind.capitalize()
        if self.live:
            return TALKING
        return "Talked" if line.until is None else f"Talked {span(max(1.0, since(line.at, line.until)))}"

    @property
    def glyph(self) -> str:
        return (
            GLYPHS.get(self.line.kind, "radio") if self.known or self.line.kind == "emergency" else "garble"
        )

    @property
    def token(self) -> str:
        """Traffic of a known unit is bright; what nobody can be named for is not."""
        quiet = not self.known and self.line.kind != "emergency"
        return "text2" if quiet else TOKENS.get(self.line.kind, "text2")


def make_rows(picture: Picture, zone: tzinfo, live: frozenset[int]) -> list[RadioRow]:
    """The lines, newest first, as the picture has them; `live` are the numbers of those that last."""
    return [RadioRow(line, f"{line.at.astimezone(zone):%H:%M:%S}", line.id in live) for line in picture.radio]


def air(picture: Picture, now: datetime, *, short: bool = False) -> str:
    """Who is talking now, or how long the radio heard last has been quiet; `short` leaves out which."""
    if not picture.radio:
        return "Quiet"
    live = next(iter(on_air(picture.radio, now)), None)
    if live is not None:
        who = live.unit or live.radio_id or "unknown"
        return f"{who} talking" if short else f"{live.link}: {who} talking {span(since(live.at, now))}"
    newest = picture.radio[0]
    quiet = since(newest.until or newest.at, now)
    words = f"quiet {span(quiet) if quiet < 60 else duration(quiet)}"
    return words.capitalize() if short else f"{newest.link} {words}"
