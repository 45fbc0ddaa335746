"""An event such as Pride as the board shows it: its plan, who stands where, and what belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

Point = tuple[float, float]


def _no_rules() -> Mapping[str, int]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PostView:
    """A post of an event, and how many units should stand there."""

    name: str
    place: str = ""
    least: int = 1


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A line of the radio plan; frequencies as they are written on the form, "" for what is not known."""

    name: str
    function: str = ""
    assignment: str = ""
    receive: str = ""
    transmit: str = ""
    tone: str = ""
    mode: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class ZoneView:
    """Where UTVs may drive at an event, in words."""

    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class StandView:
    """A unit at a post, from when on."""

    unit: str
    post: str
    since: datetime


@dataclass(frozen=True, slots=True)
class NoteView:
    """A line of an event's incident log."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class EventView:
    """An event that nobody has ended; `code` is what is typed, `key` what verbs are given.

    `outline` is the footprint, (latitude, longitude) in degrees WGS-84. `rules` are priorities by type of
    call, `calls` the numbers of those that belong to it, `left_out` of those that a person has taken out.
    `log` has the newest lines only, oldest first.
    """

    number: int
    key: str
    code: str
    name: str
    place: str
    begins: datetime
    ends: datetime
    outline: tuple[Point, ...] = ()
    posts: tuple[PostView, ...] = ()
    channels: tuple[ChannelView, ...] = ()
    zones: tuple[ZoneView, ...] = ()
    rules: Mapping[str, int] = field(default_factory=_no_rules)
    objectives: tuple[str, ...] = ()
    stands: tuple[StandView, ...] = ()
    calls: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    log: tuple[NoteView, ...] = ()

    def runs(self, now: datetime) -> bool:
        """Whether it is its time."""
        return self.begins <= now < self.ends

    @property
    def gaps(self) -> tuple[PostView, ...]:
        """The posts where fewer stand than should."""
        there = [stand.post for stand in self.stands]
        return tuple(post for post in self.posts if there.count(post.name) < post.least)
