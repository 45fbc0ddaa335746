"""The forms of the verbs on alarms, and of those that answer them."""

from collections.abc import Callable, Mapping

from console.board.alarm_views import AlarmView
from console.desk.alarms import LONGEST_SHELF
from console.desk.command import Command
from console.desk.parts import at_most, missing, only_unit
from console.desk.resolve import Names
from console.desk.words import Line, Word
from console.errors import Refused


def acknowledge(line: Line, names: Names) -> Command:
    """K number."""
    found, _ = line.head()
    alarm = _alarm(line, names, found)
    at_most(line, found, 1)
    return Command("acknowledge_alarm", _args(alarm), f"Acknowledge alarm {_said(alarm)}.")


def shelve(line: Line, names: Names) -> Command:
    """KS number minutes, reason."""
    found, reason = line.head()
    alarm = _alarm(line, names, found)
    at_most(line, found, 2)
    if len(found) == 1 or not (found[1].text.isascii() and found[1].text.isdigit()):
        wrong = found[1].text if len(found) > 1 else ""
        instead = f"KS {alarm.number} 30, {reason or 'reason'}"
        raise Refused(f"For how many minutes? {LONGEST_SHELF} is the most.", instead=instead, word=wrong)
    # More digits than any number of minutes has are too many all the same.
    minutes = int(found[1].text[:4])
    args = {**_args(alarm), "minutes": minutes, "reason": reason}
    return Command("shelve_alarm", args, f"Shelve alarm {_said(alarm)}, for {minutes} min{_because(reason)}.")


def unshelve(line: Line, names: Names) -> Command:
    """KU number."""
    found, _ = line.head()
    alarm = _alarm(line, names, found)
    at_most(line, found, 1)
    return Command("unshelve_alarm", _args(alarm), f"Have alarm {_said(alarm)}, in sight again.")


def clear(line: Line, names: Names) -> Command:
    """KX number, reason."""
    found, reason = line.head()
    alarm = _alarm(line, names, found)
    at_most(line, found, 1)
    args = {**_args(alarm), "reason": reason}
    return Command("clear_alarm", args, f"Clear alarm {_said(alarm)}{_because(reason)}.")


def declare_emergency(line: Line, names: Names) -> Command:
    """EM unit, text."""
    found, text = line.head()
    if not found:
        raise missing(line, names, "unit")
    unit = only_unit(line, names, found[0])
    at_most(line, found, 1)
    args = {"unit": unit.call_sign, "text": text}
    return Command("declare_emergency", args, f"Emergency of {unit.call_sign}, on every position.")


def check_unit(line: Line, names: Names) -> Command:
    """RTU unit."""
    found, _ = line.head()
    if not found:
        raise missing(line, names, "unit")
    unit = only_unit(line, names, found[0])
    at_most(line, found, 1)
    return Command("check_unit", {"unit": unit.call_sign}, f"{unit.call_sign} has answered how it is.")


ALARM_FORMS: Mapping[str, Callable[[Line, Names], Command]] = {
    "K": acknowledge,
    "KS": shelve,
    "KU": unshelve,
    "KX": clear,
    "EM": declare_emergency,
    "RTU": check_unit,
}


def _alarm(line: Line, names: Names, found: tuple[Word, ...]) -> AlarmView:
    if not found:
        raise missing(line, names, "alarm")
    return names.alarm(found[0])


def _args(alarm: AlarmView) -> dict[str, int | str]:
    """The number, and what it stands for on this board: by the time that it is done it may be another's."""
    return {"number": alarm.number, "matter": f"{alarm.kind}:{alarm.about}"}


def _said(alarm: AlarmView) -> str:
    return f"{alarm.number}, {alarm.unit or alarm.name}: {alarm.text}"


def _because(reason: str) -> str:
    return f": {reason}" if reason else ", with a reason after a comma"
