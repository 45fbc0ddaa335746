"""The forms that write in the facility register: FAC, FAR, FAZ, FAH, FAT and FAL."""

from collections.abc import Callable, Mapping, Sequence

from console.desk.command import Command
from console.desk.facilities import OF_AREAS, OF_FACILITIES
from console.desk.help import BY_TYPED
from console.desk.nearest import nearest
from console.desk.opening_hours import tidy
from console.desk.resolve import Names
from console.desk.words import Line
from console.errors import Refused

LONGEST_NUMBER = 8
NO_HOURS = "NONE"


def note_facility(line: Line, names: Names) -> Command:
    """FAC code; NAME, PLACE or CONTACT, and the text after a comma."""
    words, field, text = _noted(line, tuple(OF_FACILITIES), 1)
    args = {"facility": words[0].upper(), "field": field, "text": text}
    return Command("note_facility", args, f"Facility {words[0].upper()}, {field}: {text}.")


def note_area(line: Line, names: Names) -> Command:
    """FAR code and area; NAME, LEVEL, STATUS, CAMERA, KEYS or HOURS, and the text after a comma."""
    words, field, text = _noted(line, OF_AREAS, 2)
    code, area = words[0].upper(), _number(line, words[1])
    args = {"facility": code, "area": area, "field": field, "text": text}
    return Command("note_area", args, f"Facility {code}, area {area}, {field}: {text}.")


def assign_zone(line: Line, names: Names) -> Command:
    """FAZ account; code, or FAZ account zone; code area. A word that begins with G is a group's number."""
    typed, rest = _halves(line)
    whose = rest.split()
    groups = [word[1:] for word in typed[1:] if word[:1].upper() == "G"]
    zones = [word for word in typed[1:] if word[:1].upper() != "G"]
    if not typed or max(len(groups), len(zones)) > 1 or len(whose) != (2 if typed[1:] else 1):
        raise _wrong(line)
    args: dict[str, str | int] = {"account": typed[0].upper(), "facility": whose[0].upper()}
    if typed[1:]:
        args |= {"area": _number(line, whose[1]), "zone": "".join(zones), "partition": "".join(groups)}
    said = " ".join(typed).upper()
    return Command("assign_zone", args, f"Account {said} is at {rest.strip().upper()}.")


def set_hours(line: Line, names: Names) -> Command:
    """FAH account; days and times, CLOSED or NONE."""
    typed, rest = _halves(line)
    if len(typed) != 1 or not rest.strip():
        raise _wrong(line)
    hours = "" if rest.strip().upper() == NO_HOURS else tidy(rest)
    args = {"account": typed[0].upper(), "hours": hours}
    return Command("set_hours", args, f"Account {typed[0].upper()}: {hours or 'no hours'}.")


def expect_test(line: Line, names: Names) -> Command:
    """FAT account; minutes."""
    typed, rest = _halves(line)
    if len(typed) != 1 or not rest.strip():
        raise _wrong(line)
    minutes = _number(line, rest.strip())
    args = {"account": typed[0].upper(), "minutes": minutes}
    return Command("expect_test", args, f"Account {typed[0].upper()} is heard every {minutes} min.")


def load_facilities(line: Line, names: Names) -> Command:
    """FAL and the file's name."""
    words = line.text[line.rest :].split()
    if len(words) != 1:
        raise _wrong(line)
    return Command(
        "load_facilities", {"file": words[0].lower()}, f"Load the facilities of {words[0].lower()}."
    )


def _noted(line: Line, fields: Sequence[str], count: int) -> tuple[list[str], str, str]:
    """The words before the semicolon, which field is meant, and its text."""
    words, rest = _halves(line)
    field, comma, text = rest.partition(",")
    if len(words) != count or not field.strip() or not comma or not text.strip():
        raise _wrong(line)
    if field.strip().lower() not in fields:
        wrong, known = field.strip(), [each.upper() for each in fields]
        right = nearest(wrong.upper(), known) or known[0]
        instead = f"{line.text[: line.text.index(';')]}; {right},{text}"
        raise Refused(f"There is no {wrong[:24]}. There are {', '.join(known)}.", instead=instead, word=wrong)
    return words, field.strip().lower(), text.strip()


def _halves(line: Line) -> tuple[list[str], str]:
    """The words before the first semicolon, and what stands after it."""
    head, _, rest = line.text[line.rest :].partition(";")
    return head.split(), rest


def _number(line: Line, typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER):
        raise _wrong(line)
    return int(typed)


def _wrong(line: Line) -> Refused:
    verb = BY_TYPED[line.verb.text.upper()]
    return Refused(f"{verb.needs}: {verb.example}", instead=verb.example)


FACILITY_FORMS: Mapping[str, Callable[[Line, Names], Command]] = {
    "FAC": note_facility,
    "FAR": note_area,
    "FAZ": assign_zone,
    "FAH": set_hours,
    "FAT": expect_test,
    "FAL": load_facilities,
}
