"""Rules that make readings of lines of text: `reading = regular expression` with named groups.

A rule takes a line as a whole: put `.*` where anything may stand. Words between the reading's name
and the `=` are its code, text or state where no group gives one; before a text they stand as well:
`text Message = M(?P<unit>\\d+):(?P<text>.*)`. Blank lines and those that begin with # are no rules.
"""

import math
import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from hardware.radio.repetition import why_too_slow
from hardware.readings import (
    Acknowledged,
    Channel,
    Emergency,
    Heartbeat,
    Position,
    Reading,
    Status,
    Text,
    TransmissionBegan,
    TransmissionEnded,
    Trouble,
    Undecoded,
)

MATCH_LIMIT = 256
"""Characters of a line that rules are tried on, which bounds what any expression can cost."""
UNIT_LIMIT, CODE_LIMIT = 40, 20
FASTEST_KMH = 2000.0
RULE = re.compile(r"\s*(?P<reading>\w+)\s*(?P<words>[^=]*?)\s*=\s*(?P<pattern>.*?)\s*")
UNITS = frozenset(("unit", "unit_hex"))
CHANNEL_STATES: Mapping[str, Literal["free", "busy", "receiving", "transmitting"]] = {
    "free": "free",
    "busy": "busy",
    "receiving": "receiving",
    "transmitting": "transmitting",
}

Groups = Mapping[str, str]
Make = Callable[[Groups, str, bytes], list[Reading]]
"""What the groups and the rule's words say, and the line as it came."""


class Rule(NamedTuple):
    """`words` stand in the rule for what no group gives."""

    pattern: re.Pattern[str]
    words: str
    make: Make


class Kind(NamedTuple):
    """How one kind of reading is made, which groups it has besides the unit, which it must have.

    `wordy` names the field that the rule's words can give.
    """

    make: Make
    groups: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    wordy: str = ""


