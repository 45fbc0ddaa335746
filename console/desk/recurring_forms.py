"""The forms of RT, RTX and RTS: a task comes back by itself, is stopped, or left out for a day."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from console.board.recurring_view import RecurringView
from console.desk.command import Command
from console.desk.help import BY_TYPED
from console.desk.recurring_times import day_of, said_times, tidy_days, tidy_times
from console.desk.resolve import Names
from console.desk.words import Line, Word
from console.errors import Refused

OPTIONS = {"LEAD": "lead", "FROM": "first", "UNTIL": "last", "UNIT": "unit"}
"""What may stand between the times and the place, each with a word after it."""
PARTS = 3


def recur(line: Line, names: Names) -> Command:
    """RT kind days times place; text, with LEAD, FROM, UNTIL and UNIT before the place."""
    found = line.words(line.rest, len(line.text))
    if len(found) <= PARTS:
        raise _form("RT")
    kind = names.coded(found[0], names.picture.codes.floor.recurring, "kind")
    days, times = tidy_days(found[1].text), tidy_times(found[2].text)
    used, options = _options(names, found)
    place, text = _place_and_text(line, found[used:])
    args = {"kind": kind.code, "days": days, "times": times, "place": place, "text": text, **options}
    return Command("add_recurring", args, f"{kind.name} at {place}, {days} at {said_times(times)}.")


def stop(line: Line, names: Names) -> Command:
    """RTX number, reason."""
    found, text = line.head()
    if not found:
        raise _form("RTX")
    task = _task(names, found[0])
    _no_more(found, 1, "RTX")
    if not text:
        raise Refused("Why? The reason follows a comma.", instead=f"RTX {task.number}, reason")
    words = f"{task.name} at {task.place} does not come back: {text}"
    return Command("stop_recurring", {"task": task.key, "reason": text}, words)


def skip(line: Line, names: Names) -> Command:
    """RTS number date, reason."""
    found, text = line.head()
    if not found:
        raise _form("RTS")
    task = _task(names, found[0])
    if len(found) == 1:
        raise Refused(
            "On which day? Type 1224, TODAY or TOMORROW.", instead=f"RTS {task.number} TODAY, reason"
        )
    _no_more(found, 2, "RTS")
    day = day_of(found[1].text, names.today)
    if not text:
        raise Refused("Why? The reason follows a comma.", instead=f"{line.text[: found[1].end]}, reason")
    words = f"{task.name} at {task.place} is left out on {day:%a %d %b}: {text}"
    return Command("skip_recurring", {"task": task.key, "day": day.isoformat(), "reason": text}, words)


def _options(names: Names, found: Sequence[Word]) -> tuple[int, dict[str, Any]]:
    """How many words are used up with the options, and what these say."""
    used, options = PARTS, dict[str, Any]()
    while len(found) > used + 1 and (name := OPTIONS.get(found[used].text.upper())):
        options[name] = _option(names, name, found[used + 1])
        used += 2
    return used, options


def _option(names: Names, name: str, word: Word) -> Any:
    if name == "unit":
        return names.unit(word).call_sign
    if name == "lead":
        if not (word.text.isascii() and word.text.isdigit() and len(word.text) <= PARTS):
            raise Refused(
                f"{word.shown} is no number of minutes.", instead=BY_TYPED["RT"].example, word=word.text
            )
        return int(word.text)
    return day_of(word.text, names.today).isoformat()


def _place_and_text(line: Line, found: Sequence[Word]) -> tuple[str, str]:
    """The place ends at the first semicolon, else at the first comma."""
    rest = line.text[found[0].start :] if found else ""
    mark = next((each for each in ";," if each in rest), "")
    place, _, text = rest.partition(mark) if mark else (rest, "", "")
    place = " ".join(place.split())
    if not place:
        raise _form("RT")
    return place, text.strip()


def _task(names: Names, word: Word) -> RecurringView:
    for task in names.picture.recurring:
        if str(task.number) == word.text.lstrip("0"):
            return task
    numbers = ", ".join(str(task.number) for task in names.picture.recurring)
    there = f"There are {numbers}." if numbers else "None is kept."
    near = str(names.picture.recurring[0].number) if numbers else ""
    instead = names.line.corrected(word, near) if near else BY_TYPED["RT"].example
    raise Refused(f"There is no recurring task {word.shown}. {there}", instead=instead, word=word.text)


def _no_more(found: Sequence[Word], most: int, typed: str) -> None:
    if len(found) > most:
        extra = found[most]
        example = BY_TYPED[typed].example
        raise Refused(
            f"{extra.shown} is one part too many; text follows a comma.", instead=example, word=extra.text
        )


def _form(typed: str) -> Refused:
    verb = BY_TYPED[typed]
    return Refused(f"{verb.needs}: {verb.example}", instead=verb.example)


RECURRING_FORMS: Mapping[str, Callable[[Line, Names], Command]] = {"RT": recur, "RTX": stop, "RTS": skip}
