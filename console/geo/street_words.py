"""Street names as this program writes them, from names in parts or in one text."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from console.geo.city import StreetName

TABLE = "codes/street_words.toml"


@dataclass(frozen=True, slots=True)
class StreetWords:
    """Short forms by every spelling of a word, casefolded."""

    directions: Mapping[str, str]
    types: Mapping[str, str]

    @classmethod
    def load(cls) -> "StreetWords":
        """The table as it is shipped."""
        table = tomllib.loads((files("resources") / TABLE).read_text("utf-8"))
        return cls(_by_spelling(table["directions"]), _by_spelling(table["types"]))

    def direction(self, said: str) -> str:
        """The short form of a direction; what is none stays as it is."""
        return self.directions.get(_plain(said), said)

    def type(self, said: str) -> str:
        """The short form of a type such as Boulevard; what is none stays as it is."""
        return self.types.get(_plain(said), said)

    def whole(self, said: str) -> StreetName:
        """A name in one text, such as `North San Vicente Blvd`, in its parts.

        A direction is one only where a name is left: `North Rd` and `Avenue` keep their words.
        """
        words = said.split()
        prefix = post = suffix = ""
        if len(words) > 2 and _plain(words[-1]) in self.directions and _plain(words[-2]) in self.types:
            post = self.direction(words.pop())
        if len(words) > 1 and _plain(words[-1]) in self.types:
            suffix = self.type(words.pop())
        if len(words) > 1 and _plain(words[0]) in self.directions:
            prefix = self.direction(words.pop(0))
        return StreetName(base=tidy(" ".join(words)), suffix=suffix, prefix=prefix, post=post)


def tidy(base: str) -> str:
    """A base name that shouts is written as the others are: SANTA MONICA becomes Santa Monica."""
    if not base.isupper() or len(base) < 4:
        return base
    return " ".join(word if any(map(str.isdigit, word)) else word.capitalize() for word in base.split())


def _by_spelling(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {_plain(word): short for short, words in table.items() for word in (short, *words)}


def _plain(word: str) -> str:
    return word.casefold().rstrip(".")
