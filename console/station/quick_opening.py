"""Lets a window open sooner: modules are imported Python's own way, and nothing is swept meanwhile."""

import builtins
import gc
from importlib import import_module

CONNECTED = (
    "console.station.city_crossing",
    "console.station.city_keeper",
    "console.station.devices",
    "console.station.housekeeping",
    "console.station.identities",
    "console.station.intake",
    "console.station.involved_crossing",
    "console.station.premise_crossing",
    "console.station.printed",
    "console.station.referral_post",
    "console.station.retention",
    "console.station.seat_ports",
    "console.station.watchman",
    "console.widgets.city_link",
    "console.widgets.involved.link",
    "console.widgets.premise.link",
    "hardware.inbox",
    "hardware.ports",
    "hardware.simulators.bench",
)
"""What a station needs once its store is open, and its window for it."""


def load_qt() -> None:
    """Import Qt and keep Python's own import.

    The binding puts an import of its own in its place, which reads the source of every module that
    comes after it for switches (`from __feature__ import ...`) that this program does not use. With
    hundreds of modules to come that is a tenth of the start.
    """
    own = builtins.__import__
    import PySide6.QtCore  # noqa: F401  # what it does on being imported is the matter here

    builtins.__import__ = own


def load_connected() -> None:
    """Import what an open station needs, beside the window's thread, which would stand still for it."""
    for name in CONNECTED:
        import_module(name)


def put_off_sweeping() -> None:
    """Let the garbage collector rest: all that a start makes is there to stay."""
    gc.disable()


def sweep_again() -> None:
    """Let the garbage collector work, as it must once the window is used."""
    gc.enable()
