"""The call detail panel: one call with its timeline, details, units and notes."""

from console.widgets.detail.panel import CallDetailPanel

__all__ = ["CallDetailPanel"]
