"""The door of the window: who sits here, the sheets they log on with, and what is hidden meanwhile."""

from console.widgets.log_on.drafts import Desktop
from console.widgets.log_on.guard import Guard, Parts

__all__ = ["Desktop", "Guard", "Parts"]
