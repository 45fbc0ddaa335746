"""The forms of the verbs on units: pre-empt, exchange, on-view, plans, log-on, beat and charge."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from console.board.floor_codes import CodedView
from console.desk.command import Command
from console.desk.help import BY_TYPED
from console.desk.parts import at_most, missing, said_all, said_call, unit_and_call
from console.desk.resolve import Names
from console.desk.words import Line, Word
from console.errors import Refused

BADGE = re.compile(r"[0-9]{1,16}")
RADIO = re.compile(r"[0-9]{1,8}-[0-9]{1,8}")
VEHICLE = re.compile(r"(?=.*[A-Z])[A-Z0-9][A-Z0-9-]{0,15}", re.IGNORECASE)
PERCENT = re.compile(r"(100|[0-9]{1,2})%?")
ONTO = {
    "P": "{0} off its call and onto {1}.",
    "ST": "{1} is next for {0}.",
    "RES": "Keep {0} for {1}.",
    "DROP": "{0} is not planned for {1} any more.",
}


def onto(line: Line, names: Names) -> Command:
    """P, ST, RES or DROP, then unit and call in either order; P takes text."""
    typed = line.verb.text.upper()
    found, text = line.head()
    if not found:
        raise missing(line, names, "unit", "call")
    at_most(line, found, 2)
    if len(found) == 1:
        names.unit(found[0])
        raise missing(line, names, "call")
    unit, call = unit_and_call(names, *found)
    args = {"unit": unit.call_sign, "call": call.number}
    if typed == "P":
        args["text"] = text
    return Command(BY_TYPED[typed].name, args, ONTO[typed].format(unit.call_sign, said_call(names, call)))


def exchange(line: Line, names: Names) -> Command:
    """X unit unit, text."""
    found, text = line.head()
    if not found:
        raise missing(line, names, "unit")
    at_most(line, found, 2)
    one = names.unit(found[0])
    if len(found) == 1:
        raise missing(line, names)
    other = names.unit(found[1])
    args = {"unit": one.call_sign, "other": other.call_sign, "text": text}
    return Command("exchange", args, f"{one.call_sign} and {other.call_sign} take each other's call.")


def on_view(line: Line, names: Names) -> Command:
    """OV unit type place; text: as a new call, with the unit on scene."""
    end = next((at for mark in ";," if (at := line.text.find(mark, line.rest)) >= 0), len(line.text))
    found = line.words(line.rest, end)
    if not found:
        raise missing(line, names, "unit")
    unit = names.unit(found[0])
    if len(found) == 1:
        raise missing(line, names, "type")
    kind = names.call_type(found[1])
    place = " ".join(line.text[found[1].end : end].lstrip(" .").split())
    if not place:
        raise missing(line, names)
    args = {"unit": unit.call_sign, "type": kind.code, "place": place, "text": line.text[end + 1 :].strip()}
    return Command("on_view", args, f"{unit.call_sign} on scene at a new call: {kind.name} at {place}.")


def post(line: Line, names: Names) -> Command:
    """POST unit place: all after the unit is the beat or post."""
    found = line.listed()
    if not found:
        raise missing(line, names, "unit")
    unit = names.unit(found[0])
    place = " ".join(line.text[found[0].end :].lstrip(" .,;").split())
    if not place:
        raise missing(line, names)
    return Command("post_unit", {"unit": unit.call_sign, "place": place}, f"{unit.call_sign} works {place}.")


def charge(line: Line, names: Names) -> Command:
    """CHG unit per-cent."""
    found, _ = line.head()
    if not found:
        raise missing(line, names, "unit")
    at_most(line, found, 2)
    unit = names.unit(found[0])
    if len(found) == 1:
        raise missing(line, names)
    amount = PERCENT.fullmatch(found[1].text)
    if amount is None:
        raise Refused(
            "The charge is 0 to 100 per cent.", instead=line.corrected(found[1], "80"), word=found[1].text
        )
    percent = int(amount[1])
    return Command(
        "set_charge", {"unit": unit.call_sign, "percent": percent}, f"{unit.call_sign} has {percent} %."
    )


def log_on(line: Line, names: Names) -> Command:
    """ON unit badge badge vehicle radio skills equipment; beat: each is known by how it is written."""
    end = line.text.find(";", line.rest)
    found = line.listed(end if end >= 0 else len(line.text))
    if not found:
        raise missing(line, names)
    unit = names.unit(found[0])
    crew = tuple(dict.fromkeys(word.text for word in found[1:] if BADGE.fullmatch(word.text)))
    if not crew:
        example = BY_TYPED["ON"].example
        raise Refused(f"The badge number is missing: {example}", instead=line.extended(found[0], "4417"))
    outfit, others = _outfit(names, [word for word in found[1:] if not BADGE.fullmatch(word.text)])
    vehicle = _vehicle(line, names, others)
    beat = line.text[end + 1 :].strip() if end >= 0 else ""
    args = {
        "unit": unit.call_sign,
        "crew": crew,
        "vehicle": vehicle,
        **outfit,
        **({"beat": beat} if beat else {}),
    }
    with_all = ", ".join([vehicle, *_said(names, outfit), beat]).replace(", , ", ", ").strip(", ")
    return Command(
        "log_on", args, f"Log {unit.call_sign} on: {said_all(crew)}{f' with {with_all}' if with_all else ''}."
    )


def _outfit(names: Names, words: Sequence[Word]) -> tuple[dict[str, Any], list[Word]]:
    """Skills, equipment and radio among the words, and the words that are none of them."""
    floor = names.picture.codes.floor
    skills = {word: _spelt(word, floor.skills) for word in words}
    equipment = {word: _spelt(word, floor.equipment) for word in words}
    radios = [word for word in words if RADIO.fullmatch(word.text)]
    found: dict[str, Any] = {}
    if codes := tuple(dict.fromkeys(filter(None, skills.values()))):
        found["skills"] = codes
    if codes := tuple(dict.fromkeys(filter(None, equipment.values()))):
        found["equipment"] = codes
    if radios:
        found["radio_id"] = radios[0].text
    known = {word for word in words if skills[word] or equipment[word] or word in radios[:1]}
    return found, [word for word in words if word not in known]


def _spelt(word: Word, table: Mapping[str, CodedView]) -> str:
    """The code that is spelt so, "" for none."""
    typed = word.text.upper()
    return next((e.code for e in table.values() if typed in (e.code.upper(), *map(str.upper, e.words))), "")


def _said(names: Names, outfit: Mapping[str, Any]) -> list[str]:
    floor = names.picture.codes.floor
    codes = [floor.skills[code] for code in outfit.get("skills", ())]
    codes += [floor.equipment[code] for code in outfit.get("equipment", ())]
    radio = outfit.get("radio_id", "")
    return [entry.name.lower() for entry in codes] + ([f"radio {radio}"] if radio else [])


def _vehicle(line: Line, names: Names, others: Sequence[Word]) -> str:
    if len(others) > 1 or (others and not VEHICLE.fullmatch(others[-1].text)):
        wrong = others[-1]
        raise Refused(
            f"{wrong.shown} is neither a badge number nor the one vehicle.",
            instead=line.corrected(wrong, "").rstrip(" .,;"),
            word=wrong.text,
        )
    if not others:
        return ""
    return names.unit(others[0]).call_sign if names.is_unit(others[0]) else others[0].text.upper()


UNIT_FORMS: Mapping[str, Callable[[Line, Names], Command]] = {
    "P": onto,
    "ST": onto,
    "RES": onto,
    "DROP": onto,
    "X": exchange,
    "OV": on_view,
    "POST": post,
    "CHG": charge,
    "ON": log_on,
}