def parse_rules(text: str) -> tuple[Rule, ...]:
    """One rule a line; raises ValueError with one sentence that names the rule."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(_rule(line) for line in lines if line and not line.startswith("#"))


def apply_rules(rules: tuple[Rule, ...], line: str, raw: bytes) -> list[Reading] | None:
    """What the first rule that takes the line makes of it; None when none does."""
    for pattern, words, make in rules:
        if found := pattern.fullmatch(line):
            return make({name: value or "" for name, value in found.groupdict().items()}, words, raw)
    return None


def _rule(line: str) -> Rule:
    found = RULE.fullmatch(line)
    if not found:
        raise _wrong(line, "It is not written as reading = regular expression")
    kind = KINDS.get(found["reading"])
    if kind is None:
        raise _wrong(line, f"There is no reading {found['reading']}. Known: {', '.join(KINDS)}")
    try:
        pattern = re.compile(found["pattern"])
    except (re.error, OverflowError, RecursionError) as error:
        raise _wrong(line, f"Its regular expression is wrong, {error}") from error
    if why := _why_wrong(kind, pattern, found["words"]):
        raise _wrong(line, why)
    return Rule(pattern, found["words"], kind.make)


def _wrong(line: str, why: str) -> ValueError:
    return ValueError(f"The rule {line[:80]!r} cannot be used: {why[:1].lower()}{why[1:]}.")


def _why_wrong(kind: Kind, pattern: re.Pattern[str], words: str) -> str:
    if pattern.flags & re.VERBOSE:
        return "A verbose regular expression, (?x), cannot be judged"
    return why_too_slow(pattern.pattern, MATCH_LIMIT) or _why_unfit(kind, pattern, words)


def _why_unfit(kind: Kind, pattern: re.Pattern[str], words: str) -> str:
    groups = set(pattern.groupindex)
    if unknown := sorted(groups - UNITS - set(kind.groups)):
        return f"It has no group {unknown[0]}. Known: {', '.join(('unit', 'unit_hex', *kind.groups))}"
    given = groups | ({kind.wordy} if words else set())
    if missing := [name for name in kind.needs if name not in given]:
        return f"It needs the group {missing[0]}" + (" or words" if missing[0] == kind.wordy else "")
    if words and kind.wordy == "code" and "code" in groups:
        return f"It has both a group for the code and the words {words}"
    if words and not kind.wordy:
        return f"It has no field for the words {words}"
    if kind.wordy == "state" and words not in CHANNEL_STATES:
        return f"A channel is {', '.join(CHANNEL_STATES)}, not {words}"
    return ""


def _unit(groups: Groups) -> str:
    return (groups.get("unit") or groups.get("unit_hex", "").upper())[:UNIT_LIMIT]


def _said(groups: Groups, name: str, words: str) -> str:
    return " ".join(filter(None, (words, groups.get(name, "").strip())))


def _code(groups: Groups, words: str) -> str:
    return _said(groups, "code", words)[:CODE_LIMIT]


def _began(groups: Groups, words: str, raw: bytes) -> list[Reading]:
    return [TransmissionBegan(_unit(groups), raw)]


def _ended(groups: Groups, words: str, raw: bytes) -> list[Reading]:
    return [TransmissionEnded(_unit(groups), raw)]


def _status(groups: Groups, words: str, raw: bytes) -> list[Reading]:
    return [Status(_unit(groups), _code(groups, words), raw)]


def _emergency(groups: Groups, words: str, raw: bytes) -> list[Reading]:
    return [Emergency(_unit(groups), _code(groups, words), raw)]


def _text(groups: Groups, words: str, raw: bytes) -> list[Reading]:
    number = groups.get("number", "")[:CODE_LIMIT]
    return [Text(_unit(groups), _said(groups, "text", words), number, raw)]


def _acknowledged(groups: Groups, words: str, raw: bytes) -> list[Reading]:
    number = groups.get("number", "")[:CODE_LIMIT]
    return [Acknowledged(_unit(groups), _code(groups, words) or "0", number, raw)]


def _heartbeat(groups: Groups, words: str, raw: bytes) -> list[Reading]:
    return [Heartbeat(_unit(groups), raw=raw)]


def _trouble(groups: Groups, words: str, raw: bytes) -> list[Reading]:
    return [Trouble(_unit(groups), _said(groups, "text", words), raw)]


def _channel(groups: Groups, words: str, raw: bytes) -> list[Reading]:
    return [Channel(_unit(groups), CHANNEL_STATES[words], raw)]


def _position(groups: Groups, words: str, raw: bytes) -> list[Reading]:
    unit = _unit(groups)
    lat, lon = _number(groups["lat"], -90.0, 90.0), _number(groups["lon"], -180.0, 180.0)
    if lat is None or lon is None:
        return [Undecoded(unit, f"There is no place {groups['lat'][:20]}, {groups['lon'][:20]}", raw)]
    speed = _number(groups.get("speed_kmh", ""), 0.0, FASTEST_KMH)
    course = _number(groups.get("course_deg", ""), 0.0, 360.0)
    return [Position(unit, lat, lon, True, speed, course, raw=raw)]


def _number(text: str, least: float, most: float) -> float | None:
    """None for what is no number, not finite, or out of bounds."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and least <= number <= most else None


def _silent(groups: Groups, words: str, raw: bytes) -> list[Reading]:
    return []


KINDS: Mapping[str, Kind] = {
    "transmission_began": Kind(_began),
    "transmission_ended": Kind(_ended),
    "status": Kind(_status, ("code",), ("code",), "code"),
    "emergency": Kind(_emergency, ("code",), (), "code"),
    "text": Kind(_text, ("text", "number"), ("text",), "text"),
    "acknowledged": Kind(_acknowledged, ("code", "number"), (), "code"),
    "heartbeat": Kind(_heartbeat),
    "trouble": Kind(_trouble, ("text",), ("text",), "text"),
    "channel": Kind(_channel, (), ("state",), "state"),
    "position": Kind(_position, ("lat", "lon", "speed_kmh", "course_deg"), ("lat", "lon")),
    "silent": Kind(_silent),
}
"""By the name that a rule begins with; `silent` is for lines that say nothing."""
