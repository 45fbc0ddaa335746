"""What the rows of the radio panel hold, and what its header says."""

from collections.abc import Collection
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
    "position": "location",
    "outgoing": "dispatch",
    "alarm": "bell",
    "phone": "caller",
    "trouble": "link-degraded",
    "undecoded": "garble",
}
# What the log says of a voice while it lasts; nobody writes down what was said.
TALKING = "Talking"
LOUD = {"emergency": "red", "trouble": "amber"}
BRIGHT = frozenset(("talk", "alarm", "phone"))
# What a unit's own radio sends: an identity in it that no unit has can be given to one.
FROM_RADIOS = frozenset(("talk", "status", "emergency", "text", "position"))
ASSIGN = "assign…"


@dataclass(frozen=True, slots=True)
class RadioRow:
    """One line of traffic at the station's time.

    `live` while its transmission lasts; `unassigned` when no unit has its radio until now.
    """

    line: RadioLine
    clock: str
    live: bool = False
    unassigned: bool = False

    @property
    def key(self) -> str:
        return str(self.line.id)

    @property
    def label(self) -> str:
        return f"{self.clock} {self.who} {self.text}"

    @property
    def sentence(self) -> str:
        """What a screen reader says: the label, and what Enter does where it does something."""
        return f"{self.label}, {ASSIGN}" if self.unassigned else self.label

    @property
    def who(self) -> str:
        """The unit, or the identity when no unit has it, or the link itself."""
        line = self.line
        if line.kind == "alarm" and line.radio_id:
            return f"Account {line.radio_id}"
        return line.unit or line.radio_id or line.link

    @property
    def text(self) -> str:
        """What was sent, in words that tell a text from an alarm and what we send from what we hear."""
        line = self.line
        if line.kind == "talk" and line.text in ("", TALKING):
            return self._voice()
        if line.kind == "phone":
            return f"{line.text or 'Caller'} rings"
        if line.kind == "outgoing":
            return f"Text out: {line.text}"
        return line.text or line.kind.capitalize()

    @property
    def glyph(self) -> str:
        return GLYPHS.get(self.line.kind, "radio")

    @property
    def token(self) -> str:
        """Traffic of a known unit is bright; what nobody can be named for is not."""
        kind = self.line.kind
        if kind in LOUD:
            return LOUD[kind]
        return "text1" if kind in BRIGHT and self.named else "text2"

    @property
    def named(self) -> bool:
        """Whether `who` is somebody: a unit, an account, a caller."""
        line = self.line
        return bool(line.unit or (line.radio_id and line.kind in ("alarm", "phone")))

    def has(self, words: Collection[str]) -> bool:
        """Whether each of the words, in small letters, is in what the row shows or in what it is."""
        line = self.line
        parts = (self.clock, self.who, self.text, line.unit, line.radio_id, line.link, line.kind)
        said = " ".join(parts).casefold()
        return all(word in said for word in words)

    def _voice(self) -> str:
        line = self.line
        if self.live:
            return TALKING
        return "Talked" if line.until is None else f"Talked {span(max(1.0, since(line.at, line.until)))}"


def make_rows(picture: Picture, zone: tzinfo, live: Collection[int], words: str = "") -> list[RadioRow]:
    """The lines that have all the words, newest first, as the picture has them.

    `live` are the numbers of those that last.
    """
    assigned = assigned_radios(picture)
    wanted = words.casefold().split()
    rows = (
        RadioRow(
            line,
            f"{line.at.astimezone(zone):%H:%M:%S}",
            line.id in live,
            _can_be_assigned(line) and line.radio_id not in assigned,
        )
        for line in picture.radio
    )
    return [row for row in rows if not wanted or row.has(wanted)]


def assigned_radios(picture: Picture) -> frozenset[str]:
    """The identities of the radios that units have now."""
    return frozenset(unit.radio_id for unit in picture.units.values())


def _can_be_assigned(line: RadioLine) -> bool:
    # An identity that cannot be typed as one word cannot stand in a command line either.
    typable = line.radio_id.isprintable() and len(line.radio_id.split()) == 1
    return line.kind in FROM_RADIOS and not line.unit and typable


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
