"""The dispatcher's command line: from a typed line to a command, and what it will do in words."""

import re
from dataclasses import dataclass
from datetime import date

from console.board.views import Picture
from console.desk.command import Command
from console.desk.complete import completion
from console.desk.duplicates import offer
from console.desk.forms import FORMS
from console.desk.help import BY_TYPED, VERBS, find_verb, help_text, nearest_verb
from console.desk.resolve import Names
from console.desk.surroundings import NOTHING, Surroundings
from console.desk.typed import Verb
from console.desk.words import Line, read_line
from console.errors import Refused
from console.geo.candidate import sole

__all__ = ["VERBS", "Explanation", "Verb", "explain", "help_text", "parse"]

FORCIBLE = ("D", "DE", "DO", "T")
RUN_TOGETHER = re.compile(r"([A-Z]+)([0-9].*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What Enter will do: `words` says it, or what is missing or wrong.

    `completion` is ghost text to put after the line; `instead` is the nearest right line and
    `word` the part that is wrong; all three are empty when there is none.
    """

    ok: bool
    words: str
    completion: str
    instead: str = ""
    word: str = ""


def parse(line: str, picture: Picture, today: date, around: Surroundings = NOTHING) -> Command:
    """The command that a line stands for; `today` is the station's day, `around` what else it is read beside.

    Raises Refused with the nearest right line and the wrong word.
    """
    read = read_line(line)
    form = FORMS.get(read.verb.text.upper())
    if form is None:
        raise _no_verb(read)
    if read.forced and read.verb.text.upper() not in FORCIBLE:
        instead = read.text[: read.verb.end] + read.text[read.rest :]
        raise Refused("Only D, DE, DO and T take !.", instead=instead, word=read.verb.text + "!")
    return form(read, Names(read, picture, today, around))


def explain(line: str, picture: Picture, today: date, around: Surroundings = NOTHING) -> Explanation:
    """What a line would do if Enter were pressed now; never raises Refused, and does nothing."""
    ghost = completion(line, picture, today)
    try:
        command = parse(line, picture, today, around)
        return Explanation(True, f"{_like(command, picture, today, around)} {command.words}".lstrip(), ghost)
    except Refused as refused:
        if ghost and refused.word and line.endswith(refused.word):
            return Explanation(False, _still_needed(line), ghost)
        return Explanation(False, refused.reason, ghost, refused.instead, refused.word)


def _like(command: Command, picture: Picture, today: date, around: Surroundings) -> str:
    """The calls that a new one may be a duplicate of, while it can still be left."""
    geofile = around.geofile() if command.verb == "take_call" else None
    meant = sole(geofile.find(command.args["place"])) if geofile is not None else None
    if meant is None:
        return ""
    return offer(picture, command.args["type"], meant.lat, meant.lon, around.now(), today)


def _still_needed(line: str) -> str:
    verb = find_verb(read_line(line).verb.text)
    return f"{verb.needs}: {verb.example}" if verb and verb.needs else "Type a verb; ? lists them."


def _no_verb(line: Line) -> Refused:
    word = line.verb
    together = RUN_TOGETHER.fullmatch(word.text)
    if together and together[1].upper() in BY_TYPED:
        instead = line.corrected(word, f"{together[1].upper()} {together[2]}")
    else:
        near = nearest_verb(word.text)
        instead = "?" if near.typed == "?" else line.corrected(word, near.typed)
    return Refused(f"{word.shown} is not a verb.", instead=instead, word=word.text)
