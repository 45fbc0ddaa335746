"""What a seat puts by while it has its server: its own call numbers for the next days, and who works here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.board.views import nothing
from console.desk.numbering import RESERVED, reserve
from console.models import Account, Person
from console.store.journal import tip

DAYS = 3


@dataclass(frozen=True, slots=True)
class Provisions:
    """`numbers` are the reserved call numbers by day, `people` rows of badge, name and role.

    `entry` is the last that the server's journal had then; `guarded` says that people log on to it.
    """

    entry: int = 0
    numbers: Mapping[date, range] = field(default_factory=nothing)
    people: tuple[tuple[str, str, str], ...] = ()
    guarded: bool = False

    def of(self, day: date) -> range:
        """The numbers of a day; of one for which none were reserved, the last that anybody would get."""
        return self.numbers.get(day, range(RESERVED.stop - 1, RESERVED.stop))


def put_by(session: Session, today: date, seat: str) -> Provisions:
    """Reserve what is missing and read the rest; the caller commits."""
    numbers = {}
    for day in (today + timedelta(days=n) for n in range(DAYS)):
        block = reserve(session, day, seat)
        numbers[day] = range(block.first, block.last + 1)
    people = session.execute(select(Person.badge, Person.name, Person.role).order_by(Person.badge))
    known = tuple((row.badge, row.name, row.role) for row in people)
    guarded = session.scalar(select(Account.id).limit(1)) is not None
    return Provisions(tip(session)[0], numbers, known, guarded)


def save(provisions: Provisions, file: Path) -> None:
    """Keep them where the next start finds them, should it find no server."""
    content = {
        "entry": provisions.entry,
        "numbers": {f"{day}": [r.start, r.stop] for day, r in provisions.numbers.items()},
        "people": provisions.people,
        "guarded": provisions.guarded,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    written = file.with_suffix(".new")
    written.write_text(json.dumps(content), encoding="utf-8")
    written.replace(file)


def load(file: Path) -> Provisions:
    """Those of the last run; none where there is no file, or one that cannot be read."""
    try:
        content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return Provisions(
            int(content["entry"]),
            {date.fromisoformat(day): range(*ends) for day, ends in content["numbers"].items()},
            tuple((badge, name, role) for badge, name, role in content["people"]),
            # A file of before there was this word tells nothing of accounts.
            content.get("guarded") is True,
        )
    except (OSError, ValueError, KeyError, TypeError):
        # Without them downtime still works, with numbers that are sorted out on return.
        return Provisions()
