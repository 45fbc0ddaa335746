"""What goes to the desk and what comes back: commands, receipts and answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from console.board.views import nothing


@dataclass(frozen=True, slots=True)
class Command:
    """A verb with its arguments by name, as the journal records it; `words` says what it will do."""

    verb: str
    args: Mapping[str, Any] = field(default_factory=nothing)
    words: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A verb that was done: its journal entry, one sentence for people, and what it touched."""

    entry: int
    said: str
    calls: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a typed line came to.

    outcome is done, refused or unavailable; `instead` is the nearest form that would work and
    `word` the part of the line that is wrong, both empty when there is none; `calls` are the
    numbers of the calls that were touched.
    """

    line: str
    outcome: str
    said: str
    instead: str = ""
    word: str = ""
    calls: tuple[str, ...] = ()
