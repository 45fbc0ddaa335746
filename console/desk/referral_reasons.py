"""The reasons for which a call goes to sworn officers."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from console.desk.nearest import nearest
from console.errors import Refused


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as it is typed and read; with `stop` a CSO may do nothing more on the call."""

    code: str
    name: str
    words: tuple[str, ...]
    stop: bool


@cache
def reasons() -> Mapping[str, Reason]:
    """All reasons by their code, as the table has them."""
    table = tomllib.loads(files("resources").joinpath("codes/referral_reasons.toml").read_text("utf-8"))
    found = (Reason(row["code"], row["name"], tuple(row["words"]), row["stop"]) for row in table["reason"])
    return {reason.code: reason for reason in found}


def reason_of(typed: str) -> Reason:
    """The reason of that code or word; Refused with the nearest one."""
    word = typed.upper()
    known = {name: reason for reason in reasons().values() for name in (reason.code, *reason.words)}
    if word in known:
        return known[word]
    near = known[nearest(word, known) or "OTHER"]
    raise Refused(f"{typed} is no reason for a referral.", instead=near.code, word=typed)
