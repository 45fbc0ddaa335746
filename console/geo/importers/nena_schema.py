"""The fields of NENA-STA-006 road centre lines and address points, and what may be in them."""

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from console.geo.importers.fields import Fields, as_whole, is_empty, shown
from console.geo.importers.rows import Row

FIELDS, DOMAINS = "nena_sta_006.csv", "nena_domains.toml"
ROADS, POINTS = "RoadCenterLine", "SiteStructureAddressPoint"
WORDS = {
    "TEXT": "a text",
    "INTEGER": "a whole number",
    "REAL": "a number",
    "DATETIME": "a date and time as 2026-03-14T18:30:00Z",
}


@dataclass(frozen=True, slots=True)
class Domain:
    """What may stand in a field: one of some values, a text of a pattern, or a number in a range."""

    words: str
    values: frozenset[str] = frozenset()
    pattern: str = ""
    least: float | None = None
    most: float | None = None

    def holds(self, value: Any) -> bool:
        """Whether the value, already of the field's type, is allowed."""
        if self.values:
            return value in self.values
        if self.pattern:
            return bool(re.fullmatch(self.pattern, str(value)))
        return self.least is None or self.most is None or self.least <= float(value) <= self.most


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One field: `names` are its own and that of earlier versions, `length` is in characters, 0 for any."""

    names: tuple[str, ...]
    type: str
    length: int
    required: bool
    domain: Domain | None

    @property
    def right(self) -> str:
        """What would be right, in words."""
        return self.domain.words if self.domain else WORDS[self.type]


class Schema:
    """The rules of one layer."""

    def __init__(self, rules: Iterable[FieldRule]) -> None:
        self.rules = tuple(rules)
        self._names = {rule.names[0]: rule.names for rule in self.rules}

    @classmethod
    def load(cls, layer: str) -> "Schema":
        """The rules as they are shipped."""
        folder = files("resources") / "codes"
        domains = {
            name: _domain(said) for name, said in tomllib.loads((folder / DOMAINS).read_text("utf-8")).items()
        }
        lines = [each for each in (folder / FIELDS).read_text("utf-8").splitlines() if each[:1] != "#"]
        return cls(_rule(row, domains) for row in csv.DictReader(lines) if row["layer"] == layer)

    def names(self, field: str) -> tuple[str, ...]:
        """All names of a field, that of version 3 first."""
        return self._names[field]

    def lacking(self, columns: Iterable[str]) -> list[FieldRule]:
        """Required fields that a layer of those columns does not have at all."""
        there = {name.casefold() for name in columns}
        return [r for r in self.rules if r.required and not any(n.casefold() in there for n in r.names)]

    def within(self, columns: Iterable[str]) -> list[tuple[FieldRule, tuple[str, ...]]]:
        """The rules of a layer's columns, each with the columns that it is for; a layer has them once."""
        there = {name.casefold(): name for name in columns}
        named = [
            (r, tuple(there[n.casefold()] for n in r.names if n.casefold() in there)) for r in self.rules
        ]
        return [(rule, names) for rule, names in named if names]


def check(rules: Iterable[tuple[FieldRule, tuple[str, ...]]], row: Row, fields: Fields, typed: bool) -> None:
    """Hold every field of a row against its rule; what is wrong becomes a finding of `fields`."""
    said = row.fields
    for rule, names in rules:
        name = names[0]
        if len(names) > 1:
            name = next((each for each in names if not is_empty(said.get(each))), name)
        value = said.get(name)
        if not is_empty(value):
            _check(rule, name, value, fields, typed)
        elif rule.required:
            fields.refuse(name, "missing", "is empty", rule.right)


def _check(rule: FieldRule, name: str, value: Any, fields: Fields, typed: bool) -> None:
    right = rule.right
    if not _is_of_type(value, rule.type, typed):
        fields.refuse(name, "type", f"is {shown(value)}", right)
    elif rule.type == "TEXT" and rule.length and len(str(value)) > rule.length:
        fields.refuse(name, "length", f"has {len(str(value))} characters", f"at most {rule.length}")
    elif rule.domain and not rule.domain.holds(value):
        fields.refuse(name, "domain", f"is {shown(value)}", right)


def _is_of_type(value: Any, kind: str, typed: bool) -> bool:
    """Whether it is of that type, or in a file of texts only, says it."""
    if isinstance(value, bool):
        return False
    if kind == "TEXT":
        return isinstance(value, str)
    if kind == "DATETIME":
        return isinstance(value, date) or (isinstance(value, str) and _is_moment(value))
    if isinstance(value, str):
        return not typed and (as_whole(value) is not None if kind == "INTEGER" else _is_number(value))
    return as_whole(value) is not None if kind == "INTEGER" else isinstance(value, int | float)


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        return False
    return True


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d{1,12}(?:\.\d{1,12})?", text.strip()))


def _domain(said: Mapping[str, Any]) -> Domain:
    values = frozenset(said.get("values", ()))
    return Domain(said["words"], values, said.get("pattern", ""), said.get("least"), said.get("most"))


def _rule(row: Mapping[str, str], domains: Mapping[str, Domain]) -> FieldRule:
    names = tuple(filter(None, (row["field"], row["before"])))
    length = int(row["length"] or 0)
    return FieldRule(names, row["type"], length, bool(row["required"]), domains.get(row["domain"]))
