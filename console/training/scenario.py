"""A scripted shift: when which call comes in and what fails, read from a TOML file and checked."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from console.errors import Unavailable
from hardware.simulators.faults import FAULTS, KEY_FAULTS, Fault

FixKind = Literal["void", "stale", "jump", "zero", "factory"]
"""How a GPS dies, besides falling silent or having its clock stuck, which any device can."""
CableKind = Literal["unplug", "another name"]
Kind = Fault | FixKind | CableKind
FIX_KINDS: tuple[FixKind, ...] = get_args(FixKind)
KINDS: tuple[Kind, ...] = (*FAULTS, *KEY_FAULTS, *FIX_KINDS, *get_args(CableKind))


class Inject(BaseModel):
    """A line that somebody types at a moment of the shift, `at` seconds after its start.

    The call that the line takes is left alone by an unattended dispatcher for `leave_min` minutes.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: float = Field(ge=0, le=86_400)
    line: str = Field(min_length=1, max_length=2000)
    leave_min: float = Field(default=0, ge=0, le=1440)

    @property
    def takes_call(self) -> bool:
        """Whether it is somebody who calls; the calls of a day are numbered in this order."""
        return self.line.partition(" ")[0].upper() == "N"


class ScriptedFault(BaseModel):
    """What goes wrong with a device `at` seconds after the shift's start, for `seconds`.

    `device` is its name on the devices page, such as "Radio 1", or on the bench.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: float = Field(ge=0, le=86_400)
    device: str = Field(min_length=1, max_length=60)
    kind: Kind
    seconds: float = Field(gt=0, le=86_400)

    @field_validator("kind", mode="before")
    @classmethod
    def _is_known(cls, kind: object) -> object:
        if kind not in KINDS:
            raise ValueError(f"there is no such fault; known are {', '.join(KINDS)}")
        return kind


class Scenario(BaseModel):
    """A shift: `minutes` long, beginning at `start` when it is played unattended.

    `on_scene_s` is how long a crew is on scene, the shortest and the longest time in seconds.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1, max_length=120)
    start: datetime
    minutes: float = Field(gt=0, le=1440)
    inject: tuple[Inject, ...]
    fault: tuple[ScriptedFault, ...] = ()
    on_scene_s: tuple[float, float] = (150.0, 420.0)

    @property
    def arrivals(self) -> tuple[Inject, ...]:
        """The calls in the order in which they come in."""
        return tuple(sorted((each for each in self.inject if each.takes_call), key=lambda each: each.at))

    @property
    def left(self) -> Mapping[int, float]:
        """For how many seconds which call, by the day's number, is left alone."""
        return {number: each.leave_min * 60 for number, each in enumerate(self.arrivals, start=1)}


def load_scenario(name: str) -> Scenario:
    """A shipped scenario by name, or a file by path.

    Raises Unavailable with what is wrong, and where.
    """
    try:
        return Scenario.model_validate(tomllib.loads(_text(name)))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        raise Unavailable(f"Scenario {name}: {where}: {said}.") from error
    except (OSError, ValueError) as error:
        raise Unavailable(f"Scenario {name} cannot be read: {error}.") from error


def shipped() -> list[str]:
    """The names of the scenarios that come with the console."""
    folder = files("resources") / "scenarios"
    return sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))


def _text(name: str) -> str:
    if name in shipped():
        return (files("resources") / "scenarios" / f"{name}.toml").read_text(encoding="utf-8")
    return Path(name).read_text(encoding="utf-8")
