"""What the board shows of the city: which edition of the geofile is in force."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition of the geofile; its content is asked for by `sha256`, that of the city's file.

    `kind` is streets, points or places after what was imported, or restored; `source` is the file's name.
    """

    id: int
    name: str
    sha256: str
    published_at: datetime
    by: str = ""
    kind: str = ""
    source: str = ""
    segments: int = 0
    points: int = 0
    places: int = 0
