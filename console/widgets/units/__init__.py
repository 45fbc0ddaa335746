"""The units panel: who is free, who is at work and who cannot be sent."""

from console.widgets.units.panel import UnitsPanel

__all__ = ["UnitsPanel"]
