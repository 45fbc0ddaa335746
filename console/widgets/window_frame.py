"""Who sits at this position, and whether the window is a training one."""

from datetime import tzinfo
from typing import NamedTuple


class WindowFrame(NamedTuple):
    """What the frame of the window says; `zone` is the station's, for every time that is shown."""

    station: str
    person: str
    position: str
    training: bool
    zone: tzinfo
