"""Who sits at this position, and whether the window is a training one."""

from datetime import tzinfo
from typing import NamedTuple

from console.settings import AlarmSettings


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
