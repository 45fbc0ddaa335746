"""How a unit moves: in a car, on a bike, in a UTV or on foot."""

from console.board.views import UnitView

MODES = {"utv": "utv", "bike": "bike", "ambassador": "foot", "amb": "foot"}


def mode_of(unit: UnitView) -> str:
    """The unit's way of moving: by the vehicle that its crew took, else by its kind; a car for all others."""
    for beginning in ("utv", "bike"):
        if unit.vehicle.lower().startswith(beginning):
            return beginning
    return MODES.get(unit.kind, "car")
