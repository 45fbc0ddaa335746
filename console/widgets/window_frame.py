"""Who sits at this position, and whether the window is a training one."""

from dataclasses import dataclass
from datetime import tzinfo


@dataclass(frozen=True, slots=True)
class WindowFrame:
    """What the frame of the window says; `zone` is the station's, for every time that is shown."""

    station: str
    person: str
    position: str
    training: bool
    zone: tzinfo
