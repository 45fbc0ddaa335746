"""The form of each verb: how its words become the arguments of a command, and what that will do."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from console.desk.alarm_forms import ALARM_FORMS
from console.desk.amend_form import amend_call
from console.desk.closure_forms import close_street, open_street
from console.desk.command import Command
from console.desk.cover_forms import COVER_FORMS
from console.desk.event_forms import EVENT_FORMS
from console.desk.facility_forms import FACILITY_FORMS
from console.desk.forms_life import LIFE_FORMS
from console.desk.forms_units import UNIT_FORMS
from console.desk.handover_forms import HANDOVER_FORMS
from console.desk.help import BY_TYPED, help_text
from console.desk.involved_forms import INVOLVED_FORMS
from console.desk.parts import (
    at_most,
    missing,
    only_unit,
    own_call,
    said_all,
    said_call,
    unit_and_call,
    units_and_call,
)
from console.desk.premise_forms import PREMISE_FORMS
from console.desk.recurring_forms import RECURRING_FORMS
from console.desk.referral_forms import refer
from console.desk.resolve import Names
from console.desk.stops import offered
from console.desk.words import Line, Word
from console.errors import Refused

PRIORITY = re.compile(r"(?:^|[ .])P([1-4])(?=[ .]|$)", re.IGNORECASE)
THEN = {"D": "", "DE": "enroute", "DO": "onscene"}
THEN_WORDS = {"": "", "enroute": ", en route", "onscene": ", on scene"}
STEPS = {"A": "has acknowledged", "E": "is en route to", "O": "is on scene at", "F": "is free of"}


def take_call(line: Line, names: Names) -> Command:
    """N type place; text, with P1 to P4 anywhere before the text."""
    end = _place_end(line)
    priority, plain = _without_priority(line, end)
    found = plain.words(plain.rest, end)
    if not found:
        raise missing(line, names, "type")
    kind = names.call_type(found[0])
    place = " ".join(plain.text[found[0].end : end].lstrip(" .").split()) if len(found) > 1 else ""
    text = line.text[end + 1 :].strip()
    if not place:
        raise _placeless(line, found[0], text)
    level = f", priority {priority}" if priority else ""
    args = {"type": kind.code, "place": place, "text": text, "priority": priority}
    asked = "".join(f" {stop.name}?" for stop in offered(text, names.picture.codes.floor.stops))
    return Command("take_call", args, f"New call: {kind.name} at {place}{level}.{asked}")


def dispatch(line: Line, names: Names) -> Command:
    """D units call, text; DE and DO say that they are on their way or there; D! needs a reason.

    Where another unit is recommended the text is why it is not that one.
    """
    units, call, text = units_and_call(line, names)
    if line.forced and not text:
        raise Refused(
            f"{line.verb.text.upper()}! needs a reason after a comma.",
            instead=f"{line.text.rstrip(' ,;')}, reason",
        )
    then = THEN[line.verb.text.upper()]
    signs = tuple(dict.fromkeys(unit.call_sign for unit in units))
    first = names.around.recommended(call.number)
    other = first not in ("", *signs)
    args = {
        "units": signs,
        "call": call.number,
        "then": then,
        "text": "" if line.forced or other else text,
        "override": text if line.forced else "",
        **({"instead_of": first, "why": "" if line.forced else text} if other else {}),
    }
    although = ", although not available" if line.forced else ""
    rather = f", instead of {first}" if other else ""
    words = f"Dispatch {said_all(signs)} to {said_call(names, call)}{THEN_WORDS[then]}{although}{rather}."
    return Command("dispatch", args, words)


def step(line: Line, names: Names) -> Command:
    """A, E, O or F, then a unit, and a call where the unit has several."""
    found, text = line.head()
    if not found:
        raise missing(line, names, "unit")
    at_most(line, found, 2)
    typed = line.verb.text.upper()
    if len(found) == 2:
        unit, call = unit_and_call(names, *found)
        number, said = call.number, said_call(names, call)
    else:
        unit = only_unit(line, names, found[0])
        number, said = "", own_call(names, unit)
    args = {"unit": unit.call_sign, "call": number, "text": text}
    return Command(BY_TYPED[typed].name, args, f"{unit.call_sign} {STEPS[typed]} {said}.")


def clear(line: Line, names: Names) -> Command:
    """C unit disposition, or C unit call disposition, text."""
    found, text = line.head()
    if not found:
        raise missing(line, names, "unit")
    at_most(line, found, 3)
    if len(found) == 1 or (names.is_call(found[-1]) and not names.is_disposition(found[-1])):
        _check_unit(line, names, found)
        raise missing(line, names, "disposition")
    ending = names.disposition(found[-1])
    if len(found) == 3:
        unit, call = unit_and_call(names, found[0], found[1])
        number, said = call.number, said_call(names, call)
    else:
        unit = only_unit(line, names, found[0])
        number, said = "", own_call(names, unit)
    args = {"unit": unit.call_sign, "disposition": ending.code, "call": number, "text": text}
    return Command("clear", args, f"Clear {unit.call_sign} from {said}: {ending.code} {ending.name}.")


def close_call(line: Line, names: Names) -> Command:
    """CX call disposition, text."""
    found, text = line.head()
    if not found:
        raise missing(line, names, "call")
    at_most(line, found, 2)
    call = names.call(found[0])
    if len(found) == 1:
        raise missing(line, names, "disposition")
    ending = names.disposition(found[1])
    args = {"call": call.number, "disposition": ending.code, "text": text}
    return Command("close_call", args, f"Close {said_call(names, call)}: {ending.code} {ending.name}.")


def remark(line: Line, names: Names) -> Command:
    """R call, text."""
    found, text = line.head()
    if not found:
        raise missing(line, names, "call")
    call = names.call(found[0])
    at_most(line, found, 1)
    if not text:
        raise Refused("The remark follows a comma.", instead=f"{line.text[: found[0].end]}, remark")
    return Command(
        "remark", {"call": call.number, "text": text}, f"Remark on {said_call(names, call)}: {text}"
    )


def set_status(line: Line, names: Names) -> Command:
    """S unit status, text."""
    found, text = line.head()
    if not found:
        raise missing(line, names, "unit")
    at_most(line, found, 2)
    unit = names.unit(found[0])
    if len(found) == 1:
        raise missing(line, names, "status")
    status = names.settable_status(found[1])
    args = {"unit": unit.call_sign, "status": status.code, "text": text}
    return Command("set_status", args, f"Set {unit.call_sign} to {status.name}.")


def move(line: Line, names: Names) -> Command:
    """M unit place: all after the unit is the place."""
    found = line.listed()
    if not found:
        raise missing(line, names, "unit")
    unit = names.unit(found[0])
    place = " ".join(line.text[found[0].end :].lstrip(" .,;").split())
    if not place:
        raise missing(line, names)
    return Command("move", {"unit": unit.call_sign, "place": place}, f"{unit.call_sign} is going to {place}.")


def log_off(line: Line, names: Names) -> Command:
    """OFF unit."""
    found = line.listed()
    if not found:
        raise missing(line, names, "unit")
    unit = names.unit(found[0])
    if len(found) > 1:
        raise Refused(
            "OFF takes a unit and nothing more.",
            instead=line.text[: found[0].end],
            word=found[1].text,
        )
    return Command("log_off", {"unit": unit.call_sign}, f"Log {unit.call_sign} off.")


def explain_verb(line: Line, names: Names) -> Command:
    """? alone, or ? verb."""
    found = line.listed()
    about = found[0].text.upper().rstrip("!") if found else ""
    return Command("help", {"about": about}, help_text(about))


def _place_end(line: Line) -> int:
    for mark in ";,":
        end = line.text.find(mark, line.rest)
        if end >= 0:
            return end
    return len(line.text)


def _without_priority(line: Line, end: int) -> tuple[int | None, Line]:
    found = list(PRIORITY.finditer(line.text, line.rest, end))
    if not found:
        return None, line
    if len({mark[1] for mark in found}) > 1:
        wrong = found[-1]
        instead = line.text[: wrong.start()] + line.text[wrong.end() :]
        raise Refused("A call has one priority.", instead=instead, word=wrong.group().strip(" ."))
    text = line.text
    for mark in found:
        text = text[: mark.start()] + " " * len(mark.group()) + text[mark.end() :]
    return int(found[0][1]), replace(line, text=text)


def _placeless(line: Line, kind: Word, text: str) -> Refused:
    verb = BY_TYPED["N"]
    instead = f"{line.text[: kind.end]} {text}" if text else verb.example
    return Refused(f"{verb.needs}: {verb.example}", instead=instead)


def _check_unit(line: Line, names: Names, found: Sequence[Word]) -> None:
    if len(found) > 1 and not (len(found) == 2 and names.is_unit(found[0])):
        unit_and_call(names, found[0], found[1])
    elif len(found) == 1:
        only_unit(line, names, found[0])


def text_unit(line: Line, names: Names) -> Command:
    """T unit, text; T! says that the transmitter may be keyed."""
    found, text = line.head()
    if not found:
        raise missing(line, names, "unit")
    unit = only_unit(line, names, found[0])
    at_most(line, found, 1)
    if not text:
        raise Refused("The text follows a comma.", instead=f"{line.text[: found[0].end]}, call the station")
    asked = "" if line.forced else " It keys a transmitter: T! sends it."
    args = {"unit": unit.call_sign, "text": text, "confirmed": line.forced}
    return Command("text_unit", args, f"Text to {unit.call_sign}: {text}.{asked}")


def assign_radio(line: Line, names: Names) -> Command:
    """RID unit identity, or RID identity unit."""
    found = line.listed()
    if not found:
        raise missing(line, names, "unit")
    if len(found) > 1 and names.is_unit(found[-1]) and not names.is_unit(found[0]):
        unit, identity = names.unit(found[-1]), line.text[found[0].start : found[-1].start]
    else:
        unit, identity = names.unit(found[0]), line.text[found[0].end :]
    identity = "".join(identity.strip(" .,;").split())
    if not identity:
        raise Refused(f"The radio's identity is missing: {BY_TYPED['RID'].example}")
    args = {"unit": unit.call_sign, "radio_id": identity}
    return Command("assign_radio", args, f"Radio {identity} is {unit.call_sign}'s from now on.")


FORMS: Mapping[str, Callable[[Line, Names], Command]] = {
    "N": take_call,
    "D": dispatch,
    "DE": dispatch,
    "DO": dispatch,
    "A": step,
    "E": step,
    "O": step,
    "F": step,
    "C": clear,
    "CX": close_call,
    "R": remark,
    "AM": amend_call,
    "S": set_status,
    "M": move,
    "OFF": log_off,
    "T": text_unit,
    "REF": refer,
    "RID": assign_radio,
    **ALARM_FORMS,
    "CL": close_street,
    "OP": open_street,
    "?": explain_verb,
    **COVER_FORMS,
    **EVENT_FORMS,
    **HANDOVER_FORMS,
    **INVOLVED_FORMS,
    **LIFE_FORMS,
    **FACILITY_FORMS,
    **PREMISE_FORMS,
    **RECURRING_FORMS,
    **UNIT_FORMS,
}
