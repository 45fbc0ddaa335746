"""Several seats, each in a process of its own, race on one store; what is left is looked at."""

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, text

from console.models import Assignment, JournalEntry, Unit
from console.store.journal import Verdict, verify
from console.store.store import Store
from tests.desk.racer import UNITS
from tests.desk.stations import EVENING, bench


@dataclass(frozen=True)
class Outcome:
    """What a race left: each seat's count, the boards' fingerprints, and what the store says of itself."""

    seats: Sequence[dict[str, Any]]
    boards: Sequence[str]
    verdict: Verdict
    entries: int
    newest: int
    doubled: Sequence[str]


def make_units(url: str) -> None:
    """A station whose units are all on duty, twenty of them."""
    with bench(url) as here:
        held = set(here.board.picture.units)
    store = Store.open(url)
    with store.write() as session:
        session.execute(text("UPDATE unit SET duty = 'available', status = 'available'"))
        session.execute(insert(Unit), [_unit(name) for name in UNITS if name not in held])
        session.commit()
    store.close()


def race(url: str, folder: Path, *, seats: int, verbs: int) -> Outcome:
    """Let that many seats do that many verbs each, all at once."""
    make_units(url)
    with ExitStack() as opened:
        started = [opened.enter_context(_start(url, folder / f"{n}", n, verbs)) for n in range(1, seats + 1)]
        assert [_hear(process) for process in started] == ["ready"] * seats
        for process in started:
            _tell(process, "go")
        told = [json.loads(_hear(process)) for process in started]
        store = opened.enter_context(closing(Store.open(url)))
        with store.read() as session:
            newest = session.scalar(select(func.max(JournalEntry.number))) or 0
            for process in started:
                _tell(process, str(newest))
            boards = [_hear(process) for process in started]
            entries = session.scalar(select(func.count()).select_from(JournalEntry)) or 0
            return Outcome(told, boards, verify(session), entries, newest, session.scalars(_doubled()).all())


def _doubled() -> Any:
    """Units with two open assignments, which nobody has ordered."""
    still_open = select(Assignment.unit_id).where(Assignment.ended_at.is_(None))
    return select(Unit.call_sign).where(
        Unit.id.in_(still_open.group_by(Assignment.unit_id).having(func.count() > 1))
    )


def _start(url: str, folder: Path, number: int, verbs: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.desk.racer", url, str(folder), str(number), str(verbs)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _tell(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def _hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def _unit(name: str) -> dict[str, Any]:
    return {
        "call_sign": name,
        "kind": "foot",
        "duty": "available",
        "duty_since": EVENING,
        "status": "available",
        "status_since": EVENING,
        "skills": [],
    }
