"""Kills the server and the seats at random while they work, and judges by a list of its own."""

import random
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from console.models import Remark
from console.store.journal import verify
from console.store.store import Store
from tests.store.servers import Server

SEATS = 3
LONGEST_S = 90.0


@dataclass
class Judge:
    """What the seats were told was done; the store has to have each of those, once."""

    acknowledged: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    leaders_killed: int = 0

    def verdict(self, url: str) -> tuple[set[str], list[str], bool]:
        """What was lost, what was done twice, and whether the journal's chain is whole."""
        store = Store.open(url)
        with store.read() as session:
            texts = session.scalars(select(Remark.text).where(Remark.text.startswith("token-"))).all()
            whole = not verify(session).broken
        store.close()
        twice = [text for text, times in Counter(texts).items() if times > 1]
        return self.acknowledged - set(texts), twice, whole


class Worker:
    """One seat's process, started again with the same folder each time it was killed."""

    def __init__(self, url: str, folder: Path, number: int, judge: Judge) -> None:
        self._url, self._folder, self._number, self._judge = url, folder, number, judge
        self._run = 0
        self.leads = False
        """Whether it holds the leases of what runs by itself, as it said last."""
        self.caught_up = threading.Event()
        self.start()

    def start(self) -> None:
        self._run += 1
        words = [self._url, str(self._folder / f"{self._number}"), str(self._number), str(self._run)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.desk.tireless", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reader.start()

    def kill(self) -> None:
        self._process.kill()
        self._ended()
        self.leads = False

    def finish(self) -> None:
        """Let it catch up with the server and end."""
        assert self._process.stdin
        self._process.stdin.write("enough\n")
        self._process.stdin.flush()
        assert self.caught_up.wait(LONGEST_S), f"Position {self._number} did not catch up"
        self._ended()

    def _read(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout
        for line in process.stdout:
            words = line.strip()
            if words == "caught up":
                self.caught_up.set()
            elif words in ("leads", "follows"):
                self.leads = words == "leads"
            elif words.startswith("not "):
                self._judge.refused.append(words)
            elif line.endswith("\n"):
                self._judge.acknowledged.add(words)

    def _ended(self) -> None:
        self._process.wait(LONGEST_S)
        self._reader.join(LONGEST_S)
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()


def kill_for(seconds: float, own: Server, url: str, folder: Path, seed: int = 1) -> Judge:
    """Let seats work for so long, and kill the server, whoever leads, or any of them every second or so."""
    chance, judge, pause = random.Random(seed), Judge(), threading.Event()
    workers = [Worker(url, folder, number, judge) for number in range(1, SEATS + 1)]
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pause.wait(chance.uniform(0.5, 3))
        if chance.random() < 0.4:
            with own.gone():
                pause.wait(chance.uniform(0, 3))
        else:
            leaders = [worker for worker in workers if worker.leads]
            worker = chance.choice(leaders if leaders and chance.random() < 0.5 else workers)
            judge.leaders_killed += worker.leads
            worker.kill()
            worker.start()
    for worker in workers:
        worker.finish()
    return judge
