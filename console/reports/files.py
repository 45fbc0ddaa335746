"""Writing a report to a file: whole or not at all."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from console.errors import Refused, Unavailable


def write_whole(file: Path, text: str, *, force: bool = False) -> None:
    """Write UTF-8 under a name of its own beside the file and rename it: no reader finds half a report.

    Raises Refused where the file is there already, unless `force`; Unavailable where it cannot be written.
    """
    file = Path(os.path.realpath(file))
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        if file.exists() and not force:
            raise Refused(f"{file} is there already. Nothing was written.", instead="--force")
        _write(part, text)
        part.replace(file)
    except OSError as error:
        # The first failure is the one to tell; where the folder is the trouble there is nothing to remove.
        with suppress(OSError):
            part.unlink()
        raise Unavailable(f"{file} cannot be written: {error.strerror}.") from error


def _write(part: Path, text: str) -> None:
    with part.open("x", encoding="utf-8", newline="") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
