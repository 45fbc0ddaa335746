"""A scripted shift: when which call comes in, read from a TOML file and checked."""

import tomllib
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from console.errors import Unavailable


class Inject(BaseModel):
    """A line that somebody types at a moment of the shift, `at` seconds after its start."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: float = Field(ge=0, le=86_400)
    line: str = Field(min_length=1, max_length=2000)


class Scenario(BaseModel):
    """A shift: `minutes` long, beginning at `start` when it is played unattended."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1, max_length=120)
    start: datetime
    minutes: float = Field(gt=0, le=1440)
    inject: tuple[Inject, ...]


def load_scenario(name: str) -> Scenario:
    """A shipped scenario by name, or a file by path.

    Raises Unavailable with what is wrong, and where.
    """
    try:
        return Scenario.model_validate(tomllib.loads(_text(name)))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Unavailable(f"Scenario {name}: {where}: {first['msg']}.") from error
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
