"""Events that come every year, with the streets that are closed for them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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


def _preset(row: Mapping[str, object]) -> EventPreset:
    closures = row["closures"]
    assert isinstance(closures, list)
    stretches = (Stretch(**{**each, "stops": tuple(each.get("stops", ("car",)))}) for each in closures)
    return EventPreset(str(row["code"]), str(row["name"]), tuple(stretches))
