"""The forms that note who and what a call is about: PER, VEH, ATT, STR, SRC, 911N and 911A."""

import re
from collections.abc import Callable, Mapping

from console.board.views import CallView
from console.desk.command import Command
from console.desk.help import BY_TYPED
from console.desk.parts import at_most, missing, said_call
from console.desk.resolve import Names
from console.desk.words import Line, Word
from console.errors import Refused

NUMBER = re.compile(r"[0-9]{1,2}")
PLATE = re.compile(r"(?=.*[0-9A-Z])[0-9A-Z-]{1,16}", re.IGNORECASE)


def person(line: Line, names: Names) -> Command:
    """PER call role, words."""
    call, word, text = _call_and_one(line, names)
    role = names.coded(word, names.picture.codes.floor.roles, "role")
    if not text:
        raise Refused("The description follows a comma.", instead=f"{line.text.rstrip(' ,;')}, red jacket")
    args = {"call": call.number, "role": role.code, "text": text}
    return Command("note_person", args, f"{role.name} on {said_call(names, call)}: {text}.")


def vehicle(line: Line, names: Names) -> Command:
    """VEH call plate, words; either may be left out."""
    found, text = line.head()
    if not found:
        raise missing(line, names, "call")
    call = names.call(found[0])
    plate = "".join(word.text for word in found[1:]).upper()
    if plate and not PLATE.fullmatch(plate):
        raise Refused(f"{plate[:24]} is no plate. Words follow a comma.", word=found[1].text)
    if not plate and not text:
        raise missing(line, names)
    what = ", ".join(part for part in (plate, text) if part)
    args = {"call": call.number, "plate": plate, "text": text}
    return Command("note_vehicle", args, f"Vehicle on {said_call(names, call)}: {what}.")


def attach(line: Line, names: Names) -> Command:
    """ATT call, file: the seat reads the file when the command is done."""
    found, text = line.head()
    if not found:
        raise missing(line, names, "call")
    at_most(line, found, 1)
    call = names.call(found[0])
    path = text.strip('"')
    if not path:
        raise Refused("The file follows a comma, with its folders.", instead=BY_TYPED["ATT"].example)
    return Command(
        "attach_file", {"call": call.number, "path": path}, f"Attach {path} to {said_call(names, call)}."
    )


def strike(line: Line, names: Names) -> Command:
    """STR call number, reason."""
    call, word, text = _call_and_one(line, names)
    if not NUMBER.fullmatch(word.text):
        raise Refused(f"{word.shown} is no number of what is noted.", word=word.text)
    if not text:
        raise Refused("Why it is struck follows a comma.", instead=f"{line.text.rstrip(' ,;')}, wrong call")
    args = {"call": call.number, "number": int(word.text), "reason": text}
    return Command("strike_involved", args, f"Strike number {word.text} on {said_call(names, call)}.")


def source(line: Line, names: Names) -> Command:
    """SRC call source."""
    call, word, text = _call_and_one(line, names)
    if text:
        raise Refused("SRC takes no text.", instead=line.text[: word.end])
    known = names.coded(word, names.picture.codes.floor.sources, "source")
    args = {"call": call.number, "source": known.code}
    return Command("set_source", args, f"{said_call(names, call)}: {known.name}.")


def contact(line: Line, names: Names) -> Command:
    """911N or 911A, then call."""
    typed = line.verb.text.upper()
    found = line.listed()
    if not found:
        raise missing(line, names, "call")
    at_most(line, found, 1)
    call, wanted = names.call(found[0]), typed == "911A"
    told = "is to be contacted" if wanted else "is not to be contacted"
    args = {"call": call.number, "contact": wanted}
    return Command("set_contact", args, f"The informant of {said_call(names, call)} {told}.")


def _call_and_one(line: Line, names: Names) -> tuple[CallView, Word, str]:
    found, text = line.head()
    slots = BY_TYPED[line.verb.text.upper()].slots
    if not found:
        raise missing(line, names, *slots[:1])
    at_most(line, found, 2)
    call = names.call(found[0])
    if len(found) == 1:
        raise missing(line, names, *slots[1:])
    return call, found[1], text


INVOLVED_FORMS: Mapping[str, Callable[[Line, Names], Command]] = {
    "PER": person,
    "VEH": vehicle,
    "ATT": attach,
    "STR": strike,
    "SRC": source,
    "911N": contact,
    "911A": contact,
}
