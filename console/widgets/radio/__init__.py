"""The radio panel: what came over the air, newest first."""

from console.widgets.radio.panel import RadioPanel

__all__ = ["RadioPanel"]
