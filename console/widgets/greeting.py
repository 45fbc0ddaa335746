"""The sentence that a dispatcher is met with."""

from console.board.views import Picture
from console.widgets import order


def greeting(picture: Picture) -> str:
    """Ready, and what the dispatcher finds."""
    wait = len(order.waiting(picture.calls.values()))
    free = len(order.available(picture.units.values()))
    calls = {0: "No call waits", 1: "1 call waits"}.get(wait, f"{wait} calls wait")
    units = {0: "no unit is available", 1: "1 unit is available"}.get(free, f"{free} units are available")
    return f"Ready. {calls}, {units}."
