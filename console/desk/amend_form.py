"""The form of AM: a call, then what is different of it."""

import re
from typing import Any

from console.desk.command import Command
from console.desk.corrections import FIELDS, said
from console.desk.help import BY_TYPED
from console.desk.parts import missing, said_call
from console.desk.resolve import Names
from console.desk.words import Line, Word
from console.errors import Refused

PRIORITY = re.compile(r"P([1-4])", re.IGNORECASE)


def amend_call(line: Line, names: Names) -> Command:
    """AM call type P1 to P4, place: what is left out stays; the call is as it stands on the board."""
    found, place = line.head()
    if not found:
        raise missing(line, names, "call")
    call = names.call(found[0])
    new: dict[str, Any] = {}
    for word in found[1:]:
        name, value = _read(names, word)
        if name in new:
            raise Refused(f"A call has one {FIELDS[name].lower()}.", word=word.text)
        new[name] = value
    if place:
        new["place"] = place
    if not new:
        verb = BY_TYPED["AM"]
        raise Refused(f"{verb.needs}: {verb.example}", instead=f"{line.text[: found[0].end]}, new place")
    held = {"type": call.type_code, "priority": call.priority, "place": call.place}
    seen = {f"{name}_was": held[name] for name in new}
    told = [f"{FIELDS[name].lower()} {said(name, value, names.picture.codes)}" for name, value in new.items()]
    args = {"call": call.number, "version": call.version, **new, **seen}
    return Command("amend_call", args, f"Correct {said_call(names, call)}: {', '.join(told)}.")


def _read(names: Names, word: Word) -> tuple[str, Any]:
    priority = PRIORITY.fullmatch(word.text)
    return ("priority", int(priority[1])) if priority else ("type", names.call_type(word).code)
