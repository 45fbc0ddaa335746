"""Decoders that print lines of text: each line, by rules that are settings, to a reading.

Lines end with CR, LF, CR LF or LF CR. How a rule is written stands in `line_rules`.
"""

import re
from collections.abc import Mapping

from hardware.radio import mdc1200
from hardware.radio.line_rules import MATCH_LIMIT, Rule, apply_rules, parse_rules
from hardware.readings import Reading, Undecoded

LINE_LIMIT = 1024
LINE_END = re.compile(rb"[\r\n]")
UNPRINTABLE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
SILENT = b" \t\x00"
PRESETS: Mapping[str, str] = {"mdc1200": mdc1200.RULES, "": ""}


class LineTextDriver:
    """Sans-IO: `feed` it what the port gave.

    `patterns` are rules, one a line, tried in their order and before those of the `preset`:
    "mdc1200", or "" for none. Between two calls it holds one unfinished line of at most 1024 bytes.
    """

    def __init__(self, preset: str = "mdc1200", patterns: str = "") -> None:
        """Raises ValueError with one sentence for an unknown preset or a wrong rule."""
        self._rules = _rules(preset, patterns)
        self._held = b""

    def feed(self, data: bytes) -> list[Reading]:
        """The readings that `data` completes; lines that no rule takes come as Undecoded."""
        readings: list[Reading] = []
        *lines, rest = LINE_END.split(self._held + data)
        for line in lines:
            self._take(_shortened(line, readings), readings)
        self._held = _shortened(rest, readings)
        return readings

    def idle(self) -> list[Reading]:
        """Half a line is given up: cut short, it could say something else than it meant."""
        held, self._held = self._held, b""
        return [Undecoded("", "The line was cut short", held)] if held.strip(SILENT) else []

    def _take(self, line: bytes, readings: list[Reading]) -> None:
        text = UNPRINTABLE.sub("\ufffd", line.strip(SILENT).decode("utf-8", "replace"))
        if not text:
            return
        if len(text) > MATCH_LIMIT:
            readings.append(Undecoded("", f"No rule is tried on more than {MATCH_LIMIT} characters", line))
            return
        said = apply_rules(self._rules, text, line)
        readings += [Undecoded("", "No rule knows this line", line)] if said is None else said


def _rules(preset: str, patterns: str) -> tuple[Rule, ...]:
    if preset not in PRESETS:
        known = ", ".join(sorted(filter(None, PRESETS)))
        raise ValueError(f"There is no preset {preset[:40]!r}. Known: {known}.")
    rules = parse_rules(patterns) + parse_rules(PRESETS[preset])
    if not rules:
        raise ValueError("There is nothing to decode with: give a preset or patterns.")
    return rules


def _shortened(line: bytes, readings: list[Reading]) -> bytes:
    """The end of a line, of which all that makes it too long is refused."""
    while len(line) > LINE_LIMIT:
        readings.append(Undecoded("", f"No line is longer than {LINE_LIMIT} bytes", line[:LINE_LIMIT]))
        line = line[LINE_LIMIT:]
    return line
