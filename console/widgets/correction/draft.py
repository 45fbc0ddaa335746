"""What a correction comes to: what was seen of a call, what is typed, and what others changed meanwhile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from console.board.views import CallView

Value = str | int


@dataclass(slots=True)
class Draft:
    """The correction of one call; fields go by the names that the verb amend_call gives them.

    `version` is the call's when it was opened. `held` is what the station holds by now, `seen` what the
    person's own value is built on, and `mine` that value, of those fields only that the person has touched.
    """

    number: str
    version: int
    held: dict[str, Value] = field(default_factory=dict)
    seen: dict[str, Value] = field(default_factory=dict)
    mine: dict[str, Value] = field(default_factory=dict)
    before: dict[str, Value] = field(default_factory=dict)
    """What stood in the untouched fields that others have changed since the call was opened."""

    def take(self, values: Mapping[str, Value], typing: str = "") -> None:
        """Take what the station holds by now.

        An untouched field follows at once. One that is touched, or `typing`, the one that is being typed in,
        keeps what the person has in it.
        """
        for name, value in values.items():
            known = self.held.get(name)
            self.held[name] = value
            if known == value:
                continue
            if name == typing and name not in self.mine:
                self.mine[name] = self.seen[name]
            if name in self.mine:
                self.type(name, self.mine[name])
            else:
                self._follow(name, known)

    def type(self, name: str, value: Value) -> None:
        """The person has put this into a field."""
        if value == self.held[name]:
            self.take_theirs(name)
        elif value == self.seen[name] and not self.is_contested(name):
            self.mine.pop(name, None)
        else:
            self.mine[name] = value

    def shown(self, name: str) -> Value:
        """What stands in a field."""
        return self.mine.get(name, self.held.get(name, ""))

    def drop(self, names: Iterable[str]) -> None:
        """Hold nothing of these fields, which the person may not see."""
        for name in names:
            for values in (self.held, self.seen, self.mine, self.before):
                values.pop(name, None)

    def is_contested(self, name: str) -> bool:
        """Whether somebody else has changed a field that the person has touched."""
        return name in self.mine and self.seen[name] != self.held[name]

    def contested(self) -> list[str]:
        """All such fields, in the order of the verb."""
        return [name for name in self.held if self.is_contested(name)]

    def take_theirs(self, name: str) -> None:
        """What the other position has put there counts."""
        self.mine.pop(name, None)
        self.seen[name] = self.held[name]

    def keep_mine(self, name: str) -> None:
        """What the other position has put there was seen, and the person's own is to replace it."""
        self.seen[name] = self.held[name]

    @property
    def changed(self) -> dict[str, Value]:
        """The fields that saving would change, with their new values."""
        return {name: value for name, value in self.mine.items() if value != self.seen[name]}

    def arguments(self) -> dict[str, Any]:
        """What amend_call is given: nothing but the changed fields, each with what was seen there."""
        seen = {f"{name}_was": self.seen[name] for name in self.changed}
        return {"call": self.number, "version": self.version, **self.changed, **seen}

    def _follow(self, name: str, known: Value | None) -> None:
        self.seen[name] = self.held[name]
        if known is not None:
            self.before[name] = known


def values_of(call: CallView) -> dict[str, Value]:
    """The fields of a call that the board holds; who called is not among them."""
    return {"place": call.place, "type": call.type_code, "priority": call.priority}


def opened(call: CallView) -> Draft:
    """The correction of a call as it stands now, with nothing changed."""
    values = values_of(call)
    return Draft(call.number, call.version, dict(values), dict(values))
