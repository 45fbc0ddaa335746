"""Who sits at this position, and whether the window is a training one."""

from datetime import tzinfo
from typing import NamedTuple

from console.settings import AlarmSettings

FIRST_SIZE, LEAST_SIZE = (1024, 640), (683, 384)
"""In logical pixels: as it opens, and a screen of 1366 by 768 at 200 %."""


class WindowFrame(NamedTuple):
    """What the frame of the window says; `zone` is the station's, for every time that is shown.

    `printed` is the folder of the printed board, "" for none; `shared` says that the store is a server.
    `alarms` is how alarms are heard and shown here.
    """

    station: str
    person: str
    position: str
    training: bool
    zone: tzinfo
    printed: str = ""
    shared: bool = False
    alarms: AlarmSettings = AlarmSettings()
