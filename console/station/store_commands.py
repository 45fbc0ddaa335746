"""The shell's `backup` and `restore`."""

import sys
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from console.errors import Refused, Unavailable
from console.station.user_commands import person_at

if TYPE_CHECKING:
    from console.station.opening import Startup

Row = dict[str, Any]
Begin = Callable[[str, str], "Startup"]
Tell = Callable[[Callable[[], int], bool], int]
Show = Callable[[Row, str, bool], None]
Folder = Annotated[Path | None, typer.Argument(help="The settings' folder when left out.")]
File = Annotated[Path, typer.Argument(help="A backup, or a folder of them to choose from")]
To = Annotated[str, typer.Option("--to", help="As at HH:MM, at a date and time, or now.")]
NOW = "now"


def add(shell: typer.Typer, options: Any, begin: Begin, tell: Tell, show: Show) -> None:
    """Add both commands; `tell` makes a failure a sentence and an exit code, `show` prints a row."""

    def run(act: Callable[["Startup"], Row], store: str, actor: str, as_json: bool) -> None:
        def once() -> int:
            startup = begin(store, actor)
            ask_right(startup, actor)
            row = act(startup)
            show(row, row["done"], as_json)
            return 0

        sys.exit(tell(once, as_json))

    @shell.command()
    def backup(
        folder: Folder = None,
        store: str = options.store,
        actor: str = options.actor,
        as_json: bool = options.as_json,
    ) -> None:
        """Make a backup while the console runs, and check it by opening it."""
        run(lambda startup: back_up(startup, folder), store, actor, as_json)

    @shell.command()
    def restore(
        file: File,
        to: To = "",
        store: str = options.store,
        actor: str = options.actor,
        as_json: bool = options.as_json,
    ) -> None:
        """Put a backup in the store's place; the store is kept under another name."""
        run(lambda startup: put_back(startup, file, to), store, actor, as_json)


def ask_right(startup: "Startup", actor: str) -> None:
    """Raise Refused unless that person may copy the store and put copies in its place; journalled.

    A store that is gone or cannot be opened asks nobody: to bring it back is what it needs.
    """
    from console.station.opening import open_desk
    from console.store.backup import file_of
    from console.store.engine import is_server, shown

    if is_server(startup.store_url) or not file_of(startup.store_url).is_file():
        return
    with suppress(Unavailable), closing(open_desk(startup)) as desk:
        person_at(desk, actor)
        desk.use("backup", shown(startup.store_url))


def back_up(startup: "Startup", folder: Path | None) -> Row:
    """Make one backup into the folder, the settings' own when left out; old ones are left alone."""
    from console.store.backups import backups_of

    made = backups_of(startup.store_url, folder or startup.settings.backups).make(startup.clock.now())
    said = f"{made.file}: checked by opening it; its journal has {_counted(made.entries)}."
    if made.fault:
        said = f"{made.file}: made, but the journal does not hold, as in the store itself. {made.fault}"
    return {
        "done": said,
        "file": str(made.file),
        "entries": made.entries,
        "tip": made.tip,
        "bytes": made.size,
        "fault": made.fault,
    }


def put_back(startup: "Startup", source: Path, until: str) -> Row:
    """Put a backup, or the state at a moment, in the store's place; the store is moved aside."""
    from console.store.backup import file_of
    from console.store.engine import is_server
    from console.store.restore import Wish, restore

    if is_server(startup.store_url):
        raise Unavailable("A server's store is restored on the server: see docs/deployment.md.")
    now, zone = startup.clock.now(), startup.settings.time_zone
    wish = Wish(source, moment(until, now, zone), now, startup.actor, startup.settings.position)
    done = restore(file_of(startup.store_url), wish)
    newest = (
        ""
        if done.newest is None
        else done.newest.astimezone(zone).strftime(", the last at %Y-%m-%d %H:%M:%S")
    )
    aside = f" The store before is now {done.aside}." if done.aside else ""
    said = f" {done.said}" if done.said else ""
    return {
        "done": f"Restored from {done.source}: {_counted(done.entries)}{newest}.{aside}{said}",
        "store": str(done.store),
        "file": str(done.source),
        "entries": done.entries,
        "newest": done.newest.isoformat() if done.newest else "",
        "aside": str(done.aside) if done.aside else "",
        "said": done.said,
    }


def moment(typed: str, now: datetime, zone: tzinfo) -> datetime | None:
    """When a person means: "" for all that the backup holds, `now`, HH:MM, or a date and time.

    A time of day is the last one that was; what names no zone is the station's. Raises Refused for the rest.
    """
    if not typed:
        return None
    if typed == NOW:
        return now
    try:
        if len(typed) <= len("23:59:59"):
            today = datetime.combine(now.astimezone(zone), time.fromisoformat(typed), zone)
            return today if today <= now else today - timedelta(days=1)
        meant = datetime.fromisoformat(typed)
        return meant if meant.tzinfo else meant.replace(tzinfo=zone)
    except ValueError:
        raise Refused(
            f"'{typed[:40]}' is no moment.", instead="--to 18:30 or --to 2026-03-14T18:30"
        ) from None


def _counted(entries: int) -> str:
    return "1 entry" if entries == 1 else f"{entries} entries"
