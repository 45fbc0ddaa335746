"""Events that come every year, with the streets that are closed for them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

TABLE = "codes/event_presets.toml"
PLANNED = ("place", "outline", "objectives", "posts", "channels", "zones", "rules")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A street between two cross-streets, and whom it stops."""

    street: str
    first: str
    second: str
    stops: tuple[str, ...] = ("car",)


@dataclass(frozen=True, slots=True)
class EventPreset:
    """An event by what is typed for it; `plan` has the arguments of its plan, as `plan_event` takes them."""

    code: str
    name: str
    closures: tuple[Stretch, ...]
    plan: Mapping[str, Any] = field(default_factory=dict)


@cache
def event_presets() -> Mapping[str, EventPreset]:
    """All presets by their code, as the table has them."""
    table = tomllib.loads((files("resources") / TABLE).read_text("utf-8"))
    return {row["code"]: _preset(row) for row in table["event"]}


def _preset(row: Mapping[str, Any]) -> EventPreset:
    stretches = ({**each, "stops": tuple(each.get("stops", ("car",)))} for each in row["closures"])
    plan = {name: row[name] for name in PLANNED if name in row}
    return EventPreset(row["code"], row["name"], tuple(Stretch(**each) for each in stretches), plan)
