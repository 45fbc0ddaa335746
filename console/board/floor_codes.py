"""The station's code tables of the dispatch floor: stop-conditions, skills, equipment, minimum staffing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StopView:
    """A stop-condition: `words` are other spellings, `offers` what a caller says that makes us ask for it."""

    code: str
    name: str
    words: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedView:
    """A skill or a piece of equipment."""

    code: str
    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minimum:
    """How many must be on duty, and who counts: `counts` is units or crew, `statuses` do not count."""

    name: str
    least: int
    kinds: tuple[str, ...]
    counts: str = "units"
    skills: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("off",)


@dataclass(frozen=True, slots=True)
class Needs:
    """What a call asks of whoever goes: all of the skills, and one of the kinds where any are named."""

    skills: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


NO_NEEDS = Needs()


@dataclass(frozen=True, slots=True)
class FloorCodes:
    """Tables by their codes; `least_charge` is per cent, by kind of unit, `needs` by type of call.

    Calls of the types in `deputies_end` are not ended before deputies have taken them.
    """

    stops: Mapping[str, StopView] = field(default_factory=_nothing)
    skills: Mapping[str, CodedView] = field(default_factory=_nothing)
    equipment: Mapping[str, CodedView] = field(default_factory=_nothing)
    least_charge: Mapping[str, int] = field(default_factory=_nothing)
    minimums: tuple[Minimum, ...] = ()
    needs: Mapping[str, Needs] = field(default_factory=_nothing)
    deputies_end: frozenset[str] = frozenset()
