"""The correction panel: a call that is there already, changed field by field."""

from console.widgets.correction.panel import CorrectionPanel

__all__ = ["CorrectionPanel"]
