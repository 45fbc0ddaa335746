"""How a verb of the dispatcher's is described."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: `typed` at the line, `name` at the desk; `slots` are the kinds of its parts in order."""

    typed: str
    name: str
    forms: tuple[str, ...]
    needs: str
    help: str
    example: str
    slots: tuple[str, ...]
