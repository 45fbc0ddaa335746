"""The shell's command line as a person or a script meets it: a process, its two outputs and its exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST_S = 60.0


@dataclass(frozen=True, slots=True)
class Ended:
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON objects on stdout, one a line and nothing else."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True, slots=True)
class Shell:
    """Calls of `cso-console` whose settings and stores live in one folder."""

    home: Path

    @property
    def store(self) -> str:
        """The store's address."""
        return f"sqlite:///{self.home / 'station.sqlite3'}"

    def call(self, *words: str, typed: str | bytes = b"", store: str = "") -> Ended:
        """Run it to its end; `typed` comes on standard input."""
        ended = subprocess.run(
            self._line(words, store),
            input=typed.encode() if isinstance(typed, str) else typed,
            capture_output=True,
            env=self._environment(),
            timeout=LONGEST_S,
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    def rows(self, *words: str, typed: str | bytes = b"") -> list[dict[str, Any]]:
        """The rows that a call prints with --json; it must succeed."""
        ended = self.call(*words, "--json", typed=typed)
        assert ended.code == 0, ended.err
        return ended.rows

    @contextmanager
    def running(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        """A call that runs until the end of the block, its outputs to be read line by line."""
        process = subprocess.Popen(
            self._line(words, ""),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self._environment(),
        )
        with process:
            try:
                yield process
            finally:
                process.kill()

    def _line(self, words: tuple[str, ...], store: str) -> list[str]:
        return [sys.executable, "-m", "console", *words, "--store", store or self.store]

    def _environment(self) -> dict[str, str]:
        home = str(self.home)
        return {**os.environ, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
