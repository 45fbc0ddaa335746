"""The forms of break cover: COV and BACK, then the position."""

from collections.abc import Callable, Mapping

from console.desk.command import Command
from console.desk.help import BY_TYPED
from console.desk.resolve import Names
from console.desk.words import Line
from console.errors import Refused

WORDS = {
    "COV": "See to the calls of {} until it is back.",
    "BACK": "{} is back and sees to its calls again.",
}


def cover(line: Line, names: Names) -> Command:
    """COV or BACK, then a position by its name, or by its number where one fits."""
    typed = line.verb.text.upper()
    wanted = " ".join(line.text[line.rest :].split()).strip(" .,;")
    if not wanted:
        verb = BY_TYPED[typed]
        raise Refused(f"{verb.needs}: {verb.example}", instead=verb.example)
    name = _position(line, names, wanted)
    return Command(BY_TYPED[typed].name, {"position": name}, WORDS[typed].format(name))


def _position(line: Line, names: Names, wanted: str) -> str:
    known = dict.fromkeys(seat.name for seat in names.picture.seats)
    for call in names.picture.calls.values():
        if not call.ended:
            known |= dict.fromkeys(filter(None, (call.life.owner, call.life.covered_for)))
    exact = [name for name in known if name.casefold() == wanted.casefold()]
    fits = exact or [name for name in known if name.rpartition(" ")[2].casefold() == wanted.casefold()]
    if len(fits) == 1:
        return fits[0]
    there = f"There are {', '.join(sorted(known))}." if known else "No position is known here."
    near = next(iter(sorted(known)), "")
    instead = f"{line.verb.text} {near}" if near else ""
    raise Refused(f"{wanted[:24]} is no position. {there}", instead=instead, word=wanted)


COVER_FORMS: Mapping[str, Callable[[Line, Names], Command]] = {"COV": cover, "BACK": cover}
