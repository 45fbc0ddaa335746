"""The catch-up page: what was done without the server, and what of it a person has to settle."""

from console.widgets.catch_up.page import CatchUpPage

__all__ = ["CatchUpPage"]
