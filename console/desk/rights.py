"""The table of roles: which verbs and which other rights are whose."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from console.errors import Refused

STATION = "station"
"""The role of what devices and timers do by themselves."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role as it is shown, and those to which break-glass may raise it."""

    code: str
    name: str
    raise_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """All roles by their code, and the roles that have each right; a verb's name is a right."""

    roles: Mapping[str, Role]
    holders: Mapping[str, frozenset[str]]

    def may(self, role: str, right: str) -> bool:
        """Whether that role has that right; what stands in no row is nobody's."""
        return role in self.holders.get(right, ())

    def named(self, code: str) -> Role:
        """The role of that code; Refused with those that there are."""
        try:
            return self.roles[code]
        except KeyError:
            there = ", ".join(sorted(self.roles))
            raise Refused(f"There is no role {code}. There are {there}.", word=code) from None

    def why_not(self, role: str, right: str) -> str:
        """The sentence for somebody whose role does not have the right."""
        mine = self.roles[role].name if role in self.roles else role
        others = sorted(self.roles[code].name for code in self.holders.get(right, ()) if code in self.roles)
        whose = f"It is for: {', '.join(others)}." if others else "Only devices and timers do it."
        return f"The role {mine} does not have the right {right}. {whose}"


def load_roles() -> Roles:
    """The table as it is shipped, `resources/codes/roles.toml`."""
    text = (files("resources") / "codes" / "roles.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    roles = {row["code"]: Role(row["code"], row["name"], tuple(row["raise_to"])) for row in table["role"]}
    holders = {right: frozenset(codes) for right, codes in {**table["verbs"], **table["rights"]}.items()}
    return Roles(roles, holders)
