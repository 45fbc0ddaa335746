"""The calls panel: what waits and what is being worked on."""

from console.widgets.calls.panel import CallsPanel

__all__ = ["CallsPanel"]
