"""The street map with units and calls on it."""

from console.widgets.map.panel import MapPanel

__all__ = ["MapPanel"]
