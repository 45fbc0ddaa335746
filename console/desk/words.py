"""A typed line as a dispatcher reads it: its verb, its words and where each of them stands."""

import re
from dataclasses import dataclass
from itertools import pairwise

from console.errors import Refused

LONGEST_LINE = 2000
LONGEST_SHOWN = 24

VERB = re.compile(r"\?|[^ .,;?]+")
WORD = re.compile(r"[^ .]+")
LISTED = re.compile(r"[^ .,;]+")
TEXT_BEGINS = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True)
class Word:
    """One part of the line; start and end are its place in it, in characters."""

    text: str
    start: int
    end: int

    @property
    def shown(self) -> str:
        """The word as a message quotes it: bounded."""
        return self.text if len(self.text) <= LONGEST_SHOWN else self.text[:LONGEST_SHOWN] + "…"


@dataclass(frozen=True, slots=True)
class Line:
    """A clean line; `verb` has no exclamation mark, `forced` says that one was typed."""

    text: str
    verb: Word
    forced: bool = False

    @property
    def rest(self) -> int:
        """Where the parts after the verb begin."""
        return self.verb.end + self.forced

    def head(self) -> tuple[tuple[Word, ...], str]:
        """The words up to the first comma or semicolon, and the free text after it."""
        begins = TEXT_BEGINS.search(self.text, self.rest)
        end = begins.start() if begins else len(self.text)
        return self.words(self.rest, end), self.text[end + 1 :].strip()

    def chunks(self) -> tuple[tuple[tuple[Word, ...], ...], str]:
        """The words between commas, chunk by chunk, and the free text after the first semicolon."""
        stop = self.text.find(";", self.rest)
        end = len(self.text) if stop < 0 else stop
        edges = [self.rest - 1, *(i for i in range(self.rest, end) if self.text[i] == ","), end]
        found = (self.words(a + 1, b) for a, b in pairwise(edges))
        return tuple(found), self.text[end + 1 :].strip()

    def words(self, start: int, end: int) -> tuple[Word, ...]:
        """The words between two places."""
        return _found(WORD, self.text, start, end)

    def listed(self, end: int | None = None) -> tuple[Word, ...]:
        """All the words after the verb, where commas only separate, up to a place in the line."""
        return _found(LISTED, self.text, self.rest, len(self.text) if end is None else end)

    def corrected(self, wrong: Word, right: str) -> str:
        """The line with one word replaced."""
        return self.text[: wrong.start] + right + self.text[wrong.end :]

    def extended(self, last: Word, more: str) -> str:
        """The line with a part put in after `last`."""
        return f"{self.text[: last.end]} {more}{self.text[last.end :].rstrip()}"


def read_line(typed: str) -> Line:
    """The line with its verb found; refused when it is empty, too long, or holds what no key types."""
    if len(typed) > LONGEST_LINE:
        raise Refused(f"The line is {len(typed)} characters long; {LONGEST_LINE} is the most.")
    text = typed.replace("\N{NO-BREAK SPACE}", " ")
    if not text.isprintable():
        raise _unprintable(text)
    found = VERB.search(text)
    if found is None:
        raise Refused("Type a verb; ? lists them.", instead="?")
    verb = found.group()
    forced = len(verb) > 1 and verb.endswith("!")
    return Line(text, Word(verb[: len(verb) - forced], found.start(), found.end() - forced), forced)


def _unprintable(text: str) -> Refused:
    wrong = next(c for c in text if not c.isprintable())
    clean = "".join(c for c in text if c.isprintable())
    return Refused(f"The line holds a control character, U+{ord(wrong):04X}.", instead=clean)


def _found(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[Word, ...]:
    return tuple(Word(m.group(), m.start(), m.end()) for m in pattern.finditer(text, start, end))
