"""The shell's command line: opens the console, and does or shows what its window can."""

import logging
import sys
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from console.errors import Refused, Unavailable

if TYPE_CHECKING:
    import typer

    from console.board.holder import Board
    from console.desk.desk import Desk
    from console.desk.surroundings import Surroundings
    from console.reports.ics309 import Heading
    from console.reports.period import Period
    from console.reports.radio_export import Wanted
    from console.station.opening import Startup

DONE, REFUSED, UNAVAILABLE = 0, 1, 3


def main() -> None:
    """What `cso-console` runs."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    # The plain start is the daily one: its window must not wait for the command line's parser.
    if len(sys.argv) == 1:
        sys.exit(_told(open_console))
    _shell()()


def open_console(store: str = "", actor: str = "") -> int:
    """Open the window."""
    from console.app import Station, Window, startup_for

    window = Window(Station(startup_for(store, actor)), keep_layout=True)
    window.open()
    return window.run()


class Options(NamedTuple):
    """The options that many calls take, declared once."""

    store: Any
    actor: Any
    as_json: Any
    driver: Any


def _shell() -> "typer.Typer":
    import typer

    from console import app
    from console.reports import report_command, show_command
    from console.reports.import_table import write_table
    from console.station import find_command, import_commands, simulate_commands, store_commands

    shell = typer.Typer(
        add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, help="CSO Console."
    )
    options = Options(
        store=typer.Option("", "--store", help="sqlite:///PATH; the user's data folder when left out."),
        actor=typer.Option("", "--as", help="Who acts; the user's name when left out."),
        as_json=typer.Option(False, "--json", help="One JSON object a line on stdout."),
        driver=typer.Option(
            [], "--option", help="An option of the driver, such as preset=mdc1200; as often as needed."
        ),
    )
    _add_console(shell, options)
    _add_desk(shell, options)
    _add_support(shell, options)
    _add_devices(shell, options)
    _add_reports(shell, options)
    _add_users(shell)
    show_command.add(shell, options, _open, _told, _print)
    report_command.add(shell, options, _open, _told, _print)
    store_commands.add(shell, options, app.startup_for, _told, _print)
    find_command.add(shell, options, _open, _told, _print)
    simulate_commands.add(shell, options, _told, _print)
    imports = import_commands.group(options, app.startup_for, _told, _print, write_table)
    shell.add_typer(imports, name="import")
    return shell


def _add_console(shell: "typer.Typer", options: Options) -> None:
    import typer

    @shell.callback(invoke_without_command=True)
    def console(context: typer.Context, store: str = options.store, actor: str = options.actor) -> None:
        """Open the console, or do one of the commands below."""
        if context.invoked_subcommand is None:
            sys.exit(_told(lambda: open_console(store, actor)))

    @shell.command()
    def train(
        scenario: str = typer.Argument("quiet-evening"),
        unattended: bool = typer.Option(False, "--unattended", help="Play the shift without anybody."),
        speed: float = typer.Option(1.0, "--speed", min=0.1, max=200.0),
        seed: int = typer.Option(1, "--seed"),
        pictures: str = typer.Option("out", "--pictures", help="Where pictures and summary go."),
        store: str = options.store,
        actor: str = options.actor,
    ) -> None:
        """Open the console in training, or play a whole shift by itself."""
        from console import shifts

        if unattended:
            sys.exit(_told(lambda: shifts.play_unattended(scenario, speed, seed, pictures)))
        sys.exit(_told(lambda: shifts.open_training(scenario, speed, seed, store, actor)))


def _add_desk(shell: "typer.Typer", options: Options) -> None:
    import typer

    @shell.command()
    def do(
        commands: list[str] = typer.Argument(help="Dispatch commands; - reads them from stdin."),
        store: str = options.store,
        actor: str = options.actor,
        as_json: bool = options.as_json,
    ) -> None:
        """Run dispatch commands, each in a transaction of its own."""
        lines: Iterable[str] = sys.stdin if commands == ["-"] else commands
        sys.exit(_told(lambda: run_lines(lines, store, actor, as_json), as_json))


def _add_support(shell: "typer.Typer", options: Options) -> None:
    import typer

    @shell.command()
    def listen(
        port: str = typer.Argument(help="A device, a URL such as sim://gps, or - for stdin"),
        protocol: str = typer.Option(..., "--protocol", help="A driver, such as nmea or kenwood."),
        line: str = typer.Option("", "--line", help="Line settings, such as 9600 8N1."),
        option: list[str] = options.driver,
        raw: bool = typer.Option(False, "--raw", help="Add the bytes as hex."),
        store: str = options.store,
        actor: str = options.actor,
        as_json: bool = options.as_json,
    ) -> None:
        """Print what a device says, decoded; nothing is sent to it."""
        from console.station.listening import ear_for, listen

        def act() -> int:
            return _print_all(listen(port, ear_for(protocol, line, option), raw=raw), as_json)

        sys.exit(_told(act, as_json))

    @shell.command()
    def verify(
        store: str = options.store, actor: str = options.actor, as_json: bool = options.as_json
    ) -> None:
        """Check the journal's chain from end to end."""
        sys.exit(_told(lambda: verify_journal(store, actor, as_json), as_json))

    @shell.command()
    def doctor(
        store: str = options.store, actor: str = options.actor, as_json: bool = options.as_json
    ) -> None:
        """Say everything that the support person would ask."""
        sys.exit(_told(lambda: examine_all(store, actor, as_json), as_json))


