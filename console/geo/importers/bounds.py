"""How much of a file is read: what is larger is refused and not cut."""

from pathlib import Path

from console.errors import Refused, Unavailable

MEGABYTE = 1_000_000
LARGEST_FILE = 1000 * MEGABYTE
LARGEST_TEXT_FILE = 200 * MEGABYTE
"""Of a file that is read whole, such as GeoJSON."""
MOST_ROWS = 500_000
MOST_VERTICES = 20_000
"""Of one geometry."""
MOST_PARTS = 1000
LONGEST_TEXT = 4000
"""Of any one value, whatever its field allows."""
MOST_FIELDS = 400


def must_fit(path: Path, largest: int) -> None:
    """Raise Refused for a file that is larger, Unavailable for one that is not there."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be read: {error.strerror}. Nothing was changed.") from error
    if not path.is_file():
        raise Refused(f"{path.name} is no file.")
    if size > largest:
        raise Refused(
            f"{path.name} has {size // MEGABYTE} MB; {largest // MEGABYTE} MB are the most."
            " Cut it to the streets of your own area."
        )


def damaged(path: Path, why: object) -> Refused:
    """The refusal of a file that is not what its name says."""
    return Refused(f"{path.name} is damaged or no such file: {str(why)[:200]}. Export it again.")
