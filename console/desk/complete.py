"""Ghost text: how the word that is being typed most likely goes on."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from console.board.views import Picture
from console.desk.event_presets import event_presets
from console.desk.help import VERBS, find_verb
from console.desk.numbers import short_numbers
from console.desk.opening_hours import DAYS
from console.desk.recurring_times import DAILY
from console.desk.referral_forms import STEPS
from console.desk.referral_reasons import reasons
from console.desk.resolve import alarm_numbers, pressing_call
from console.desk.typed import Verb
from console.desk.words import LONGEST_LINE

LAST = re.compile(r"[^ .,;]*$")
SEVERAL_UNITS = "dispatch"


def completion(line: str, picture: Picture, today: date) -> str:
    """What to put after the line to finish its last word; empty when nothing fits or text is typed."""
    if len(line) > LONGEST_LINE or not line.strip(" .") or not line.isprintable():
        return ""
    words = line.replace(".", " ").replace(",", " , ").split()
    partial = LAST.search(line)
    typed = partial.group() if partial else ""
    if len(words) == 1 and typed:
        return _rest(typed, (v.typed for v in VERBS))
    verb = find_verb(words[0].rstrip("!"))
    if verb is None or _in_text(verb, line, words):
        return ""
    done = [word for word in words[1:] if word != ","]
    position = len(done) - bool(typed) - (line.count(",") if verb.name == SEVERAL_UNITS else 0)
    if not typed:
        return _offered(verb, position, picture, today)
    return next(filter(None, (_rest(typed, c) for c in _candidates(verb, position, picture, today))), "")


def _offered(verb: Verb, position: int, picture: Picture, today: date) -> str:
    """What is offered before anything was typed: the most pressing call, or alarm."""
    if verb.name == SEVERAL_UNITS and position == 1:
        return pressing_call(picture, today)
    return next(alarm_numbers(picture), "") if verb.slots == ("alarm",) and position == 0 else ""


def _in_text(verb: Verb, line: str, words: list[str]) -> bool:
    return ";" in line or ("," in line and verb.name not in (SEVERAL_UNITS, "log_on"))


def _candidates(verb: Verb, position: int, picture: Picture, today: date) -> Iterator[Iterable[str]]:
    slots = verb.slots[position : position + 1]
    swaps = tuple(slot for slot in verb.slots if {"unit", "call"} >= set(verb.slots) and slot not in slots)
    for slot in slots + swaps if 0 <= position < len(verb.slots) else ():
        yield SOURCES[slot](picture, today)


def _rest(typed: str, candidates: Iterable[str]) -> str:
    upper = typed.upper()
    best = ""
    for candidate in candidates:
        known = candidate.upper()
        if known == upper:
            return ""
        if not best and known.startswith(upper):
            best = candidate
    return best[len(typed) :]


def _units(picture: Picture, today: date) -> Iterator[str]:
    ready = sorted(
        picture.units.values(), key=lambda unit: (unit.status == "off", unit.status != "available")
    )
    signs = [unit.call_sign for unit in ready]
    yield from signs
    yield from (sign.replace("-", "") for sign in signs)
    yield from (sign.rpartition("-")[2] for sign in signs if sign.upper().startswith("CSO-"))


def _calls(picture: Picture, today: date) -> Iterator[str]:
    opened = [call for call in picture.calls.values() if not call.ended]
    opened.sort(key=lambda call: call.state != "waiting")
    return short_numbers((call.number for call in opened), today)


def _types(picture: Picture, today: date) -> Iterator[str]:
    for entry in picture.codes.call_types.values():
        yield from (entry.code.upper(), *entry.words)


def _dispositions(picture: Picture, today: date) -> Iterator[str]:
    for entry in picture.codes.dispositions.values():
        yield from (entry.code.upper(), *entry.words)


def _statuses(picture: Picture, today: date) -> Iterator[str]:
    for entry in picture.codes.statuses.values():
        if entry.settable:
            yield from (entry.code.upper(), *entry.words)


def _alarms(picture: Picture, today: date) -> Iterator[str]:
    return alarm_numbers(picture)


def _stops(picture: Picture, today: date) -> Iterator[str]:
    yield from _spelt(picture.codes.floor.stops)


def _roles(picture: Picture, today: date) -> Iterator[str]:
    yield from _spelt(picture.codes.floor.roles)


def _sources(picture: Picture, today: date) -> Iterator[str]:
    yield from _spelt(picture.codes.floor.sources)


def _spelt(table: Mapping[str, Any]) -> Iterator[str]:
    """Each entry's code, then its other spellings."""
    for entry in table.values():
        yield from (entry.code.upper(), *entry.words)


def _nothing(picture: Picture, today: date) -> Iterable[str]:
    return ()


def _verbs(picture: Picture, today: date) -> Iterator[str]:
    return (verb.typed for verb in VERBS)


def _reasons(picture: Picture, today: date) -> Iterable[str]:
    return (*reasons(), *STEPS)


def _streets(picture: Picture, today: date) -> Iterator[str]:
    """What was closed lately is what is closed again; the other streets are the geofile's to offer."""
    yield from event_presets()
    yield from (closure.street for closure in picture.closures if closure.street)


def _closures(picture: Picture, today: date) -> Iterator[str]:
    for closure in picture.closures:
        # After a comma comes the reason.
        yield from (str(closure.number), closure.name.partition(",")[0])


def _kinds(picture: Picture, today: date) -> Iterator[str]:
    for kind in picture.codes.floor.recurring.values():
        yield from (kind.code, *kind.words)


def _days(picture: Picture, today: date) -> Iterable[str]:
    return (DAILY, "MO-FR", "SA-SU", *DAYS)


def _recurring(picture: Picture, today: date) -> Iterator[str]:
    return (str(task.number) for task in picture.recurring)


def _recurring_days(picture: Picture, today: date) -> Iterable[str]:
    return ("TODAY", "TOMORROW")


SOURCES: Mapping[str, Callable[[Picture, date], Iterable[str]]] = {
    "unit": _units,
    "call": _calls,
    "type": _types,
    "disposition": _dispositions,
    "status": _statuses,
    "reason": _reasons,
    "alarm": _alarms,
    "verb": _verbs,
    "street": _streets,
    "closure": _closures,
    "stop": _stops,
    "role": _roles,
    "source": _sources,
    "noted": _nothing,
    "moment": _nothing,
    "answer": _nothing,
    "recurring_kind": _kinds,
    "days": _days,
    "recurring": _recurring,
    "recurring_day": _recurring_days,
}