def _add_devices(shell: "typer.Typer", options: Options) -> None:
    import typer

    @shell.command()
    def devices(
        listen: bool = typer.Option(False, "--listen", help="Say what speaks on each; nothing is sent."),
        store: str = options.store,
        actor: str = options.actor,
        as_json: bool = options.as_json,
    ) -> None:
        """List the serial ports of this machine with their USB identity."""
        from console.station.bench_tools import ports

        sys.exit(_told(lambda: _print_all(ports(listen=listen), as_json), as_json))

    @shell.command()
    def capture(
        port: str = typer.Argument(help="A device, a URL such as sim://gps, or - for stdin"),
        file: Path = typer.Argument(help="The capture file; it is added to where there is one."),
        protocol: str = typer.Option(..., "--protocol", help="A driver, such as nmea or kenwood."),
        line: str = typer.Option("", "--line", help="Line settings, such as 9600 8N1."),
        option: list[str] = options.driver,
        store: str = options.store,
        actor: str = options.actor,
        as_json: bool = options.as_json,
    ) -> None:
        """Keep every byte of a device in a file, and print what it says; nothing is sent to it."""
        from console.station import bench_tools
        from console.station.listening import ear_for

        def act() -> int:
            ear = ear_for(protocol, line, option)
            return _print_all(bench_tools.capture(port, protocol, file, ear), as_json)

        sys.exit(_told(act, as_json))

    @shell.command()
    def replay(
        file: Path = typer.Argument(help="A capture file"),
        protocol: str = typer.Option("", "--protocol", help="The driver; the capture's own when left out."),
        speed: float = typer.Option(1.0, "--speed", min=0.0, max=100_000.0, help="0: at once."),
        option: list[str] = options.driver,
        store: str = options.store,
        actor: str = options.actor,
        as_json: bool = options.as_json,
    ) -> None:
        """Print what a capture says, at any speed."""
        from console.station import bench_tools

        def act() -> int:
            return _print_all(bench_tools.replay(file, protocol, speed, option), as_json)

        sys.exit(_told(act, as_json))


def _add_reports(shell: "typer.Typer", options: Options) -> None:
    import typer

    @shell.command()
    def export(
        what: str = typer.Argument(help="radio: the log of what came over the air"),
        file: Path = typer.Argument(help="The file to write, .html or .csv"),
        begins: str = typer.Option("", "--from", help="RFC 3339, or HH:MM at the station."),
        ends: str = typer.Option("", "--to", help="RFC 3339, or HH:MM at the station; not in it itself."),
        words: str = typer.Option("", "--words", help="Only lines that have all these words."),
        form: str = typer.Option("", "--format", help="ics309 or csv; the file's ending when left out."),
        incident: str = typer.Option("", "--incident", help="The incident's name, for the form."),
        number: str = typer.Option("", "--number", help="The incident's number, for the form."),
        network: str = typer.Option("", "--network", help="The radio network's name, for the form."),
        force: bool = typer.Option(False, "--force", help="Write over a file that is there already."),
        store: str = options.store,
        actor: str = options.actor,
        as_json: bool = options.as_json,
    ) -> None:
        """Write the stored log of a period to a file, as a form ICS 309 or as CSV."""
        from console.reports.ics309 import Heading
        from console.reports.period import Period
        from console.reports.radio_export import Wanted, form_of

        if what != "radio":
            raise typer.BadParameter(f"'{what}' cannot be exported; radio can.")
        try:
            period = Period.read(begins, ends)
            wanted = Wanted(file, form_of(file, form), _readable(words), force)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
        heading = Heading(incident=incident, number=number, network=network)
        sys.exit(_told(lambda: write_log(wanted, period, heading, store, actor, as_json), as_json))


def _add_users(shell: "typer.Typer") -> None:
    from console.app import startup_for
    from console.station.opening import open_desk
    from console.station.user_commands import group

    users = group(
        lambda store: open_desk(startup_for(store)),
        lambda rows, as_json: sys.exit(_told(lambda: _print_all(rows(), as_json), as_json)),
    )
    shell.add_typer(users, name="user")


