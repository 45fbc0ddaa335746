"""The shell's `simulate`: a simulated device on a pseudo-terminal."""

import sys
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Annotated, Any

import typer

Device = Annotated[str, typer.Argument(help="A driver's name, such as kenwood or surgard")]
Words = Annotated[
    list[str] | None, typer.Argument(help="Options: seed=1, fault=garbage, unit=..., lat=..., lon=...")
]
Pty = Annotated[bool, typer.Option("--pty", help="On a pseudo-terminal, whose path is printed.")]
Tell = Callable[[Callable[[], int], bool], int]
Show = Callable[[dict[str, Any], str, bool], None]


def add(shell: typer.Typer, options: Any, tell: Tell, show: Show) -> None:
    """Add the command; `tell` makes a failure a sentence and an exit code, `show` prints a row."""

    @shell.command()
    def simulate(
        device: Device,
        words: Words = None,
        pty: Pty = False,
        store: str = options.store,
        actor: str = options.actor,
        as_json: bool = options.as_json,
    ) -> None:
        """Run a simulated device until interrupted."""
        if not pty:
            raise typer.BadParameter("A simulated device runs on a pseudo-terminal: add --pty.")
        sys.exit(tell(lambda: run_simulated(device, words or [], as_json, show), as_json))


def run_simulated(device: str, words: list[str], as_json: bool, show: Show) -> int:
    """Run a simulated device on a pseudo-terminal until a signal ends it."""
    import signal
    import threading

    from console.station.bench_tools import options_of, simulate

    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    with closing(simulate(device, options_of(words), stopping)) as rows, suppress(KeyboardInterrupt):
        for row in rows:
            show(row, str(row["path"]), as_json)
    return 0
