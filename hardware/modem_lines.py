"""The four modem lines that a port reads."""

from typing import NamedTuple


class ModemLines(NamedTuple):
    """High or low; a device that has no such line keeps it low."""

    cts: bool = False
    dsr: bool = False
    ri: bool = False
    cd: bool = False
