"""Fields of a row by their possible names, as the types that are wanted; what is wrong becomes a finding."""

from collections.abc import Mapping
from typing import Any, TypeVar

from console.geo.importers.bounds import LONGEST_TEXT
from console.geo.importers.findings import Findings
from console.geo.importers.rows import Row

T = TypeVar("T")
LARGEST_NUMBER = 999_999


def is_empty(value: Any) -> bool:
    """Whether a file says nothing with it."""
    return value is None or (isinstance(value, str) and not value.strip())


class Fields:
    """The fields of one row; names are compared without case, and the first that says something counts."""

    def __init__(self, row: Row, findings: Findings, id_names: tuple[str, ...]) -> None:
        self._row = row
        self._findings = findings
        self._names = {name.casefold(): name for name in row.fields}
        self.number = row.number
        self._refused: set[str] = set()
        self.id = ""
        self.id = self.text(*id_names, longest=254)

    def name(self, *names: str) -> str:
        """The field's name as the file writes it: the first that says something, or else the first there."""
        if len(names) == 1:
            return self._names.get(names[0].casefold(), names[0])
        there = [self._names[each.casefold()] for each in names if each.casefold() in self._names]
        return next((each for each in there if not is_empty(self._row.fields[each])), (there or names)[0])

    def value(self, name: str) -> Any:
        """What stands there, of whatever type; None for nothing."""
        return self._row.fields.get(self._names.get(name.casefold(), name))

    def refuse(self, field: str, check: str, wrong: str, right: str) -> None:
        """The row cannot be taken for what stands in that field; the first that is wrong with it is told."""
        if field in self._refused:
            return
        self._refused.add(field)
        self._findings.refuse(self.number, field, check, wrong, right, self.id)

    @property
    def broken(self) -> bool:
        """Whether anything in the row is refused."""
        return bool(self._refused)

    def warn(self, field: str, check: str, wrong: str, right: str) -> None:
        self._findings.warn(self.number, field, check, wrong, right, self.id)

    def text(self, *names: str, needed: bool = False, longest: int = 100) -> str:
        """Plain text of one line; "" for nothing."""
        name = self.name(*names)
        value = self._row.fields.get(name)
        if is_empty(value):
            if needed:
                self.refuse(name, "missing", "is empty", "a text")
            return ""
        words = str(value).strip() if isinstance(value, str | int | float) else ""
        if isinstance(value, bool) or not words:
            self.refuse(name, "type", f"is no text but {shown(value)}", "a text")
            return ""
        if not words[: LONGEST_TEXT + 1].isprintable():
            self.refuse(name, "type", "has characters that cannot be shown", "a text of one line")
            return ""
        if len(words) > longest:
            self.refuse(name, "length", f"has {len(words)} characters", f"at most {longest}")
            return ""
        return words

    def whole(
        self, *names: str, needed: bool = False, least: int = 0, most: int = LARGEST_NUMBER
    ) -> int | None:
        """A whole number in those bounds; None for nothing."""
        name = self.name(*names)
        value = self._row.fields.get(name)
        if is_empty(value):
            if needed:
                self.refuse(name, "missing", "is empty", f"a whole number from {least} to {most}")
            return None
        number = as_whole(value)
        if number is None:
            self.refuse(name, "type", f"is {shown(value)}", f"a whole number from {least} to {most}")
        elif not least <= number <= most:
            self.refuse(name, "domain", f"is {shown(value)}", f"a whole number from {least} to {most}")
        else:
            return number
        return None

    def choice(self, *names: str, values: Mapping[str, T], words: str) -> T | None:
        """What the value stands for, compared without case; None for nothing."""
        said = self.text(*names)
        if not said:
            return None
        if said.casefold() not in values:
            self.refuse(self.name(*names), "domain", f"is {shown(said)}", words)
            return None
        return values[said.casefold()]


def as_whole(value: Any) -> int | None:
    """The whole number that a value is or says, None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        # Stripped once for both: strip() and int() do not agree on which control characters are spaces.
        said = value.strip()
        digits = said.removeprefix("-")
        return int(said) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else None
    if isinstance(value, float):
        return int(value) if abs(value) < 1e12 and value.is_integer() else None
    return value if isinstance(value, int) else None


def shown(value: Any) -> str:
    """A value in a sentence, short and without what cannot be shown."""
    words = value if isinstance(value, str) else repr(value)[:60]
    plain = "".join(each if each.isprintable() else "?" for each in words[:40])
    return f"'{plain}{'…' if len(words) > 40 else ''}'"
