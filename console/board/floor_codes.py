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
class QuestionView:
    """A question to a caller; `yes`, `no` and `unknown` are the stop-conditions that such answers set."""

    code: str
    ask: str
    yes: str = ""
    no: str = ""
    unknown: str = ""

    def stop_for(self, answer: str) -> str:
        """The stop-condition that an answer sets, "" for none."""
        return {"yes": self.yes, "no": self.no, "unknown": self.unknown}[answer]


@dataclass(frozen=True, slots=True)
class CodedView:
    """A skill, a piece of equipment, where a call came from, or what a person is to it."""

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
class Beat:
    """A beat or a post, and how many units should work it."""

    name: str
    least: int = 1


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift of the station; `begins` is HH:MM by its clock, and it lasts until the next one begins."""

    name: str
    begins: str


@dataclass(frozen=True, slots=True)
class RecurringKind:
    """A kind of recurring task: what call is made of it, and how many minutes before and after its time."""

    code: str
    name: str
    call_type: str
    priority: int
    lead_min: int
    useful_min: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Needs:
    """What a call asks of whoever goes: all of the skills, and one of the kinds where any are named."""

    skills: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


NO_NEEDS = Needs()


@dataclass(frozen=True, slots=True)
class FloorCodes:
    """Tables by their codes; `least_charge` is per cent, by kind of unit, `needs` by type of call.

    Calls of the types in `deputies_end` are not ended before deputies have taken them. `scripts` are the
    codes of questions by type of call. `sources` are those of calls, `roles` what a person is to one.
    """

    stops: Mapping[str, StopView] = field(default_factory=_nothing)
    skills: Mapping[str, CodedView] = field(default_factory=_nothing)
    equipment: Mapping[str, CodedView] = field(default_factory=_nothing)
    least_charge: Mapping[str, int] = field(default_factory=_nothing)
    minimums: tuple[Minimum, ...] = ()
    beats: tuple[Beat, ...] = ()
    shifts: tuple[Shift, ...] = ()
    needs: Mapping[str, Needs] = field(default_factory=_nothing)
    deputies_end: frozenset[str] = frozenset()
    questions: Mapping[str, QuestionView] = field(default_factory=_nothing)
    scripts: Mapping[str, tuple[str, ...]] = field(default_factory=_nothing)
    sources: Mapping[str, CodedView] = field(default_factory=_nothing)
    roles: Mapping[str, CodedView] = field(default_factory=_nothing)
    recurring: Mapping[str, RecurringKind] = field(default_factory=_nothing)