def write_log(
    wanted: "Wanted", period: "Period", heading: "Heading", store: str, actor: str, as_json: bool
) -> int:
    """Write the radio log of a period and say how much it was; `heading` has its typed texts."""
    from console.reports.radio_export import export_period

    startup, desk, _ = _open(store, actor)
    settings, who = startup.settings, startup.actor
    with closing(desk):
        lines = export_period(desk, wanted, period, heading, settings.time_zone, who, settings.training)
    row = {"file": str(wanted.file), "format": wanted.form, "lines": lines}
    _print(row, f"{lines} line{'' if lines == 1 else 's'} written to {wanted.file}.", as_json)
    return DONE


def run_lines(lines: Iterable[str], store: str, actor: str, as_json: bool) -> int:
    """Run each line; a refused one changes nothing and the next one follows."""
    from console.station.shell_city import shell_surroundings

    startup, desk, board = _open(store, actor)
    outcome, around = DONE, shell_surroundings(startup, desk, board)
    with closing(desk):
        for line in map(_readable, lines):
            if line:
                outcome = max(outcome, _run_line(line, startup, desk, board, around, as_json))
    return outcome


def _readable(line: str) -> str:
    """The line with a mark for each byte that was no text, which could not be printed again."""
    return line.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()


def _run_line(
    line: str, startup: "Startup", desk: "Desk", board: "Board", around: "Surroundings", as_json: bool
) -> int:
    from console.station.typed_lines import answer_line

    try:
        row = answer_line(line, startup.today(), startup.actor, desk, board, around)
    except Refused as refused:
        _say_refused(refused, line, as_json)
        return REFUSED
    _print(row, row["done"], as_json)
    return DONE


def _print_all(rows: Iterable[dict[str, Any]], as_json: bool) -> int:
    """Print rows as they come, until they end or the person stops them."""
    from console.desk.listing import in_words

    with suppress(KeyboardInterrupt):
        for row in rows:
            _print(row, in_words(row), as_json)
    return DONE


def verify_journal(store: str, actor: str, as_json: bool) -> int:
    """Say whether the chain holds, or which entry is the first that is wrong."""
    with closing(_open(store, actor)[1]) as desk:
        verdict = desk.verify()
    row = {
        "entries": verdict.entries,
        "verified": not verdict.broken,
        "broken": verdict.broken,
        "why": verdict.why,
    }
    _print(row, verdict.why or f"The journal's {verdict.entries} entries are whole and in order.", as_json)
    return REFUSED if verdict.broken else DONE


def examine_all(store: str, actor: str, as_json: bool) -> int:
    """Print every finding; Unavailable's exit code when one is bad."""
    from console.app import startup_for
    from console.station.doctor import examine
    from console.station.opening import open_desk
    from console.station.user_commands import seated

    startup = startup_for(store, actor)
    outcome = DONE
    for found in examine(startup.settings, startup.store_url, lambda: seated(open_desk(startup), actor)):
        row = {"check": found.check, "ok": found.ok, "text": found.text}
        _print(row, f"{'ok ' if found.ok else 'BAD'}  {found.check}: {found.text}", as_json)
        outcome = outcome if found.ok else UNAVAILABLE
    return outcome


def _open(store: str, actor: str) -> "tuple[Startup, Desk, Board]":
    """The store on this thread, with its picture."""
    from console.app import startup_for
    from console.board.holder import Board
    from console.station.opening import open_desk
    from console.station.user_commands import seated

    startup = startup_for(store, actor)
    desk, board = seated(open_desk(startup), actor), Board()
    board.apply(desk.load())
    return startup, desk, board


def _print(row: dict[str, Any], text: str, as_json: bool) -> None:
    from console.desk.listing import in_json

    print(in_json(row) if as_json else text, flush=True)


def _say_refused(refused: Refused, line: str, as_json: bool) -> None:
    print(refused, file=sys.stderr, flush=True)
    if as_json:
        _print({"refused": refused.reason, "instead": refused.instead, "line": line}, "", as_json)


def _told(act: Callable[[], int], as_json: bool = False) -> int:
    """Do it; the two kinds of failure become one sentence and an exit code."""
    try:
        return act()
    except Refused as refused:
        _say_refused(refused, "", as_json)
        return REFUSED
    except Unavailable as unavailable:
        print(unavailable, file=sys.stderr, flush=True)
        return UNAVAILABLE
    except BrokenPipeError:
        # Whoever read our lines has gone; there is nobody left to tell.
        sys.stderr.close()
        return DONE
    except Exception as error:  # noqa: BLE001  our own mistake, told under a number instead of a traceback
        from console.desk.thread import told

        print(told(error), file=sys.stderr, flush=True)
        return UNAVAILABLE


if __name__ == "__main__":
    main()
