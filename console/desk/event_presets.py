"""Events that come every year, with the streets that are closed for them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

TABLE = "codes/event_presets.toml"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A street between two cross-streets, and whom it stops."""

    street: str
    first: str
    second: str
    stops: tuple[str, ...] = ("car",)


@dataclass(frozen=True, slots=True)
class EventPreset:
    """An event by what is typed for it."""

    code: str
    name: str
    closures: tuple[Stretch, ...]


@cache
def event_presets() -> Mapping[str, EventPreset]:
    """All presets by their code, as the table has them."""
    table = tomllib.loads((files("resources") / TABLE).read_text("utf-8"))
    return {row["code"]: _preset(row) for row in table["event"]}


def _preset(row: Mapping[str, Any]) -> EventPreset:
    stretches = ({**each, "stops": tuple(each.get("stops", ("car",)))} for each in row["closures"])
    return EventPreset(row["code"], row["name"], tuple(Stretch(**each) for each in stretches))
