"""Reads the file that is to be attached to a call, on the seat that it lies on."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from console.board.involved_view import AttachedFile
from console.desk.command import Command
from console.desk.involved import LARGEST_BYTES, NAME_LENGTH
from console.errors import Refused

PATH = "path"
ENDINGS: Mapping[str, str] = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


def reads_a_file(command: Command) -> bool:
    """Whether the command names a file that is on this seat; reading it may take its time."""
    return PATH in command.args


def with_content(command: Command) -> Command:
    """The command with what is in its file; Refused when that cannot be read, or is too large."""
    if not reads_a_file(command):
        return command
    file = Path(command.args[PATH]).expanduser()
    args = {name: value for name, value in command.args.items() if name != PATH}
    return replace(command, args={**args, "name": file.name[:NAME_LENGTH], "raw": _read(file)})


def save_as(file: AttachedFile, path: Path) -> None:
    """Write a call's file where a person has chosen; Refused where that cannot be."""
    try:
        path.write_bytes(file.raw)
    except OSError as error:
        raise Refused(f"The file cannot be saved: {error}.") from error


def save(file: AttachedFile, folder: Path, call: str, number: int) -> Path:
    """Write a call's file into a folder, under a name of our own; Refused where that cannot be."""
    path = folder / f"{call}-{number}{ENDINGS[file.media]}"
    try:
        # Never over what is there already.
        with path.open("xb") as opened:
            opened.write(file.raw)
    except OSError as error:
        raise Refused(f"The file cannot be saved: {error}.") from error
    return path


def _read(file: Path) -> bytes:
    shown = str(file)[:NAME_LENGTH]
    try:
        if not file.is_file():
            # A device or a pipe could be read for ever.
            raise Refused(f"There is no file {shown}.", word=shown)
        with file.open("rb") as opened:
            # One more than may be: the desk says how large is too large.
            return opened.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Refused(f"The file {shown} cannot be read: {error}.", word=shown) from error
