"""The forms that note what is known of a place and end it: PM and PX."""

from collections.abc import Callable, Mapping

from console.desk.command import Command
from console.desk.help import BY_TYPED
from console.desk.moments import is_moment
from console.desk.nearest import nearest
from console.desk.resolve import Names
from console.desk.words import Line
from console.errors import Refused

KINDS = {
    "HAZARD": "hazard",
    "FLAGGED": "flagged",
    "FORTHWITH": "forthwith",
    "NOTE": "note",
    "CONTACT": "contact",
    "KEY": "key",
    "GATE": "gate",
    "PROTECTION": "protection",
}


def note_premise(line: Line, names: Names) -> Command:
    """PM place; kind until, text."""
    place, _, rest = line.text[line.rest :].partition(";")
    head, comma, text = rest.partition(",")
    words = head.split()
    if not place.strip() or not words or not comma or not text.strip() or len(words) > 2:
        verb = BY_TYPED["PM"]
        raise Refused(f"{verb.needs}: {verb.example}", instead=verb.example)
    kind = words[0].upper()
    if kind not in KINDS:
        near = nearest(kind, KINDS) or "NOTE"
        right = line.text.replace(words[0], near, 1)
        raise Refused(
            f"There is no kind {words[0][:24]}. There are {', '.join(KINDS)}.", instead=right, word=words[0]
        )
    until = words[1].upper() if len(words) == 2 else ""
    if until and not is_moment(until):
        raise Refused(f"{words[1][:24]} is no time: +90, 1830 or 1201-1800.", word=words[1])
    args = {"place": place.strip(), "kind": KINDS[kind], "text": text.strip(), "until": until}
    return Command("add_premise", args, f"Note for {place.strip()}: {kind.lower()}, {text.strip()}.")


def end_premise(line: Line, names: Names) -> Command:
    """PX and the record's number, and why after a comma."""
    number, _, reason = line.text[line.rest :].partition(",")
    if not (number.strip().isascii() and number.strip().isdigit() and len(number.strip()) < 9):
        verb = BY_TYPED["PX"]
        raise Refused(f"{verb.needs}: {verb.example}", instead=verb.example)
    if not reason.strip():
        raise Refused("Why? The reason follows a comma.", instead=f"{line.text.rstrip(', ')}, reason")
    args = {"number": int(number), "reason": reason.strip()}
    return Command("end_premise", args, f"End record {int(number)}: {reason.strip()}.")


PREMISE_FORMS: Mapping[str, Callable[[Line, Names], Command]] = {"PM": note_premise, "PX": end_premise}
