"""`kill -9` in the middle of a stream of commands: what was answered is there, and the chain holds."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from console.store.journal import verify
from console.store.store import Store

ROUNDS = 50
MOST_ANSWERS = 12


def test_no_answered_command_is_missing_after_fifty_kills(tmp_path: Path) -> None:
    file = tmp_path / "station.sqlite3"
    chance = random.Random(20261122)
    answered: dict[int, str] = {}
    for _ in range(ROUNDS):
        for answer in _killed_stream(file, chance.randint(1, MOST_ANSWERS)):
            answered[answer["entry"]] = answer["calls"][0]
        _must_verify(file)
    kept = _journalled_calls(file)
    assert len(answered) >= ROUNDS
    assert {entry: kept.get(entry) for entry in answered} == answered


def _killed_stream(file: Path, answers: int) -> list[dict[str, Any]]:
    """Pour commands into `do -`, kill it after so many answers, and return all that it answered."""
    lines = "".join(f"N 586 {number} FOUNTAIN AV; line {number}\n" for number in range(7000, 7200))
    with subprocess.Popen(
        [sys.executable, "-m", "console", "do", "--json", "--store", f"sqlite:///{file}", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(lines.encode())
        process.stdin.flush()
        read = [process.stdout.readline() for _ in range(answers)]
        os.kill(process.pid, signal.SIGKILL)
        read += process.stdout.readlines()
        process.stdin.close()
    return [json.loads(line) for line in read if line.endswith(b"\n")]


def _must_verify(file: Path) -> None:
    store = Store.open(f"sqlite:///{file}")
    with store.read() as session:
        verdict = verify(session)
    store.close()
    assert not verdict.broken, verdict.why


def _journalled_calls(file: Path) -> dict[int, str]:
    """Each entry that took a call, and the number of the call that is in the store for it."""
    with sqlite3.connect(file) as connection:
        numbers = {number for (number,) in connection.execute("SELECT number FROM call")}
        rows = connection.execute("SELECT number, touched FROM journal WHERE verb = 'take_call'").fetchall()
    connection.close()
    named = {entry: json.loads(touched)[0].removeprefix("call:") for entry, touched in rows}
    return {entry: call for entry, call in named.items() if call in numbers}
