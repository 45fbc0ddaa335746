"""The shell's `report`: documents made of what stands on record, without typing it again."""

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from console.reports.showing import Begin, Show

Tell = Callable[[Callable[[], int], bool], int]
WHAT = "handover, of a shift by its number; ics201, ics205, ics211 or ics214, of an event by its word"


def add(shell: typer.Typer, options: Any, begin: "Begin", tell: Tell, show: "Show") -> None:
    """Add the command; `tell` makes a failure a sentence and an exit code, `show` prints a row."""

    @shell.command()
    def report(
        what: str = typer.Argument(help=WHAT),
        of: str = typer.Argument(help="A hand-over's number, or an event's word or number."),
        file: str = typer.Argument(help="The page to write, .html"),
        force: bool = typer.Option(False, "--force", help="Write over a file that is there already."),
        store: str = options.store,
        actor: str = options.actor,
        as_json: bool = options.as_json,
    ) -> None:
        """Write a shift's hand-over, or a form of the Incident Command System about an event, as a page."""
        from console.reports.documents import FORMS, Wanted, write_document

        if what not in FORMS:
            raise typer.BadParameter(f"'{what}' is no report; {', '.join(FORMS)} are there.")
        wanted = Wanted(what, of, Path(file), force)

        def act() -> int:
            startup, desk, _ = begin(store, actor)
            with closing(desk):
                lines = write_document(desk, wanted, startup)
            row = {"file": file, "report": what, "lines": lines}
            show(row, f"{lines} line{'' if lines == 1 else 's'} written to {file}.", as_json)
            return 0

        sys.exit(tell(act, as_json))
