"""The shell's `import` commands: streets, points and places from a file, and editions listed and restored."""

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from console.board.edition_view import EditionView
    from console.desk.desk import Desk
    from console.geo.importers.examine import Outcome
    from console.geo.importers.findings import Finding
    from console.station.importing import Order
    from console.station.opening import Startup

Row = dict[str, Any]
Begin = Callable[[str, str], "Startup"]
Tell = Callable[[Callable[[], int], bool], int]
Show = Callable[[Row, str, bool], None]
WriteTable = Callable[[Path, "list[Finding]"], None]
File = Annotated[Path, typer.Argument(help="GeoJSON, GeoPackage, shapefile or its zip, CSV, .osm or .pbf")]
Check = Annotated[bool, typer.Option("--check", help="Only say what is wrong; nothing is changed.")]
New = Annotated[bool, typer.Option("--new", help="Begin a new geofile and keep nothing of the one before.")]
Name = Annotated[str, typer.Option("--name", help="The geofile's name; the one before when left out.")]
Tolerate = Annotated[
    list[str] | None,
    typer.Option("--tolerate", help="overlap, direction, dangling, duplicate or 'no street': warn only."),
]
Table = Annotated[Path | None, typer.Option("--table", help="Write what was found to this CSV file too.")]


class Commands:
    """What all commands need: how to begin, to tell a failure, to show a row and to write the table."""

    def __init__(self, begin: Begin, tell: Tell, show: Show, write_table: WriteTable) -> None:
        self._begin = begin
        self._tell = tell
        self._show = show
        self._write_table = write_table

    def run_import(self, order: "Order", table: Path | None, store: str, actor: str, as_json: bool) -> None:
        """Import a file and end the program with the exit code of what came of it."""

        def act(desk: "Desk", startup: "Startup") -> Row:
            from console.station.importing import carry_out

            def told(outcome: "Outcome") -> None:
                self._show_findings(outcome, as_json)
                if table is not None:
                    self._write_table(table, outcome.findings.sorted())

            return carry_out(order, desk, desk.session or startup.actor, startup.settings.training, told)

        self.run(act, store, actor, as_json)

    def run(self, act: "Callable[[Desk, Startup], Row]", store: str, actor: str, as_json: bool) -> None:
        """Do it at a desk, print its row and end the program."""

        def once() -> int:
            startup, desk = self._open(store, actor)
            with closing(desk):
                row = act(desk, startup)
            self._show(row, row["done"], as_json)
            return 0

        sys.exit(self._tell(once, as_json))

    def list(self, store: str, actor: str, as_json: bool) -> None:
        """Print every edition, newest first."""

        def once() -> int:
            from console.desk.listing import in_words

            _, desk = self._open(store, actor)
            with closing(desk):
                found = desk.editions.all()
            for number, each in enumerate(found):
                row = _edition_row(each, in_force=not number)
                words = in_words(row | {"in_force": "in force" if not number else ""})
                self._show(row, words, as_json)
            return 0

        sys.exit(self._tell(once, as_json))

    def _open(self, store: str, actor: str) -> "tuple[Startup, Desk]":
        from console.station.opening import open_desk
        from console.station.user_commands import seated

        startup = self._begin(store, actor)
        return startup, seated(open_desk(startup), actor)

    def _show_findings(self, outcome: "Outcome", as_json: bool) -> None:
        from console.station.importing import lines, row_of

        if as_json:
            for finding in outcome.findings.sorted():
                self._show(row_of(finding), "", True)
        else:
            for line in lines(outcome):
                self._show({}, line, False)


def group(options: Any, begin: Begin, tell: Tell, show: Show, write_table: WriteTable) -> typer.Typer:
    """The commands; `tell` makes a failure a sentence and an exit code, `show` prints a row."""
    commands = Commands(begin, tell, show, write_table)
    imports = typer.Typer(help="The geofile: streets, address points and places from files, by edition.")
    for kind, help_text in (
        ("streets", "Replace the streets; address points and places stay."),
        ("points", "Replace the address points."),
        ("places", "Replace the places."),
    ):
        _add_import(imports, kind, help_text, commands, options)
    _add_editions(imports, commands, options)
    return imports


def _add_import(imports: typer.Typer, kind: str, help_text: str, commands: Commands, options: Any) -> None:
    @imports.command(kind, help=help_text)
    def import_file(
        file: File,
        check: Check = False,
        table: Table = None,
        tolerate: Tolerate = None,
        new: New = False,
        name: Name = "",
        store: str = options.store,
        actor: str = options.actor,
        as_json: bool = options.as_json,
    ) -> None:
        from console.station.importing import Order

        order = Order(kind, file, name, check, new, frozenset(tolerate or ()))
        commands.run_import(order, table, store, actor, as_json)


def _add_editions(imports: typer.Typer, commands: Commands, options: Any) -> None:
    @imports.command("list")
    def list_all(
        store: str = options.store, actor: str = options.actor, as_json: bool = options.as_json
    ) -> None:
        """List the editions of the geofile, newest first."""
        commands.list(store, actor, as_json)

    @imports.command()
    def restore(
        edition: Annotated[int, typer.Argument(help="An edition's number, as in the list")],
        store: str = options.store,
        actor: str = options.actor,
        as_json: bool = options.as_json,
    ) -> None:
        """Put an earlier edition in force again."""

        def act(desk: "Desk", startup: "Startup") -> Row:
            who = desk.session or startup.actor
            return {"done": desk.do("restore_city", {"edition": edition}, actor=who, source="shell").said}

        commands.run(act, store, actor, as_json)


def _edition_row(edition: "EditionView", in_force: bool) -> Row:
    from console.desk.stamps import stamp

    return {
        "edition": edition.id,
        "in_force": in_force,
        "published_at": stamp(edition.published_at),
        "by": edition.by,
        "kind": edition.kind,
        "name": edition.name,
        "source": edition.source,
        "segments": edition.segments,
        "points": edition.points,
        "places": edition.places,
        "sha256": edition.sha256,
    }
